import { createHash } from 'node:crypto';
import { feedText, type Feed } from './ical.ts';

interface Rendered {
  readonly feed: Feed;
  readonly body: string;
  readonly etag: string;
}

/** The last feed of each calendar as text: 3,000 entries are written once a revision, not once a reader. */
export class RenderedFeeds {
  readonly #last = new Map<string, Rendered>();

  of(feed: Feed): Rendered {
    const last = this.#last.get(feed.calendar);
    if (last && isSame(last.feed, feed)) return last;
    const body = feedText(feed);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const rendered = { feed, body, etag };
    this.#last.set(feed.calendar, rendered);
    return rendered;
  }
}

/** The addresses of pages follow from the source's. */
const isSame = (a: Feed, b: Feed) =>
  a.weeks === b.weeks &&
  a.name === b.name &&
  a.source === b.source &&
  a.words === b.words &&
  JSON.stringify(a.sessions) === JSON.stringify(b.sessions);
