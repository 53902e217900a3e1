import { setTimeout } from 'node:timers/promises';
import { searchText, isFound, type SearchQuery } from '#domain/search.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { compareTime, type LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import type { IssuedWeeks, Versions } from './issuedWeeks.ts';

/** What a result shows, and the text by which it is found. */
export interface Row extends Pick<PublicEntry, 'id' | 'time' | 'content' | 'status'> {
  readonly calendar: string;
  readonly week: WeekId;
  readonly date: LocalDate;
  readonly lastDate: LocalDate;
  readonly chairs: string;
  readonly place: string;
  readonly text: string; // as `searchText` makes it: one byte a letter in V8, since it has no marks
}

/** A calendar, and what it is called beside the name in its weeks. */
export interface Wanted {
  readonly id: string;
  readonly names: readonly string[];
}

interface Indexed {
  versions: Versions | null; // null: not all of its weeks have been read yet
  readonly weeks: Map<WeekId, { readonly version: string; readonly rows: readonly Row[] }>;
}

/** Entries in memory at most, some 600 bytes each; the oldest weeks of a calendar go first. */
const MOST_ROWS = 60_000;

const WEEKS_AT_ONCE = 8;

/**
 * All issued entries, for search: folded text in memory, looked through from end to end. A week is read again when it
 * has a new version.
 */
export class SearchIndex {
  readonly #issued: IssuedWeeks;
  readonly #closing: AbortSignal | undefined;
  readonly #calendars = new Map<string, Indexed>();
  #working: Promise<void> = Promise.resolve();

  constructor(issued: IssuedWeeks, closing?: AbortSignal) {
    this.#issued = issued;
    this.#closing = closing;
  }

  /**
   * What is asked for in these calendars, the latest day first and a day in printed order; after `patienceMs` in as many
   * weeks as have been read by then.
   */
  async find(
    query: SearchQuery,
    calendars: readonly Wanted[],
    patienceMs: number,
  ): Promise<{ found: Row[]; isWhole: boolean }> {
    const impatient = new AbortController();
    const isWhole = await Promise.race([
      this.read(calendars).then(() => true),
      setTimeout(patienceMs, false, { signal: impatient.signal }),
    ]).finally(() => impatient.abort());
    const found: Row[] = [];
    for (const { id } of calendars) {
      for (const { rows } of this.#calendars.get(id)?.weeks.values() ?? []) {
        for (const row of rows) if (isFound(query, row)) found.push(row);
      }
    }
    const inOrder = (a: Row, b: Row) => (a.date === b.date ? compareTime(a.time, b.time) : a.date < b.date ? 1 : -1);
    return { found: found.sort(inOrder), isWhole };
  }

  /** Reads what is new, so that a search need not; one reading at a time, who comes meanwhile finds the weeks read. */
  read(calendars: readonly Wanted[]): Promise<void> {
    this.#working = this.#working.catch(() => {}).then(() => this.#refresh(calendars));
    return this.#working;
  }

  /** Resolves when nothing is being read. */
  settled(): Promise<void> {
    return this.#working.catch(() => {});
  }

  async #refresh(calendars: readonly Wanted[]): Promise<void> {
    for (const { id, names } of calendars) {
      this.#closing?.throwIfAborted();
      const versions = await this.#issued.versions(id);
      const indexed = this.#calendars.get(id) ?? { versions: null, weeks: new Map() };
      if (indexed.versions === versions) continue;
      this.#calendars.set(id, indexed);
      for (const week of indexed.weeks.keys()) if (!versions.has(week)) indexed.weeks.delete(week);
      // The latest weeks first: they are the first to be found, and the last to be left out.
      const wanted = [...versions].reverse();
      let size = 0;
      for (let from = 0; from < wanted.length; from += WEEKS_AT_ONCE) {
        this.#closing?.throwIfAborted();
        const some = wanted.slice(from, from + WEEKS_AT_ONCE);
        if (size >= MOST_ROWS) {
          for (const [week] of some) indexed.weeks.delete(week);
          continue;
        }
        const known = (week: WeekId, version: string) => indexed.weeks.get(week)?.version === version;
        const unread = new Set(some.filter(([week, at]) => !known(week, stamp(at))).map(([week]) => week));
        const read = unread.size === 0 ? [] : await this.#issued.weeks(id, versions, (week) => unread.has(week));
        for (const [week, at] of some) {
          const fresh = read.find((each) => each.week === week);
          const rows = fresh ? rowsOf(fresh, names) : (indexed.weeks.get(week)?.rows ?? []);
          indexed.weeks.set(week, { version: stamp(at), rows });
          size += rows.length;
        }
      }
      indexed.versions = versions;
    }
  }
}

const stamp = (version: { readonly seconds: number; readonly nanoseconds: number }): string =>
  `${version.seconds}.${version.nanoseconds}`;

const rowsOf = (week: PublishedWeek, names: readonly string[]): Row[] =>
  week.entries.map((entry) => ({
    id: entry.id,
    calendar: week.calendar,
    week: week.week,
    date: entry.date,
    lastDate: entry.lastDate,
    time: entry.time,
    content: entry.content,
    status: entry.status,
    chairs: entry.chairs.join(', '),
    place: entry.place ?? '',
    text: searchText(entry, [...names, week.calendarName, week.documentNo]),
  }));
