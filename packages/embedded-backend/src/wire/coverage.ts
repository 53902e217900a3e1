import type { Authenticate } from '../auth/identity.ts';
import { StatusError } from '../model/status.ts';
import type { Coverage } from '../rules/coverage.ts';
import { coveragePage } from '../rules/coveragePage.ts';
import { refusalOf } from '../service/errors.ts';
import { sendError, sendJson, splitUrl, type Handler } from './http.ts';

export interface CoverageOptions {
  coverageOf: (project: string) => Coverage;
  authenticate: Authenticate;
  /** The port trusts every caller (emulator mode); else only an administrator is answered. */
  isOpen: boolean;
  log: (line: string) => void;
}

const PATH = /^\/emulator\/v1\/projects\/([^/:]+):ruleCoverage(\.html)?$/;

/** What the rules' expressions gave, as the official emulator tells it: JSON, or a page to read. */
export function coverageHandler({ coverageOf, authenticate, isOpen, log }: CoverageOptions): Handler {
  return async (req, res) => {
    const [, project, page] = PATH.exec(splitUrl(req).path) ?? [];
    if (project === undefined || req.method !== 'GET') return false;
    try {
      if (!isOpen && (await authenticate(req.headers.authorization)).kind !== 'admin')
        throw new StatusError('PERMISSION_DENIED', 'Only an administrator may see this.');
      const report = coverageOf(decodeURIComponent(project)).report();
      if (page === undefined) sendJson(res, 200, report);
      else sendPage(res, coveragePage(report));
    } catch (error) {
      const isGarbage = error instanceof URIError;
      sendError(
        res,
        isGarbage ? new StatusError('INVALID_ARGUMENT', 'The request is malformed.') : refusalOf(error, log),
      );
    }
    return true;
  };
}

function sendPage(res: Parameters<Handler>[1], html: string): void {
  res.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  res.end(html);
}
