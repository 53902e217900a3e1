import { createHash } from 'node:crypto';
import type { Column } from '#domain/columnHeads.ts';
import type { Directory } from '#domain/directory.ts';
import { emptyDraft, parseEntry, type Entry, type EntryErrorCode, type EntryErrors } from '#domain/entry.ts';
import { readNamedDay } from '#domain/namedDay.ts';
import { partyLabel } from '#domain/party.ts';
import { listedParties } from '#domain/partyList.ts';
import { cleanText } from '#domain/text.ts';
import {
  formatDate,
  formatTime,
  parseClock,
  parseDate,
  readTime,
  sessionOf,
  weekday,
  type EntryTime,
  type LocalDate,
  type Session,
} from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import { badRows, type BadRow, type Row } from './importRows.ts';

const WEEKDAY_NAMES = ['thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật'] as const;

/** The words of drafts, which `parseEntry` reads back. */
const WORDS = { morning: 'sáng', afternoon: 'chiều', evening: 'tối', allDay: 'cả ngày' } as const;

/** Starts that a sheet may print under a session, minutes: 11:30 under "chiều" and 17:00 under "tối" are not faults. */
const STARTS_IN: Readonly<Record<Session, readonly [from: number, to: number]>> = {
  morning: [0, 13 * 60],
  afternoon: [11 * 60, 19 * 60],
  evening: [16 * 60 + 30, 24 * 60],
};

const FAULTS: Readonly<Record<EntryErrorCode, string>> = {
  dateMissing: 'thiếu ngày',
  dateUnknown: 'ngày không rõ',
  dateOutsideWeek: 'ngày ngoài tuần',
  lastDateBeforeDate: 'ngày cuối trước ngày đầu',
  lastDateOtherWeek: 'ngày cuối sang tuần khác',
  timeMissing: 'thiếu giờ hoặc buổi',
  timeUnknown: 'giờ không rõ',
  endBeforeStart: 'giờ kết thúc không sau giờ bắt đầu',
  contentMissing: 'thiếu nội dung',
  contentTooLong: 'nội dung quá dài',
  textTooLong: 'quá dài',
  tooMany: 'quá nhiều tên',
  reasonMissing: 'thiếu lý do',
};
const COLUMN_OF: Partial<Record<keyof EntryErrors, Column>> = {
  chairs: 'chair',
  attendees: 'participants',
  place: 'place',
  preparingUnit: 'preparedBy',
  officeLead: 'officeLead',
  connectionPoints: 'mode',
  reason: 'status',
};

/**
 * The entries that the rows mean, or an ImportError with every fault. A name that the directory prints exactly so
 * becomes a reference; all other text stays as it is. The same row gives the same id at every import.
 */
export function entriesOf(rows: readonly Row[], calendar: string, directory: Directory): Entry[] {
  const bad: BadRow[] = [];
  const seen = new Map<string, number>();
  const entries = rows.flatMap(({ line, cells }) => {
    const fail = (fault: string): void => void bad.push({ line, fault });
    const date = dateOf(cells.date, fail);
    const time = timeOf(cells, fail);
    const status = statusOf(cells.status, fail);
    if (cleanText(cells.content) === '') fail(FAULTS.contentMissing);
    if (!date || !time || !status) return [];
    const names = namesOn(directory, date, fail);
    const draft = {
      ...emptyDraft(date),
      time: formatTime(time, WORDS),
      content: cells.content,
      chairs: names.parties(cells.chair),
      attendees: names.parties(cells.participants),
      place: names.place(cells.place),
      preparingUnit: names.party(cells.preparedBy),
      officeLead: names.party(cells.officeLead),
      connectionPoints: modeOf(cells.mode),
      kind: /tiếp (công )?dân/iu.test(cells.content) ? ('reception' as const) : ('meeting' as const),
      ...status,
    };
    const key = [calendar, date, draft.time, cells.content, cells.chair].map(cleanText).join('\n');
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const id = createHash('sha256').update(`${key}\n${before}`).digest('hex').slice(0, 24);
    const read = parseEntry(draft, { id, calendar, week: weekOf(date) });
    if (read.ok) return [read.entry];
    for (const [field, code] of Object.entries(read.errors) as [keyof EntryErrors, EntryErrorCode][]) {
      if (code === 'contentMissing') continue; // told above
      const column = COLUMN_OF[field];
      fail(column === undefined ? FAULTS[code] : `"${column}" ${FAULTS[code]}`);
    }
    return [];
  });
  if (bad.length > 0) throw badRows(bad);
  return entries;
}

function dateOf(text: string, fail: (fault: string) => void): LocalDate | undefined {
  const clean = cleanText(text);
  if (clean === '') return void fail(FAULTS.dateMissing);
  const { name, weekday: named, date: plain } = readNamedDay(clean);
  // A day without a year would be guessed from today's, and imported weeks may be of any year.
  const date = /\d{4}/.test(plain) ? parseDate(plain, '2026-01-01' as LocalDate) : undefined;
  if (!date) return void fail(`ngày không rõ: "${clean}" (viết 2026-11-23 hoặc 23/11/2026)`);
  if (named === null || named === weekday(date)) return date;
  return void fail(`${formatDate(date)} là ${WEEKDAY_NAMES[weekday(date) - 1]}, không phải "${name}"`);
}

