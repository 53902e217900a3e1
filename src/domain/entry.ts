import { draftText, parseParty, parsePlace, parseVehicle } from './party.ts';
import type { Party, Place, VehicleRef } from './party.ts';
import { cleanLines, cleanText, lengthOf, LIMITS } from './text.ts';
import { daysBetween, formatTime, parseDate, readTime } from './time.ts';
import type { EntryTime, LocalDate, SessionWords } from './time.ts';
import { daysOf, weekOf } from './week.ts';
import type { WeekId } from './week.ts';

export const ENTRY_KINDS = ['meeting', 'fieldVisit', 'reception', 'duty', 'leave', 'other'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * One line of the schedule as editors keep it: `calendars/{calendar}/entries/{id}` without the stamps.
 * Text is plain, NFC, trimmed; absent optional text is null, never ''.
 */
export interface Entry {
  readonly id: string; // the document's name, not a field of it
  readonly calendar: string; // calendar id, equals the path's
  readonly week: WeekId; // ISO week of `date`
  readonly date: LocalDate;
  readonly lastDate: LocalDate; // === date but for entries over several days; same week
  readonly time: EntryTime;
  readonly content: string; // 1 to 2000 characters
  readonly chairs: readonly Party[]; // ≤ 10; joint chairs in order; may be empty
  readonly attendees: readonly Party[]; // ≤ 60
  readonly invitees: readonly Party[]; // mời dự ≤ 60
  readonly forInformation: readonly Party[]; // để biết ≤ 60
  readonly place: Place | null;
  readonly gatheringPoint: string | null; // điểm tập trung
  readonly connectionPoints: readonly string[]; // điểm cầu ≤ 60, "Điểm cầu Trường THPT A: đ/c B phụ trách"
  readonly preparingUnit: Party | null;
  readonly logistics: Party | null; // hậu cần
  readonly officeLead: Party | null; // LĐVP
  readonly vehicle: VehicleRef | null; // internal
  readonly driver: string | null; // internal
  readonly invitationNo: string | null;
  readonly documentNo: string | null;
  readonly separateInvitation: boolean; // giấy mời riêng
  readonly replacesInvitation: boolean; // thay giấy mời
  readonly kind: EntryKind;
  readonly visibility: 'public' | 'internal';
  readonly status: 'planned' | 'postponed' | 'cancelled';
  readonly reason: string | null; // required unless planned; null when planned
  readonly actingFor: Party | null; // the chair acts for this person (được ủy quyền)
  /** Of a request (request.ts): waiting, in the schedule, sent back, or gone into another entry. All others: accepted. */
  readonly stage: 'requested' | 'accepted' | 'returned' | 'merged';
  readonly fixed: boolean; // mục cố định, copied when a week starts from the last
}

/** Every field of an entry, as a list: `satisfies` fails to compile when one is missing or unknown. */
export const ENTRY_FIELDS = Object.keys({
  id: 0,
  calendar: 0,
  week: 0,
  date: 0,
  lastDate: 0,
  time: 0,
  content: 0,
  chairs: 0,
  attendees: 0,
  invitees: 0,
  forInformation: 0,
  place: 0,
  gatheringPoint: 0,
  connectionPoints: 0,
  preparingUnit: 0,
  logistics: 0,
  officeLead: 0,
  vehicle: 0,
  driver: 0,
  invitationNo: 0,
  documentNo: 0,
  separateInvitation: 0,
  replacesInvitation: 0,
  kind: 0,
  visibility: 0,
  status: 0,
  reason: 0,
  actingFor: 0,
  stage: 0,
  fixed: 0,
} satisfies Record<keyof Entry, 0>) as (keyof Entry)[];

/** Read only by editors of the calendar and the people named: `calendars/{calendar}/private/{entryId}`. */
export interface EntryPrivate {
  readonly meetingLink: string | null;
  readonly note: string | null;
}

/** An entry as stored, with its stamps. `revision` starts at 1 and rises by one a save (optimistic lock). */
export interface StoredEntry extends Entry {
  readonly revision: number;
  readonly updatedBy: string; // uid
  readonly updatedAt: number; // epoch ms (an instant: when somebody saved)
}

/** What is left of an entry that was deleted: one that comes back is the revision after it. */
export interface Deletion {
  readonly deletedIn: number; // the revision of its record
}

/** `calendars/{c}/entries/{e}/history/{revision}`, append-only. */
export interface EntryHistory {
  readonly revision: number;
  readonly action: 'create' | 'update' | 'delete';
  readonly by: string; // uid
  readonly at: number; // epoch ms
  readonly entry: Entry; // after the write; before it for 'delete'
}

/** What the editor holds while somebody types: strings, nothing parsed yet. Lists are one party a line. */
export interface EntryDraft {
  readonly date: string;
  readonly lastDate: string;
  readonly time: string; // "8h30", "8h30 - 11h", "sáng", "cả ngày", "7h30, cả ngày"
  readonly content: string;
  readonly chairs: readonly string[]; // each a Party ("person:…") or bare text typed by hand
  readonly attendees: readonly string[];
  readonly invitees: readonly string[];
  readonly forInformation: readonly string[];
  readonly place: string; // a Place or bare text
  readonly gatheringPoint: string;
  readonly connectionPoints: string; // one a line
  readonly preparingUnit: string;
  readonly logistics: string;
  readonly officeLead: string;
  readonly vehicle: string;
  readonly driver: string;
  readonly invitationNo: string;
  readonly documentNo: string;
  readonly separateInvitation: boolean;
  readonly replacesInvitation: boolean;
  readonly kind: EntryKind;
  readonly visibility: 'public' | 'internal';
  readonly status: Entry['status'];
  readonly reason: string;
  readonly actingFor: string;
  readonly fixed: boolean;
}

/** Codes, not sentences: i18n words them (`edit.errors.timeUnknown`). */
export type EntryErrorCode =
  | 'dateMissing'
  | 'dateUnknown'
  | 'dateOutsideWeek'
  | 'lastDateBeforeDate'
  | 'lastDateOtherWeek'
  | 'timeMissing'
  | 'timeUnknown'
  | 'endBeforeStart'
  | 'contentMissing'
  | 'contentTooLong'
  | 'textTooLong'
  | 'tooMany'
  | 'reasonMissing';

export type EntryErrors = Partial<Record<keyof EntryDraft | keyof EntryPrivate, EntryErrorCode>>;

// Drafts: what is typed, and what it means --------------------------------------------------------------------------------

/** Words of drafts in either language of the interface; `parseTime` reads them back. */
const DRAFT_WORDS: SessionWords = { morning: 'sáng', afternoon: 'chiều', evening: 'tối', allDay: 'cả ngày' };

export const emptyDraft = (date: string): EntryDraft => ({
  date,
  lastDate: '',
  time: '',
  content: '',
  chairs: [],
  attendees: [],
  invitees: [],
  forInformation: [],
  place: '',
  gatheringPoint: '',
  connectionPoints: '',
  preparingUnit: '',
  logistics: '',
  officeLead: '',
  vehicle: '',
  driver: '',
  invitationNo: '',
  documentNo: '',
  separateInvitation: false,
  replacesInvitation: false,
  kind: 'meeting',
  visibility: 'public',
  status: 'planned',
  reason: '',
  actingFor: '',
  fixed: false,
});

/** The draft that `parseEntry` reads back to the same entry (its id, calendar, week and stage given). */
export function draftOf(entry: Entry): EntryDraft {
  const party = (value: Party | null): string => draftText(value, parseParty);
  const parties = (values: readonly Party[]): string[] => values.map(party);
  return {
    date: entry.date,
    lastDate: entry.lastDate === entry.date ? '' : entry.lastDate,
    time: formatTime(entry.time, DRAFT_WORDS),
    content: entry.content,
    chairs: parties(entry.chairs),
    attendees: parties(entry.attendees),
    invitees: parties(entry.invitees),
    forInformation: parties(entry.forInformation),
    place: draftText(entry.place, parsePlace),
    gatheringPoint: entry.gatheringPoint ?? '',
    connectionPoints: entry.connectionPoints.join('\n'),
    preparingUnit: party(entry.preparingUnit),
    logistics: party(entry.logistics),
    officeLead: party(entry.officeLead),
    vehicle: draftText(entry.vehicle, parseVehicle),
    driver: entry.driver ?? '',
    invitationNo: entry.invitationNo ?? '',
    documentNo: entry.documentNo ?? '',
    separateInvitation: entry.separateInvitation,
    replacesInvitation: entry.replacesInvitation,
    kind: entry.kind,
    visibility: entry.visibility,
    status: entry.status,
    reason: entry.reason ?? '',
    actingFor: party(entry.actingFor),
    fixed: entry.fixed,
  };
}

interface EntryContext {
  readonly id: string;
  readonly calendar: string;
  readonly week: WeekId;
  /** Drafts do not carry it; an entry of the calendar's own editors is accepted. */
  readonly stage?: Entry['stage'];
}

/** Link and note as typed: cleaned, or with why they cannot be kept. */
export function parsePrivate(typed: {
  readonly meetingLink: string;
  readonly note: string;
}): { ok: true; hidden: EntryPrivate } | { ok: false; errors: EntryErrors } {
  const hidden = { meetingLink: cleanText(typed.meetingLink) || null, note: cleanLines(typed.note) || null };
  const errors: EntryErrors = {
    ...(lengthOf(hidden.meetingLink ?? '') > LIMITS.link ? { meetingLink: 'textTooLong' } : {}),
    ...(lengthOf(hidden.note ?? '') > LIMITS.note ? { note: 'textTooLong' } : {}),
  };
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, hidden };
}

