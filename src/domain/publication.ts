import { awayIn, awayOnDuty } from './absence.ts';
import type { Absence, AbsenceKind, NamedAway } from './absence.ts';
import type { AssumedMinutes } from './assumed.ts';
import type { AgencySettings, Calendar, Directory } from './directory.ts';
import type { Entry, EntryKind } from './entry.ts';
import type { Holiday, Holidays } from './holiday.ts';
import { partyLabel, placeLabel, referenceOf } from './party.ts';
import type { Party } from './party.ts';
import { LIMITS } from './text.ts';
import { formatDay } from './time.ts';
import type { EntryTime, LocalDate } from './time.ts';
import { daysOf, printedNumber, printedYear, sortEntries } from './week.ts';
import type { WeekId } from './week.ts';

/** The fields of an entry whose change readers are told of. */
export type ChangedField =
  | 'date'
  | 'time'
  | 'content'
  | 'chairs'
  | 'attendees'
  | 'invitees'
  | 'forInformation'
  | 'place'
  | 'gatheringPoint'
  | 'connectionPoints'
  | 'preparingUnit'
  | 'logistics'
  | 'officeLead'
  | 'papers';

/** One line of the public change list (bổ sung, thay đổi, hoãn, hủy) of a revision against the one before. */
export interface EntryChange {
  readonly kind: 'added' | 'changed' | 'postponed' | 'cancelled' | 'restored';
  readonly entryId: string;
  readonly fields: readonly ChangedField[]; // for 'changed'
  readonly before: PublicEntry | null; // null for 'added'
  readonly after: PublicEntry;
  readonly reason: string | null;
}

/** Everything the public may see of an entry, in words: references are resolved when the week is issued. */
export interface PublicEntry {
  readonly id: string;
  readonly date: LocalDate;
  readonly lastDate: LocalDate;
  readonly time: EntryTime;
  readonly content: string;
  readonly chairs: readonly string[]; // "PGĐ Nguyễn Thị Hồng Vân", "PGĐ Lê Quang Huy (thay GĐ Trần Đức Thịnh)"
  readonly attendees: readonly string[];
  readonly invitees: readonly string[];
  readonly forInformation: readonly string[];
  readonly place: string | null;
  readonly gatheringPoint: string | null;
  readonly connectionPoints: readonly string[];
  readonly preparingUnit: string | null;
  readonly logistics: string | null;
  readonly officeLead: string | null;
  readonly invitationNo: string | null;
  readonly documentNo: string | null;
  readonly separateInvitation: boolean;
  readonly replacesInvitation: boolean;
  readonly kind: EntryKind;
  /** How long it counts as going on, where it states no end and the agency had a length for its kind. Not shown. */
  readonly assumedMinutes?: number;
  readonly status: 'planned' | 'postponed' | 'cancelled';
  readonly reason: string | null;
  readonly actingFor: string | null;
  /** Ids of the people with a public profile who are named: `?nguoi=` filters by them. */
  readonly personIds: readonly string[];
  /** How this entry differs from the revision before; null: it does not. */
  readonly change: {
    readonly kind: EntryChange['kind'];
    readonly fields: readonly ChangedField[];
    readonly timeBefore: EntryTime | null;
  } | null;
  /** iCal SEQUENCE: how many later revisions changed this entry. */
  readonly sequence: number;
  /** The revision that first issued it, and the last one that changed it; their times stand in the week's `revisionTimes`. */
  readonly issuedIn: number;
  readonly changedIn: number;
}

/**
 * `publishedWeeks/{calendar}_{week}`: frozen, public, the one truth of every reader. Entries are sorted as printed.
 * Its copy under `revisions/{revision}` never changes.
 */
export interface PublishedWeek {
  readonly calendar: string;
  readonly calendarName: string; // "Ban Giám đốc"
  readonly agencyName: string;
  readonly locality?: string; // "Vĩnh An", before the sheet's date
  readonly recipients?: readonly string[]; // nơi nhận, at the sheet's end
  readonly week: WeekId;
  readonly from: LocalDate; // Monday
  readonly to: LocalDate; // Sunday
  readonly number: number; // printed week number
  readonly revision: number; // 1 the first issue; 2 = "Điều chỉnh lần 1"
  readonly issuedAt: number; // epoch ms, the server's clock (a Timestamp in the document, == request.time)
  readonly revisionTimes: Readonly<Record<string, number>>; // revision → when it was issued, epoch ms, this one included
  readonly documentNo: string; // số, ký hiệu
  readonly signer: string; // "TL. Giám đốc, Chánh Văn phòng Đỗ Thu Hà"
  readonly remarks: string | null;
  readonly replacesInvitation: boolean;
  readonly duty: Readonly<Record<string, string>>; // LocalDate → "PGĐ Lê Quang Huy"
  readonly holidays?: Readonly<Record<string, string>>; // LocalDate → "Nghỉ lễ: Tết Nguyên đán"; absent: none in this week
  readonly entries: readonly PublicEntry[];
  readonly changes: readonly EntryChange[]; // against the revision before; [] for the first
}

