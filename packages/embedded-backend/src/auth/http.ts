import type { IncomingMessage, ServerResponse } from 'node:http';
import { StatusError } from '../model/status.ts';
import { isDiskFull } from '../service/errors.ts';
import { AuthError } from './errors.ts';

/** Answers the request and resolves true, or leaves it untouched and resolves false when the path is not its own. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

export type Json = Record<string, unknown>;

export async function readBody(req: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Not destroyed by the refusal below: it has to be sent.
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw new AuthError('INVALID_ARGUMENT', 'Request too large.', 413);
      chunks.push(chunk);
    }
  } catch (cause) {
    // Over HTTP/1.1, over HTTP/2.
    if (/^(ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$/.test((cause as { code?: string }).code ?? ''))
      throw new AuthError('INVALID_ARGUMENT', 'Cut off.');
    throw cause;
  }
  return Buffer.concat(chunks).toString('utf8');
}

export async function readJson(req: IncomingMessage, limit: number): Promise<Json> {
  const text = await readBody(req, limit);
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    // answered below
  }
  throw new AuthError('INVALID_ARGUMENT', 'Invalid JSON payload received.');
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...(res.hasHeader('Cache-Control') ? {} : { 'Cache-Control': 'no-store' }),
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(text);
}

/**
 * Errors of ours in the Identity Toolkit's envelope. All else (overload, a defect) is told in plain text: a JSON 5xx on
 * `lookup` at page load would sign the user out for good, while this one reads as a network failure (auth protocol, 1.4).
 */
export function sendError(res: ServerResponse, error: unknown): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  // Whoever sent too much, or not all, is not read to the end. (HTTP/2 has no such header: it ends the one stream.)
  if (!res.req.complete && res.req.httpVersionMajor === 1) res.setHeader('Connection', 'close');
  if (error instanceof AuthError) {
    sendJson(res, error.httpStatus, {
      error: {
        code: error.httpStatus,
        message: error.message,
        ...(error.httpStatus === 401 || error.httpStatus === 403 ? { status: error.code } : {}),
        errors: [{ message: error.message, domain: 'global', reason: 'invalid' }],
      },
    });
    return;
  }
  res.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5', 'Cache-Control': 'no-store' });
  res.end('Service unavailable\n');
}

/** A text field of a request body: absent and null are undefined; another type is refused. */
export function textOf(body: Json, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new AuthError('INVALID_ARGUMENT', `${name} must be a string.`);
  return value;
}

export function flagOf(body: Json, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new AuthError('INVALID_ARGUMENT', `${name} must be true or false.`);
  return value;
}

/** A list of texts; a single text counts as one. */
export function textsOf(body: Json, name: string): string[] {
  const value = body[name];
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string')) {
    throw new AuthError('INVALID_ARGUMENT', `${name} must be a list of strings.`);
  }
  return list;
}

/** Answers with what `answer` resolves to; undefined is 404 in JSON. `onFullDisk`: how that is told, if by name. */
export async function respond(
  req: IncomingMessage,
  res: ServerResponse,
  log: (line: string) => void,
  answer: () => Promise<object | undefined>,
  onFullDisk?: AuthError,
): Promise<void> {
  try {
    const body = await answer();
    if (body === undefined) throw new AuthError('NOT_FOUND', undefined, 404);
    sendJson(res, 200, body);
  } catch (error) {
    if (error instanceof StatusError && error.status === 'DATA_LOSS')
      log(`damaged: ${error.message} Restore a backup.`);
    else if (isDiskFull(error)) log(`disk full: auth: ${req.method} ${urlOf(req).pathname} was refused.`);
    else if (!(error instanceof AuthError)) log(`auth: ${req.method} ${urlOf(req).pathname}: ${String(error)}`);
    sendError(res, isDiskFull(error) ? (onFullDisk ?? error) : error);
  }
}

/** What a proxy asks for may be a whole address; what is none at all has the path "/". */
export function urlOf({ url = '/' }: IncomingMessage): URL {
  if (url.startsWith('/')) return new URL(`http://any.invalid${url}`); // "//" would be an address without a host
  return new URL(URL.canParse(url) ? url : '/', 'http://any.invalid');
}
