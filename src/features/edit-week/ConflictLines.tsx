import { Link } from 'wouter';
import type { AcceptedClash } from '#data/documents.ts';
import { standingOf, type Conflict } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { useMessages } from '#i18n/messages.tsx';
import { ClashWords, otherOf } from '#ui/ClashWords.tsx';
import { GradeMark } from '#ui/GradeMark.tsx';
import { AcceptClash, type Accepting } from './AcceptClash.tsx';
import styles from './edit.module.css';
import { entryNameOf } from './words.ts';

/** What the entry being edited clashes with, the worst first, each with why and the way to the other. */
export function ConflictLines({
  of,
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
  return (
    <ul className={styles.conflicts} aria-label={c.label} aria-live="polite">
      {conflicts.map((conflict) => {
        const { grade } = conflict;
        const acceptance = accepting?.acceptanceOf(conflict);
        const other = otherOf(of, conflict);
        return (
          <li key={`${other.calendar}/${other.id}`}>
            <GradeMark grade={grade} accepted={acceptance !== undefined} />
            <span>
              <ClashWords {...{ of, conflict, directory }} />
            </span>{' '}
            <span>
              {other.calendar === of.calendar ? (
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
