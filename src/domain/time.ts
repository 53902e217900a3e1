import { cleanText, withoutMarks } from './text.ts';

/** A calendar day, `2026-11-23`. Never an instant: one agency, one zone, no daylight saving. */
export type LocalDate = string & { readonly __unit: 'local-date' };

/** Minutes after local midnight, 0 to 1440 (1440 only as an end). */
export type Minutes = number & { readonly __unit: 'minutes-after-midnight' };

export const SESSIONS = ['morning', 'afternoon', 'evening'] as const;
export type Session = (typeof SESSIONS)[number];

/**
 * When an entry takes place on its day. At least `session` or `start` is set; `end` only with `start`, and after it.
 * Canonical form: a clock time has `session: null` (its session follows from the clock), but for `allDay`
 * beside a start: "cả ngày, tập trung lúc 07:30", which real sheets print.
 */
export interface EntryTime {
  readonly session: Session | 'allDay' | null;
  readonly start: Minutes | null;
  readonly end: Minutes | null;
}

/** How a language says the parts of a day: `common.sessions` of i18n. */
export type SessionWords = Readonly<Record<Session | 'allDay', string>>;

export const DAY_END = 1440 as Minutes;
const NOON = 720;
const EVENING = 1080; // 18:00: later than any afternoon session ends

/** How long an entry that states no end counts as going on: 14 of 15 real ones state none. Never printed. */
export const ASSUMED_MINUTES = 120;

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000; // Asia/Ho_Chi_Minh: UTC+7 all year

// Days --------------------------------------------------------------------------------------------------------------

const epochDay = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY_MS;

const toEpochDay = (date: LocalDate): number =>
  epochDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));

const fromEpochDay = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10) as LocalDate;

/**
 * A day that exists, from 1900 to 2299, written `2026-11-23`. These years are whole ISO weeks, first day to last, and far
 * from where a year has other than four digits: counting on from any of them never ends in what is no day to compare.
 */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^(19|2[0-2])\d\d-\d\d-\d\d$/.test(text)) return false;
  return fromEpochDay(toEpochDay(text as LocalDate)) === text;
}

/** Throws for text that is not a day: for constants and stored values, not for what people type. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new Error(`not a day: ${text}`);
  return text;
}

export const addDays = (date: LocalDate, days: number): LocalDate => fromEpochDay(toEpochDay(date) + days);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => toEpochDay(to) - toEpochDay(from);

/** Monday is 1, Sunday 7. */
export const weekday = (date: LocalDate): number => ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;

/** "23/11" */
export const formatDay = (date: LocalDate): string => `${date.slice(8, 10)}/${date.slice(5, 7)}`;

/** "23/11/2026" */
export const formatDate = (date: LocalDate): string => `${formatDay(date)}/${date.slice(0, 4)}`;

/**
 * Reads a day the way clerks type it: `23/11`, `23-11-2026`, `23.11.26`, `2026-11-23`. Without a year it is the day
 * nearest to `near`, so that in December "5/1" is next January's.
 */
export function parseDate(text: string, near: LocalDate): LocalDate | undefined {
  const trimmed = cleanText(text);
  if (isLocalDate(trimmed)) return trimmed;
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?$/.exec(trimmed);
  if (!match) return undefined;
  const [, day = '', month = '', typedYear] = match;
  const inYear = (year: number): LocalDate | undefined => {
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isLocalDate(date) ? date : undefined;
  };
  if (typedYear) return inYear(typedYear.length === 2 ? 2000 + Number(typedYear) : Number(typedYear));
  const year = Number(near.slice(0, 4));
  return [year, year - 1, year + 1]
    .map(inYear)
    .filter((date) => date !== undefined)
    .sort((a, b) => Math.abs(daysBetween(near, a)) - Math.abs(daysBetween(near, b)))[0];
}

// Instants: only when somebody saved or issued, and now ----------------------------------------------------------------

