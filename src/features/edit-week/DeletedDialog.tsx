import { useDeletedEntries } from '#data/deletedEntries.ts';
import { draftOf } from '#domain/entry.ts';
import type { Entry, EntryHistory } from '#domain/entry.ts';
import { fieldsBetween } from '#domain/entryAct.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import styles from './history.module.css';
import { savedAt } from '#ui/savedAt.ts';
import { entryNameOf } from './words.ts';

/** The entries that were deleted from this week, the last first: who deleted them and when, and the way back. */
export function DeletedDialog({
  calendar,
  week,
  entries,
  nameOf,
  onRecreate,
  onClose,
}: {
  calendar: string;
  week: WeekId;
  /** What stands: an entry that was created again says so, so that nobody makes two of it. */
  entries: readonly Entry[];
  nameOf: (uid: string) => string;
  onRecreate: (deletion: EntryHistory) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const d = t.history.deleted;
  const { data, error } = useDeletedEntries(calendar, week);
  const standing = entries.map(draftOf);
  const last = data?.filter(({ entry: { id } }, at) => data.findIndex(({ entry }) => entry.id === id) === at);
  return (
    <Dialog title={d.heading} onClose={onClose}>
      {!last ? (
        <p role="status">{error ? d.unread : d.loading}</p>
      ) : last.length === 0 ? (
        <p>{d.none}</p>
      ) : (
        <>
          <p className="muted">{d.text}</p>
          <ul className={styles.deleted}>
            {last.map((record) => {
              const name = entryNameOf(record.entry, t);
              const draft = draftOf(record.entry);
              return (
                <li key={record.entry.id}>
                  <span>{name}</span>
                  {entries.some(({ id }) => id === record.entry.id) ||
                  standing.some((other) => fieldsBetween(draft, other).length === 0) ? (
                    <span className="muted">{d.again}</span>
                  ) : (
                    <button
                      type="button"
                      className="link"
                      aria-label={d.recreateEntry(name)}
                      onClick={() => onRecreate(record)}
                    >
                      {d.recreate}
                    </button>
                  )}
                  <small>{d.by(nameOf(record.by), savedAt(record))}</small>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Dialog>
  );
}