/** `weeks/{calendar}_{week}`: the office's working state of a week. */
export interface WeekState {
  readonly calendar: string;
  readonly week: WeekId;
  readonly printedNumber: number | null; // for the manual numbering policy
  readonly duty: Readonly<Record<string, string>>; // LocalDate → Party
  readonly remarks: string | null;
  readonly replacesInvitation: boolean;
  readonly revision: number;
}

/** A week of which nobody has written duty, remarks or number. */
export const emptyWeekState = (calendar: string, week: WeekId, replacesInvitation: boolean): WeekState => ({
  calendar,
  week,
  printedNumber: null,
  duty: {},
  remarks: null,
  replacesInvitation,
  revision: 0,
});

// Making it ---------------------------------------------------------------------------------------------------------------

/** The entry as first printed, before it is compared with the revision before. */
type Words = Omit<PublicEntry, 'change' | 'sequence' | 'issuedIn' | 'changedIn'>;

/**
 * The allow list, and the only redaction: what is not copied here is not public. Vehicle, driver, meeting link, note and
 * who saved when never are; of an absence, only who acts for whom, and its kind where that was decided. Parties become
 * office and name; no phone number can come from the directory.
 */
export function publicWords(
  entry: Entry,
  directory: Directory,
  absences: readonly Absence[],
  lengths?: AssumedMinutes,
): Words {
  const assumed = entry.time.start !== null && entry.time.end === null ? lengths?.[entry.kind] : undefined;
  const label = (party: Party): string => partyLabel(party, directory, entry.date);
  const maybe = (party: Party | null): string | null => (party === null ? null : label(party));
  const acting = new Map(awayIn(entry, absences).map((away) => [away.party as Party, away]));
  const actor = (party: Party): string => {
    const away = acting.get(party);
    return away ? actingWords(away, directory, entry.date) : label(party);
  };
  /** Who acts for somebody of a list and stands in it too is said once. */
  const present = (parties: readonly Party[]): string[] => {
    const actors = parties.map((party) => acting.get(party)?.acts);
    return parties.filter((party) => !actors.includes(party) || acting.has(party)).map(actor);
  };
  return {
    id: entry.id,
    date: entry.date,
    lastDate: entry.lastDate,
    time: entry.time,
    content: entry.content,
    chairs: present(entry.chairs),
    attendees: present(entry.attendees),
    invitees: present(entry.invitees),
    forInformation: entry.forInformation.map(label),
    place: entry.place === null ? null : placeLabel(entry.place, directory),
    gatheringPoint: entry.gatheringPoint,
    connectionPoints: entry.connectionPoints,
    preparingUnit: maybe(entry.preparingUnit),
    logistics: maybe(entry.logistics),
    officeLead: entry.officeLead === null ? null : actor(entry.officeLead),
    invitationNo: entry.invitationNo,
    documentNo: entry.documentNo,
    separateInvitation: entry.separateInvitation,
    replacesInvitation: entry.replacesInvitation,
    kind: entry.kind,
    ...(assumed === undefined ? {} : { assumedMinutes: assumed }),
    status: entry.status,
    reason: entry.reason,
    actingFor: maybe(entry.actingFor),
    personIds: publicPeople(entry, directory, [...acting.values()]),
  };
}

/** Who is on duty on a day, in readers' words. */
export function dutyWords(party: Party, date: LocalDate, directory: Directory, absences: readonly Absence[]): string {
  const away = awayOnDuty(party, date, absences);
  return away ? actingWords(away, directory, date) : partyLabel(party, directory, date);
}

/** "PGĐ Lê Quang Huy (thay GĐ Trần Đức Thịnh)"; the name alone while nobody acts for it. */
function actingWords({ party, acts, absence }: NamedAway, directory: Directory, onDate: LocalDate): string {
  const absent = partyLabel(party, directory, onDate);
  if (acts === null) return absent;
  const kind = absence.kindPublic && absence.kind !== 'other' ? ` ${AWAY[absence.kind]}` : '';
  return `${partyLabel(acts, directory, onDate)} (thay ${absent}${kind})`;
}

