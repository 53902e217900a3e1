import type { Directory } from './directory.ts';
import { partyLabel, placeLabel } from './party.ts';
import { withoutMarks } from './text.ts';
import type { LocalDate } from './time.ts';

/** Something of the directory that a field may hold: the reference that is stored, and the words shown for it. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
  /** Every name it goes by, folded: "pgd nguyen thi hong van pho giam doc". */
  readonly names: readonly string[];
}

/** Words without marks, so that "van" finds "Vân". */
export function fold(text: string): string {
  return withoutMarks(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** People in their order, then calendars (a division and its calendar are one), worded as on the day of the entry. */
export function partySuggestions(directory: Directory, onDate: LocalDate): readonly Suggestion[] {
  const people = [...directory.people.values()]
    .sort((a, b) => a.order - b.order)
    .map((person) => {
      const label = partyLabel(`person:${person.id}`, directory, onDate);
      const titles = person.positions.flatMap((position) => [position.title, position.shortTitle]);
      return { value: `person:${person.id}`, label, names: [label, person.name, ...titles].map(fold) };
    });
  const units = [...directory.calendars.values()]
    .filter((calendar) => calendar.active)
    .sort((a, b) => a.order - b.order)
    .map((calendar) => ({
      value: `unit:${calendar.id}`,
      label: partyLabel(`unit:${calendar.id}`, directory, onDate),
      names: [calendar.name, calendar.shortName].map(fold),
    }));
  return [...people, ...units];
}

export function placeSuggestions(directory: Directory): readonly Suggestion[] {
  return [...directory.rooms.values()]
    .filter((room) => room.active)
    .sort((a, b) => a.order - b.order)
    .map((room) => ({
      value: `room:${room.id}`,
      label: placeLabel(`room:${room.id}`, directory),
      names: [fold(room.name)],
    }));
}

export function vehicleSuggestions(directory: Directory): readonly Suggestion[] {
  return [...directory.vehicles.values()]
    .filter((vehicle) => vehicle.active)
    .sort((a, b) => a.order - b.order)
    .map((vehicle) => ({ value: `vehicle:${vehicle.id}`, label: vehicle.name, names: [fold(vehicle.name)] }));
}

/** Of free texts so many are offered. */
const MOST_FREE = 100;

/**
 * The most used first, and among them the free texts ("text:Trụ sở UBND tỉnh") that were `used`: each is offered as it
 * would be typed. One that names a thing of the list is that thing's use.
 */
export function byUse(suggestions: readonly Suggestion[], used: readonly string[]): readonly Suggestion[] {
  const times = new Map<string, number>();
  const free = new Map<string, Suggestion>();
  for (const reference of used) {
    const text = reference.startsWith('text:') ? reference.slice('text:'.length) : null;
    const value = text === null ? reference : (named(suggestions, text)?.value ?? text);
    times.set(value, (times.get(value) ?? 0) + 1);
    if (value === text && !REFERENCE.test(text)) free.set(text, { value, label: text, names: [fold(text)] });
  }
  const timesOf = ({ value }: Suggestion): number => times.get(value) ?? 0;
  const mostUsed = (all: readonly Suggestion[]) => [...all].sort((a, b) => timesOf(b) - timesOf(a));
  return mostUsed([...suggestions, ...mostUsed([...free.values()]).slice(0, MOST_FREE)]);
}

/** Typed, it would be read as a reference. */
const REFERENCE = /^(person|unit|room|vehicle|text):/;

const words = (text: string): string[] => text.split(' ').filter(Boolean);
/** As `fold`, marks kept. */
const lower = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const begun = (own: readonly string[], typed: readonly string[]): boolean =>
  typed.every((word) => own.some((name) => name.startsWith(word)));

/**
 * Those of which every typed word begins some word: "phòng họp 2" finds "Phòng họp số 2". Nothing typed: all. Typed
 * with marks, "Vân" does not offer every "Văn", unless nobody else is meant.
 */
export function matching(suggestions: readonly Suggestion[], typed: string, most = 8): readonly Suggestion[] {
  const folded = words(fold(typed));
  if (folded.length === 0) return suggestions.slice(0, most);
  const found = suggestions.filter(({ names }) => begun(words(names.join(' ')), folded));
  const marked = lower(typed);
  const exact = marked === fold(typed) ? [] : found.filter(({ label }) => begun(words(lower(label)), words(marked)));
  return (exact.length > 0 ? exact : found).slice(0, most);
}

/** The one that the typed text names in full; none when two share the name. */
export function named(suggestions: readonly Suggestion[], typed: string): Suggestion | undefined {
  const text = fold(typed);
  const found =
    text === '' ? [] : suggestions.filter(({ label, names }) => fold(label) === text || names.includes(text));
  return found.length === 1 ? found[0] : undefined;
}
