import type { IncomingMessage, ServerResponse } from 'node:http';

const LOOPBACK_NAME = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export interface CorsOptions {
  /** Foreign origins whose pages may call. A page from this host and port needs none of this. */
  allowedOrigins: readonly string[];
  /** Emulator mode: any loopback origin may call, and nothing else may, as whoever may call is administrator. */
  emulator: boolean;
}

/**
 * Sets what lets the calling page read the answer (firestore protocol, section 2). Returns true when the request must be
 * refused: in emulator mode any web page could else name itself administrator, by a request that no browser asks
 * about first (WebChannel carries its headers in the body), or by a name that resolves to loopback.
 */
export function applyCors(
  req: IncomingMessage,
  res: ServerResponse,
  { allowedOrigins, emulator }: CorsOptions,
): boolean {
  const { origin, host } = req.headers;
  if (emulator && !(host !== undefined && LOOPBACK_NAME.test(hostName(host)))) return true;
  res.setHeader('Vary', 'Origin');
  if (origin === undefined) return false;
  if (emulator ? !isLoopbackOrigin(origin) : !allowedOrigins.includes(origin)) return emulator;
  res.setHeader('Access-Control-Allow-Origin', origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.setHeader('Access-Control-Expose-Headers', 'X-HTTP-Session-Id, X-HTTP-Initial-Response, X-Client-Wire-Protocol');
  return false;
}

export function answerPreflight(req: IncomingMessage, res: ServerResponse): void {
  if (res.hasHeader('Access-Control-Allow-Origin')) {
    res.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
    res.setHeader('Access-Control-Allow-Headers', req.headers['access-control-request-headers'] ?? '');
    res.setHeader('Access-Control-Max-Age', '3600');
  }
  res.writeHead(204).end();
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && LOOPBACK_NAME.test(new URL(origin).hostname);
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAME.test(host) || host === '::1';
}
