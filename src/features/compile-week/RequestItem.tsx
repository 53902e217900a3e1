import type { ReactNode } from 'react';
import type { NamedAway } from '#domain/absence.ts';
import type { Conflict } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyLabel, type Party } from '#domain/party.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { ClashWords, otherOf, resourceLabel } from '#ui/ClashWords.tsx';
import { GradeMark } from '#ui/GradeMark.tsx';
import { Mark } from '#ui/Mark.tsx';
import styles from './compile.module.css';
import type { InboxItem } from './inbox.ts';
import { dayShort, momentOf, startOf, whoAndWhere } from './words.ts';

/** One request of a list: what is asked for and by whom, and under it whatever can be done about it. */
export function RequestItem({
  item: { entry, request },
  isOn,
  today,
  sender,
  lateBy,
  directory,
  onSelect,
  children,
}: {
  item: InboxItem;
  isOn: boolean;
  today: LocalDate;
  sender: string;
  /** Minutes past the deadline; 0: in time. */
  lateBy: number;
  directory: Directory;
  onSelect: () => void;
  children?: ReactNode;
}) {
  const t = useMessages();
  const c = t.compile;
  const unit = directory.calendars.get(request.unit)?.shortName ?? request.unit;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a click anywhere is the same as on the title, which is what keys and screen readers have
    <li
      className={isOn ? `${styles.item} ${styles.on}` : styles.item}
      data-request={entry.id}
      onClick={({ target }) => {
        if (!isOn && !(target as Element).closest('button,input,textarea,select')) onSelect();
      }}
    >
      <div className={styles.when}>
        <small className="muted">{dayShort(entry.date, t)}</small>
        <b>{startOf(entry, t)}</b>
      </div>
      <div className={styles.body}>
        <h3 className={styles.content}>
          <button type="button" data-title="" aria-expanded={isOn} tabIndex={isOn ? 0 : -1} onClick={onSelect}>
            {entry.content}
          </button>
          {entry.visibility === 'internal' && <Mark tone="plain">{c.internal}</Mark>}
        </h3>
        <p className="small muted">
          {c.sent(unit, sender, momentOf(request.sentAt, today, t))}
          {lateBy > 0 && (
            <>
              {' '}
              <Mark tone="changed">{c.late(c.length(lateBy))}</Mark>
            </>
          )}
        </p>
        {isOn && <p className="small">{whoAndWhere(entry, directory)}</p>}
        {entry.stage === 'requested' && request.reason !== null && (
          <p className={`small ${styles.before}`}>{c.returnedBefore(request.reason)}</p>
        )}
        {children}
      </div>
    </li>
  );
}

/** What stands against a request, clashes and people away: in full where it is looked at, elsewhere the worst alone. */
export function Clashes({
  of,
  clashes,
  away,
  isOn,
  directory,
}: {
  of: Entry;
  clashes: readonly Conflict[];
  away: readonly NamedAway[];
  isOn: boolean;
  directory: Directory;
}) {
  const t = useMessages();
  const words = t.absences.inEntry;
  const label = (party: Party) => partyLabel(party, directory, of.date);
  const worst = clashes.find(({ grade }) => grade !== 'sameSession');
  const open = away.filter((one) => one.acts === null);
  if (!isOn) {
    if (!worst && open.length === 0) return null;
    return (
      <p className="small">
        {worst && (
          <>
            <GradeMark grade={worst.grade} />{' '}
            {worst.over.map((resource) => resourceLabel(resource, directory, of.date)).join(', ')}{' '}
          </>
        )}
        {open.length > 0 && (
          <>
            <span className="grade">{words.mark}</span> {open.map(({ party }) => label(party)).join(', ')}
          </>
        )}
      </p>
    );
  }
  if (clashes.length === 0 && away.length === 0) return null;
  return (
    <ul className={styles.clashes} aria-label={t.edit.conflicts.label}>
      {clashes.map((clash) => {
        const other = otherOf(of, clash);
        return (
          <li key={`${other.calendar}/${other.id}`}>
            <GradeMark grade={clash.grade} />
            <span>
              <ClashWords of={of} conflict={clash} directory={directory} />
            </span>
          </li>
        );
      })}
      {away.map(({ party, acts, open: why, absence }) => (
        <li key={`${absence.id} ${party}`}>
          <span className={acts === null ? 'grade' : 'grade sameSession'}>{words.mark}</span>
          <span>
            {acts === null
              ? words.shortOpen(label(party), words.open[why ?? 'nobody'])
              : words.short(label(party), label(acts))}
          </span>
        </li>
      ))}
    </ul>
  );
}
