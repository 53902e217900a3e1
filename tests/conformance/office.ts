import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend } from 'embedded-backend/backend.ts';
import type { Certificate } from 'embedded-backend/wire/port.ts';
import { pageRunning } from './inBrowser.ts';
import { OFFICE_RULES } from './testBackend.ts';

export const PASSWORD = 'mật khẩu của Lan';

/** A backend as an office runs it, with the page officePage.ts, and Lan's account. It does not listen yet. */
export async function openOffice() {
  const log: string[] = [];
  const backend = await openBackend({
    projectId: 'demo-office',
    dataDir: null,
    rules: OFFICE_RULES,
    emulator: false,
    fallback: await pageRunning('officePage.ts'),
    log: (line) => log.push(line),
  });
  const admin = await connectAdmin({ projectId: 'demo-office', ...(await backend.listenAdmin()) });
  await admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: PASSWORD });
  return { backend, admin, log };
}

/** A certificate that signs itself, for localhost and 127.0.0.1; null where there is no openssl. */
export function selfSigned(): (Certificate & { dir: string; certFile: string; keyFile: string }) | null {
  const dir = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [certFile, keyFile] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const done = spawnSync('openssl', [...request.split(' '), ...names, '-keyout', keyFile, '-out', certFile]);
  if (done.status !== 0) return null;
  return { dir, certFile, keyFile, cert: readFileSync(certFile), key: readFileSync(keyFile) };
}
