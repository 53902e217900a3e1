import type { Entry } from '#domain/entry.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import styles from './compile.module.css';
import type { InboxItem } from './inbox.ts';
import { entryName, momentOf } from './words.ts';

/** How a request was answered, by whom, and the way back where there is one. */
export function AnsweredRequest({
  item: { entry, request },
  into,
  isOn,
  isIssued,
  online,
  today,
  nameOf,
  onReopen,
}: {
  item: InboxItem;
  /** What it was merged into, if that is still there. */
  into: Entry | undefined;
  isOn: boolean;
  isIssued: boolean;
  online: boolean;
  today: LocalDate;
  nameOf: (uid: string) => string;
  onReopen: () => void;
}) {
  const t = useMessages();
  const c = t.compile;
  const a = c.answered;
  if (entry.stage === 'requested') return null;
  return (
    <>
      {request.answeredBy !== null && request.answeredAt !== null && (
        <p className="small muted">
          {a[entry.stage](nameOf(request.answeredBy), momentOf(request.answeredAt, today, t))}
        </p>
      )}
      {entry.stage === 'merged' && into && <p className="small">{a.into(entryName(into, t))}</p>}
      {entry.stage === 'returned' && request.reason !== null && <p className="small">{a.reason(request.reason)}</p>}
      {isOn &&
        (isIssued && entry.stage === 'accepted' ? (
          <p className="small muted">{a.issued}</p>
        ) : (
          <p className={styles.acts}>
            <Button
              aria-label={a.reopenOf(entryName(entry, t))}
              aria-disabled={online ? undefined : true}
              onClick={() => online && onReopen()}
            >
              {a.reopen}
            </Button>
            {!online && <span className={`small ${styles.waits}`}>{c.offline}</span>}
          </p>
        ))}
    </>
  );
}
