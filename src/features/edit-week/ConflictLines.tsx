import { Link } from 'wouter';
import type { AcceptedClash } from '#data/documents.ts';
import { standingOf, type Conflict, type ConflictGrade, type Resource } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyLabel, placeLabel, vehicleLabel, type Party, type Place, type VehicleRef } from '#domain/party.ts';
import { ASSUMED_MINUTES, formatDay, formatTime } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { AcceptClash, type Accepting } from './AcceptClash.tsx';
import styles from './edit.module.css';
import { entryNameOf } from './words.ts';

const WEIGHT = {
  certain: styles.certain,
  likely: styles.likely,
  sameSession: styles.sameSession,
} as const satisfies Record<ConflictGrade, string | undefined>;

/** How sure a conflict is: one amber in three weights, and the word. One that was accepted is bare and muted. */
export function GradeMark({ grade, accepted = false }: { grade: ConflictGrade; accepted?: boolean }) {
  const weight = accepted ? styles.sameSession : WEIGHT[grade];
  return <span className={`${styles.grade} ${weight}`}>{useMessages().edit.conflicts.grades[grade]}</span>;
}

/** What the entry being edited clashes with, the worst first, each with why and the way to the other. */
export function ConflictLines({
  of: { calendar, id, date },
  conflicts,
  directory,
  onSee,
  accepting,
}: {
  of: Pick<Entry, 'calendar' | 'id' | 'date'>;
  conflicts: readonly Conflict[];
  directory: Directory;
  /** Goes to an entry of this calendar. */
  onSee: (id: string) => void;
  /** Absent for an entry that is not in the week yet. */
  accepting?: Accepting & { readonly acceptanceOf: (conflict: Conflict) => AcceptedClash | undefined };
}) {
  const t = useMessages();
  const c = t.edit.conflicts;
  const label = (resource: Resource): string => {
    if (resource.startsWith('room:')) return placeLabel(resource as Place, directory);
    if (resource.startsWith('vehicle:')) return vehicleLabel(resource as VehicleRef, directory);
    return partyLabel(resource as Party, directory, date);
  };
  return (
    <ul className={styles.conflicts} aria-label={c.label} aria-live="polite">
      {conflicts.map((conflict) => {
        const { grade, over, entries, assumed, date: onDate } = conflict;
        const acceptance = accepting?.acceptanceOf(conflict);
        const isThis = (entry: Entry): boolean => entry.id === id && entry.calendar === calendar;
        const other = isThis(entries[0]) ? entries[1] : entries[0];
        const length = c.length(ASSUMED_MINUTES);
        const why = [
          other.calendar === calendar ? null : directory.calendars.get(other.calendar)?.shortName,
          other.stage === 'requested' ? c.requested : null,
          assumed && (isThis(assumed) ? c.assumedHere(length) : c.assumedThere(length)),
        ].filter(Boolean);
        return (
          <li key={`${other.calendar}/${other.id}`}>
            <GradeMark grade={grade} accepted={acceptance !== undefined} />
            <span>
              <b>{over.map(label).join(', ')}</b>
              {` · ${onDate === date ? '' : `${formatDay(onDate)} `}${formatTime(other.time, t.common.sessions)} ${other.content}`}
              {why.length > 0 && <span className={styles.why}>{` (${why.join('; ')})`}</span>}
            </span>{' '}
            <span>
              {other.calendar === calendar ? (
                <button
                  type="button"
                  className="link"
                  aria-label={c.seeEntry(entryNameOf(other, t))}
                  onClick={() => onSee(other.id)}
                >
                  {c.see}
                </button>
              ) : (
                <Link
                  className="link"
                  href={`/view/${other.week}?lich=${other.calendar}`}
                  aria-label={c.seeEntry(entryNameOf(other, t))}
                >
                  {c.see}
                </Link>
              )}
            </span>
            {accepting && grade !== 'sameSession' && (
              <AcceptClash
                clash={standingOf(conflict)}
                other={entryNameOf(other, t)}
                acceptance={acceptance}
                onAccept={accepting.onAccept}
                onTakeBack={accepting.onTakeBack}
                nameOf={accepting.nameOf}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
