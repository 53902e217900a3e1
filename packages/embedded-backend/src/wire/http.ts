import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { StatusError } from '../model/status.ts';
import { envelopeOf, httpStatusOf } from '../service/errors.ts';
import { MAX_REQUEST_BYTES } from './limits.ts';
import { drained } from './slowReader.ts';
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

function cutOff(one: IncomingMessage | ServerResponse | Http2ServerRequest | Http2ServerResponse): void {
  if ('stream' in one) one.stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  else one.destroy();
}

const HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { ...HEADERS, 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}

const PIECE_LENGTH = 64 * 1024;

/**
 * A long answer piece by piece, as the client takes it: whoever asks for much and reads nothing holds what a socket does.
 * Short ones go as `sendJson` sends them.
 */
export async function sendLongJson(res: ServerResponse, body: object, waitingRoom: WaitingRoom): Promise<void> {
  let isClosed = false;
  res.on('close', () => (isClosed = true)); // an answer over HTTP/2 does not tell later
  let text = '';
  for (const part of partsOf(body)) {
    text += part;
    if (text.length < PIECE_LENGTH) continue;
    if (!res.headersSent) res.writeHead(200, HEADERS);
    if (!res.write(text) && !isClosed) await drained(res, waitingRoom, body, () => cutOff(res));
    if (isClosed) return;
    text = '';
  }
  if (!res.headersSent) res.writeHead(200, { ...HEADERS, 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}

/** The JSON of an answer, the items of its lists one by one. */
function* partsOf(body: object): Generator<string> {
  if (Array.isArray(body)) {
    for (const [i, item] of body.entries()) yield (i === 0 ? '[' : ',') + JSON.stringify(item);
    yield body.length === 0 ? '[]' : ']';
    return;
  }
  let before = '{';
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    if (Array.isArray(value)) yield* partsOf(value);
    else yield JSON.stringify(value);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
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
