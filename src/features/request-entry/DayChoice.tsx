import { formatDay, weekday, type LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import styles from './request.module.css';

export function DayChoice({
  days,
  value,
  onChange,
}: {
  days: readonly LocalDate[];
  value: string;
  /** `byHand`: pressed with a finger or the mouse. */
  onChange: (date: LocalDate, byHand: boolean) => void;
}) {
  const t = useMessages();
  const r = t.request;
  return (
    <div className={styles.days} role="group" aria-label={r.form.day}>
      {days.map((date) => (
        <button
          key={date}
          type="button"
          aria-pressed={date === value}
          onClick={(event) => onChange(date, event.detail > 0)}
        >
          <span aria-hidden="true">{r.shortWeekdays[weekday(date) - 1]}</span>
          <span className="visuallyHidden">{t.common.weekdays[weekday(date) - 1]}</span>{' '}
          <small>{formatDay(date)}</small>
        </button>
      ))}
    </div>
  );
}
