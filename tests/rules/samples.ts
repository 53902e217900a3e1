import { NOW, type Data, type SetWrite, type Write } from './office.ts';
import {
  entryToDocument,
  publishedWeekToDocument,
  requestToDocument,
  seriesToDocument,
  weekStateToDocument,
} from '#data/documents.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry } from '#domain/entry.ts';
import { publish } from '#domain/publication.ts';
import type { PublishedWeek, WeekState } from '#domain/publication.ts';
import type { Series } from '#domain/series.ts';
import type { EntryRequest } from '#domain/request.ts';
import { parseWeekId } from '#domain/week.ts';

/** Documents as the app writes them, and the batches they go in. */

export const WEEK = parseWeekId('2026-W48')!;

export function entry(id: string, calendar: string, over: Partial<Entry> = {}): Entry {
  const draft = { ...emptyDraft('2026-11-23'), time: '7h30', content: 'Giao ban đầu tuần', chairs: ['person:van'] };
  const result = parseEntry(draft, { id, calendar, week: WEEK });
  if (!result.ok) throw new Error('sample');
  return { ...result.entry, ...over };
}

const stored = (one: Entry, revision: number, by: string): Data =>
  entryToDocument(one, { revision, updatedBy: by, updatedAt: NOW });

const record = (one: Entry, revision: number, by: string, action: string): Data => ({
  revision,
  action,
  by,
  at: NOW,
  entry: entryToDocument(one),
});

const path = (one: Entry): string => `calendars/${one.calendar}/entries/${one.id}`;

/** `one` as its `by` saved it for the `revision`th time, with its history. */
export const seeded = (one: Entry, revision = 1, by = 'boardEditor'): Readonly<Record<string, Data>> => ({
  [path(one)]: stored(one, revision, by),
  ...Object.fromEntries(
    Array.from({ length: revision }, (_, n) => [
      `${path(one)}/history/${n + 1}`,
      record(one, n + 1, by, n === 0 ? 'create' : 'update'),
    ]),
  ),
});

export const saving = (one: Entry, revision: number, by: string): [SetWrite, SetWrite] => [
  { set: path(one), data: stored(one, revision, by) },
  { set: `${path(one)}/history/${revision}`, data: record(one, revision, by, revision === 1 ? 'create' : 'update') },
];

export const deleting = (one: Entry, revision: number, by: string): [Write, SetWrite] => [
  { remove: path(one) },
  { set: `${path(one)}/history/${revision}`, data: record(one, revision, by, 'delete') },
];

/** `one` as it is when it comes again every week. */
export const seriesDocument = (one: Entry, by: string, over: Partial<Series> = {}): Data =>
  seriesToDocument(
    { entry: one, rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO', skipped: [], ...over },
    { revision: over.revision ?? 1, updatedBy: by, updatedAt: NOW },
  );

/** A deleted entry that comes back. */
export const returning = (one: Entry, revision: number, by: string): [SetWrite, SetWrite] => [
  { set: path(one), data: stored(one, revision, by) },
  { set: `${path(one)}/history/${revision}`, data: record(one, revision, by, 'create') },
];

/** Where what only a request has stands. */
export const requestPath = (one: Entry): string => `calendars/${one.calendar}/requests/${one.id}`;

/** A request of `unit` as `by` sends it; `answered` by the office when `over` says so. */
export const requestDocument = (unit: string, by: string, over: Partial<EntryRequest> = {}): Data =>
  requestToDocument(
    { unit, week: WEEK, by, sentAt: 0, reason: null, into: null, answeredBy: null, answeredAt: null, ...over },
    { sentAt: NOW, answeredAt: over.answeredBy ? NOW : null },
  );

export const sending = (one: Entry, unit: string, by: string): [SetWrite, SetWrite, SetWrite] => [
  ...saving(one, 1, by),
  { set: requestPath(one), data: requestDocument(unit, by) },
];

export const weekState = (calendar: string, over: Partial<WeekState> = {}): WeekState => ({
  calendar,
  week: WEEK,
  printedNumber: null,
  duty: { '2026-11-23': 'person:van' },
  remarks: null,
  replacesInvitation: true,
  revision: 1,
  ...over,
});

export const weekStateDocument = (state: WeekState): Data => weekStateToDocument(state);

/** The next revision of the week with these entries. */
export const published = (
  calendar: string,
  entries: readonly Entry[],
  previous: PublishedWeek | null = null,
): PublishedWeek =>
  publish({
    entries,
    state: weekState(calendar),
    previous,
    directory: { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() },
    absences: [],
    settings: {
      name: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
      parentName: 'UBND tỉnh Vĩnh An',
      defaultCalendar: 'board',
      weekNumbering: 'iso',
      documentNoTemplate: '{week}',
      replacesInvitation: true,
      sessions: {
        morning: { start: 450, end: 690 },
        afternoon: { start: 810, end: 1020 },
        evening: { start: 1140, end: 1290 },
      },
      blockedWords: [],
      embedAncestors: [],
    },
    calendar: { id: calendar, name: 'Ban Giám đốc', shortName: 'BGĐ', kind: 'board', order: 0, active: true },
    issue: { documentNo: '48/LCT-SGDĐT', signer: 'Chánh Văn phòng Đỗ Thu Hà', at: 0 },
  });

/** `earlier`: the times of the revisions before, as the store holds them. */
export const publishedDocument = (week: PublishedWeek, earlier: Data = {}): Data =>
  publishedWeekToDocument(week, { issuedAt: NOW, revisionTimes: { ...earlier, [week.revision]: NOW } });

export function issuing(week: PublishedWeek, earlier: Data = {}): [SetWrite, SetWrite] {
  const id = `publishedWeeks/${week.calendar}_${week.week}`;
  const data = publishedDocument(week, earlier);
  return [
    { set: id, data },
    { set: `${id}/revisions/${week.revision}`, data },
  ];
}
