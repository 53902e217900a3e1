import type { Conflict, Resource } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyLabel, placeLabel, vehicleLabel, type Party, type Place, type VehicleRef } from '#domain/party.ts';
import { formatDay, formatTime } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';

type OfEntry = Pick<Entry, 'calendar' | 'id' | 'date'>;

type Named = Pick<Entry, 'calendar' | 'id'>;

const isSame = (a: Named, b: Named): boolean => a.id === b.id && a.calendar === b.calendar;

/** What an entry clashes with. */
export const otherOf = (of: Named, { entries }: Conflict): Entry => (isSame(entries[0], of) ? entries[1] : entries[0]);

export function resourceLabel(resource: Resource, directory: Directory, onDate: LocalDate): string {
  if (resource.startsWith('room:')) return placeLabel(resource as Place, directory);
  if (resource.startsWith('vehicle:')) return vehicleLabel(resource as VehicleRef, directory);
  return partyLabel(resource as Party, directory, onDate);
}

/** A clash of an entry in words: over whom or what, with what, and why it is no surer than its grade. */
export function ClashWords({
  of,
  conflict,
  directory,
  isNew = false,
}: {
  of: OfEntry;
  conflict: Conflict;
  directory: Directory;
  /** It is being typed and stands nowhere yet. */
  isNew?: boolean;
}) {
  const t = useMessages();
  const c = t.edit.conflicts;
  const { over, assumed, date } = conflict;
  const other = otherOf(of, conflict);
  const length = assumed ? c.length(assumed.minutes) : '';
  const why = [
    other.calendar === of.calendar ? null : directory.calendars.get(other.calendar)?.shortName,
    other.stage === 'requested' ? c.requested : null,
    assumed && (isSame(assumed.entry, of) ? (isNew ? c.assumedNew : c.assumedHere) : c.assumedThere)(length),
  ].filter(Boolean);
  return (
    <>
      <b>{over.map((resource) => resourceLabel(resource, directory, of.date)).join(', ')}</b>
      {` · ${date === of.date ? '' : `${formatDay(date)} `}${formatTime(other.time, t.common.sessions)} ${other.content}`}
      {why.length > 0 && <span className="muted">{` (${why.join('; ')})`}</span>}
    </>
  );
}
