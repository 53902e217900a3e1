import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import {
  absenceToDocument,
  calendarToDocument,
  entryPrivateToDocument,
  entryToDocument,
  holidayToDocument,
  historyToDocument,
  memberToDocument,
  personToDocument,
  publishedWeekToDocument,
  requestToDocument,
  roomToDocument,
  settingsToDocument,
  vehicleToDocument,
  seriesToDocument,
  weekStateToDocument,
} from '#data/documents.ts';
import type { Absence } from '#domain/absence.ts';
import { fillRoster, holdersOf } from '#domain/dutyRoster.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import { draftOf, parseEntry, type Entry, type EntryDraft } from '#domain/entry.ts';
import type { Holiday } from '#domain/holiday.ts';
import { defaultDocumentNo, emptyWeekState, publish, type PublishedWeek, type WeekState } from '#domain/publication.ts';
import { deadlineOf } from '#domain/request.ts';
import { addDays, formatDay, instantOf, todayAt } from '#domain/time.ts';
import { addWeeks, daysOf, printedNumber, weekOf, type WeekId } from '#domain/week.ts';
import { AMENDMENTS, draftOfLine, DUTY, linesOf, REPEATED, type Line, type LineRequest } from './demoEntries.ts';
import { ACCOUNTS, AWAY, CALENDARS, PEOPLE, ROOMS, SETTINGS, SIGNER, VEHICLES } from './demoOffice.ts';

type Write = readonly [path: string, data: Record<string, unknown>];

/** Writes a commit takes: well below the 4 MiB of one gRPC message. */
const AT_ONCE = 300;

/**
 * The demo department: two issued weeks, this week issued, the next in draft, and duty filled for a month. Everything goes through the domain, so
 * that it is what the app itself would have written. The settings come last: an interrupted seed is made again.
 */
export async function seedDemo(
  { auth, db }: { auth: Auth; db: Firestore },
  { now, password }: { now: number; password: string },
): Promise<void> {
  const thisWeek = weekOf(todayAt(now));
  const weeks = [-2, -1, 0, 1].map((distance) => addWeeks(thisWeek, distance));
  const absence = absenceIn(weeks[3]!);
  const writes = [
    ...officeWrites(),
    [`absences/${absence.id}`, absenceToDocument({ ...absence, revision: 1 })] satisfies Write,
    ...CALENDARS.flatMap((calendar) =>
      weeks.flatMap((week, index) => weekWrites(calendar, week, index, [absence], now)),
    ),
    ...rosterWrites(weeks, [absence]),
    ...holidayWrites(weeks[3]!),
  ];
  await Promise.all([createAccounts(auth, password), writeAll(db, writes)]);
  await writeAll(db, [['settings/agency', settingsToDocument(SETTINGS)]]);
}

async function createAccounts(auth: Auth, password: string): Promise<void> {
  const create = async ({ account, name }: (typeof ACCOUNTS)[number]) => {
    const person = { email: `${account}@example.test`, displayName: name, password };
    try {
      await auth.createUser({ uid: uidOf(account), ...person });
    } catch (cause) {
      if ((cause as { code?: string }).code !== 'auth/uid-already-exists') throw cause;
      await auth.updateUser(uidOf(account), person);
    }
  };
  await Promise.all(ACCOUNTS.map(create));
}

export const uidOf = (account: string) => account.replace('.', '-');

function officeWrites(): Write[] {
  return [
    ...CALENDARS.map((calendar): Write => [`calendars/${calendar.id}`, calendarToDocument(calendar)]),
    ...PEOPLE.map((person): Write => [`people/${person.id}`, personToDocument(person)]),
    ...ROOMS.map((room): Write => [`rooms/${room.id}`, roomToDocument(room)]),
    ...VEHICLES.map((vehicle): Write => [`vehicles/${vehicle.id}`, vehicleToDocument(vehicle)]),
    ...ACCOUNTS.map(({ account, name, person, roles, editorOf }): Write => {
      const uid = uidOf(account);
      const member = { uid, name, email: `${account}@example.test`, person, active: true, roles, editorOf };
      return [`members/${uid}`, memberToDocument(member)];
    }),
  ];
}

