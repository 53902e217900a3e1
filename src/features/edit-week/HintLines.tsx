import { formatClock, formatTime, type Minutes } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { dayText } from '#ui/draftWords.ts';
import type { Around } from './around.ts';
import styles from './edit.module.css';

/** What may have been overlooked about the day and the hour: bare and muted, and counted nowhere. */
export function HintLines({ around }: { around: Around | null }) {
  const t = useMessages();
  const f = t.free;
  if (!around?.offHours) return null;
  const {
    offHours: hint,
    entry: { time },
    sessions: { morning, afternoon },
  } = around;
  const hours = [morning, afternoon]
    .map(({ start, end }) => `${formatClock(start as Minutes)}–${formatClock(end as Minutes)}`)
    .join(', ');
  return (
    <ul className={styles.conflicts} aria-label={f.hints}>
      <li>
        <span className="grade sameSession">{f.hintMark[hint.kind]}</span>
        <span>
          {hint.kind === 'dayOff'
            ? f.dayOff(dayText(hint.holiday.date, t), hint.holiday.name)
            : f.outsideHours(formatTime(time, t.common.sessions), hours)}
        </span>
        <span />
      </li>
    </ul>
  );
}
