import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { AcceptedClash } from '#data/documents.ts';
import { standingOf, type Conflict, type Resource } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { formatTime } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { ClashWords, otherOf, resourceLabel } from '#ui/ClashWords.tsx';
import { dayText } from '#ui/draftWords.ts';
import { GradeMark } from '#ui/GradeMark.tsx';
import { AcceptClash, type Accepting } from './AcceptClash.tsx';
import { exchangeable, exchanged, kindOf, namedIn, type Around } from './around.ts';
import clash from './clash.module.css';
import styles from './edit.module.css';
import { FreeChoice } from './FreeChoice.tsx';
import { entryNameOf } from './words.ts';

/** The ways out of a clash that change the entry being typed. */
export interface Repairing {
  readonly draft: EntryDraft;
  readonly around: Around;
  /** Types, tells what was typed, and gives the focus to its field. */
  readonly onRepair: (draft: Partial<EntryDraft>, told: string, field: 'time' | 'place' | 'who') => void;
}

/** What the entry being edited clashes with, the worst first, each with why and the ways out. */
export function ConflictLines({
  of,
  conflicts,
  directory,
  onSee,
  accepting,
  repairing,
}: {
  of: Pick<Entry, 'calendar' | 'id' | 'date'>;
  conflicts: readonly Conflict[];
  directory: Directory;
  /** Goes to an entry of this calendar. */
  onSee: (id: string) => void;
  /** Absent for an entry that is not in the week yet. */
  accepting?: Accepting & { readonly acceptanceOf: (conflict: Conflict) => AcceptedClash | undefined };
  repairing?: Repairing | undefined;
}) {
  const t = useMessages();
  const c = t.edit.conflicts;
  /** What a free one is being chosen for, under which line. */
  const [choosing, setChoosing] = useState<{ readonly line: string; readonly taken: Resource } | null>(null);
  const asked = useRef<HTMLElement>(null);
  const mayMove =
    repairing && conflicts.some((conflict) => conflict.grade !== 'sameSession' && !accepting?.acceptanceOf(conflict));
  return (
    <>
      <ul className={styles.conflicts} aria-label={c.label}>
        {conflicts.map((conflict) => {
          const { grade, over } = conflict;
          const acceptance = accepting?.acceptanceOf(conflict);
          const other = otherOf(of, conflict);
          const line = `${other.calendar}/${other.id}`;
          const mayAccept = accepting !== undefined && grade !== 'sameSession';
          const exchanges = repairing && !acceptance ? exchangeable(over, repairing.draft) : [];
          return (
            <li key={line}>
              <GradeMark grade={grade} accepted={acceptance !== undefined} />
              <span>
                <ClashWords {...{ of, conflict, directory }} isNew={!accepting} />
              </span>{' '}
              <span className={`${clash.ways} ${mayAccept || choosing?.line === line ? clash.beside : ''}`}>
                {exchanges.map((taken) => {
                  const kind = kindOf(taken);
                  const isOpen = choosing?.line === line && choosing.taken === taken;
                  return (
                    <button
                      key={kind}
                      type="button"
                      className="link"
                      aria-expanded={isOpen}
                      aria-label={`${t.free.choose[kind]} ${t.free.chooseFor(resourceLabel(taken, directory, of.date))}`}
                      onClick={(event) => {
                        asked.current = event.currentTarget;
                        setChoosing(isOpen ? null : { line, taken });
                      }}
                    >
                      {t.free.choose[kind]}
                    </button>
                  );
                })}
                {other.calendar === of.calendar ? (
                  <button
                    type="button"
                    className="link"
                    data-see=""
                    aria-label={c.seeEntry(entryNameOf(other, t))}
                    onClick={() => onSee(other.id)}
                  >
                    {c.see}
                  </button>
                ) : (
                  <Link
                    className="link"
                    data-see=""
                    href={`/view/${other.week}?lich=${other.calendar}`}
                    aria-label={c.seeEntry(entryNameOf(other, t))}
                  >
                    {c.see}
                  </Link>
                )}
              </span>
              {repairing && choosing?.line === line && (
                <FreeChoice
                  kind={kindOf(choosing.taken)}
                  instead={choosing.taken}
                  around={repairing.around}
                  named={namedIn(repairing.draft)}
                  directory={directory}
                  onTake={(value, label) => {
                    setChoosing(null);
                    const field = value.startsWith('person:') ? 'who' : 'place';
                    repairing.onRepair(
                      exchanged(repairing.draft, choosing.taken, value),
                      t.free.exchanged(label),
                      field,
                    );
                  }}
                  onClose={() => {
                    setChoosing(null);
                    asked.current?.focus();
                  }}
                />
              )}
              {mayAccept && (
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
      {mayMove && <OtherTime {...repairing} directory={directory} />}
    </>
  );
}

/** The next time at which all that the entry names are free, one click away. */
function OtherTime({ draft, around, onRepair, directory }: Repairing & { directory: Directory }) {
  const t = useMessages();
  const next = useMemo(() => around.next(), [around]);
  if (!next) return null;
  const clock = formatTime(next.time, t.common.sessions);
  const when = next.date === draft.date ? clock : `${dayText(next.date, t)}, ${clock}`;
  const names = namedIn(draft)
    .filter((value) => /^(person|unit|room|vehicle):/.test(value))
    .map((value) => resourceLabel(value as Resource, directory, next.date));
  return (
    <p className={clash.otherTime}>
      <button
        type="button"
        className="link"
        onClick={() => onRepair({ date: next.date, time: clock }, t.free.moved(when), 'time')}
      >
        {t.free.moveTo(when)}
      </button>
      {`: ${t.free.allFree(names)}`}
    </p>
  );
}
