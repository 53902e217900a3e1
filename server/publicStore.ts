import { FieldPath, type Firestore, type Query, type Timestamp } from 'firebase-admin/firestore';
import {
  settingsFromDocument,
  calendarFromDocument,
  holidayFromDocument,
  personFromDocument,
  publishedWeekFromDocument,
} from '#data/documents.ts';
import type { AgencySettings, Calendar, Person } from '#domain/directory.ts';
import type { Holiday } from '#domain/holiday.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { addWeeks, parseWeekId, type WeekId } from '#domain/week.ts';
import { IssuedWeeks } from './issuedWeeks.ts';

/** What the readers' pages need beside the week. Rarely changed, so kept for a short while. */
export interface Frame {
  readonly settings: AgencySettings;
  readonly calendars: readonly Calendar[]; // in order; those no longer active keep their old weeks
  readonly people: readonly Person[]; // with a public profile, in order
  readonly settingsChanged: number; // epoch ms
  /** When any of it was changed last, epoch ms. */
  readonly changed: number;
}

/** A week in a list; times are epoch ms. */
export type WeekSummary = Pick<PublishedWeek, 'week' | 'number' | 'revision' | 'issuedAt' | 'documentNo'>;

const FIRST_WEEK = '0000-W01' as WeekId;
const LAST_WEEK = '9999-W53' as WeekId;

/** With the document's own times, epoch ms. */
interface DatedHoliday extends Holiday {
  readonly created: number;
  readonly changed: number;
}

/** How long a name or setting may be out of date on readers' pages. A week is so for the milliseconds that its news takes. */
const FRAME_MS = 10_000;

/**
 * Every read of the public handler. It takes issued weeks, settings, calendars, days off and public profiles and nothing else:
 * no draft is within its reach. Errors pass through: the caller says "could not be loaded".
 */
export class PublicStore {
  readonly #db: Firestore;
  readonly #now: () => number;
  /** Weeks in numbers, for feeds and open data. */
  readonly issued: IssuedWeeks;
  #holidays: readonly DatedHoliday[] = [];
  #frame: { at: number; value: Promise<Frame>; known?: Frame } | null = null;

  constructor(db: Firestore, now: () => number, closing?: AbortSignal) {
    this.#db = db;
    this.#now = now;
    this.issued = new IssuedWeeks(db, now, closing);
  }

  frame(): Promise<Frame> {
    if (this.#frame && this.#isRecent(this.#frame.at)) return this.#frame.value;
    const kept: { at: number; value: Promise<Frame>; known?: Frame } = { at: this.#now(), value: this.#readFrame() };
    this.#frame = kept;
    kept.value.then(
      (frame) => (kept.known = frame),
      () => {
        if (this.#frame === kept) this.#frame = null; // a failure is never kept
      },
    );
    return kept.value;
  }

  /** The frame, where it needs no reading. */
  get knownFrame(): Frame | undefined {
    return this.#frame && this.#isRecent(this.#frame.at) ? this.#frame.known : undefined;
  }

  #isRecent(at: number): boolean {
    const age = this.#now() - at;
    return age >= 0 && age < FRAME_MS;
  }

  async #readFrame(): Promise<Frame> {
    const [settings, calendars, people] = await Promise.all([
      this.#db.doc('settings/agency').get(),
      this.#db.collection('calendars').get(),
      this.#db.collection('people').where('public', '==', true).get(),
    ]);
    const data = settings.data();
    if (!data) throw new Error('settings/agency is missing');
    const changed = [settings, ...calendars.docs, ...people.docs].map((doc) => doc.updateTime!.toMillis());
    const byOrder = <T extends { order: number; id: string }>(a: T, b: T) =>
      a.order - b.order || (a.id < b.id ? -1 : 1);
    return {
      settings: settingsFromDocument(data),
      calendars: calendars.docs.map((doc) => calendarFromDocument(doc.id, doc.data())).sort(byOrder),
      people: people.docs.map((doc) => personFromDocument(doc.id, doc.data())).sort(byOrder),
      settingsChanged: changed[0]!,
      changed: Math.max(...changed),
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

  /** A week as a revision had it. Null: there is no such copy (an imported week has none of its earlier ones). */
  async revision(calendar: string, week: WeekId, revision: number): Promise<PublishedWeek | null> {
    const data = (await this.#weeks().doc(`${calendar}_${week}/revisions/${revision}`).get()).data();
    return data ? publishedWeekFromDocument(data) : null;
  }

  /** What a list of a year's issued weeks needs of them, in order. */
  async summaries(calendar: string, year: string): Promise<readonly WeekSummary[]> {
    const { docs } = await this.#range(calendar, `${year}-W01` as WeekId, `${year}-W53` as WeekId)
      .select('week', 'number', 'revision', 'issuedAt', 'documentNo')
      .get();
    return docs.map((doc) => {
      const { issuedAt, ...rest } = doc.data() as Omit<WeekSummary, 'issuedAt'> & { issuedAt: Timestamp };
      return { ...rest, issuedAt: issuedAt.toMillis() };
    });
  }

  /** Days off and swapped ones, by day. The same array while none changed. */
  async holidays(): Promise<readonly DatedHoliday[]> {
    const { docs } = await this.#db.collection('holidays').get();
    const found = docs.map((doc) => ({
      ...holidayFromDocument(doc.id, doc.data()),
      created: doc.createTime.toMillis(),
      changed: doc.updateTime.toMillis(),
    }));
    if (JSON.stringify(found) !== JSON.stringify(this.#holidays)) this.#holidays = found;
    return this.#holidays;
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
