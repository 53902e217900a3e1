import type { Directory } from '#domain/directory.ts';
import { unitsNotHeard, type EntryRequest } from '#domain/request.ts';
import { useMessages } from './messages.ts';
import styles from './compile.module.css';

/** Who has registered nothing for the week; `isPast`: and could have by now. */
export function UnitsNotHeard({
  isPast,
  directory,
  requests,
}: {
  isPast: boolean;
  directory: Directory;
  requests: readonly EntryRequest[];
}) {
  const n = useMessages().compile.notSent;
  const silent = unitsNotHeard(directory.calendars.values(), requests);
  return (
    <p className={`small ${styles.silent}`}>
      {silent.length === 0 ? (
        n.none
      ) : (
        <>
          <b>{isPast ? n.past(silent.length) : n.ahead(silent.length)}</b>{' '}
          {silent.map(({ shortName }) => shortName).join(', ')}
        </>
      )}
    </p>
  );
}
