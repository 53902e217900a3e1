import { useState, type ComponentProps } from 'react';
import type { Calendar } from '#domain/directory.ts';
import { weekday, type LocalDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Segments } from '#ui/Segments.tsx';
import { BoardTable } from './BoardTable.tsx';
import styles from './compile.module.css';

/** The board's week from the day of the request that is looked at, or from the one that is chosen. */
export function Board({
  calendar,
  week,
  number,
  of,
  ...table
}: Omit<ComponentProps<typeof BoardTable>, 'caption' | 'days'> & {
  calendar: Calendar;
  week: WeekId;
  number: number;
  /** The request that is looked at. */
  of: string | null;
}) {
  const b = useMessages().compile.board;
  const { entries, ghost } = table;
  const [from, setFrom] = useState<{ readonly day: LocalDate | null; readonly of: string | null }>();
  const days = daysOf(week);
  // A day that was chosen holds until another request is looked at; the whole week, until another day is.
  const chosen = from && (from.day === null || from.of === of) ? from : null;
  const firstDay = chosen ? chosen.day : (ghost?.entry.date ?? null);
  return (
    <section aria-label={b.label(calendar.name)} className={styles.board}>
      <div className={styles.heading}>
        <h2>{calendar.name}</h2>
        <span className="muted">{b.count(entries.length)}</span>
        <Segments
          className="push"
          label={b.from}
          options={[
            ...days.map((date) => ({ key: date as string, label: b.days[weekday(date) - 1] })),
            { key: '', label: b.allWeek },
          ]}
          value={firstDay ?? ''}
          onChange={(key) => setFrom({ day: days.find((date) => date === key) ?? null, of })}
        />
      </div>
      <BoardTable
        caption={b.caption(calendar.name, number)}
        days={days.filter((date) => firstDay === null || date >= firstDay)}
        {...table}
      />
    </section>
  );
}
