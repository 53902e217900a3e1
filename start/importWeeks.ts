import type { Firestore, Transaction } from 'firebase-admin/firestore';
import {
  absenceFromDocument,
  calendarFromDocument,
  entryFromDocument,
  entryToDocument,
  holidayFromDocument,
  historyToDocument,
  personFromDocument,
  publishedWeekFromDocument,
  publishedWeekToDocument,
  roomFromDocument,
  settingsFromDocument,
  vehicleFromDocument,
  weekStateFromDocument,
  weekStateToDocument,
} from '#data/documents.ts';
import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { changedFields, type Entry, type StoredEntry } from '#domain/entry.ts';
import type { Holidays } from '#domain/holiday.ts';
import {
  defaultDocumentNo,
  emptyWeekState,
  isTooLarge,
  publish,
  type PublishedWeek,
  type WeekState,
} from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';
import { entriesOf } from './importEntries.ts';
import { ImportError, readRows } from './importRows.ts';

export interface ImportInput {
  readonly text: string; // UTF-8, with or without a byte order mark
  readonly format: 'json' | 'csv';
  readonly calendar: string;
  /** Issue the weeks too: where readers would see a difference, as the next revision. */
  readonly issue: boolean;
  /** Stands in the history as who wrote the entries. */
  readonly by: string;
  readonly now: number; // epoch ms
}

/** About a year of a board. Their entries, history and issued weeks still fit the 10 MiB of one commit. */
const MAX_ROWS = 2000;

/**
 * Takes all rows of the file into the calendar's weeks in one commit, or none: throws ImportError with every bad row.
 * Rows that are there already are not doubled; an entry that a person has changed since its import is left as it is.
 */
export async function importWeeks(
  { db }: { db: Firestore },
  { text, format, calendar: calendarId, issue, by, now }: ImportInput,
): Promise<{ weeks: WeekId[]; entries: number; issued: WeekId[] }> {
  const { settings, directory, absences, holidays } = await readOffice(db);
  const calendar = directory.calendars.get(calendarId);
  if (!calendar) {
    const ids = [...directory.calendars.keys()].join(', ');
    throw new ImportError(`Không có lịch "${calendarId}". Các lịch hiện có: ${ids}.`);
  }
  const rows = readRows(text, format);
  if (rows.length > MAX_ROWS) {
    throw new ImportError(
      `Tệp có ${rows.length} mục; mỗi lần nhập nhiều nhất ${MAX_ROWS}. Chia tệp theo tháng hoặc quý.`,
    );
  }
  const entries = entriesOf(rows, calendarId, directory);
  const weeks = [...new Set(entries.map(({ week }) => week))].sort();

  const issued = await db.runTransaction(async (transaction) => {
    const revised: WeekId[] = [];
    const stored = await Promise.all(weeks.map((week) => readWeek(db, transaction, calendarId, week)));
    for (const { week, known, state, published } of stored) {
      const given = entries.filter((entry) => entry.week === week);
      const kept = new Map<string, Entry>(known);
      for (const entry of given) {
        const before = known.get(entry.id);
        if (before && (before.updatedBy !== by || changedFields(before, entry).length === 0)) continue;
        kept.set(entry.id, entry);
        writeEntry(db, transaction, entry, before, { by, at: now });
      }
      if (!state)
        transaction.set(db.doc(`weeks/${calendarId}_${week}`), weekStateToDocument(newState(calendarId, week)));
      if (!issue) continue;
      const next = nextRevision({
        entries: [...kept.values()],
        state: state ?? newState(calendarId, week),
        previous: published,
        directory,
        absences,
        holidays,
        settings,
        calendar,
        now,
      });
      if (!next) continue;
      writeIssue(db, transaction, next);
      revised.push(week);
    }
    return revised;
  });
  return { weeks, entries: entries.length, issued };
}

