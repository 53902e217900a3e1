import { spawnSync } from 'node:child_process';
import { createECDH, createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer } from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { connect, type ConnectionOptions } from 'node:tls';
import { base64url, createLocalJWKSet, jwtVerify } from 'jose';
import type { PushDevice } from '#data/documents.ts';
import type { PushMessage } from '#server/noticePush.ts';

interface Decrypter {
  decrypt(body: Buffer, keys: { version: 'aes128gcm'; privateKey: unknown; authSecret: string }): Buffer;
}
const { decrypt } = createRequire(import.meta.url)('http_ece') as Decrypter;

export interface Received {
  readonly device: string;
  readonly message: PushMessage;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What the sender signed (VAPID), judged by the key that it sent along. */
  readonly signed: Readonly<Record<string, unknown>>;
}

/**
 * For tests: a push service on loopback, over TLS, under the name of a real one, and the browsers behind it, which decrypt
 * (RFC 8291). Null without openssl.
 */
export async function openPushService() {
  const dir = mkdtempSync(join(tmpdir(), 'push-service-'));
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  const made = spawnSync('openssl', [
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=fcm.googleapis.com'.split(
      ' ',
    ),
    ...['-addext', 'subjectAltName=DNS:fcm.googleapis.com', '-keyout', key, '-out', cert],
  ]);
  if (made.status !== 0) return null;
  const pem = { cert: readFileSync(cert), key: readFileSync(key) };
  rmSync(dir, { recursive: true });

  const browsers = new Map<string, { device: PushDevice; decrypt: (body: Buffer) => PushMessage }>();
  const received: Received[] = [];
  const asked: string[] = [];
  let answer: (device: string) => number = () => 201;

  const server = createServer(pem, (request, response) => {
    void (async () => {
      const browser = browsers.get(`https://${request.headers.host}${request.url}`);
      const body = await buffer(request);
      const status = browser ? answer(browser.device.id) : 404;
      asked.push(browser?.device.id ?? '?');
      if (browser && status < 300) {
        const [, token = '', publicKey = ''] =
          /^vapid t=(.+), ?k=(.+)$/.exec(request.headers.authorization ?? '') ?? [];
        const point = base64url.decode(publicKey);
        const half = (from: number) => base64url.encode(point.slice(from, from + 32));
        const keys = createLocalJWKSet({ keys: [{ kty: 'EC', crv: 'P-256', x: half(1), y: half(33) }] });
        const { payload } = await jwtVerify(token, keys, { audience: 'https://fcm.googleapis.com' });
        received.push({
          device: browser.device.id,
          message: browser.decrypt(body),
          headers: request.headers,
          signed: { ...payload, publicKey },
        });
      }
      response.writeHead(status).end();
    })().catch((cause: unknown) => response.writeHead(500).end(String(cause)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  const agent = new Agent({ ca: pem.cert });
  const toLoopback = (options: ConnectionOptions) => connect({ ...options, host: '127.0.0.1', port });
  Object.assign(agent, { createConnection: toLoopback });

  return {
    received,
    /** The devices that were posted to, whatever came of it. */
    asked,
    agent,
    port,
    certificate: pem.cert,
    answers: (next: (device: string) => number) => (answer = next),
    /** A browser's new subscription. */
    subscribe(): PushDevice {
      const ecdh = createECDH('prime256v1');
      const authSecret = randomBytes(16).toString('base64url');
      const endpoint = `https://fcm.googleapis.com/fcm/send/${randomBytes(20).toString('base64url')}`;
      const device: PushDevice = {
        id: createHash('sha256').update(endpoint).digest('hex'),
        endpoint,
        p256dh: ecdh.generateKeys('base64url'),
        auth: authSecret,
        createdAt: 0,
      };
      browsers.set(endpoint, {
        device,
        decrypt: (body) =>
          JSON.parse(decrypt(body, { version: 'aes128gcm', privateKey: ecdh, authSecret }).toString()) as PushMessage,
      });
      return device;
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
