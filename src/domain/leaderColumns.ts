import { sameMeeting } from './conflicts.ts';
import type { Calendar, Directory, Person } from './directory.ts';
import type { Entry } from './entry.ts';
import { says } from './findNamed.ts';
import { positionOn, type Party } from './party.ts';
import { sessionOf, SESSIONS } from './time.ts';
import type { LocalDate, Session } from './time.ts';
import { sortEntries } from './week.ts';

/** An entry in the column of one who takes part, on one day and in one session. */
export interface LeaderEntry<E extends Entry> {
  readonly entry: E;
  /** All day, said in full in an earlier session of this day. */
  readonly again: boolean;
}

export interface LeaderDay<E extends Entry> {
  readonly date: LocalDate;
  /** Morning and afternoon, the evening where somebody has something. Empty: nobody has anything that day. */
  readonly sessions: readonly {
    readonly session: Session;
    /** One a person, in the order asked for; none: free. */
    readonly cells: readonly (readonly LeaderEntry<E>[])[];
  }[];
}

/** Who held a position in a unit on some day of these, in the office's order. */
export const peopleOf = (directory: Directory, isUnit: (unit: Calendar) => boolean, days: readonly LocalDate[]) =>
  [...directory.people.values()].filter(({ positions }) =>
    positions.some(({ unit: id, from, to }) => {
      const unit = id === null ? undefined : directory.calendars.get(id);
      return unit && isUnit(unit) && (from === null || from <= days.at(-1)!) && (to === null || days[0]! <= to);
    }),
  );

/**
 * What each of these people has in each part of the days: what names them, or a unit that they belong to on that day,
 * also where its name is typed. To be told is not to take part (để biết). A meeting written into two calendars stands
 * once.
 */
export function leaderDays<E extends Entry>(
  entries: readonly E[],
  people: readonly Person[],
  days: readonly LocalDate[],
  directory: Directory,
): LeaderDay<E>[] {
  const sorted = sortEntries(entries);
  return days.map((date) => {
    const ofDay = sorted.filter((entry) => entry.date <= date && date <= entry.lastDate);
    const own = people.map((person) => once(ofDay.filter((entry) => takesPart(entry, person, date, directory))));
    if (own.every((list) => list.length === 0)) return { date, sessions: [] };
    const cell = (list: readonly E[], session: Session): LeaderEntry<E>[] =>
      list.flatMap((entry) => {
        const of = sessionOf(entry.time);
        if (of !== session && !(of === 'allDay' && session !== 'evening')) return [];
        return [{ entry, again: of === 'allDay' && session !== 'morning' }];
      });
    const sessions = SESSIONS.map((session) => ({ session, cells: own.map((list) => cell(list, session)) }));
    return {
      date,
      sessions: sessions.filter(({ session, cells }) => session !== 'evening' || cells.some((list) => list.length > 0)),
    };
  });
}

function takesPart(entry: Entry, person: Person, date: LocalDate, directory: Directory): boolean {
  const named = [...entry.chairs, ...entry.attendees, ...entry.invitees, entry.officeLead];
  if (named.includes(`person:${person.id}`)) return true;
  const unit = positionOn(person, date)?.unit;
  const calendar = unit && directory.calendars.get(unit);
  return !!calendar && named.some((party) => party !== null && isUnit(party, calendar));
}

/** Clerks type "Ban Giám đốc" as often as they choose it. */
const isUnit = (party: Party, { id, name, shortName }: Calendar): boolean =>
  party.startsWith('text:')
    ? says(party.slice('text:'.length), name) || (shortName !== '' && says(party.slice('text:'.length), shortName))
    : party === `unit:${id}`;

const once = <E extends Entry>(entries: readonly E[]): E[] =>
  entries.filter((entry, at) => !entries.slice(0, at).some((before) => sameMeeting(before, entry)));
