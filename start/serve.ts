import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { callerAddress } from 'embedded-backend/auth/callerAddress.ts';
import type { Certificate } from 'embedded-backend/wire/port.ts';
import type { ViteDevServer } from 'vite';
import { accountIsEnabled } from '#server/accountIsEnabled.ts';
import { createApp } from '#server/app.ts';
import type { Assets } from '#server/document.tsx';
import { openOffice, rootDir } from './office.ts';
import { completeRequests } from './completeRequests.ts';
import { seedIfEmpty } from './seedIfEmpty.ts';
import { certificateRemark, readCertificate } from './certificate.ts';
import { checkDemoAccounts } from './demoBeyondLoopback.ts';
import { chosenPassword, demoPassword } from './demoPassword.ts';
import { readAssets } from '#server/builtAssets.ts';
import { pushContact } from '#server/push.ts';
import { readIdentityProviders } from './identityProviders.ts';
import { lettersOf } from './letters.ts';
import { mailOf } from './mail.ts';
import { startNotices } from './notices.ts';
import { oidcSignIn } from './oidcSignIn.ts';
import { pushOf } from './push.ts';
import { openServerLog } from './serverLog.ts';
import { proxyRemark } from './proxyRemark.ts';
import { publicUrl } from './publicUrl.ts';
import { createSite } from './site.ts';
import { wordOf } from './wordOf.ts';

/**
 * The product on one machine: embedded backend, public handler and built app in one process on one port.
 * Resolves when the port answers. Settings: PORT, HOST, DATA_DIR, TLS_CERT, TLS_KEY, DEMO_PASSWORD,
 * DEMO_BEYOND_LOOPBACK, PUBLIC_URL, SMTP_URL, MAIL_FROM.
 */
export async function main({ vite }: { vite?: ViteDevServer }): Promise<void> {
  const port = readPort(process.env['PORT']);
  const host = process.env['HOST'] ?? '127.0.0.1';
  const dataDir = resolve(rootDir, process.env['DATA_DIR'] ?? '.data');
  try {
    chosenPassword(); // this and the certificate before anything is written
    const certificate = readCertificate();
    const { close, setCertificate } = await serve({ port, host, dataDir, vite, certificate });
    if (certificate) process.on('SIGHUP', () => renewCertificate(setCertificate));
    let stopping = false;
    // A terminal's Ctrl-C arrives twice: from the terminal itself and through npm.
    const stop = () => {
      if (stopping) return;
      stopping = true;
      void close().then(() => process.exit(0));
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  } catch (cause) {
    console.error(wordOf(cause, { port, host, dataDir }));
    process.exit(1);
  }
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? 8080);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  console.error(`PORT phải là một số từ 0 đến 65535, không phải “${text}”.`);
  process.exit(1);
}

async function serve({
  port,
  host,
  dataDir,
  vite,
  certificate,
}: {
  port: number;
  host: string;
  dataDir: string;
  vite: ViteDevServer | undefined;
  certificate: Certificate | undefined;
}) {
  console.log(`… Mở dữ liệu trong ${dataDir}`);
  let listener: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => res.writeHead(503).end();
  const providers = readIdentityProviders(dataDir);
  const log = openServerLog((line) => console.error(line));
  const mail = mailOf(process.env, log.write);
  const office = await openOffice(dataDir, {
    identityProviders: providers,
    fallback: (req, res) => listener(req, res),
    letters: lettersOf(mail, log.write),
    log: log.write,
  });
  const closing = new AbortController();
  let stopNotices = async () => {};
  let settled = async () => {};
  try {
    await checkDemoAccounts({ admin: office.admin, dataDir, host });
    const seeded = log.seeding();
    await seedIfEmpty({ admin: office.admin, dataDir });
    seeded();
    await completeRequests(office.admin);
    const assets: Assets = vite ? devAssets() : readAssets(join(rootDir, 'dist/client'));
    const app = createApp({
      db: office.admin.db,
      now: Date.now,
      assets,
      home: process.env['PUBLIC_URL'] ? publicUrl() : undefined,
      closing: closing.signal,
      isEnabled: accountIsEnabled(office.admin.auth),
      callerOf: (c) => callerAddress((c.env as HttpBindings).incoming),
      log: (message, cause) => console.error(message, cause),
    });
    ({ settled } = app);
    const oidc = oidcSignIn({ providers, home: publicUrl(), now: Date.now, log: log.write });
    const site = createSite({ app, oidc, clientDir: vite ? null : join(rootDir, 'dist/client'), dev: vite });
    let look: (req: IncomingMessage) => void = () => {};
    const handle = getRequestListener(
      vite ? site.fetch : (request, env) => app.known(request) ?? site.fetch(request, env),
    );
    listener = vite
      ? (req, res) => vite.middlewares(req, res, () => void handle(req, res))
      : (req, res) => {
          look(req);
          void handle(req, res);
        };
    const bound = await office.backend.listen(host, port, certificate);
    const address = `${certificate ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`;
    const home = publicUrl() ?? address;
    if (!process.env['PUBLIC_URL']) look = proxyRemark(home, log.write);
    stopNotices = await startNotices({
      db: office.admin.db,
      auth: office.admin.auth,
      mail,
      push: pushOf({ dataDir, contact: pushContact(home), log: log.write }),
      home,
      now: Date.now,
      log: log.write,
    });
    const demo = demoPassword(dataDir);
    if (demo !== null) {
      console.log(
        `Tài khoản mẫu: quantri@, vanthu@, giamdoc@, phong.gdtrh@, chuyenvien@example.test · mật khẩu: ${demo.password}`,
      );
    }
    const remark = certificate && certificateRemark(certificate, Date.now());
    if (remark !== undefined) console.error(remark);
    console.log(`Lịch công tác: ${address}`);
  } catch (cause) {
    closing.abort();
    await settled();
    await stopNotices();
    await office.close();
    throw cause;
  }
  const close = async () => {
    console.log('\n… Đang dừng');
    await vite?.close();
    closing.abort();
    await settled();
    await stopNotices();
    await office.close();
    log.close();
  };
  return { close, setCertificate: office.backend.setCertificate };
}

/** On SIGHUP, as a certificate is renewed every few weeks. What is open stays; a wrong file changes nothing. */
function renewCertificate(setCertificate: (certificate: Certificate) => void): void {
  try {
    const certificate = readCertificate();
    if (!certificate) return;
    setCertificate(certificate);
    console.log(certificateRemark(certificate, Date.now()) ?? 'Đã dùng chứng thư TLS mới.');
  } catch (cause) {
    console.error(`${(cause as Error).message} Vẫn dùng chứng thư cũ.`);
  }
}

/** Under `npm run dev` Vite serves the sources; the first paint's CSS is read as it is. */
function devAssets(): Assets {
  const css = ['tokens', 'readers'].map((name) => readFileSync(join(rootDir, `src/ui/${name}.css`), 'utf8'));
  return {
    script: '/src/main.tsx',
    inlineCss: css.join('\n').replaceAll('./fonts/', '/src/ui/fonts/'),
  };
}
