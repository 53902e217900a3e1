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
export function respond(request: Request, { body, type, etag, lastModified, headers }: Representation): Response {
  const gzip = acceptsGzip(request.headers.get('accept-encoding'));
  const sent = gzip ? etag.replace(/"$/, '-gz"') : etag;
  // A plain object, and bytes where they are kept: what Node's server is handed without being turned into Headers and back.
  const out: Record<string, string> = {
    'Cache-Control': 'no-cache',
    ...headers,
    Vary: 'Accept-Encoding',
    ETag: sent,
    ...(lastModified === null ? {} : { 'Last-Modified': new Date(lastModified).toUTCString() }),
  };
  if (isKnown(request.headers, etag, lastModified)) return new Response(null, { status: 304, headers: out });
  out['Content-Type'] = type;
  if (!gzip) return new Response(body, { headers: out });
  out['Content-Encoding'] = 'gzip';
  return new Response(compress(etag, body), { headers: out });
}

function isKnown(headers: Headers, etag: string, lastModified: number | null): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) {
    return tags.split(',').some((tag) => {
      const bare = tag.trim().replace(/^W\//, '').replace(/-gz"$/, '"');
      return bare === etag || bare === '*';
    });
  }
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  return lastModified !== null && Math.floor(lastModified / 1000) * 1000 <= since;
}

const acceptsGzip = (header: string | null): boolean =>
  (header ?? '').split(',').some((part) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));

function compress(etag: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = compressed.get(etag);
  if (kept) return kept;
  const bytes = new Uint8Array(gzipSync(body, { level: 9 }));
  if (compressed.size >= KEPT) compressed.delete(compressed.keys().next().value!);
  compressed.set(etag, bytes);
  return bytes;
}
