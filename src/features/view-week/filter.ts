import { awayIn, type Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyLabel, placeLabel, positionOn, referenceOf, vehicleLabel, type Party } from '#domain/party.ts';
import { isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';

/** The ways to look at a week, as they stand in the address: kept links must go on working. */
export const LOOKS = ['bang', 'lanhdao', 'tuan', 'ngay', 'danhsach'] as const;
export type Look = (typeof LOOKS)[number];

/** What an entry has to touch to be shown; ids, null: any. */
interface Choice {
  readonly calendar: string | null;
  readonly person: string | null;
  readonly unit: string | null;
  readonly room: string | null;
  readonly vehicle: string | null;
}

/** What the address asks for: `?lich=board&nguoi=van&kieu=tuan`. */
export interface Filter extends Choice {
  readonly look: Look;
  /** For `ngay`. */
  readonly day: LocalDate | null;
}

const IN_ADDRESS = { calendar: 'lich', person: 'nguoi', unit: 'donvi', room: 'phong', vehicle: 'xe' } as const;
const CHOICES = Object.keys(IN_ADDRESS) as (keyof Choice)[];

export const EVERYTHING: Choice = { calendar: null, person: null, unit: null, room: null, vehicle: null };

/** Whether something is left out. */
export const narrows = (filter: Filter): boolean => CHOICES.some((name) => filter[name] !== null);

export function readFilter(search: string): Filter {
  const query = new URLSearchParams(search);
  const choice = (name: keyof Choice) => query.get(IN_ADDRESS[name]) || null;
  const day = query.get('ngay');
  return {
    calendar: choice('calendar'),
    person: choice('person'),
    unit: choice('unit'),
    room: choice('room'),
    vehicle: choice('vehicle'),
    look: LOOKS.find((known) => known === query.get('kieu')) ?? 'bang',
    day: day !== null && isLocalDate(day) ? day : null,
  };
}

/** The query for a filter, `?` included; '' for the plain week. Other parameters of the address stay. */
export function writeFilter(filter: Filter, search: string): string {
  const query = new URLSearchParams(search);
  const set = (name: string, value: string | null) => (value === null ? query.delete(name) : query.set(name, value));
  for (const name of CHOICES) set(IN_ADDRESS[name], filter[name]);
  set('kieu', filter.look === 'bang' ? null : filter.look);
  set('ngay', filter.look === 'ngay' ? filter.day : null);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/**
 * Accepted entries that touch all that was chosen. A person is named in whatever part, or acts
 * for one who is away. A unit is too, has the entry in
 * its own calendar, or somebody of it is named.
 */
export const passes =
  ({ calendar, person, unit, room, vehicle }: Choice, directory: Directory, absences: readonly Absence[]) =>
  (entry: Entry): boolean => {
    if (entry.stage !== 'accepted' || (calendar !== null && entry.calendar !== calendar)) return false;
    if (room !== null && entry.place !== `room:${room}`) return false;
    if (vehicle !== null && entry.vehicle !== `vehicle:${vehicle}`) return false;
    if (person === null && unit === null) return true;
    const single = [entry.preparingUnit, entry.logistics, entry.officeLead, entry.actingFor];
    const named = [...entry.chairs, ...entry.attendees, ...entry.invitees, ...entry.forInformation, ...single];
    const isThere = (party: Party): boolean =>
      named.includes(party) || awayIn(entry, absences).some(({ acts }) => acts === party);
    if (person !== null && !isThere(`person:${person}`)) return false;
    const isOfUnit = (id: string): boolean => {
      const found = directory.people.get(id);
      return found !== undefined && positionOn(found, entry.date)?.unit === unit;
    };
    return (
      unit === null ||
      entry.calendar === unit ||
      named.some((party) => party === `unit:${unit}` || (party?.startsWith('person:') && isOfUnit(referenceOf(party))))
    );
  };

/** Who and what was chosen, as the sheet's head names them. */
export function chosenWords({ person, unit, room, vehicle }: Filter, directory: Directory, date: LocalDate): string[] {
  return [
    person !== null && partyLabel(`person:${person}`, directory, date),
    unit !== null && partyLabel(`unit:${unit}`, directory, date),
    room !== null && placeLabel(`room:${room}`, directory),
    vehicle !== null && vehicleLabel(`vehicle:${vehicle}`, directory),
  ].filter((words) => words !== false);
}
