import { addDays, type LocalDate } from '#domain/time.ts';

const TZID = 'Asia/Ho_Chi_Minh';

/** What is in a feed. No clock is read: the bytes rest while this does. */
export interface Calendar {
  readonly name: string; // "Lịch công tác Ban Giám đốc, Sở …"
  /** The feed's own address, for clients that keep a file apart from it. Null: one event, or an address that is secret. */
  readonly source: string | null;
  readonly pageUrl: string | null;
  readonly changed: number | null; // epoch ms
  readonly events: readonly CalendarEvent[];
}

export interface CalendarEvent {
  readonly uid: string;
  /** Never falls while the event changes. */
  readonly sequence: number;
  readonly created: number | null; // epoch ms; null: not known
  readonly changed: number; // epoch ms
  readonly when: Days | Hours;
  readonly summary: string;
  readonly location: string; // '' for none
  readonly description: string; // '' for none; lines
  readonly category: string;
  readonly status: 'CONFIRMED' | 'CANCELLED';
  /** Whether it takes its people's time. */
  readonly busy: boolean;
  readonly url: string | null;
}

/** Whole days, both ends inclusive. */
export interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Minutes after midnight of a day; an end that nobody stated is not made up. */
export interface Hours {
  readonly date: LocalDate;
  readonly start: number;
  readonly end: number | null;
}

/**
 * An iCalendar stream (RFC 5545, calendar properties of RFC 7986). No METHOD: it is a published file, not a message; no
 * UID for the calendar: a copy under another host name is the same calendar; no COLOR: which one a calendar has is its
 * reader's choice. Why not a library: docs/decisions/0011-own-ical-serializer.md.
 */
export function calendarText({ name, source, pageUrl, changed, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lich cong tac//Lich cong tac 1//VI',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-TIMEZONE:${TZID}`,
    ...(changed === null ? [] : [`LAST-MODIFIED:${utc(changed)}`]),
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...(source === null ? [] : [`SOURCE;VALUE=URI:${source}`]),
    ...(pageUrl === null ? [] : [`URL:${pageUrl}`]),
    'BEGIN:VTIMEZONE',
    `TZID:${TZID}`,
    // One STANDARD block: with DAYLIGHT only, Outlook and others land an hour off.
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:+0700',
    'TZOFFSETTO:+0700',
    'TZNAME:+07',
    'END:STANDARD',
    'END:VTIMEZONE',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent): string[] {
  const changed = utc(event.changed);
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${changed}`, // without METHOD: when this information was last revised (RFC 5545, 3.8.7.2)
    ...(event.created === null ? [] : [`CREATED:${utc(event.created)}`]),
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${event.sequence}`,
    ...span(event.when),
    `SUMMARY:${escapeText(event.summary)}`,
    ...optional('LOCATION', event.location),
    ...optional('DESCRIPTION', event.description),
    `CATEGORIES:${escapeText(event.category)}`,
    `STATUS:${event.status}`,
    ...(event.busy ? [] : ['TRANSP:TRANSPARENT']),
    ...(event.url === null ? [] : [`URL:${event.url}`]),
    'END:VEVENT',
  ];
}

/** DTSTART and DTEND; an event may have a start only (RFC 5545, 3.6.1). */
function span(when: Days | Hours): string[] {
  if ('from' in when) {
    // DTEND of a DATE is the day after the last one.
    return [`DTSTART;VALUE=DATE:${day(when.from)}`, `DTEND;VALUE=DATE:${day(addDays(when.to, 1))}`];
  }
  const { date, start, end } = when;
  return [local('DTSTART', date, start), ...(end === null ? [] : [local('DTEND', date, end)])];
}

const optional = (name: string, text: string): string[] => (text === '' ? [] : [`${name}:${escapeText(text)}`]);

const day = (date: LocalDate): string => date.replaceAll('-', '');

/** Minutes after midnight of a day; 1440, an end, is the next day's first minute. */
function local(name: string, date: LocalDate, minutes: number): string {
  const on = minutes === 1440 ? addDays(date, 1) : date;
  const clock = minutes % 1440;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${name};TZID=${TZID}:${day(on)}T${two(Math.floor(clock / 60))}${two(clock % 60)}00`;
}

const utc = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');

/** TEXT (RFC 5545, 3.3.11). Other control characters may not appear at all. */
function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Lines of at most 75 octets, broken between characters, never inside one (RFC 5545, 3.1). */
export function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1; // the space counts
    }
    folded += character;
    octets += size;
  }
  return folded;
}
