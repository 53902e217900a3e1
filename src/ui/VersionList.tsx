import { useMessages } from '#i18n/messages.tsx';
import { savedAt } from './savedAt.ts';
import styles from './versions.module.css';

/** A revision as its history tells it. */
export interface VersionLine {
  readonly revision: number;
  readonly who: string;
  readonly act: string;
  readonly at: number;
  /** Undefined: it says what stands, or cannot come back. */
  readonly onRestore: (() => void) | undefined;
  /** Null: that field was, or is, empty. */
  readonly changes: readonly { readonly name: string; readonly was: string | null; readonly is: string | null }[];
}

/** Who changed what from what to what, newest first, and the way back to each version that says something else. */
export function VersionList({ versions }: { versions: readonly VersionLine[] }) {
  const h = useMessages().history;
  if (versions.length === 0) return null;
  return (
    <details className={styles.history}>
      <summary>{h.versions(versions.length)}</summary>
      <ol>
        {versions.map(({ revision, who, act, at, onRestore, changes }) => (
          <li key={revision}>
            <p className={styles.who}>
              <b>{who}</b> {`${act} · `}
              <time dateTime={new Date(at).toISOString()}>{savedAt({ at })}</time>
              {onRestore && (
                <button type="button" className="link" aria-label={h.restoreOf(savedAt({ at }))} onClick={onRestore}>
                  {h.restore}
                </button>
              )}
            </p>
            {changes.length > 0 && (
              <ul>
                {changes.map((change) => (
                  <Change key={change.name} {...change} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** One field: the old words struck, the new beside them. Nothing is struck where nothing stood. */
function Change({ name, was, is }: VersionLine['changes'][number]) {
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