function publicPeople(entry: Entry, directory: Directory, away: readonly NamedAway[]): string[] {
  const single = [entry.preparingUnit, entry.logistics, entry.officeLead, entry.actingFor];
  const acting = away.map(({ acts }) => acts);
  const named = [...entry.chairs, ...entry.attendees, ...entry.invitees, ...entry.forInformation, ...single, ...acting];
  const ids = named.filter((party) => party?.startsWith('person:')).map((party) => referenceOf(party ?? ''));
  return [...new Set(ids)].filter((id) => directory.people.get(id)?.public);
}

/** Which words make up each field that readers are told of. What stands in no list (`kind`, `personIds`, `assumedMinutes`) is not shown. */
const SHOWN_AS: Readonly<Record<ChangedField, readonly (keyof Words)[]>> = {
  date: ['date', 'lastDate'],
  time: ['time'],
  content: ['content'],
  chairs: ['chairs', 'actingFor'],
  attendees: ['attendees'],
  invitees: ['invitees'],
  forInformation: ['forInformation'],
  place: ['place'],
  gatheringPoint: ['gatheringPoint'],
  connectionPoints: ['connectionPoints'],
  preparingUnit: ['preparingUnit'],
  logistics: ['logistics'],
  officeLead: ['officeLead'],
  papers: ['invitationNo', 'documentNo', 'separateInvitation', 'replacesInvitation'],
};

/** Words are text, flags, lists of text and a time: compared by what they say. */
function isSame(a: Words[keyof Words], b: Words[keyof Words]): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if ('session' in a) return 'session' in b && a.session === b.session && a.start === b.start && a.end === b.end;
  return !('session' in b) && a.length === b.length && a.every((text, index) => text === b[index]);
}

const fieldsBetween = (before: Words, after: Words): ChangedField[] =>
  (Object.keys(SHOWN_AS) as ChangedField[]).filter((field) =>
    SHOWN_AS[field].some((key) => !isSame(before[key], after[key])),
  );

/** Null: readers see no difference. */
function changeOf(before: Words | undefined, after: Words): PublicEntry['change'] {
  if (!before) return { kind: 'added', fields: [], timeBefore: null };
  const fields = fieldsBetween(before, after);
  const timeBefore = fields.includes('time') ? before.time : null;
  if (before.status !== after.status || before.reason !== after.reason) {
    return { kind: after.status === 'planned' ? 'restored' : after.status, fields, timeBefore };
  }
  return fields.length === 0 ? null : { kind: 'changed', fields, timeBefore };
}

/**
 * The public change list between two issued states of a week, in printed order. Empty exactly when readers see no
 * difference. An entry that `next` lacks is listed as postponed: `publish` never drops one.
 */
export function changesBetween(previous: readonly PublicEntry[], next: readonly PublicEntry[]): EntryChange[] {
  const gone = previous.filter(({ id }) => !next.some((entry) => entry.id === id));
  const kept = gone.map((entry) => ({ ...entry, ...withdrawn(entry, undefined) }));
  return sortEntries([...next, ...kept]).flatMap((after) => {
    const before = previous.find(({ id }) => id === after.id);
    const change = changeOf(before, after);
    if (!change) return [];
    const { kind, fields } = change;
    return [{ kind, entryId: after.id, fields, before: before ?? null, after, reason: after.reason }];
  });
}

/** Readers' words, printed as data: an issued week is in Vietnamese whatever the language of the page. */
const WITHDRAWN = 'Rút khỏi lịch công tác tuần';
const AWAY: Readonly<Record<Exclude<AbsenceKind, 'other'>, string>> = { trip: 'đi công tác', leave: 'nghỉ phép' };
const DAY: Readonly<Record<Holiday['kind'], string>> = {
  holiday: 'Nghỉ lễ',
  compensatory: 'Nghỉ bù',
  swapped: 'Làm bù',
};
const holidayWords = ({ kind, name }: Holiday): string => `${DAY[kind]}: ${name}`;
const movedTo = (date: LocalDate): string => `Chuyển sang ngày ${formatDay(date)}`;

const isPublic = (entry: Entry): boolean => entry.stage === 'accepted' && entry.visibility === 'public';

/**
 * What stays of an issued entry that is no longer part of the week: its words as issued, struck, with a reason. The
 * reason of an entry made internal is not told, only that of one that moved in public.
 */