/** The Saturday of the draft week is worked for a Friday off, six weeks later. Days of the year would come and go. */
function holidayWrites(draft: WeekId): Write[] {
  const worked = daysOf(draft)[5];
  const off = daysOf(addWeeks(draft, 6))[4];
  const holidays: readonly Holiday[] = [
    { date: worked, name: `thay ngày ${formatDay(off)}`, kind: 'swapped' },
    { date: off, name: `đã làm bù ngày ${formatDay(worked)}`, kind: 'compensatory' },
  ];
  return holidays.map((holiday): Write => [`holidays/${holiday.date}`, holidayToDocument(holiday)]);
}

/** Who is on duty in the four weeks after those that have entries: filled as a clerk fills a month. */
function rosterWrites(weeks: readonly WeekId[], absences: readonly Absence[]): Write[] {
  const last = weeks.at(-1)!;
  const ahead = [1, 2, 3, 4].map((distance) => addWeeks(last, distance));
  const known = Object.fromEntries(
    weeks.flatMap((week, index) => daysOf(week).map((date, day) => [date, `person:${DUTY[index]![day]!}`])),
  );
  const roster = fillRoster({
    days: ahead.flatMap(daysOf),
    known,
    keep: () => true,
    people: holdersOf(DIRECTORY, 'board', daysOf(last)[0]),
    daysOff: 'apart',
    holidays: new Map(),
    absences,
  });
  return ahead.map((week): Write => {
    const duty = Object.fromEntries(daysOf(week).map((date) => [date, roster[date]!]));
    const state: WeekState = { ...emptyWeekState('board', week, true), duty, revision: 1 };
    return [`weeks/board_${week}`, weekStateToDocument(state)];
  });
}

function absenceIn(week: WeekId): Absence {
  const [first, last] = AWAY.weekdays.map((weekday) => daysOf(week)[weekday - 1]!);
  return {
    id: `${AWAY.person}-${week}`,
    person: AWAY.person,
    from: first!,
    to: last!,
    fromSession: null,
    toSession: null,
    kind: AWAY.kind,
    kindPublic: false,
    substitute: AWAY.substitute,
    scope: 'all',
    attends: [],
  };
}

const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]));

const DIRECTORY: Directory = {
  people: byId(PEOPLE),
  calendars: byId(CALENDARS),
  rooms: byId(ROOMS),
  vehicles: byId(VEHICLES),
};

