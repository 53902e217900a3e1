import type { Context } from 'hono';
import type { Document } from './document.tsx';
import type { Ground, Place } from './place.tsx';
import type { PublicStore } from './publicStore.ts';
import type { Missing } from './statePages.tsx';

/** What every page of the public handler is made with (app.ts makes it). */
export interface Reading {
  readonly store: PublicStore;
  readonly now: () => number;
  /** The site's address on a page. */
  origin(c: Context): string;
  /** The same in texts that are kept for everybody. */
  keptOrigin(c: Context): string;
  /** Where the reader stands, apart from any calendar. */
  ground(c: Context): Promise<Ground>;
  /** The place of a request (null: the default calendar), or null where there is no such calendar. */
  placeOf(c: Context, calendarId: string | null): Promise<Place | null>;
  /** Rejects where the store does not answer: nobody waits for ever. */
  inTime<T>(work: Promise<T>): Promise<T>;
  page(
    c: Context,
    document: Document,
    options?: {
      status?: 404 | 503;
      /** Origins whose pages may frame this one. */
      ancestors?: readonly string[];
      /** Whether this page frames one of ours. */
      preview?: boolean;
      changedAt?: number;
      /** True for a moment only: nobody keeps it. */
      isPassing?: boolean;
    },
  ): Response | Promise<Response>;
  /**
   * The same address of who took over from a calendar that is out of use, for weeks that it did not issue: a division that
   * has merged keeps those it did. Null: it is in use, or nobody did.
   */
  takenOver(c: Context, place: Place): string | null;
  /** A page that says what is not there; to a program that asked for JSON, the same words as JSON. */
  missing(c: Context, what: Missing): Promise<Response>;
}
