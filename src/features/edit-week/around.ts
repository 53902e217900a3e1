import { awayDuring } from '#domain/absence.ts';
import { assumedLength } from '#domain/assumed.ts';
import type { ClashIndex, ConflictContext, Resource } from '#domain/conflicts.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { freeDuring, nextFreeTime, type Free, type FreeTime } from '#domain/free.ts';
import type { Holidays } from '#domain/holiday.ts';
import { offHours, type OffHours } from '#domain/offHours.ts';
import { hoursOn, type Hours } from '#domain/officeHours.ts';
import { referenceOf, type Party, type Place } from '#domain/party.ts';
import { formatTime } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';

/** What an entry that is being typed meets at its time: who is held and by what, who is free, when it could be instead. */
export interface Around {
  readonly entry: Entry;
  readonly free: Free;
  readonly offHours: OffHours | null;
  /** Of its day. */
  readonly sessions: Hours;
  /** How long it counts as going on when it states no end. */
  readonly assumedMinutes: number;
  readonly next: () => FreeTime | null;
  /** What stands beside a person, unit, room or vehicle of a list. */
  readonly noteOf: (value: string, t: Messages) => string | undefined;
}

export function aroundEntry(entry: Entry, index: ClashIndex, context: ConflictContext, holidays: Holidays): Around {
  const taken = index.taken(entry);
  const { directory, absences } = context;
  const sessions = hoursOn(context, entry.date);
  return {
    entry,
    free: freeDuring(entry, index, context),
    offHours: offHours(entry, context, holidays),
    sessions,
    assumedMinutes: assumedLength(entry.kind, context.assumedMinutes),
    next: () => nextFreeTime(entry, index, context, holidays),
    noteOf: (value, t) => {
      const by = taken.get(value as Resource);
      const room = value.startsWith('room:') ? directory.rooms.get(referenceOf(value as Place)) : undefined;
      const isAway =
        value.startsWith('person:') &&
        absences.some((one) => one.person === referenceOf(value as Party) && awayDuring(one, entry));
      const words = [
        room && room.seats !== null ? t.free.seats(room.seats) : null,
        room?.equipment?.join(', '),
        isAway ? t.free.away : by ? t.free.taken(formatTime(by.time, t.common.sessions)) : room ? t.free.free : null,
      ].filter(Boolean);
      return words.length === 0 ? undefined : words.join(' · ');
    },
  };
}

export type FreeKind = 'room' | 'vehicle' | 'person';

/** All that the draft names and that could be taken. */
export const namedIn = ({ chairs, attendees, invitees, officeLead, place, vehicle }: EntryDraft): readonly string[] => [
  ...chairs,
  ...attendees,
  ...invitees,
  officeLead,
  place,
  vehicle,
];

/** Of what a clash is over, what the draft names itself, so that a free one could stand there instead: one a kind. */
export const exchangeable = (over: readonly Resource[], draft: EntryDraft): readonly Resource[] =>
  (['room', 'vehicle', 'person'] satisfies FreeKind[]).flatMap(
    (kind) => over.find((one) => one.startsWith(`${kind}:`) && namedIn(draft).includes(one)) ?? [],
  );

export const kindOf = (resource: Resource): FreeKind => resource.slice(0, resource.indexOf(':')) as FreeKind;

/** The draft with another room, vehicle or person in the place of the one that is taken. */
export function exchanged(draft: EntryDraft, taken: string, free: string): Partial<EntryDraft> {
  const swap = (value: string): string => (value === taken ? free : value);
  const list = (values: readonly string[]): readonly string[] => [...new Set(values.map(swap))];
  const { place, vehicle, officeLead, chairs, attendees, invitees } = draft;
  if (taken.startsWith('room:')) return { place: swap(place) };
  if (taken.startsWith('vehicle:')) return { vehicle: swap(vehicle) };
  return {
    officeLead: swap(officeLead),
    chairs: list(chairs),
    attendees: list(attendees),
    invitees: list(invitees),
  };
}
