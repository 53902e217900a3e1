import { useEntryHistory } from '#data/history.ts';
import type { Directory } from '#domain/directory.ts';
import { draftOf } from '#domain/entry.ts';
import type { EntryDraft, EntryHistory } from '#domain/entry.ts';
import { useMessages } from '#i18n/messages.tsx';
import type { Messages } from '#i18n/vi.ts';
import styles from './history.module.css';
import { versionsOf } from './versions.ts';
import { fieldText } from '#ui/fieldText.ts';
import { savedAt } from './words.ts';

/** Who changed what from what to what, newest first, and the way back to each version that says something else. */
export function EntryVersions({
  calendar,
  id,
  directory,
  nameOf,
  onRestore,
}: {
  calendar: string;
  id: string;
  directory: Directory;
  nameOf: (uid: string) => string;
  onRestore: (version: EntryHistory) => void;
}) {
  const t = useMessages();
  const h = t.history;
  const { data = [] } = useEntryHistory(calendar, id);
  if (data.length === 0) return null;
  return (
    <details className={styles.history}>
      <summary>{h.versions(data.length)}</summary>
      <ol>
        {versionsOf(data).map(({ record, before, changed, stageChanged, differs }) => (
          <li key={record.revision}>
            <p className={styles.who}>
              <b>{nameOf(record.by)}</b>{' '}
              {`${h.acts[record.action === 'create' && record.revision > 1 ? 'recreate' : record.action]} · `}
              <time dateTime={new Date(record.at).toISOString()}>{savedAt(record)}</time>
              {differs && record.action !== 'delete' && (
                <button
                  type="button"
                  className="link"
                  aria-label={h.restoreOf(savedAt(record))}
                  onClick={() => onRestore(record)}
                >
                  {h.restore}
                </button>
              )}
            </p>
            {before && (
              <ul>
                {changed.map((field) => (
                  <Change
                    key={field}
                    name={t.edit.fields[field]}
                    was={wordsOf(field, draftOf(before.entry), directory, t)}
                    is={wordsOf(field, draftOf(record.entry), directory, t)}
                  />
                ))}
                {stageChanged && (
                  <Change name={h.stage} was={h.stages[before.entry.stage]} is={h.stages[record.entry.stage]} />
                )}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Null: the field is empty. */
function wordsOf(field: keyof EntryDraft, draft: EntryDraft, directory: Directory, t: Messages): string | null {
  const words = fieldText(field, draft, directory, t);
  return words === t.edit.none ? null : words;
}

/** One field: the old words struck, the new beside them. Nothing is struck where nothing stood. */
function Change({ name, was, is }: { name: string; was: string | null; is: string | null }) {
  const h = useMessages().history;
  return (
    <li>
      <span>{name}: </span>
      {was !== null && (
        <>
          <span className="visuallyHidden">{h.was} </span>
          <del>{was}</del>
          <span aria-hidden="true"> → </span>
          <span className="visuallyHidden">{h.is} </span>
        </>
      )}
      {is === null ? <span className="muted">{h.empty}</span> : <ins>{is}</ins>}
    </li>
  );
}