function withdrawn(previous: Words, now: Entry | undefined): Pick<Words, 'status' | 'reason'> {
  if (previous.status !== 'planned') return { status: previous.status, reason: previous.reason };
  const status = now?.status === 'cancelled' ? 'cancelled' : 'postponed';
  return { status, reason: now && isPublic(now) ? movedTo(now.date) : WITHDRAWN };
}

interface Issue {
  /** Entries of the calendar; those of other weeks only tell where an issued entry went. */
  readonly entries: readonly Entry[];
  readonly state: WeekState;
  readonly previous: PublishedWeek | null;
  readonly directory: Directory;
  /** All that touch the week: who is away, and who acts. */
  readonly absences: readonly Absence[];
  /** Left out where only the entries' changes are asked for. */
  readonly holidays?: Holidays;
  readonly settings: AgencySettings;
  readonly calendar: Calendar;
  /** `at`: epoch ms, shown until the server's time comes back. */
  readonly issue: { readonly documentNo: string; readonly signer: string; readonly at: number };
}

/** The next revision of a week, made from its public entries and from the revision before. */
export function publish({
  entries,
  state,
  previous,
  directory,
  absences,
  holidays,
  settings,
  calendar,
  issue,
}: Issue): PublishedWeek {
  const revision = (previous?.revision ?? 0) + 1;
  const earlier = new Map((previous?.entries ?? []).map((entry) => [entry.id, entry]));
  const current = entries.filter(
    (entry) => entry.calendar === calendar.id && entry.week === state.week && isPublic(entry),
  );
  const words = current.map((entry) => publicWords(entry, directory, absences, settings.assumedMinutes));
  const currentIds = new Set(current.map(({ id }) => id));
  for (const before of earlier.values()) {
    if (currentIds.has(before.id)) continue;
    const now = entries.find(({ id }) => id === before.id);
    words.push({ ...wordsOf(before), ...withdrawn(before, now) });
  }
  const published = inPrintedOrder(words).map((entry) => stamped(entry, earlier.get(entry.id), revision));
  const [from, , , , , , to] = daysOf(state.week);
  const named = daysOf(state.week).flatMap((date) => holidays?.get(date) ?? []);
  return {
    calendar: calendar.id,
    calendarName: calendar.name,
    agencyName: settings.name,
    ...(settings.locality === undefined ? {} : { locality: settings.locality }),
    ...(settings.recipients === undefined ? {} : { recipients: settings.recipients }),
    week: state.week,
    from,
    to,
    number: printedNumber(state.week, settings.weekNumbering, state.printedNumber),
    revision,
    issuedAt: issue.at,
    revisionTimes: { ...previous?.revisionTimes, [revision]: issue.at },
    documentNo: issue.documentNo,
    signer: issue.signer,
    remarks: state.remarks,
    replacesInvitation: state.replacesInvitation,
    duty: Object.fromEntries(
      Object.entries(state.duty).map(([date, party]) => [
        date,
        dutyWords(party as Party, date as LocalDate, directory, absences),
      ]),
    ),
    ...(named.length === 0 ? {} : { holidays: Object.fromEntries(named.map((day) => [day.date, holidayWords(day)])) }),
    entries: published,
    changes: previous ? changesBetween(previous.entries, published) : [],
  };
}

/** What a revision made of one entry is told beside it. `at`: epoch ms, shown until the server's time comes back. */
interface RevisionOf {
  readonly documentNo: string;
  readonly at: number;
}

/**
 * The next revision in which one entry is postponed, cancelled or restored and nothing else differs: what editors have
 * drafted since stays a draft. Undefined: it is no entry of the issued week, or readers would see no difference.
 */
export function publishStopped(previous: PublishedWeek, entry: Entry, issue: RevisionOf): PublishedWeek | undefined {
  const { id, status, reason } = entry;
  if (!isPublic(entry) || entry.calendar !== previous.calendar || entry.week !== previous.week) return undefined;
  const before = previous.entries.find((one) => one.id === id);
  return before && revisedBy({ ...wordsOf(before), status, reason }, previous, issue);
}

/**
 * The next revisions in which one entry (`base`) stands at the day and time of `next`, planned, and nothing else differs.
 * Who acts for whom on that day is said anew, unless those words differ from the draft's: what editors have drafted since
 * stays a draft. Of an entry that leaves its week, that week says to which day, and `to`, the issued week of that day (null:
 * not issued), gains it. Empty: it is no entry of the issued week, or readers would see no difference.
 */
