import { useDeferredValue, useMemo } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import type { Absence } from '#domain/absence.ts';
import { availabilityOf, availabilityOn } from '#domain/availability.ts';
import { clashIndex, worstFirst, type Conflict } from '#domain/conflicts.ts';
import type { AgencySettings, Calendar, Directory, Room } from '#domain/directory.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { freeDuring, nextFreeTime, type FreeTime } from '#domain/free.ts';
import type { Holiday } from '#domain/holiday.ts';
import { peopleOf } from '#domain/leaderColumns.ts';
import { partyLabel, referenceOf } from '#domain/party.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { clashesOf, probeOf, withoutUnit } from './probe.ts';

/** A request as the week has room for it. */
export interface Looked {
  readonly probe: Entry;
  /** The worst first. */
  readonly clashes: readonly Conflict[];
  /** When it would clash with nothing; null: at no time, or it does not now. */
  readonly free: FreeTime | null;
  /** False: `free` is so for the chair and the room alone. */
  readonly forAll: boolean;
  readonly rooms: readonly Room[];
}

/** What a request clashes with as it is typed, what is free, and who of the board is. */
export function useRequestClashes({
  id,
  week,
  draft,
  onDate,
  entries,
  board,
  unit,
  directory,
  settings,
  holidays,
  absences,
}: {
  id: string;
  week: WeekId;
  draft: EntryDraft;
  /** Its day, while that can be read. */
  onDate: LocalDate;
  /** Of every calendar. */
  entries: readonly ShownEntry[];
  board: Calendar;
  unit: Calendar;
  directory: Directory;
  settings: AgencySettings;
  holidays: readonly Holiday[];
  absences: readonly Absence[];
}) {
  // A key press is painted before the week is compared anew.
  const shown = useDeferredValue(draft);
  const { around, index } = useMemo(() => {
    const around = entries.filter((entry) => entry.id !== id || entry.calendar !== board.id);
    return { around, index: clashIndex(around, { ...settings, directory, absences }) };
  }, [entries, id, board.id, directory, settings, absences]);
  const looked = useMemo((): Looked | null => {
    const whole = probeOf(shown, { id, calendar: board.id, week });
    const probe = whole && withoutUnit(whole, unit.id);
    if (!probe) return null;
    const found = clashesOf(probe, index);
    const freeFor = (one: Entry): FreeTime | null =>
      clashesOf(one, index).some(({ grade }) => grade !== 'sameSession')
        ? nextFreeTime(one, index, { ...settings, absences }, new Map(holidays.map((day) => [day.date, day])))
        : null;
    const forAll = freeFor(probe);
    return {
      probe,
      clashes: worstFirst(found),
      // A unit finds somebody to send: when all are never free, it is enough that the chair and the room are.
      free: forAll ?? freeFor({ ...probe, attendees: [], invitees: [] }),
      forAll: forAll !== null,
      rooms: freeDuring(probe, index, { directory, absences }).rooms(
        probe.place?.startsWith('room:') ? directory.rooms.get(referenceOf(probe.place)) : undefined,
      ),
    };
  }, [shown, id, board.id, week, unit.id, index, settings, holidays, directory, absences]);
  const leaders = useMemo(
    () =>
      peopleOf(directory, (one) => one.id === board.id, [onDate]).map((person) => ({
        value: `person:${person.id}`,
        label: partyLabel(`person:${person.id}`, directory, onDate),
        availability: looked
          ? availabilityOf(person.id, looked.probe, { index, others: around, absences })
          : availabilityOn(person.id, onDate, around, absences),
      })),
    [directory, board.id, onDate, looked, index, around, absences],
  );
  return { looked, clashes: looked?.clashes ?? [], leaders };
}
