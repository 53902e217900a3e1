import type { Directory, Person, Position } from './directory.ts';
import { cleanText, LINE_SOURCE } from './text.ts';
import type { LocalDate } from './time.ts';

/** Somebody named in an entry: a person of the directory, a unit (= a calendar's id), or free text ("Khác"). */
export type Party = `person:${string}` | `unit:${string}` | `text:${string}`;
/** A room of the list or free text. */
export type Place = `room:${string}` | `text:${string}`;
/** A vehicle of the list or free text. */
export type VehicleRef = `vehicle:${string}` | `text:${string}`;

/** Ids of people, calendars, rooms and vehicles: they stand in addresses and in references. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

const reference = (prefixes: string): RegExp =>
  new RegExp(`^((${prefixes}):[A-Za-z0-9_-]{1,64}|text:${LINE_SOURCE})$`, 'u');
export const PARTY_PATTERN = reference('person|unit');
export const PLACE_PATTERN = reference('room');
export const VEHICLE_PATTERN = reference('vehicle');

/** "person:thinh" → "thinh", "text:Trụ sở" → "Trụ sở" */
export const referenceOf = (reference: string): string => reference.slice(reference.indexOf(':') + 1);

/** Text that starts with a prefix and goes on with an id is that reference; all other text is free text. */
function parseReference(text: string, prefixes: readonly string[]): string | null {
  const clean = cleanText(text);
  const at = clean.indexOf(':');
  const rest = clean.slice(at + 1);
  if (prefixes.includes(clean.slice(0, at)) && ID_PATTERN.test(rest)) return clean;
  const free = clean.startsWith('text:') ? cleanText(clean.slice('text:'.length)) : clean;
  return free === '' ? null : `text:${free}`;
}

/** Null for blank text. Length is not checked here. */
export const parseParty = (text: string): Party | null => parseReference(text, ['person', 'unit']) as Party | null;
export const parsePlace = (text: string): Place | null => parseReference(text, ['room']) as Place | null;
export const parseVehicle = (text: string): VehicleRef | null => parseReference(text, ['vehicle']) as VehicleRef | null;

/** What a field shows for a stored reference: free text bare, but where bare it would be read as something else. */
export function draftText<R extends string>(reference: R | null, parse: (text: string) => R | null): string {
  if (reference === null) return '';
  if (!reference.startsWith('text:')) return reference;
  const bare = referenceOf(reference);
  return parse(bare) === reference ? bare : reference;
}

/** The position in force on a day; the first of the list when several are. */
export const positionOn = (person: Person, date: LocalDate): Position | undefined =>
  person.positions.find(
    ({ from, to }) => (from === null || from <= date) && (to === null || date <= to), // LocalDates sort as text
  );

/** Who leads a unit on a day: the first in the office's order who holds a position in it; a deputy while nobody else does. */
export const headOf = (unit: string, { people }: Directory, date: LocalDate): Person | undefined =>
  [...people.values()].filter((person) => positionOn(person, date)?.unit === unit).sort((a, b) => a.order - b.order)[0];

/**
 * How a party is printed: office and name ("PGĐ Nguyễn Thị Hồng Vân"), a unit's short name, or the text itself.
 * A person whom the directory no longer knows is printed as removed, anything else by its id: nothing is silently dropped.
 */
export function partyLabel(party: Party, directory: Directory, onDate: LocalDate): string {
  const id = referenceOf(party);
  if (party.startsWith('person:')) {
    const person = directory.people.get(id);
    if (!person) return '(đã xóa)';
    return cleanText(`${positionOn(person, onDate)?.shortTitle ?? ''} ${person.name}`);
  }
  if (party.startsWith('unit:')) {
    const unit = directory.calendars.get(id);
    return unit ? unit.shortName || unit.name : id;
  }
  return id;
}

/** For a narrow column ("PGĐ Huy"): a person's office and given name. Everywhere else names stay whole. */
export function shortPartyLabel(party: Party, directory: Directory, onDate: LocalDate): string {
  const whole = partyLabel(party, directory, onDate);
  const person = party.startsWith('person:') ? directory.people.get(referenceOf(party)) : undefined;
  const given = person?.name.split(' ').at(-1);
  return person && given ? whole.replace(person.name, given) : whole;
}

export const placeLabel = (place: Place, directory: Directory): string => {
  const id = referenceOf(place);
  return place.startsWith('room:') ? (directory.rooms.get(id)?.name ?? id) : id;
};

export const vehicleLabel = (vehicle: VehicleRef, directory: Directory): string => {
  const id = referenceOf(vehicle);
  return vehicle.startsWith('vehicle:') ? (directory.vehicles.get(id)?.name ?? id) : id;
};
