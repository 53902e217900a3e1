import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest } from 'node:http2';
import { StatusError } from '../model/status.ts';
import { envelopeOf, httpStatusOf } from '../service/errors.ts';
import { MAX_REQUEST_BYTES } from './limits.ts';
import type { WaitingRoom } from './waitingRoom.ts';

/** Answers and resolves true, or leaves the request untouched and resolves false: not its path. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/** The path as sent, still encoded and not normalised: `..` stays, to be refused as a document id. */
export function splitUrl(req: IncomingMessage): { path: string; query: URLSearchParams } {
  const url = req.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

/** `waitingRoom`: where anybody may send, what is not whole yet counts there. */
export async function readBody(
  req: IncomingMessage,
  limit = MAX_REQUEST_BYTES,
  waitingRoom?: WaitingRoom,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  const waiting = waitingRoom?.open(() => cutOff(req));
  try {
    // Not destroyed by the refusal below: it has to be sent.
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw new StatusError('INVALID_ARGUMENT', 'The request is too large.');
      chunks.push(chunk);
      waiting?.add(chunk.length);
    }
  } catch (cause) {
    if (isCutOff(cause)) throw new StatusError('CANCELLED', 'The request was cut off.');
    throw cause;
  } finally {
    waiting?.close();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** By whichever side, over HTTP/1.1 or HTTP/2. */
function isCutOff(cause: unknown): boolean {
  return /^(ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$/.test((cause as { code?: string }).code ?? '');
}

function cutOff(req: IncomingMessage | Http2ServerRequest): void {
  if ('stream' in req) req.stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  else req.destroy();
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(text);
}

export function sendError(res: ServerResponse, error: StatusError): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  // Whoever sent too much, or not all, is not read to the end. (HTTP/2 has no such header: it ends the one stream.)
  if (!res.req.complete && res.req.httpVersionMajor === 1) res.setHeader('Connection', 'close');
  sendJson(res, httpStatusOf(error.status), envelopeOf(error));
}
