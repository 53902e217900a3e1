import { createHash } from 'node:crypto';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MessagesContext } from '#i18n/messages.tsx';
import type { Messages } from '#i18n/vi.ts';
import { PRINT_SHEET } from './printSheet.ts';

/**
 * What a page needs of the built app: start/ reads it from Vite's manifest. No font is preloaded: Chrome holds the first
 * paint back for a preloaded font.
 */
export interface Assets {
  /** URL of the entry script, or null: the page stays as the server wrote it. */
  readonly script: string | null;
  /** The readers' stylesheet, for a `<style>`: the first paint waits for no second request. */
  readonly inlineCss: string;
}

export interface Document {
  readonly title: string;
  readonly head?: ReactElement;
  readonly body: ReactElement;
  /** A page that looks unlike all others: the class of its root, and styles that no other page carries. */
  readonly dress?: { readonly name: string; readonly css: string };
  /** Which script takes the page over: the readers', or the embedded page's own. Absent: none. */
  readonly script?: 'readers' | 'frame';
  /** The page's content as schema.org says it (JSON-LD). It stands at the end, after what people wait for. */
  readonly linked?: object;
  /** What the script is told beside the page's tag. */
  readonly data?: Record<string, unknown>;
}

/**
 * A whole page and its entity tag. The tag is the hash of everything shown, so it changes when anything shown does:
 * revision, today's date, a person's filter, names, the build. It also goes into the page's data, for the script to
 * ask with.
 */
export function renderDocument(
  { title, head, body, data, linked, script, dress }: Document,
  assets: Assets,
  words: Messages,
): { html: string; etag: string } {
  const shown = renderToStaticMarkup(<MessagesContext value={words}>{body}</MessagesContext>);
  const source = script === 'frame' ? '/embed-frame.js' : script === 'readers' ? assets.script : null;
  const drawnAt = secondDay(shown) ?? (source === null ? null : PAGE_DATA);
  const start =
    `<!doctype html><html lang="${words.common.language}"${dress ? ` class="${dress.name}"` : ''}><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    renderToStaticMarkup(
      <>
        <title>{title}</title>
        {head}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {drawnAt !== null && <link rel="expect" href={`#${drawnAt}`} blocking="render" />}
      </>,
    ) +
    `<style>${assets.inlineCss}</style><link rel="stylesheet" href="${PRINT_SHEET}" media="print">${dress ? `<style>${dress.css}</style>` : ''}</head><body>${shown}`;
  const about = linked ? `<script type="application/ld+json">${scriptJson(linked)}</script>` : '';
  const end = about + (source === null ? '' : `<script type="module" src="${source}"></script>`);
  const tag = createHash('sha256')
    .update(start)
    .update(JSON.stringify(data ?? null))
    .update(end)
    .digest('base64url')
    .slice(0, 22);
  const json =
    source !== null && `<script type="application/json" id="${PAGE_DATA}">${scriptJson({ ...data, tag })}</script>`;
  return { html: `${start}${json || ''}${end}</body></html>`, etag: `"${tag}"` };
}

/** Id of what stands behind all that a page shows. */
const PAGE_DATA = 'page-data';

/**
 * Id of a week's second day. Chrome draws as soon as the element that it should expect begins, not when it is whole: where the
 * second day begins the first one is.
 */
const secondDay = (shown: string): string | undefined => [...shown.matchAll(/ id="(d-\d{4}-\d{2}-\d{2})"/g)][1]?.[1];

/** JSON inside a script element: no `<` can end it or open a comment; the two separators are line ends to old engines. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** The hash a content security policy allows the inlined style by. */
export const styleHash = (css: string): string => `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
