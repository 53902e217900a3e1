import { useState } from 'react';
import { useEntryHistory } from '#data/history.ts';
import type { Directory } from '#domain/directory.ts';
import { draftOf } from '#domain/entry.ts';
import type { EntryDraft, StoredEntry } from '#domain/entry.ts';
import { formatClock, minutesAt } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import styles from './edit.module.css';
import type { Row } from './rowState.ts';
import { authorsSince, differences, merged, settledDraft, type Side } from '#domain/threeWay.ts';
import { fieldText } from '#ui/fieldText.ts';
import { entryName } from './words.ts';

/**
 * Somebody saved an entry first: both versions field by field, with who changed what. What only one of the two
 * changed is settled already; where both did, the saved one is chosen until the person says otherwise.
 */
export function CompareDialog({
  row,
  why,
  theirs,
  calendar,
  directory,
  nameOf,
  onSettle,
  onDiscard,
  onRecreate,
  onClose,
}: {
  row: Row;
  /** Where nobody typed these words: what they are. */
  why: string | null;
  /** What stands now; null: deleted. */
  theirs: StoredEntry | null;
  calendar: string;
  directory: Directory;
  nameOf: (uid: string) => string;
  onSettle: (draft: EntryDraft) => void;
  onDiscard: () => void;
  /** `deletedIn`: the revision of its deletion, if it is known. */
  onRecreate: (deletedIn: number | null) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const words = t.edit.compareDialog;
  const { data: history = [] } = useEntryHistory(calendar, row.id);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const title = words.heading(entryName(row.draft, t));

  if (!theirs) {
    const remover = history.find(({ action }) => action === 'delete');
    return (
      <Dialog
        title={title}
        onClose={onClose}
        actions={
          <>
            <Button look="ink" onClick={() => onRecreate(remover?.revision ?? null)}>
              {words.recreate}
            </Button>
            <Button look="stop" onClick={onDiscard}>
              {words.discard}
            </Button>
          </>
        }
      >
        <p>{words.deleted(remover ? nameOf(remover.by) : t.edit.someone)}</p>
      </Dialog>
    );
  }

  const found = differences(row.origin, row.draft, theirs);
  const authorOf = authorsSince(row.origin, history, theirs);
  const mine = settledDraft(row.draft, theirs);
  const saved = draftOf(theirs);
  const sideOf = (field: string, changedBy: Side | 'both'): Side =>
    chosen.get(field) ?? (changedBy === 'both' ? 'theirs' : changedBy);
  const all = (side: Side) => merged(row.draft, theirs, found, new Map(found.map(({ field }) => [field, side])));
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look="ink" onClick={() => onSettle(merged(row.draft, theirs, found, chosen))}>
            {words.keep}
          </Button>
          <Button onClick={() => onSettle(all('mine'))}>{words.keepMine}</Button>
          <Button onClick={onDiscard}>{words.takeTheirs}</Button>
        </>
      }
    >
      <p className="muted">{found.length === 0 ? words.same : (why ?? words.text)}</p>
      {found.length > 0 && (
        <table className={styles.compare}>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.saved}</th>
              <th scope="col">{words.mine}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ field, changedBy }) => {
              const author = authorOf(field);
              const name = t.edit.fields[field];
              const choice = (side: Side, draft: EntryDraft) => (
                <label className="chk">
                  <input
                    type="radio"
                    name={`side-${field}`}
                    aria-label={`${name}, ${side === 'mine' ? words.mine : words.saved}: ${fieldText(field, draft, directory, t)}`}
                    checked={sideOf(field, changedBy) === side}
                    onChange={() => setChosen(new Map(chosen).set(field, side))}
                  />
                  <span>{fieldText(field, draft, directory, t)}</span>
                </label>
              );
              return (
                <tr key={field}>
                  <th scope="row">
                    {name}
                    {changedBy !== 'both' && <small>{changedBy === 'mine' ? words.onlyMine : words.onlyTheirs}</small>}
                  </th>
                  <td>
                    {choice('theirs', saved)}
                    {changedBy !== 'mine' && (
                      <small>{`${nameOf(author.by)}, ${formatClock(minutesAt(author.at))}`}</small>
                    )}
                  </td>
                  <td>{choice('mine', mine)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
