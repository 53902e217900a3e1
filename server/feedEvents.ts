import { hoursOn, type Hours as SessionHours, type OfficeHours } from '#domain/officeHours.ts';
import type { Holiday } from '#domain/holiday.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatTime, type Minutes, type Session } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';
import type { CalendarEvent, Days, Hours } from './ical.ts';

/** An entry as feeds tell it, whatever week or store it comes from. */
export interface FeedEntry {
  readonly calendar: string; // id
  readonly calendarName: string;
  readonly path: string; // the page it stands on: "/lich/board/2026-W48"
  readonly internal: boolean;
  readonly entry: Omit<PublicEntry, 'change' | 'sequence' | 'issuedIn' | 'changedIn'>;
  readonly created: number | null; // epoch ms; null: not known
  readonly changed: number; // epoch ms
  /** When any of its copies was changed last, epoch ms; a copy that wins over one changed later is a second later still. */
  readonly touched: number;
}

/** What entries are worded with. */
export interface Wording {
  readonly origin: string; // "https://lich.example.vn"
  readonly hours: OfficeHours;
  readonly hoursChanged: number; // epoch ms
  readonly words: Messages;
}

/**
 * The issued entries of weeks, one each, in the order of the weeks. An entry moved to another week stands in both,
 * postponed in the old one: the copy that takes place wins.
 */
export function issuedEntries(weeks: readonly PublishedWeek[]): FeedEntry[] {
  const byId = new Map<string, FeedEntry>();
  for (const week of weeks) {
    for (const entry of week.entries) {
      const changed = week.revisionTimes[entry.changedIn] ?? week.issuedAt;
      const one = {
        calendar: week.calendar,
        calendarName: week.calendarName,
        path: `/lich/${week.calendar}/${week.week}`,
        internal: false,
        entry,
        created: week.revisionTimes[entry.issuedIn] ?? week.issuedAt,
        changed,
        touched: changed,
      };
      const other = byId.get(entry.id);
      byId.set(entry.id, other ? later(other, one) : one);
    }
  }
  return [...byId.values()];
}

/** Of two copies of an entry the one that takes place, else the one that was changed later. */
export function later(a: FeedEntry, b: FeedEntry): FeedEntry {
  const planned = ({ entry }: FeedEntry) => entry.status === 'planned';
  const wins = planned(a) === planned(b) ? a.changed > b.changed : planned(a);
  const [one, other] = wins ? [a, b] : [b, a];
  return one.touched > other.touched ? one : { ...one, touched: other.touched + 1000 };
}

/** 2020-01-01: seconds since then fit into 31 bits until 2088. */
const EPOCH_MS = Date.UTC(2020, 0, 1);

/** Whole days: their session or hour is told in words alone. */
const isDays = ({ date, lastDate, time }: FeedEntry['entry']): boolean =>
  time.session === 'allDay' || lastDate !== date;

/** Nobody stated its hour: it is the office's for the session, and moves with that. */
const isAssumed = (entry: FeedEntry['entry']): boolean =>
  !isDays(entry) && entry.time.session !== null && entry.time.start === null;

/**
 * SEQUENCE is the second of the last change, not a count: whatever copies of a moved entry a feed happens to hold, a
 * later change has a higher one, and no client takes it for older than what it has (docs/decisions/0082). Clients look at
 * nothing else to see that an entry has changed, so an assumed hour changes its entries.
 */
export function eventOf(one: FeedEntry, { origin, hours, hoursChanged, words }: Wording): CalendarEvent {
  const { calendar, entry } = one;
  const sessions = hoursOn(hours, entry.date);
  const location = [entry.place, entry.gatheringPoint && `${words.readers.gatheringPoint} ${entry.gatheringPoint}`];
  const takesPlace = entry.status === 'planned';
  const least = isAssumed(entry) ? hoursChanged : 0;
  return {
    uid: `${entry.id}@${calendar}.lich-cong-tac`,
    sequence: Math.max(0, Math.floor((Math.max(one.touched, least) - EPOCH_MS) / 1000)),
    created: one.created,
    changed: Math.max(one.changed, least),
    when: span(entry, sessions),
    summary: summary(entry),
    location: location.filter(Boolean).join('. '),
    description: description(one, sessions, words).join('\n'),
    category: one.calendarName,
    status: takesPlace ? 'CONFIRMED' : 'CANCELLED',
    busy: takesPlace,
    url: `${origin}${one.path}${one.internal ? '' : `#d-${entry.date}`}`,
  };
}

/** A day off, or one worked in exchange. `created` and `changed`: the document's own times, epoch ms. */
export function holidayEvent(
  { date, name, kind }: Holiday,
  { created, changed }: { readonly created: number; readonly changed: number },
  { readers: t }: Messages,
): CalendarEvent {
  return {
    uid: `${date}@nghi-le.lich-cong-tac`,
    sequence: Math.ceil(Math.max(0, changed - created) / 1000), // seconds: nobody counts a holiday's changes
    created,
    changed,
    when: { from: date, to: date },
    summary: `${t.feed.holidayKinds[kind]}: ${name}`,
    location: '',
    description: '',
    category: t.feed.holidays,
    status: 'CONFIRMED',
    busy: false,
    url: null,
  };
}

/** Some calendars show a cancelled event like any other: the title says it first. */
function summary(entry: FeedEntry['entry']): string {
  if (entry.status === 'planned') return entry.content;
  return `${entry.status === 'cancelled' ? 'HỦY' : 'HOÃN'}: ${entry.content}`;
}

function span(entry: FeedEntry['entry'], sessions: SessionHours): Days | Hours {
  const { session, start, end } = entry.time;
  if (isDays(entry)) return { from: entry.date, to: entry.lastDate };
  if (start !== null) return { date: entry.date, start, end };
  return { date: entry.date, ...sessions[session as Session] };
}

function description({ entry, calendarName, internal }: FeedEntry, sessions: SessionHours, words: Messages) {
  const t = words.readers;
  const line = (label: string, text: string | null) => (text === null || text === '' ? [] : [`${label} ${text}`]);
  const { session, start } = entry.time;
  const isAllDayAlone = session === 'allDay' && start === null;
  const assumed = isAssumed(entry) ? (session as Session) : null;
  const tentative =
    assumed === null ? [] : [t.feed.tentative(words.common.sessions[assumed], boundsWords(sessions[assumed]))];
  // A day-long event has no hour of its own: its words keep it.
  const hour =
    isDays(entry) && !isAllDayAlone ? line(`${t.columns.time}:`, formatTime(entry.time, words.common.sessions)) : [];
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
    ...line(t.feed.calendar, calendarName),
    ...(internal ? [t.feed.internal] : []),
  ];
}

const boundsWords = ({ start, end }: { start: number; end: number }): string =>
  `${formatClock(start as Minutes)}–${formatClock(end as Minutes)}`;