export function publishMoved(
  from: PublishedWeek,
  to: PublishedWeek | null,
  base: Entry,
  next: Entry,
  {
    directory,
    absences,
    issue,
  }: Pick<Issue, 'directory' | 'absences'> & { issue: (week: PublishedWeek) => RevisionOf },
): PublishedWeek[] {
  const issued = from.entries.find(({ id }) => id === next.id);
  if (!issued || !isPublic(next) || next.calendar !== from.calendar || base.week !== from.week) return [];
  const before = wordsOf(issued);
  const [drafted, redrafted] = [base, next].map((entry) => publicWords(entry, directory, absences)) as [Words, Words];
  const ofDay = (['chairs', 'attendees', 'invitees', 'officeLead', 'personIds'] as const).filter((key) =>
    isSame(before[key], drafted[key]),
  );
  const { date, lastDate, time, status, reason } = redrafted;
  const moved: Words = {
    ...before,
    ...Object.fromEntries(ofDay.map((key) => [key, redrafted[key]])),
    ...{ date, lastDate, time, status, reason },
  };
  const revisions =
    next.week === from.week
      ? [revisedBy(moved, from, issue(from))]
      : [
          revisedBy({ ...before, status: 'postponed', reason: movedTo(date) }, from, issue(from)),
          to && revisedBy(moved, to, issue(to)),
        ];
  return revisions.filter((revision) => revision !== undefined && revision !== null);
}

/** The revision after `previous` in which one entry reads so, or is added, and nothing else differs. */
function revisedBy(words: Words, previous: PublishedWeek, { documentNo, at }: RevisionOf): PublishedWeek | undefined {
  const revision = previous.revision + 1;
  const earlier = new Map(previous.entries.map((entry) => [entry.id, entry]));
  const others = previous.entries.filter(({ id }) => id !== words.id).map(wordsOf);
  const entries = inPrintedOrder([...others, words]).map((entry) => stamped(entry, earlier.get(entry.id), revision));
  const changes = changesBetween(previous.entries, entries);
  if (changes.length === 0) return undefined;
  return {
    ...previous,
    revision,
    issuedAt: at,
    revisionTimes: { ...previous.revisionTimes, [revision]: at },
    documentNo,
    entries,
    changes,
  };
}

/** Entries at the same time stand in the order of their ids: the same week is the same text whoever issues it. */
const inPrintedOrder = (entries: readonly Words[]): Words[] =>
  sortEntries([...entries].sort((a, b) => (a.id < b.id ? -1 : 1)));

function wordsOf(issued: PublicEntry): Words {
  const { change: _change, sequence: _sequence, issuedIn: _issuedIn, changedIn: _changedIn, ...words } = issued;
  return words;
}

function stamped(entry: Words, before: PublicEntry | undefined, revision: number): PublicEntry {
  const change = revision === 1 ? null : changeOf(before, entry);
  return {
    ...entry,
    change,
    sequence: before ? before.sequence + (change ? 1 : 0) : 0,
    issuedIn: before?.issuedIn ?? revision,
    changedIn: change ? revision : (before?.changedIn ?? revision),
  };
}

/** The number of "Điều chỉnh lần n"; 0 for the first issue. */
export const adjustment = (revision: number): number => revision - 1;

/** Số, ký hiệu by the agency's template: "48-ĐC2/LCT-SGDĐT". */
export const defaultDocumentNo = (
  { documentNoTemplate, weekNumbering }: AgencySettings,
  { week, printedNumber: typed }: Pick<WeekState, 'week' | 'printedNumber'>,
  revision: number,
): string =>
  documentNoTemplate
    .replace('{week}', String(printedNumber(week, weekNumbering, typed)))
    .replace('{adjustment}', revision > 1 ? `-ĐC${adjustment(revision)}` : '')
    .replace('{year}', String(printedYear(week, weekNumbering)));

/** A document of the store holds 1 MiB. */
const MOST_BYTES = 900_000;

/** Whether an issued week would not fit into one document: told before it is sent. */
export const isTooLarge = (week: PublishedWeek): boolean =>
  week.entries.length > LIMITS.entries || new TextEncoder().encode(JSON.stringify(week)).length > MOST_BYTES;

/** The days of an issued week, for everybody or for one person. Entries over several days stand on each of them. */
export function publishedDays(
  week: PublishedWeek,
  person: string | null,
): { date: LocalDate; entries: PublicEntry[]; duty: string | null; holiday: string | null }[] {
  const entries = person === null ? week.entries : week.entries.filter((entry) => entry.personIds.includes(person));
  return daysOf(week.week).map((date) => ({
    date,
    entries: entries.filter((entry) => entry.date <= date && date <= entry.lastDate),
    duty: week.duty[date] ?? null,
    holiday: week.holidays?.[date] ?? null,
  }));
}
