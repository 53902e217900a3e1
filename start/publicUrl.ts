import { hostname } from 'node:os';
import { StartError } from './startError.ts';

/**
 * Where people reach the product, without a slash at the end: PUBLIC_URL, else this machine. Undefined: any free port,
 * which only the running product knows.
 */
export function publicUrl(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = env['PUBLIC_URL'];
  if (given) {
    if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return new URL(given).origin;
    throw new StartError(`PUBLIC_URL phải có dạng https://lich.coquan.vn, không phải “${given}”.`);
  }
  const port = env['PORT'] ?? '8080';
  if (port === '0') return undefined;
  const host = env['HOST'] ?? '127.0.0.1';
  const name = host === '0.0.0.0' || host === '::' ? hostname() : host.includes(':') ? `[${host}]` : host;
  return `${env['TLS_CERT'] ? 'https' : 'http'}://${name}:${port}`;
}
