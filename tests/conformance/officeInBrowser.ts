import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { build } from 'vite';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend } from 'embedded-backend/backend.ts';
import type { Certificate } from 'embedded-backend/wire/port.ts';
import { OFFICE_RULES } from './testBackend.ts';

/** The page of officePage.ts, as a product's own pages on the backend's port. */
async function officePages(): Promise<(req: IncomingMessage, res: ServerResponse) => void> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rollupOptions: { input: fileURLToPath(new URL('officePage.ts', import.meta.url)) } },
  });
  const [output] = 'output' in built ? [built] : Array.isArray(built) ? built : [];
  const script = output!.output[0].code;
  return (req, res) => {
    const isScript = req.url === '/page.js';
    res.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    res.end(isScript ? script : '<!doctype html><title>page</title><script type="module" src="/page.js"></script>');
  };
}

export const PASSWORD = 'mật khẩu của Lan';

/** A backend as an office runs it, with that page, and Lan's account. It does not listen yet. */
export async function openOffice() {
  const backend = await openBackend({
    projectId: 'demo-office',
    dataDir: null,
    rules: OFFICE_RULES,
    emulator: false,
    fallback: await officePages(),
    log: () => {},
  });
  const admin = await connectAdmin({ projectId: 'demo-office', ...(await backend.listenAdmin()) });
  await admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: PASSWORD });
  return { backend, admin };
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });

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