async function readOffice(
  db: Firestore,
): Promise<{ settings: AgencySettings; directory: Directory; absences: readonly Absence[]; holidays: Holidays }> {
  const read = async <T extends { readonly id: string }>(
    collection: string,
    from: (id: string, data: unknown) => T,
  ): Promise<ReadonlyMap<string, T>> => {
    const { docs } = await db.collection(collection).get();
    return new Map(docs.map((doc) => [doc.id, from(doc.id, doc.data())]));
  };
  const [agency, people, calendars, rooms, vehicles, absences, holidays] = await Promise.all([
    db.doc('settings/agency').get(),
    read('people', personFromDocument),
    read('calendars', calendarFromDocument),
    read('rooms', roomFromDocument),
    read('vehicles', vehicleFromDocument),
    read('absences', absenceFromDocument),
    db.collection('holidays').get(),
  ]);
  if (!agency.exists) {
    throw new ImportError('Chưa có cơ quan nào trong thư mục dữ liệu này. Chạy npm start một lần trước khi nhập.');
  }
  return {
    settings: settingsFromDocument(agency.data()),
    directory: { people, calendars, rooms, vehicles },
    absences: [...absences.values()],
    holidays: new Map(
      holidays.docs.map((doc) => holidayFromDocument(doc.id, doc.data())).map((day) => [day.date, day]),
    ),
  };
}

interface WeekInStore {
  readonly week: WeekId;
  readonly known: ReadonlyMap<string, StoredEntry>;
  readonly state: WeekState | undefined;
  readonly published: PublishedWeek | null;
}

async function readWeek(db: Firestore, transaction: Transaction, calendar: string, week: WeekId): Promise<WeekInStore> {
  const [entries, state, published] = await Promise.all([
    transaction.get(db.collection(`calendars/${calendar}/entries`).where('week', '==', week)),
    transaction.get(db.doc(`weeks/${calendar}_${week}`)),
    transaction.get(db.doc(`publishedWeeks/${calendar}_${week}`)),
  ]);
  return {
    week,
    known: new Map(entries.docs.map((doc) => [doc.id, entryFromDocument(doc.id, doc.data())])),
    state: state.exists ? weekStateFromDocument(state.data()) : undefined,
    published: published.exists ? publishedWeekFromDocument(published.data()) : null,
  };
}

/** What the sheet itself says of replacing invitations stands in its entries' text; the file says no more. */
const newState = (calendar: string, week: WeekId): WeekState => ({
  ...emptyWeekState(calendar, week, false),
  revision: 1,
});

function writeEntry(
  db: Firestore,
  transaction: Transaction,
  entry: Entry,
  before: StoredEntry | undefined,
  { by, at }: { by: string; at: number },
): void {
  const revision = (before?.revision ?? 0) + 1;
  const reference = db.doc(`calendars/${entry.calendar}/entries/${entry.id}`);
  const stamps = { revision, updatedBy: by, updatedAt: new Date(at) };
  const record = { revision, action: before ? ('update' as const) : ('create' as const), by, at, entry };
  transaction.set(reference, entryToDocument(entry, stamps));
  transaction.set(reference.collection('history').doc(String(revision)), historyToDocument(record));
}

function nextRevision({
  entries,
  state,
  previous,
  directory,
  absences,
  holidays,
  settings,
  calendar,
  now,
}: {
  entries: readonly Entry[];
  state: WeekState;
  previous: PublishedWeek | null;
  directory: Directory;
  absences: readonly Absence[];
  holidays: Holidays;
  settings: AgencySettings;
  calendar: Calendar;
  now: number;
}): PublishedWeek | undefined {
  const revision = (previous?.revision ?? 0) + 1;
  const next = publish({
    entries,
    state,
    previous,
    directory,
    absences,
    holidays,
    settings,
    calendar,
    issue: {
      documentNo: defaultDocumentNo(settings, state, revision),
      signer: previous?.signer ?? settings.name,
      at: now,
    },
  });
  if (previous && next.changes.length === 0) return undefined;
  if (isTooLarge(next)) throw new ImportError(`Tuần ${state.week} quá lớn để ban hành: ${next.entries.length} mục.`);
  return next;
}

function writeIssue(db: Firestore, transaction: Transaction, published: PublishedWeek): void {
  const reference = db.doc(`publishedWeeks/${published.calendar}_${published.week}`);
  const document = publishedWeekToDocument(published);
  transaction.set(reference, document);
  transaction.set(reference.collection('revisions').doc(String(published.revision)), document);
}