/** The office's day at an instant (epoch milliseconds). */
export const todayAt = (epochMs: number): LocalDate => fromEpochDay(Math.floor((epochMs + ZONE_MS) / DAY_MS));

/** The office's clock at an instant (epoch milliseconds), seconds dropped. */
export const minutesAt = (epochMs: number): Minutes =>
  Math.floor(((((epochMs + ZONE_MS) % DAY_MS) + DAY_MS) % DAY_MS) / 60_000) as Minutes;

/** The instant (epoch milliseconds) of a clock time on a day: iCal and "now" need it, entries never do. */
export const instantOf = (date: LocalDate, minutes: number): number =>
  toEpochDay(date) * DAY_MS + minutes * 60_000 - ZONE_MS;

// Clock times and sessions ----------------------------------------------------------------------------------------------

/** "07:30" */
export const formatClock = (minutes: Minutes): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** "07:30–08:15", "Sáng", "07:30, cả ngày" */
export function formatTime(time: EntryTime, words: SessionWords): string {
  const word = time.session === null ? '' : words[time.session];
  if (time.start === null) return word;
  const clock = time.end === null ? formatClock(time.start) : `${formatClock(time.start)}–${formatClock(time.end)}`;
  return word === '' ? clock : `${clock}, ${word.toLowerCase()}`;
}

const sessionOfClock = (minutes: number): Session =>
  minutes < NOON ? 'morning' : minutes < EVENING ? 'afternoon' : 'evening';

/** The part of the day in which a sheet prints the entry. */
export const sessionOf = (time: EntryTime): Session | 'allDay' => time.session ?? sessionOfClock(time.start ?? 0);

/** Order in a day: all day first, then by session; within it the entries without a clock time, then by start and end. */
export const compareTime = (a: EntryTime, b: EntryTime): number =>
  sessionOrder(a) - sessionOrder(b) || (a.start ?? -1) - (b.start ?? -1) || (a.end ?? -1) - (b.end ?? -1);

function sessionOrder(time: EntryTime): number {
  const session = sessionOf(time);
  return session === 'allDay' ? -1 : SESSIONS.indexOf(session);
}

// Reading what clerks type ----------------------------------------------------------------------------------------------

const DASHES = /[‐-―−~→]/g;