function timeOf(
  { session: sessionText, start, end }: Row['cells'],
  fail: (fault: string) => void,
): EntryTime | undefined {
  const session = sessionText.trim() === '' ? null : readTime(sessionText);
  const inStart = readTime(start); // sheets print "Cả ngày" in the column of hours
  if (session === undefined || session === 'endBeforeStart' || (session !== null && session.start !== null)) {
    return void fail(`buổi không rõ: "${sessionText}" (sáng, chiều, tối, cả ngày)`);
  }
  if (typeof inStart === 'object' && inStart.start === null && end.trim() === '') {
    if (session === null || session.session === inStart.session) return inStart;
    return void fail(`buổi "${sessionText}" không khớp giờ ${start}`);
  }
  if (start.trim() === '' || (typeof inStart === 'object' && inStart.start === null)) {
    if (end.trim() !== '') return void fail('có giờ kết thúc mà không có giờ bắt đầu');
    return session ?? void fail(FAULTS.timeMissing);
  }
  const [from, to] = [start, end].map((text) => text.trim().replace(/^(\d{1,2}:\d\d):\d\d$/, '$1')); // Excel's seconds
  const clocks = to === '' ? from! : `${from} - ${to}`;
  const time = readTime(clocks);
  if (time === 'endBeforeStart')
    return void fail(`${FAULTS.endBeforeStart}: ${clocks} (ca qua đêm: bỏ trống giờ kết thúc)`);
  if (time === undefined || time.start === null) {
    const startIsClear = parseClock(from!) !== undefined;
    return void fail(startIsClear ? `giờ kết thúc không rõ: "${end}"` : `giờ bắt đầu không rõ: "${start}"`);
  }
  const part = session?.session ?? null;
  if (part === null || time.session === part) return time;
  if (part === 'allDay') return { ...time, session: 'allDay' };
  const [earliest, latest] = STARTS_IN[part];
  if (time.session === null && time.start >= earliest && time.start < latest) return time;
  const inSession = readTime(`${clocks} ${WORDS[part]}`); // "2h" under "chiều" is 14:00
  if (typeof inSession === 'object' && sessionOf(inSession) === part) return inSession;
  return void fail(`buổi "${sessionText}" không khớp giờ ${clocks}`);
}

/** Changed and added entries of a source are simply planned here; a withdrawn one keeps its reason after a colon. */
function statusOf(text: string, fail: (fault: string) => void) {
  const [word = '', ...rest] = cleanText(text).split(':');
  const reason = cleanText(rest.join(':')) || 'Lịch gốc không ghi lý do';
  switch (word.trim().toLowerCase()) {
    case '':
    case 'planned':
    case 'dự kiến':
    case 'added':
    case 'bổ sung':
    case 'changed':
    case 'thay đổi':
      return { status: 'planned' as const };
    case 'cancelled':
    case 'hủy':
    case 'huỷ':
      return { status: 'cancelled' as const, reason };
    case 'postponed':
    case 'hoãn':
      return { status: 'postponed' as const, reason };
    default:
      return void fail(`tình trạng không rõ: "${text}" (hoãn: lý do · hủy: lý do)`);
  }
}

/** Online or mixed meetings carry their connection points; one in the room needs no word. */
const modeOf = (text: string): string =>
  /^(trực tiếp|offline|in person)$/i.test(cleanText(text)) ? '' : text.split(/;|\n/).join('\n');

/** How text becomes a reference on a day. `person:…`, `unit:…`, `room:…` say so, and must exist. */
function namesOn(directory: Directory, date: LocalDate, fail: (fault: string) => void) {
  const known = new Map<string, string | null>(); // null: two of them are printed alike
  const add = (label: string, reference: string): void => void known.set(label, known.has(label) ? null : reference);
  for (const id of directory.people.keys()) add(partyLabel(`person:${id}`, directory, date), `person:${id}`);
  for (const id of directory.calendars.keys()) add(partyLabel(`unit:${id}`, directory, date), `unit:${id}`);
  const rooms = new Map([...directory.rooms.values()].map(({ id, name }) => [name, `room:${id}`]));

  const explicit = (text: string): boolean => {
    const match = /^(person|unit|room):(\S+)$/.exec(text);
    if (!match) return false;
    const [, kind, id] = match as unknown as [string, 'person' | 'unit' | 'room', string];
    const found = { person: directory.people, unit: directory.calendars, room: directory.rooms }[kind].has(id);
    if (!found) fail(`không có ${{ person: 'người', unit: 'đơn vị', room: 'phòng họp' }[kind]} "${id}"`);
    return true;
  };
  const party = (text: string): string => {
    const clean = cleanText(text);
    return explicit(clean) ? clean : (known.get(clean) ?? clean);
  };
  return {
    party,
    /** A list is taken apart where every part is known, or at commas where it is too long: it is printed as it was. */
    parties: (text: string): string[] => {
      const clean = cleanText(text);
      const named = clean.split(/;\s*/);
      if (named.length > 1 && named.every((part) => /^(person|unit):\S+$/.test(part))) return named.map(party);
      return explicit(clean) ? [clean] : [...listedParties(clean, (part) => known.get(part) ?? undefined)];
    },
    place: (text: string): string => {
      const clean = cleanText(text);
      return explicit(clean) ? clean : (rooms.get(clean) ?? clean);
    },
  };
}
