import { gzipSync } from 'node:zlib';

export interface Representation {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string; // strong, quoted
  readonly lastModified: number | null; // epoch ms; null: the time of the last change is not known
  readonly headers: Readonly<Record<string, string>>;
}

/** Compressed bodies by entity tag: on a Monday morning everybody asks for the same few. */
const compressed = new Map<string, Uint8Array<ArrayBuffer>>();
const KEPT = 64;

/**
 * A 200, or a 304 where the reader has it already (RFC 9110, 13.2.2: If-None-Match decides alone where present).
 * Everything is revalidated on each use. A compressed body is another representation and has its own strong tag.
 */
export function respond(request: Request, representation: Representation): Response {
  const { body, etag, lastModified } = representation;
  const gzip = acceptsGzip(request.headers.get('accept-encoding'));
  const { known, whole } = headsOf(representation)[gzip ? 'gzip' : 'plain'];
  if (isKnown(request.headers, etag, lastModified)) return new Response(null, { status: 304, headers: known });
  return new Response(gzip ? compress(etag, body) : body, { headers: whole });
}

/** What stands above an answer that is known, and above a whole one. */
interface Heads {
  readonly known: Readonly<Record<string, string>>;
  readonly whole: Readonly<Record<string, string>>;
}

/** By answer: of one that is kept they are written once. */
const written = new WeakMap<Representation, Record<'plain' | 'gzip', Heads>>();

function headsOf(representation: Representation): Record<'plain' | 'gzip', Heads> {
  const kept = written.get(representation);
  if (kept) return kept;
  const { type, etag, lastModified, headers } = representation;
  // Plain objects, and bytes where they are kept: what Node's server is handed without being turned into Headers and back.
  const heads = (tag: string, encoding: Record<string, string>): Heads => {
    const known = {
      'Cache-Control': 'no-cache',
      ...headers,
      Vary: 'Accept-Encoding',
      ETag: tag,
      ...(lastModified === null ? {} : { 'Last-Modified': new Date(lastModified).toUTCString() }),
    };
    return { known, whole: { ...known, 'Content-Type': type, ...encoding } };
  };
  const both = { plain: heads(etag, {}), gzip: heads(gzipTag(etag), { 'Content-Encoding': 'gzip' }) };
  written.set(representation, both);
  return both;
}

const gzipTag = (etag: string) => `${etag.slice(0, -1)}-gz"`;

function isKnown(headers: Headers, etag: string, lastModified: number | null): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) {
    if (tags === etag || tags === gzipTag(etag)) return true; // as browsers and calendars ask
    return tags.split(',').some((tag) => {
      const bare = tag.trim().replace(/^W\//, '').replace(/-gz"$/, '"');
      return bare === etag || bare === '*';
    });
  }
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  return lastModified !== null && Math.floor(lastModified / 1000) * 1000 <= since;
}

const acceptsGzip = (header: string | null): boolean =>
  header !== null && /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[^,]*)?(,|$)/i.test(header);

function compress(etag: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = compressed.get(etag);
  if (kept) return kept;
  const bytes = new Uint8Array(gzipSync(body, { level: 9 }));
  if (compressed.size >= KEPT) compressed.delete(compressed.keys().next().value!);
  compressed.set(etag, bytes);
  return bytes;
}
