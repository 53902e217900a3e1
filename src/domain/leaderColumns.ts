import { awayDuring, awayIn, type Absence } from './absence.ts';
import { sameMeeting } from './conflicts.ts';
import type { Calendar, Directory, Person } from './directory.ts';
import type { Entry } from './entry.ts';
import { meansAllHeads, saysUnit } from './meant.ts';
import { headOf, positionOn, type Party } from './party.ts';
import { sessionOf, SESSIONS } from './time.ts';
import type { LocalDate, Session } from './time.ts';
import { sortEntries } from './week.ts';

/** An entry in the column of one who takes part, on one day and in one session. */
export interface LeaderEntry<E extends Entry> {
  readonly entry: E;
  /** All day, said in full in an earlier session of this day. */
  readonly again: boolean;
  /** Who is away and would be there instead; null: the person themself is meant. */
  readonly actsFor: Party | null;
}

/** A person's session. Neither an absence nor entries: free. */
export interface LeaderCell<E extends Entry> {
  readonly absence: Absence | null;
  /** The absence's first session of these days: it is told there in full. */
  readonly first: boolean;
  readonly entries: readonly LeaderEntry<E>[];
}

export interface LeaderDay<E extends Entry> {
  readonly date: LocalDate;
  /** Morning and afternoon, the evening where somebody has something. Empty: nobody has anything that day. */
  readonly sessions: readonly {
    readonly session: Session;
    /** One a person, in the order asked for. */
    readonly cells: readonly LeaderCell<E>[];
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
 * also where its name is typed; who leads a division has what names the heads of all. To be told is not to take part (để biết). What somebody acts in stands in their column,
 * and not in that of who is away. A meeting written into two calendars stands once.
 */
export function leaderDays<E extends Entry>(
  entries: readonly E[],
  people: readonly Person[],
  days: readonly LocalDate[],
  directory: Directory,
  absences: readonly Absence[],
): LeaderDay<E>[] {
  const sorted = sortEntries(entries);
  const told = new Set<Absence>();
  return days.map((date) => {
    const ofDay = sorted.filter((entry) => entry.date <= date && date <= entry.lastDate);
    const own = people.map((person) =>
      once(
        ofDay.flatMap((entry) => {
          const part = partOf(entry, person, date, directory, absences);
          return part === null ? [] : [{ entry, ...part }];
        }),
      ),
    );
    const away = (person: Person, session: Session): Absence | null =>
      absences.find(
        (absence) =>
          absence.person === person.id &&
          awayDuring(absence, { date, lastDate: date, time: { session, start: null, end: null } }) !== null,
      ) ?? null;
    const rows = SESSIONS.map((session) => ({
      session,
      cells: people.map((person, at) => {
        const absence = away(person, session);
        const here = own[at]!.flatMap(({ entry, actsFor }) => {
          const of = sessionOf(entry.time);
          if (of !== session && !(of === 'allDay' && session !== 'evening')) return [];
          return [{ entry, actsFor, again: of === 'allDay' && session !== 'morning' }];
        });
        return { absence, first: false, entries: here };
      }),
    }));
    const hasSomething = rows.some(({ cells }) =>
      cells.some((cell) => cell.entries.length > 0 || cell.absence !== null),
    );
    if (!hasSomething) return { date, sessions: [] };
    const shown = rows.filter(
      ({ session, cells }) => session !== 'evening' || cells.some(({ entries: list }) => list.length > 0),
    );
    return {
      date,
      sessions: shown.map(({ session, cells }) => ({
        session,
        cells: cells.map((cell) => {
          if (cell.absence === null || told.has(cell.absence)) return cell;
          told.add(cell.absence);
          return { ...cell, first: true };
        }),
      })),
    };
  });
}

/** Whether a person is to be there on a day, and for whom. */
function partOf(
  entry: Entry,
  person: Person,
  date: LocalDate,
  directory: Directory,
  absences: readonly Absence[],
): { readonly actsFor: Party | null } | null {
  const party: Party = `person:${person.id}`;
  const away = awayIn(entry, absences);
  const named = [...entry.chairs, ...entry.attendees, ...entry.invitees, entry.officeLead];
  // Where nobody acts for them the entry stays in their column: somebody has to see it.
  if (named.includes(party))
    return away.some((one) => one.party === party && one.acts !== null) ? null : { actsFor: null };
  const acted = away.find(({ acts }) => acts === party);
  if (acted) return { actsFor: acted.party };
  const unit = positionOn(person, date)?.unit;
  const calendar = unit ? directory.calendars.get(unit) : undefined;
  const leads = () => calendar?.kind === 'division' && headOf(calendar.id, directory, date)?.id === person.id;
  const isMeant = (one: Party | null) =>
    one !== null && calendar && (isUnit(one, calendar) || (meansAllHeads(textOf(one)) && leads()));
  if (!calendar || !named.some(isMeant)) return null;
  const isAway = absences.some(
    (absence) =>
      absence.person === person.id &&
      !absence.attends.includes(`${entry.calendar}/${entry.id}`) &&
      awayDuring(absence, entry) === 'all',
  );
  return isAway ? null : { actsFor: null };
}

const textOf = (party: Party): string => (party.startsWith('text:') ? party.slice('text:'.length) : '');

const isUnit = (party: Party, unit: Calendar): boolean =>
  party === `unit:${unit.id}` || (party.startsWith('text:') && saysUnit(textOf(party), unit));

const once = <T extends { readonly entry: Entry }>(list: readonly T[]): T[] =>
  list.filter(({ entry }, at) => !list.slice(0, at).some((before) => sameMeeting(before.entry, entry)));
