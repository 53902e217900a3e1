import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { certificateRemark, readCertificate } from './certificate.ts';

const dir = mkdtempSync(join(tmpdir(), 'certificate-'));
afterAll(() => rmSync(dir, { recursive: true }));
const [TLS_CERT, TLS_KEY] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
const isMade =
  spawnSync('openssl', [
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=lich.test'.split(' '),
    ...['-keyout', TLS_KEY, '-out', TLS_CERT],
  ]).status === 0;

test('without the two files the port speaks http; with one of them, it is told', () => {
  expect(readCertificate({})).toBeUndefined();
  expect(() => readCertificate({ TLS_CERT })).toThrow(/^TLS cần cả hai tệp/);
  expect(() => readCertificate({ TLS_KEY })).toThrow(/^TLS cần cả hai tệp/);
});

test.runIf(isMade)('a file that is not there, no PEM, or of another key is told in one sentence', () => {
  expect(readCertificate({ TLS_CERT, TLS_KEY })).toBeDefined();
  const missing = join(dir, 'missing.pem');
  expect(() => readCertificate({ TLS_CERT: missing, TLS_KEY })).toThrow(
    `Không đọc được tệp TLS_CERT: ${missing} (ENOENT).`,
  );
  const words = join(dir, 'words.pem');
  writeFileSync(words, 'no certificate');
  expect(() => readCertificate({ TLS_CERT: words, TLS_KEY })).toThrow(/không phải chứng thư PEM và khóa của nó/);
  expect(() => readCertificate({ TLS_CERT, TLS_KEY: TLS_CERT })).toThrow(/không phải chứng thư PEM và khóa của nó/);
});

test.runIf(isMade)('a certificate that is about to end, or has ended, is remarked on', () => {
  const certificate = readCertificate({ TLS_CERT, TLS_KEY })!;
  const day = 86_400_000;
  expect(certificateRemark(certificate, Date.now())).toBeUndefined();
  expect(certificateRemark(certificate, Date.now() + 25 * day)).toMatch(/^Chứng thư TLS hết hạn sau 4 ngày/);
  expect(certificateRemark(certificate, Date.now() + 31 * day)).toMatch(/^Chứng thư TLS đã hết hạn/);
});
