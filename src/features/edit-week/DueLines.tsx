import { useMemo } from 'react';
import { useHolidays } from '#data/holidays.ts';
import { dueEntries, type Due } from '#domain/dueEntries.ts';
import type { Entry } from '#domain/entry.ts';
import { readRule } from '#domain/recurrence.ts';
import type { Series } from '#domain/series.ts';
import { formatTime } from '#domain/time.ts';
import type { NumberingPolicy, WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { dayText } from '#ui/draftWords.ts';
import { repeatText } from './repeatWords.ts';
import due from './due.module.css';

/** What comes again by its rule and is not in this week yet: each to be added, or left out this time. */
export function DueLines({
  series,
  week,
  entries,
  numbering,
  onAdd,
  onSkip,
}: {
  series: readonly Series[];
  week: WeekId;
  entries: readonly Entry[];
  numbering: NumberingPolicy;
  onAdd: (entries: readonly Entry[]) => void;
  onSkip: (due: Due) => void;
}) {
  const t = useMessages();
  const words = t.repeat;
  const { data } = useHolidays();
  const found = useMemo(() => {
    if (!data) return [];
    const holidays = new Map(data.map((day) => [day.date, day]));
    return dueEntries(series, { week, present: entries, holidays, numbering });
  }, [series, week, entries, numbering, data]);
  if (found.length === 0) return null;
  const sure = found.filter(({ off }) => off === null);
  return (
    <section className={`noPrint ${due.lines}`} aria-label={words.due(found.length)}>
      <p>
        <b>{words.due(found.length)}</b>
        {sure.length > 1 && (
          <button type="button" className="link" onClick={() => onAdd(sure.map(({ entry }) => entry))}>
            {words.addAll(sure.length)}
          </button>
        )}
      </p>
      <ul>
        {found.map((one) => {
          const { entry, off } = one;
          const recurrence = readRule(one.series.rule);
          return (
            <li key={entry.id}>
              <span>
                {dayText(entry.date, t)}, {formatTime(entry.time, t.common.sessions)}
              </span>
              <span>
                {entry.content}{' '}
                <small>
                  {recurrence && repeatText(recurrence, t)}
                  {off && <b className="changed"> {words.holiday(off.name)}</b>}
                </small>
              </span>
              <span>
                <button
                  type="button"
                  className="link"
                  aria-label={words.addOne(entry.content)}
                  onClick={() => onAdd([entry])}
                >
                  {words.add}
                </button>
                <button
                  type="button"
                  className="link"
                  aria-label={words.skipOne(entry.content)}
                  onClick={() => onSkip(one)}
                >
                  {words.skip}
                </button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
