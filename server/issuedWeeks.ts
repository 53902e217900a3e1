import { FieldPath, type DocumentReference, type Firestore, type Timestamp } from 'firebase-admin/firestore';
import { publishedWeekFromDocument } from '#data/documents.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';

/** Which weeks of a calendar are issued, in order, and in what version. The same object while nothing changed. */
export type Versions = ReadonlyMap<WeekId, Timestamp>;

const WEEKS_AT_ONCE = 8;

/** How long something may go unnoticed that is no new revision: an import, a restored week, a deletion by hand. */
const UNHEARD_MS = 9_000;

/**
 * Issued weeks in numbers: what feeds and open data are made of. A week is read when its version is new. While it
 * listens (until `closing` is aborted) a request costs the store nothing: it is told of each revision as it is issued.
 * Without `closing` it asks for the versions each time.
 */
export class IssuedWeeks {
  readonly #db: Firestore;
  readonly #now: () => number;
  readonly #closing: AbortSignal | undefined;
  readonly #running = new Map<string, Promise<Versions>>();
  readonly #waiting = new Map<string, Promise<Versions>>();
  readonly #versions = new Map<string, { news: number; at: number; value: Versions }>();
  readonly #kept = new Map<string, Map<WeekId, { version: Timestamp; week: PublishedWeek }>>();
  #news = 0; // how often something was issued since we listen
  #hears = false;
  #listenedAt: number | null = null;
  #heard: Promise<void> = Promise.resolve();

  constructor(db: Firestore, now: () => number, closing?: AbortSignal) {
    this.#db = db;
    this.#now = now;
    this.#closing = closing;
  }

  /** Grows with everything that is issued; null: it is not listening, so nobody knows. */
  get news(): number | null {
    this.#listen();
    return this.#hears ? this.#news : null;
  }

  /** Resolves when it has heard from the store, or has failed to; at once where it does not listen. */
  heard(): Promise<void> {
    this.#listen();
    return this.#heard;
  }

  versions(calendar: string): Promise<Versions> {
    this.#listen();
    const kept = this.#versions.get(calendar);
    const age = kept ? this.#now() - kept.at : -1;
    if (kept && this.#hears && kept.news === this.#news && age >= 0 && age < UNHEARD_MS) {
      return Promise.resolve(kept.value);
    }
    // At most one reading runs and one waits: who comes meanwhile shares the one that has not begun, so nobody gets
    // less than what stood when they asked.
    const waiting = this.#waiting.get(calendar);
    if (waiting) return waiting;
    const running = this.#running.get(calendar) ?? Promise.resolve();
    const next = running
      .catch(() => {})
      .then(() => {
        this.#waiting.delete(calendar);
        return this.#readVersions(calendar);
      });
    this.#waiting.set(calendar, next);
    this.#running.set(calendar, next);
    return next;
  }

  async #readVersions(calendar: string): Promise<Versions> {
    const asked = { news: this.#news, at: this.#now() };
    const weeks = this.#db.collection('publishedWeeks');
    const { docs } = await weeks
      .where(FieldPath.documentId(), '>=', weeks.doc(`${calendar}_0000-W01`))
      .where(FieldPath.documentId(), '<=', weeks.doc(`${calendar}_9999-W53`))
      .select()
      .get();
    const found = new Map(docs.map((doc) => [doc.id.slice(calendar.length + 1) as WeekId, doc.updateTime]));
    const before = this.#versions.get(calendar)?.value;
    const value = before && isSame(before, found) ? before : found;
    this.#versions.set(calendar, { ...asked, value });
    return value;
  }

  /** Those of `versions` that `wanted` picks, in order. With `keep` they, and no others of the calendar, stay in memory. */
  async weeks(
    calendar: string,
    versions: Versions,
    wanted: (week: WeekId) => boolean,
    keep = false,
  ): Promise<readonly PublishedWeek[]> {
    const kept = this.#kept.get(calendar) ?? new Map();
    const names = [...versions.keys()].filter(wanted);
    const fresh = new Map<WeekId, { version: Timestamp; week: PublishedWeek }>();
    const unread = names.filter((name) => !kept.get(name)?.version.isEqual(versions.get(name)!));
    // A few at a time: what all weeks of some years take on their way would stay with the process.
    for (let from = 0; from < unread.length; from += WEEKS_AT_ONCE) {
      const some = unread.slice(from, from + WEEKS_AT_ONCE);
      const read = await this.#db.getAll(...some.map((name) => this.#week(calendar, name)));
      read.forEach((doc, index) => {
        const data = doc.data();
        if (data) fresh.set(some[index]!, { version: doc.updateTime!, week: publishedWeekFromDocument(data) });
      });
    }
    const all = names.flatMap((name) => {
      const one = fresh.get(name) ?? kept.get(name);
      return one ? [[name, one] as const] : [];
    });
    if (keep) this.#kept.set(calendar, new Map(all));
    return all.map(([, { week }]) => week);
  }

  #week(calendar: string, week: WeekId): DocumentReference {
    return this.#db.doc(`publishedWeeks/${calendar}_${week}`);
  }

  /** To the revision that was issued last: one document, heard anew with each revision of any week. */
  #listen() {
    if (!this.#closing || this.#closing.aborted) return;
    if (this.#listenedAt !== null) return;
    this.#listenedAt = this.#now();
    let tell = () => {};
    this.#heard = new Promise((resolve) => (tell = resolve));
    const stop = this.#db
      .collection('publishedWeeks')
      .orderBy('issuedAt', 'desc')
      .limit(1)
      .onSnapshot(
        () => {
          this.#news += 1;
          this.#hears = true;
          tell();
        },
        () => {
          // Asked each time again, and listened again a while later.
          this.#hears = false;
          tell();
          setTimeout(() => (this.#listenedAt = null), UNHEARD_MS).unref();
        },
      );
    this.#closing.addEventListener('abort', () => {
      this.#hears = false;
      tell();
      stop();
    });
  }
}

const isSame = (a: Versions, b: Versions): boolean =>
  a.size === b.size && [...a].every(([week, version]) => b.get(week)?.isEqual(version));
