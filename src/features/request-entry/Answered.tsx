import type { ShownEntry } from '#data/entries.ts';
import type { Calendar } from '#domain/directory.ts';
import { draftOf, type EntryDraft } from '#domain/entry.ts';
import type { EntryRequest } from '#domain/request.ts';
import { formatTime } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { FormHead } from './FormHead.tsx';
import { copyOf } from './probe.ts';
import styles from './request.module.css';
import { momentText, shortDay } from './words.ts';

/** A request that stands in the board's week by now: where to see it, and the way to another like it. */
export function Answered({
  stored,
  request,
  week,
  board,
  now,
  nameOf,
  toList,
  onCopy,
}: {
  stored: ShownEntry;
  request: EntryRequest | undefined;
  week: WeekId;
  board: Calendar;
  now: number;
  nameOf: (uid: string) => string;
  toList: string;
  onCopy: (draft: EntryDraft) => void;
}) {
  const t = useMessages();
  const a = t.request.answered;
  return (
    <section className={styles.form}>
      <FormHead toList={toList} />
      <StatePage
        kicker={
          request?.answeredBy && request.answeredAt !== null
            ? t.request.by(nameOf(request.answeredBy), momentText(request.answeredAt, now))
            : a.kicker
        }
        title={a.accepted}
        actions={
          <>
            <ButtonLink look="ink" href={`/view/${week}?lich=${board.id}`}>
              {a.see}
            </ButtonLink>
            <Button onClick={() => onCopy(copyOf(draftOf(stored), stored.date))}>{a.copy}</Button>
          </>
        }
      >
        <p>
          <b>{`${shortDay(stored.date, t)}, ${formatTime(stored.time, t.common.sessions)}`}</b> {stored.content}
        </p>
        <p>{a.acceptedText}</p>
      </StatePage>
    </section>
  );
}
