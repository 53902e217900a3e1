import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whom a request counts against. Behind a proxy on this machine every caller comes from loopback: then it is the address
 * that the proxy added. Somebody on this machine could make one up, and would only escape the limit of addresses.
 */
export function callerAddress(req: IncomingMessage): string {
  const peer = plain(req.socket.remoteAddress ?? '');
  if (!/^(127\.|::1$)/.test(peer)) return peer;
  const forwarded = [req.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)!.trim();
  return isIP(forwarded) === 0 ? peer : plain(forwarded); // anything else would go into the log as it is
}

/** "::ffff:10.0.0.7" is 10.0.0.7 on a socket that takes both kinds. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