/** Lower case, one form of dashes and spaces, and no diacritics: "Cả ngày" and "ca ngay" are typed for the same thing. */
const fold = (text: string): string =>
  withoutMarks(cleanText(text))
    .replace(DASHES, '-')
    .replace(/[’′`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.,:;]+$/, '');

const CLOCK = String.raw`(\d{1,2})(?: ?(?:gio|h|g|:|\.) ?(?:(\d{1,2}) ?(?:phut|ph|p|')?)?)`;
const CLOCK_ONLY = new RegExp(`^${CLOCK}$`);
/** "8-10h": the unit of a start may be left to the end. */
const RANGE = new RegExp(String.raw`^(?:${CLOCK}|(\d{1,2})) ?(?:-|den|toi) ?${CLOCK}$`);

const SESSION_WORDS: Readonly<Record<string, Session | 'allDay'>> = {
  sang: 'morning',
  chieu: 'afternoon',
  toi: 'evening',
  'ca ngay': 'allDay',
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  'all day': 'allDay',
};

const clockOf = (hours: string | undefined, minutes: string | undefined): number | undefined => {
  const value = Number(hours) * 60 + Number(minutes ?? 0);
  return Number(minutes ?? 0) < 60 && value <= DAY_END ? value : undefined;
};

/** Reads a start as clerks write it: `7h30`, `07:30`, `08 giờ 30`, `7 giờ 30'`, `14h`, `07g30`. Undefined: not one. */
export function parseClock(text: string): Minutes | undefined {
  const match = CLOCK_ONLY.exec(fold(text));
  const value = match ? clockOf(match[1], match[2]) : undefined;
  return value === undefined || value === DAY_END ? undefined : (value as Minutes);
}

type ClockSpan = { readonly start: number; readonly end: number | null };

function readSpan(text: string): ClockSpan | undefined {
  const match = RANGE.exec(text);
  if (!match) {
    const start = parseClock(text);
    return start === undefined ? undefined : { start, end: null };
  }
  const [, hours, minutes, bareHours, endHours, endMinutes] = match;
  const start = clockOf(hours ?? bareHours, minutes);
  const end = clockOf(endHours, endMinutes);
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** "2h chiều" is 14:00; a session that contradicts its clock ("14h sáng", "0h chiều") is not understood. */
function inSession({ start, end }: ClockSpan, session: Session): ClockSpan | undefined {
  if (session !== 'morning' && start < 60) return undefined;
  const later = session !== 'morning' && start < NOON ? NOON : 0;
  const span = { start: start + later, end: end !== null && end < NOON ? end + later : end };
  const early = session === 'evening' && span.start >= 1020; // "tối 17h30": dusk is the clerk's to judge
  return early || sessionOfClock(span.start) === session ? span : undefined;
}

/** As spreadsheets print a time: "1:30 PM", in Vietnamese "1:30:00 CH" (chiều), with seconds that are always 00. */
const SPREADSHEET_CLOCK = /\b(\d{1,2}):(\d{2})(?::00)?(?: ?(am|pm|sa|ch))?\b/g;

function clockOfSpreadsheet(typed: string, hours: string, minutes: string, half: string | undefined): string {
  const later = half === 'pm' || half === 'ch';
  if (Number(hours) > 12 && half && !later) return typed; // "13:30 AM" is no time
  return `${half && Number(hours) <= 12 ? (Number(hours) % 12) + (later ? 12 : 0) : hours}:${minutes}`;
}

/** As `parseTime`, and says when the text is a span that ends before it starts. */
export function readTime(text: string): EntryTime | 'endBeforeStart' | undefined {
  const words = fold(text)
    .replace(/[()]/g, ' ')
    .replace(SPREADSHEET_CLOCK, clockOfSpreadsheet)
    .replace(/(h|gio) ruoi/, '$1 30')
    .replace(/(\d) ruoi/, '$1h30')
    .replace(/(^|[ ,])(?:luc|vao luc|tu|bat dau|tap trung|buoi|ca buoi)(?= )/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  let session: Session | 'allDay' | null = SESSION_WORDS[words] ?? null;
  if (session) return { session, start: null, end: null };

  const spelled = Object.keys(SESSION_WORDS);
  const before = spelled.find((word) => words.startsWith(word) && /^[ ,:]/.test(words.slice(word.length)));
  const after = spelled.find((word) => words.endsWith(` ${word}`) || words.endsWith(`,${word}`));
  let clocks = words;
  // What joins a session and its clock goes with the session. Any other mark stays, and makes the text not understood.
  if (before) clocks = words.slice(before.length).replace(/^(?: - |[ ,:;]+)/, '');
  else if (after) clocks = words.slice(0, -after.length).replace(/(?: - |[ ,:;]+)$/, '');
  session = SESSION_WORDS[before ?? after ?? ''] ?? null;

  const typed = readSpan(clocks);
  const span = typed && session && session !== 'allDay' ? inSession(typed, session) : typed;
  if (!span || span.start >= DAY_END) return undefined;
  if (span.end !== null && span.end <= span.start) return 'endBeforeStart';
  return {
    session: session === 'allDay' ? session : null,
    start: span.start as Minutes,
    end: span.end as Minutes | null,
  };
}

/**
 * Reads a time the way clerks type it: a clock (`7h30`, `08 giờ 30`, `2h chiều`), a span (`8h30-11h`, `8h30 đến 11h`),
 * a session (`sáng`), `cả ngày`, or `7h30, cả ngày`. Undefined: not understood, nothing is guessed. Never throws.
 */
export function parseTime(text: string): EntryTime | undefined {
  const time = readTime(text);
  return time === 'endBeforeStart' ? undefined : time;
}
