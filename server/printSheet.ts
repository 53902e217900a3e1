import { createHash } from 'node:crypto';
import css from '#ui/print.css?inline';
import { respond } from './respond.ts';

const version = createHash('sha256').update(css).digest('base64url').slice(0, 8);

/** The rules for paper, as every page links them: the first paint does not carry what only a printer needs. */
export const PRINT_SHEET = `/print.css?v=${version}`;

/** Kept for a year under its version; a page from before an update asks by an older one, and gets today's. */
export const showPrintSheet = (request: Request): Response =>
  respond(request, {
    body: css,
    type: 'text/css; charset=utf-8',
    etag: `"${version}"`,
    lastModified: null,
    headers: {
      ...(request.url.endsWith(PRINT_SHEET) ? { 'Cache-Control': 'public, max-age=31536000, immutable' } : {}),
      'X-Content-Type-Options': 'nosniff',
    },
  });