/** The one reading of a draft: an entry, or every field that cannot be read, with why. Never throws. */
export function parseEntry(
  draft: EntryDraft,
  { id, calendar, week, stage = 'accepted' }: EntryContext,
): { ok: true; entry: Entry } | { ok: false; errors: EntryErrors } {
  const errors: EntryErrors = {};
  const fail = (field: keyof EntryDraft, code: EntryErrorCode): void => {
    errors[field] ??= code;
  };
  const within = <T extends string | null>(
    field: keyof EntryDraft,
    value: T,
    limit: number,
    code: EntryErrorCode,
  ): T => {
    if (value !== null && lengthOf(value) > limit) fail(field, code);
    return value;
  };
  const line = (field: keyof EntryDraft, text: string, limit: number): string | null =>
    within(field, cleanText(text) || null, limit, 'textTooLong');
  const one = <R extends string>(field: keyof EntryDraft, text: string, parse: (text: string) => R | null): R | null =>
    within(field, parse(text), LIMITS.line, 'textTooLong');
  const list = (field: keyof EntryDraft, texts: readonly string[], limit: number): Party[] => {
    const parties = texts.map((text) => one(field, text, parseParty)).filter((party) => party !== null);
    if (parties.length > limit) fail(field, 'tooMany');
    return [...new Set(parties)];
  };

  const date = parseDay(draft.date, week, (code) => fail('date', code));
  let lastDate = date;
  if (draft.lastDate.trim() !== '' && date) {
    const parsed = parseDate(draft.lastDate, date);
    if (!parsed) fail('lastDate', 'dateUnknown');
    else if (daysBetween(date, parsed) < 0) fail('lastDate', 'lastDateBeforeDate');
    else if (weekOf(parsed) !== weekOf(date)) fail('lastDate', 'lastDateOtherWeek');
    else lastDate = parsed;
  }

  const time = readTime(draft.time);
  if (draft.time.trim() === '') fail('time', 'timeMissing');
  else if (time === undefined) fail('time', 'timeUnknown');
  else if (time === 'endBeforeStart') fail('time', 'endBeforeStart');

  const content = within('content', cleanLines(draft.content), LIMITS.content, 'contentTooLong');
  if (content === '') fail('content', 'contentMissing');

  const points = cleanLines(draft.connectionPoints).split('\n').filter(Boolean);
  if (points.length > LIMITS.points) fail('connectionPoints', 'tooMany');
  for (const point of points) within('connectionPoints', point, LIMITS.line, 'textTooLong');

  const reason = draft.status === 'planned' ? null : line('reason', draft.reason, LIMITS.line);
  if (draft.status !== 'planned' && reason === null) fail('reason', 'reasonMissing');

  const rest = {
    chairs: list('chairs', draft.chairs, LIMITS.chairs),
    attendees: list('attendees', draft.attendees, LIMITS.parties),
    invitees: list('invitees', draft.invitees, LIMITS.parties),
    forInformation: list('forInformation', draft.forInformation, LIMITS.parties),
    place: one('place', draft.place, parsePlace),
    gatheringPoint: line('gatheringPoint', draft.gatheringPoint, LIMITS.line),
    preparingUnit: one('preparingUnit', draft.preparingUnit, parseParty),
    logistics: one('logistics', draft.logistics, parseParty),
    officeLead: one('officeLead', draft.officeLead, parseParty),
    vehicle: one('vehicle', draft.vehicle, parseVehicle),
    driver: line('driver', draft.driver, LIMITS.line),
    invitationNo: line('invitationNo', draft.invitationNo, LIMITS.line),
    documentNo: line('documentNo', draft.documentNo, LIMITS.line),
    actingFor: one('actingFor', draft.actingFor, parseParty),
  };

  if (Object.keys(errors).length > 0 || !date || !lastDate || typeof time !== 'object') return { ok: false, errors };
  const { separateInvitation, replacesInvitation, kind, visibility, status, fixed } = draft;
  const flags = { separateInvitation, replacesInvitation, kind, visibility, status, fixed };
  const key = { id, calendar, week, date, lastDate };
  return { ok: true, entry: { ...key, time, content, connectionPoints: points, reason, stage, ...rest, ...flags } };
}

function parseDay(text: string, week: WeekId, fail: (code: EntryErrorCode) => void): LocalDate | undefined {
  if (text.trim() === '') {
    fail('dateMissing');
    return undefined;
  }
  const date = parseDate(text, daysOf(week)[0]);
  if (!date) fail('dateUnknown');
  else if (weekOf(date) !== week) fail('dateOutsideWeek');
  return date;
}

/** The fields of `a` that differ in `b`, lists and times compared by content. */
export const changedFields = (a: Entry, b: Entry): (keyof Entry)[] =>
  ENTRY_FIELDS.filter((field) => !sameValue(a[field], b[field]));

/** Lists, times and drafts' fields compared by content. */
export const sameValue = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => sameValue(Reflect.get(a, key), Reflect.get(b, key)));
};
