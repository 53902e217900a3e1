import type { Directory } from '#domain/directory.ts';
import { partyLabel, placeLabel, shortPartyLabel, type Party, type Place } from '#domain/party.ts';
import { formatDay, formatTime, parseTime, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';

// The parts of a draft in words.

const REFERENCE = /^(person|unit|text|room|vehicle):/;

/** A party of a draft in words: a reference as on that day, typed text as typed. */
export function partyText(value: string, directory: Directory, onDate: LocalDate): string {
  return REFERENCE.test(value) ? partyLabel(value as Party, directory, onDate) : value;
}

/** Short, for the narrow column of days: "PGĐ Huy". Everywhere else names stay whole. */
export function dutyText(value: string, directory: Directory, onDate: LocalDate): string {
  return REFERENCE.test(value) ? shortPartyLabel(value as Party, directory, onDate) : value;
}

export function placeText(value: string, directory: Directory): string {
  return REFERENCE.test(value) ? placeLabel(value as Place, directory) : value;
}

export function vehicleText(value: string, directory: Directory): string {
  if (value.startsWith('vehicle:')) return directory.vehicles.get(value.slice('vehicle:'.length))?.name ?? '';
  return value.replace(/^text:/, '');
}

/** "Thứ ba 01/12", as a day is spoken of in a sentence. */
export function dayText(date: LocalDate, t: Messages): string {
  return `${t.common.weekdays[weekday(date) - 1]} ${formatDay(date)}`;
}

/** The typed time as the schedule will print it; undefined while it is not understood. */
export function understoodTime(typed: string, t: Messages): string | undefined {
  const time = parseTime(typed);
  return time && formatTime(time, t.common.sessions);
}
