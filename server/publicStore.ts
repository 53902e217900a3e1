import { FieldPath, type Firestore, type Query, type Timestamp } from 'firebase-admin/firestore';
import {
  settingsFromDocument,
  calendarFromDocument,
  personFromDocument,
  publishedWeekFromDocument,
} from '#data/documents.ts';
import type { AgencySettings, Calendar, Person } from '#domain/directory.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { addWeeks, parseWeekId, type WeekId } from '#domain/week.ts';

/** What the readers' pages need beside the week. Rarely changed, so kept for a short while. */
export interface Frame {
  readonly settings: AgencySettings;
  readonly calendars: readonly Calendar[]; // in order; those no longer active keep their old weeks
  readonly people: readonly Person[]; // with a public profile, in order
}

const FIRST_WEEK = '0000-W01' as WeekId;
const LAST_WEEK = '9999-W53' as WeekId;

interface KeptWeek {
  readonly version: Timestamp;
  readonly week: PublishedWeek;
}

const WEEKS_AT_ONCE = 8;

/** How long a name or setting may be out of date on readers' pages. A week never is. */
const FRAME_MS = 10_000;

/**
 * Every read of the public handler. It takes issued weeks, settings, calendars and public profiles and nothing else:
 * no draft is within its reach. Errors pass through: the caller says "could not be loaded".
 */
export class PublicStore {
  readonly #db: Firestore;
  readonly #now: () => number;
  readonly #running = new Map<string, Promise<readonly PublishedWeek[]>>();
  readonly #waiting = new Map<string, Promise<readonly PublishedWeek[]>>();
  readonly #kept = new Map<string, { byName: ReadonlyMap<string, KeptWeek>; weeks: readonly PublishedWeek[] }>();
  #frame: { at: number; value: Promise<Frame> } | null = null;

  constructor(db: Firestore, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  frame(): Promise<Frame> {
    const now = this.#now();
    if (this.#frame && now >= this.#frame.at && now - this.#frame.at < FRAME_MS) return this.#frame.value;
    const kept = { at: now, value: this.#readFrame() };
    this.#frame = kept;
    kept.value.catch(() => {
      if (this.#frame === kept) this.#frame = null; // a failure is never kept
    });
    return kept.value;
  }

  async #readFrame(): Promise<Frame> {
    const [settings, calendars, people] = await Promise.all([
      this.#db.doc('settings/agency').get(),
      this.#db.collection('calendars').get(),
      this.#db.collection('people').where('public', '==', true).get(),
    ]);
    const data = settings.data();
    if (!data) throw new Error('settings/agency is missing');
    const byOrder = <T extends { order: number; id: string }>(a: T, b: T) =>
      a.order - b.order || (a.id < b.id ? -1 : 1);
    return {
      settings: settingsFromDocument(data),
      calendars: calendars.docs.map((doc) => calendarFromDocument(doc.id, doc.data())).sort(byOrder),
      people: people.docs.map((doc) => personFromDocument(doc.id, doc.data())).sort(byOrder),
    };
  }

  /** Null: this week has not been issued. */
  async week(calendar: string, week: WeekId): Promise<PublishedWeek | null> {
    const data = (await this.#weeks().doc(`${calendar}_${week}`).get()).data();
    return data ? publishedWeekFromDocument(data) : null;
  }

  /** One week of many calendars, in their order: those that have issued it. */
  async weekOfAll(calendars: readonly string[], week: WeekId): Promise<readonly PublishedWeek[]> {
    if (calendars.length === 0) return [];
    const documents = await this.#db.getAll(...calendars.map((calendar) => this.#weeks().doc(`${calendar}_${week}`)));
    return documents.flatMap((document) => {
      const data = document.data();
      return data ? [publishedWeekFromDocument(data)] : [];
    });
  }

  /**
   * All issued weeks of a calendar, in order (document names sort as weeks do). The same array while nothing was issued:
   * the store is asked for the weeks' versions each time, and for a week only when its version is new.
   */
  allWeeks(calendar: string): Promise<readonly PublishedWeek[]> {
    // At most one reading runs and one waits: who comes meanwhile shares the one that has not begun, so nobody gets
    // less than what stood when they asked.
    const waiting = this.#waiting.get(calendar);
    if (waiting) return waiting;
    const running = this.#running.get(calendar) ?? Promise.resolve();
    const next = running
      .catch(() => {})
      .then(() => {
        this.#waiting.delete(calendar);
        return this.#readWeeks(calendar);
      });
    this.#waiting.set(calendar, next);
    this.#running.set(calendar, next);
    return next;
  }

  async #readWeeks(calendar: string): Promise<readonly PublishedWeek[]> {
    const versions = (await this.#range(calendar, FIRST_WEEK, LAST_WEEK).select().get()).docs;
    const kept = this.#kept.get(calendar) ?? { byName: new Map<string, KeptWeek>(), weeks: [] };
    const changed = versions.filter((doc) => !kept.byName.get(doc.id)?.version.isEqual(doc.updateTime));
    if (changed.length === 0 && versions.length === kept.weeks.length) return kept.weeks;
    const fresh = new Map<string, KeptWeek>();
    // A few at a time: what all weeks of some years take on their way would stay with the process.
    for (let from = 0; from < changed.length; from += WEEKS_AT_ONCE) {
      const read = await this.#db.getAll(...changed.slice(from, from + WEEKS_AT_ONCE).map((doc) => doc.ref));
      for (const doc of read) {
        const data = doc.data();
        if (data) fresh.set(doc.id, { version: doc.updateTime!, week: publishedWeekFromDocument(data) });
      }
    }
    const byName = new Map<string, KeptWeek>();
    for (const { id } of versions) {
      const week = fresh.get(id) ?? kept.byName.get(id);
      if (week) byName.set(id, week);
    }
    const weeks = [...byName.values()].map(({ week }) => week);
    this.#kept.set(calendar, { byName, weeks });
    return weeks;
  }

  /** The issued weeks nearest to one, however far: offices issue nothing over Tết, and import years with gaps. */
  async neighbours(calendar: string, week: WeekId): Promise<{ previous: WeekId | null; next: WeekId | null }> {
    const names = async (query: Query) =>
      (await query.select().get()).docs.flatMap((doc) => parseWeekId(doc.id.slice(calendar.length + 1)) ?? []);
    const before = addWeeks(week, -1);
    // Document names cannot be asked for backwards without an index of their own: the last of a few, or else of all.
    const last = async (from: WeekId) => (await names(this.#range(calendar, from, before))).at(-1);
    const [near, next] = await Promise.all([
      last(addWeeks(week, -8)),
      names(this.#range(calendar, addWeeks(week, 1), LAST_WEEK).limit(1)),
    ]);
    return { previous: near ?? (await last(FIRST_WEEK)) ?? null, next: next[0] ?? null };
  }

  #range(calendar: string, from: WeekId, to: WeekId) {
    const weeks = this.#weeks();
    return weeks
      .where(FieldPath.documentId(), '>=', weeks.doc(`${calendar}_${from}`))
      .where(FieldPath.documentId(), '<=', weeks.doc(`${calendar}_${to}`));
  }

  #weeks() {
    return this.#db.collection('publishedWeeks');
  }
}
