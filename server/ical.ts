import type { AgencySettings } from '#domain/directory.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { addDays, formatClock, formatTime, type LocalDate, type Minutes, type Session } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';

const TZID = 'Asia/Ho_Chi_Minh';

/** What a feed is made of. All of it comes from issued weeks and settings: no clock, so the bytes rest while these do. */
export interface Feed {
  readonly calendar: string;
  readonly name: string; // "Lịch công tác Ban Giám đốc, Sở …"
  readonly source: string; // the feed's own address
  readonly pageUrl: (week: string, date: LocalDate) => string;
  readonly weeks: readonly PublishedWeek[];
  readonly sessions: AgencySettings['sessions'];
  readonly words: Messages;
}

/**
 * The issued weeks as an iCalendar stream (RFC 5545, calendar properties of RFC 7986). No METHOD: it is a published
 * file, not a message; no UID for the calendar: a copy under another host name is the same calendar.
 * Why not a library: docs/decisions/0011-own-ical-serializer.md.
 */
export function feedText(feed: Feed): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lich cong tac//Lich cong tac 1//VI',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(feed.name)}`,
    `X-WR-CALNAME:${escapeText(feed.name)}`,
    `X-WR-TIMEZONE:${TZID}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    `SOURCE;VALUE=URI:${feed.source}`,
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
    ...events(feed).flatMap((event) => eventLines(event, feed)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

interface FeedEvent {
  readonly entry: PublicEntry;
  readonly week: PublishedWeek;
  readonly sequence: number;
}

/**
 * One event an entry, in the order of the weeks. An entry moved to another week stands in both, postponed in the old
 * one: the copy that takes place wins, and SEQUENCE counts the changes of both, so that it never falls.
 */
function events({ weeks }: Feed): FeedEvent[] {
  const byId = new Map<string, FeedEvent>();
  for (const week of weeks) {
    for (const entry of week.entries) {
      const event = { entry, week, sequence: entry.sequence };
      const other = byId.get(entry.id);
      if (!other) byId.set(entry.id, event);
      else byId.set(entry.id, { ...later(other, event), sequence: other.sequence + event.sequence + 1 });
    }
  }
  return [...byId.values()];
}

function later(a: FeedEvent, b: FeedEvent): FeedEvent {
  const planned = (event: FeedEvent) => event.entry.status === 'planned';
  if (planned(a) !== planned(b)) return planned(a) ? a : b;
  return changedAt(a) > changedAt(b) ? a : b;
}

const changedAt = ({ entry, week }: FeedEvent): number => week.revisionTimes[entry.changedIn] ?? week.issuedAt;
const issuedAt = ({ entry, week }: FeedEvent): number => week.revisionTimes[entry.issuedIn] ?? week.issuedAt;

function eventLines(event: FeedEvent, feed: Feed): string[] {
  const { entry, week } = event;
  const changed = utc(changedAt(event));
  const location = [
    entry.place,
    entry.gatheringPoint && `${feed.words.readers.gatheringPoint} ${entry.gatheringPoint}`,
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${entry.id}@${feed.calendar}.lich-cong-tac`,
    `DTSTAMP:${changed}`, // without METHOD: when this information was last revised (RFC 5545, 3.8.7.2)
    `CREATED:${utc(issuedAt(event))}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${event.sequence}`,
    ...span(entry, feed.sessions),
    `SUMMARY:${escapeText(summary(entry))}`,
    ...optional('LOCATION', location.filter(Boolean).join('. ')),
    ...optional('DESCRIPTION', description(entry, feed).join('\n')),
    `STATUS:${entry.status === 'planned' ? 'CONFIRMED' : 'CANCELLED'}`,
    `URL:${feed.pageUrl(week.week, entry.date)}`,
    'END:VEVENT',
  ];
}

/** Some calendars show a cancelled event like any other: the title says it first. */
function summary(entry: PublicEntry): string {
  if (entry.status === 'planned') return entry.content;
  return `${entry.status === 'cancelled' ? 'HỦY' : 'HOÃN'}: ${entry.content}`;
}

/** DTSTART and DTEND. An end that nobody stated is not made up: such an event has a start only (RFC 5545, 3.6.1). */
function span(entry: PublicEntry, sessions: AgencySettings['sessions']): string[] {
  const { session, start, end } = entry.time;
  if (session === 'allDay' || entry.lastDate !== entry.date) {
    // DTEND of a DATE is the day after the last one.
    return [`DTSTART;VALUE=DATE:${day(entry.date)}`, `DTEND;VALUE=DATE:${day(addDays(entry.lastDate, 1))}`];
  }
  if (start !== null) {
    return [local('DTSTART', entry.date, start), ...(end === null ? [] : [local('DTEND', entry.date, end)])];
  }
  const bounds = sessions[session as Session];
  return [local('DTSTART', entry.date, bounds.start), local('DTEND', entry.date, bounds.end)];
}

function description(entry: PublicEntry, { words, sessions }: Feed): string[] {
  const t = words.readers;
  const line = (label: string, text: string | null) => (text === null || text === '' ? [] : [`${label} ${text}`]);
  const { session, start } = entry.time;
  const tentative =
    session !== null && session !== 'allDay' && start === null
      ? [t.feed.tentative(words.common.sessions[session], boundsWords(sessions[session]))]
      : [];
  // A day-long event has no hour of its own: its words keep it.
  const hour =
    start !== null && (session === 'allDay' || entry.lastDate !== entry.date)
      ? line(`${t.columns.time}:`, formatTime(entry.time, words.common.sessions))
      : [];
  return [
    ...(entry.status === 'planned' ? [] : line(t.reason, entry.reason)),
    ...tentative,
    ...hour,
    ...line(t.feed.chair, entry.chairs.join(', ')),
    ...line(t.feed.actingFor, entry.actingFor),
    ...line(`${t.columns.who}:`, entry.attendees.join(', ')),
    ...line(t.invited, entry.invitees.join(', ')),
    ...line(t.forInformation, entry.forInformation.join(', ')),
    ...line(t.feed.points, entry.connectionPoints.join('; ')),
    ...line(t.preparing, entry.preparingUnit),
    ...line(t.logistics, entry.logistics),
    ...line(t.officeLead, entry.officeLead),
    ...line(t.invitationNo, entry.invitationNo),
    ...line(t.documentNo, entry.documentNo),
    ...(entry.separateInvitation ? [t.separateInvitation] : []),
    ...(entry.replacesInvitation ? [t.replacesInvitation] : []),
  ];
}

const boundsWords = ({ start, end }: { start: number; end: number }): string =>
  `${formatClock(start as Minutes)}–${formatClock(end as Minutes)}`;

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
