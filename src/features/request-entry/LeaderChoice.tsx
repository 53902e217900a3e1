import { useId } from 'react';
import type { Availability } from '#domain/availability.ts';
import { formatClock, formatTime } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import type { Messages } from './messages.ts';
import styles from './request.module.css';

export interface Leader {
  readonly value: string; // "person:van"
  readonly label: string;
  readonly availability: Availability;
}

/** Who chairs, one of the few who usually do, each with whether they could come. */
export function LeaderChoice({
  legend,
  leaders,
  value,
  onChange,
}: {
  legend: string;
  leaders: readonly Leader[];
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useMessages();
  const name = useId();
  return (
    <fieldset className={styles.leaders}>
      <legend>{legend}</legend>
      {leaders.map(({ value: leader, label, availability }) => (
        <label key={leader} className="chk">
          <input type="radio" name={name} checked={leader === value} onChange={() => onChange(leader)} />
          <span className={styles.leader}>
            <span>{label}</span>{' '}
            <small className={isTaken(availability) ? styles.taken : 'muted'}>
              {availabilityText(availability, t)}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const isTaken = (one: Availability): boolean =>
  one.kind === 'away' || (one.kind === 'busy' && one.grade !== 'sameSession');

function availabilityText(one: Availability, t: Messages): string {
  const a = t.request.availability;
  switch (one.kind) {
    case 'away':
      return a.away;
    case 'day':
      return one.times.length === 0
        ? a.freeWhole.allDay
        : a.has([...new Set(one.times.map((time) => formatTime(time, t.common.sessions).toLowerCase()))].join(', '));
    case 'busy':
      return a.busy(formatTime(one.time, t.common.sessions).toLowerCase());
    case 'free':
      return one.whole ? a.freeWhole[one.session] : one.until === null ? a.free : a.freeUntil(formatClock(one.until));
  }
}
