import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Certificate } from 'embedded-backend/wire/port.ts';
import { StartError } from './startError.ts';

/** The files that TLS_CERT and TLS_KEY name, read anew each time; undefined: the port speaks plain http. Throws StartError. */
export function readCertificate(env = process.env): Certificate | undefined {
  const { TLS_CERT, TLS_KEY } = env;
  if (!TLS_CERT && !TLS_KEY) return undefined;
  if (!TLS_CERT || !TLS_KEY) {
    throw new StartError('TLS cần cả hai tệp: TLS_CERT=chứng-thư.pem TLS_KEY=khóa.pem npm start');
  }
  const certificate = { cert: readPem('TLS_CERT', TLS_CERT), key: readPem('TLS_KEY', TLS_KEY) };
  try {
    createSecureContext(certificate);
  } catch (cause) {
    throw new StartError(
      `TLS_CERT (${TLS_CERT}) và TLS_KEY (${TLS_KEY}) không phải chứng thư PEM và khóa của nó: ${(cause as Error).message}.`,
    );
  }
  return certificate;
}

/** What browsers will hold against it; undefined: nothing that can be seen from here. */
export function certificateRemark({ cert }: Certificate, now: number): string | undefined {
  const { validTo } = new X509Certificate(cert);
  const daysLeft = Math.floor((Date.parse(validTo) - now) / 86_400_000);
  if (daysLeft < 0) return `Chứng thư TLS đã hết hạn từ ${validTo}: trình duyệt sẽ từ chối.`;
  if (daysLeft < 14) return `Chứng thư TLS hết hạn sau ${daysLeft} ngày (${validTo}).`;
  return undefined;
}

function readPem(name: string, file: string): string {
  try {
    return readFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8');
  } catch (cause) {
    throw new StartError(`Không đọc được tệp ${name}: ${file} (${(cause as { code?: string }).code}).`);
  }
}
