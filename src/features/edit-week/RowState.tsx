import type { ReactNode } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { formatClock, minutesAt } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { GradeMark } from '#ui/GradeMark.tsx';
import { Mark } from '#ui/Mark.tsx';
import styles from './edit.module.css';
import was from './history.module.css';
import type { Row } from './rowState.ts';
import type { RowGrade } from './useConflicts.ts';

/** How an accepted, public entry stands against the issued revision. */
type AgainstIssued = 'same' | 'differs' | 'added';

export interface StateWords {
  readonly online: boolean;
  readonly againstIssued: AgainstIssued;
  /** The worst clash that the open row does not list itself. */
  readonly conflict: RowGrade | null;
  /** Who else has it open, in words. */
  readonly editedBy: string | null;
  readonly nameOf: (uid: string) => string;
  readonly onCompare: (id: string) => void;
}

/**
 * The last column: nothing while saved, public and issued. Otherwise what is in the way, the worst first; one button
 * at most, so that → reaches it.
 */
export function RowState({
  entry,
  row,
  online,
  againstIssued,
  conflict,
  editedBy,
  nameOf,
  onCompare,
  isOpen,
}: StateWords & {
  entry: ShownEntry | null;
  row: Row | null;
  /** Its fields are shown: Tab goes through them and the button. */
  isOpen: boolean;
}) {
  const { edit: t, absences } = useMessages();
  const away = absences.inEntry.mark;
  const s = t.state;
  const compare = (
    <button
      type="button"
      className="link"
      data-act=""
      tabIndex={isOpen ? 0 : -1}
      onClick={() => row && onCompare(row.id)}
    >
      {s.compare}
    </button>
  );
  // Somebody saved or deleted this entry while it is open here.
  const outrun =
    row !== null && entry !== null && row.phase !== 'saving' && row.base !== null && entry.revision > row.base.revision;
  const gone = row !== null && entry === null && row.origin !== null && ['editing', 'invalid'].includes(row.phase);
  const stale = row?.phase === 'stale' || outrun || gone;
  const now = outrun ? entry : (row?.theirs ?? null);
  const notes: ReactNode[] = [];
  if (stale) {
    notes.push(
      <>
        {row?.phase === 'stale' ? (
          <b className={styles.bad}>{s.refused}</b>
        ) : (
          <b className={styles.changed}>{gone ? s.gone : s.newer}</b>
        )}{' '}
        {now ? s.changedBy(nameOf(now.updatedBy), formatClock(minutesAt(now.updatedAt))) : s.deletedByOther} {compare}
      </>,
    );
  } else if (row?.phase === 'refused') {
    const refusals = t.refusals;
    const why = refusals[row.refusal as keyof typeof refusals] ?? refusals.other;
    notes.push(
      <>
        <b className={styles.bad}>{s.refused}</b> {why}
      </>,
    );
  } else if (row?.phase === 'invalid') notes.push(<b className={styles.bad}>{s.invalid}</b>);
  else if (row?.phase === 'editing' && row.restored) notes.push(<b className={styles.changed}>{s.unsaved}</b>);
  else if (entry?.pending || row?.phase === 'saving') {
    notes.push(
      online ? <span className={styles.soon}>{s.saving}</span> : <b className={styles.changed}>{s.waiting}</b>,
    );
  }
  if (editedBy) notes.push(<b className={was.present}>{editedBy}</b>);
  if (conflict === 'away') notes.push(<span className="grade">{away}</span>);
  else if (conflict) notes.push(<GradeMark grade={conflict} />);
  if (row?.restored) notes.push(s.restored);
  if (entry?.stage === 'requested') notes.push(<b className={styles.changed}>{s.requested}</b>);
  if (entry?.stage === 'returned') notes.push(<b className={styles.bad}>{s.returned}</b>);
  if (entry?.visibility === 'internal') notes.push(<Mark tone="plain">{s.internal}</Mark>);
  if (againstIssued === 'differs') notes.push(<b className={styles.changed}>{s.differs}</b>);
  if (againstIssued === 'added') notes.push(<b className={styles.changed}>{s.added}</b>);
  if (entry?.fixed && notes.length === 0) notes.push(s.fixed);
  return notes.map((note, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the notes of one row have no identity but their place
    <span key={index} className={styles.note}>
      {note}
    </span>
  ));
}