/** A calendar's week: its entries with their history, its working state, and what was issued of it. */
function weekWrites(
  calendar: Calendar,
  week: WeekId,
  index: number,
  absences: readonly Absence[],
  now: number,
): Write[] {
  const days = daysOf(week);
  const monday = days[0];
  const by = calendar.id === 'gdtrh' ? uidOf('phong.gdtrh') : uidOf('vanthu');
  const writtenAt = Math.min(instantOf(addDays(monday, -4), 14 * 60 + 36), now - 3600_000);
  const issuedAt = instantOf(addDays(monday, -3), 16 * 60 + 30); // the Friday before
  const amendedAt = instantOf(addDays(monday, 2), 11 * 60 + 20);

  const entryOf = (line: Line, position: number): Entry => {
    const number = (of: WeekId) => printedNumber(of, SETTINGS.weekNumbering, null);
    const draft = draftOfLine(line, monday, { n: number(week), next: number(addWeeks(week, 1)) });
    const id = `${calendar.id}-${week}-${String(position + 1).padStart(2, '0')}`;
    return entryFrom(draft, { id, calendar: calendar.id, week });
  };
  /** As its division sent it, then as the office answered. */
  const requestWrites = (entry: Entry, { unit, answer, late }: LineRequest): Write[] => {
    const deadline = deadlineOf(week, SETTINGS) ?? now;
    const sentAt = Math.min(
      late === undefined ? deadline - 20 * 3600_000 : deadline + late * 60_000,
      now - 2 * 3600_000,
    );
    const from = unit === 'gdtrh' ? uidOf('phong.gdtrh') : by;
    const reason = typeof answer === 'object' ? answer.returned : null;
    const answered = answer === undefined ? null : { answeredBy: by, answeredAt: sentAt + 40 * 60_000 };
    const document = requestToDocument({
      ...{ unit, week, by: from, sentAt, reason, into: null, answeredBy: null, answeredAt: null },
      ...answered,
    });
    return [
      ...entryWrites({ ...entry, stage: 'requested' }, 1, from, sentAt),
      ...(answered ? entryWrites(entry, 2, by, answered.answeredAt) : []),
      [`calendars/${calendar.id}/requests/${entry.id}`, document],
    ];
  };
  const lines = linesOf(calendar.id, index);
  const requestOf = (position: number) => lines[position]?.[6]?.request;
  const first = lines.map((line, position): Entry => {
    const { answer = null } = requestOf(position) ?? { answer: 'accepted' };
    return {
      ...entryOf(line, position),
      stage: answer === null ? 'requested' : answer === 'accepted' ? answer : 'returned',
    };
  });
  const isBoard = calendar.kind === 'board';
  const state: WeekState = {
    ...emptyWeekState(calendar.id, week, isBoard),
    duty: isBoard ? Object.fromEntries(days.map((date, day) => [date, `person:${DUTY[index]![day]!}`])) : {},
    revision: 1,
  };
  const writes: Write[] = [
    [`weeks/${calendar.id}_${week}`, weekStateToDocument(state)],
    ...first.flatMap((entry, position) => {
      const request = requestOf(position);
      return request ? requestWrites(entry, request) : entryWrites(entry, 1, by, writtenAt);
    }),
    ...first
      .filter((entry) => entry.connectionPoints.length > 0)
      .map((entry): Write => [`calendars/${calendar.id}/private/${entry.id}`, entryPrivateToDocument(MEETING)]),
  ];
  const issue = (entries: readonly Entry[], previous: PublishedWeek | null, at: number): PublishedWeek => {
    const revision = (previous?.revision ?? 0) + 1;
    const documentNo = defaultDocumentNo(SETTINGS, state, revision);
    const published = publish({
      entries,
      state,
      previous,
      directory: DIRECTORY,
      absences,
      settings: SETTINGS,
      calendar,
      issue: { documentNo, signer: SIGNER, at },
    });
    const document = publishedWeekToDocument(published);
    const path = `publishedWeeks/${calendar.id}_${week}`;
    writes.push([path, document], [`${path}/revisions/${published.revision}`, document]);
    return published;
  };
  const repeated = first.find(({ content }) => content === REPEATED.content);
  if (repeated && calendar.id === REPEATED.calendar && index === REPEATED.week) {
    const series = { entry: repeated, rule: REPEATED.rule, skipped: [] };
    const stamps = { revision: 1, updatedBy: by, updatedAt: new Date(writtenAt) };
    writes.push([`calendars/${calendar.id}/series/${repeated.id}`, seriesToDocument(series, stamps)]);
  }
  if (index === 3) return writes; // the draft
  const published = issue(first, null, issuedAt);
  if (isBoard && index === 0) {
    const amended = first.map((entry) => {
      const change = AMENDMENTS.changed.find(([content]) => entry.content.startsWith(content))?.[1];
      return change ? entryFrom({ ...draftOf(entry), ...change }, entry) : entry;
    });
    const added = AMENDMENTS.added.map((line, position) => entryOf(line, lines.length + position));
    writes.push(
      ...amended.filter((entry) => !first.includes(entry)).flatMap((entry) => entryWrites(entry, 2, by, amendedAt)),
      ...added.flatMap((entry) => entryWrites(entry, 1, by, amendedAt)),
    );
    issue([...amended, ...added], published, amendedAt);
  }
  return writes;
}

const MEETING = {
  meetingLink: 'https://hop.example.test/so-gddt',
  note: 'Vào phòng trước 15 phút để thử đường truyền.',
};

function entryFrom(draft: EntryDraft, context: Parameters<typeof parseEntry>[1]): Entry {
  const read = parseEntry(draft, context);
  if (!read.ok) throw new Error(`demo entry ${draft.content}: ${JSON.stringify(read.errors)}`);
  return read.entry;
}

/** An entry in one of its revisions, as the app saves it: with the history record in the same commit. */
function entryWrites(entry: Entry, revision: number, by: string, at: number): Write[] {
  const path = `calendars/${entry.calendar}/entries/${entry.id}`;
  const action = revision === 1 ? 'create' : 'update';
  return [
    [path, entryToDocument(entry, { revision, updatedBy: by, updatedAt: new Date(at) })],
    [`${path}/history/${revision}`, historyToDocument({ revision, action, by, at, entry })],
  ];
}

async function writeAll(db: Firestore, writes: readonly Write[]): Promise<void> {
  for (let start = 0; start < writes.length; start += AT_ONCE) {
    const batch = db.batch();
    for (const [path, data] of writes.slice(start, start + AT_ONCE)) batch.set(db.doc(path), data);
    await batch.commit();
  }
}
