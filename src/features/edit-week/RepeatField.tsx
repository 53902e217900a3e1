import { useId, useState } from 'react';
import { MOST_TIMES, readRule, waysToRepeat } from '#domain/recurrence.ts';
import type { Recurrence, RecurrenceOn } from '#domain/recurrence.ts';
import type { RepeatChange } from '#domain/dueEntries.ts';
import type { Series } from '#domain/series.ts';
import { formatDate, parseDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { PickList } from '#ui/PickList.tsx';
import { Segments } from '#ui/Segments.tsx';
import styles from './edit.module.css';
import { wayText } from './repeatWords.ts';

/** What is to be done when the entry is saved; `invalid`: it was begun, and cannot be read yet. Null: nothing. */
export type WantedRepeat = RepeatChange | 'invalid' | null;

type End = 'never' | 'until' | 'count';
const keyOf = (on: RecurrenceOn): string => JSON.stringify(on);

/** Whether and how an entry comes again, and whether later ones follow what is changed in this one. Saved with it. */
export function RepeatField({
  date,
  series,
  onChange,
}: {
  /** The entry's day as it is typed. */
  date: LocalDate;
  /** That it belongs to, if any. */
  series: Series | undefined;
  onChange: (wanted: WantedRepeat) => void;
}) {
  const t = useMessages();
  const words = t.repeat;
  const id = useId();
  const stands = series && readRule(series.rule);
  const [on, setOn] = useState<RecurrenceOn | null>(stands?.on ?? null);
  const [end, setEnd] = useState<End>(stands?.until ? 'until' : stands?.count ? 'count' : 'never');
  const [until, setUntil] = useState(stands?.until ? formatDate(stands.until) : '');
  const [count, setCount] = useState(stands?.count ? String(stands.count) : '');
  const [later, setLater] = useState<'only' | 'follow'>('only');
  const ways = waysToRepeat(date);
  const options = [
    { key: '', label: words.none },
    ...ways.map((way) => ({ key: keyOf(way), label: wayText(way, t) })),
    ...(on && !ways.some((way) => keyOf(way) === keyOf(on)) ? [{ key: keyOf(on), label: wayText(on, t) }] : []),
  ];

  function read(way: RecurrenceOn, kind: End, last: string, times: string): Recurrence | 'invalid' {
    if (kind === 'never') return { on: way, until: null, count: null };
    if (kind === 'until') {
      const day = parseDate(last, date);
      return day && day >= date ? { on: way, until: day, count: null } : 'invalid';
    }
    const n = /^\d{1,3}$/.test(times.trim()) ? Number(times) : 0;
    return n >= 1 && n <= MOST_TIMES ? { on: way, until: null, count: n } : 'invalid';
  }
  function want(way: RecurrenceOn | null, kind: End, last: string, times: string, follow: 'only' | 'follow') {
    if (way === null) return onChange(stands ? { kind: 'stop' } : null);
    const recurrence = read(way, kind, last, times);
    if (recurrence === 'invalid') return onChange('invalid');
    if (stands && JSON.stringify(recurrence) === JSON.stringify(stands)) {
      return onChange(follow === 'follow' ? { kind: 'follow' } : null);
    }
    onChange({ kind: 'set', recurrence });
  }
  const wrong = on !== null && read(on, end, until, count) === 'invalid';
  const untouched = stands && on && JSON.stringify(read(on, end, until, count)) === JSON.stringify(stands);

  return (
    <>
      <span className={styles.label}>{words.label}</span>
      <div className={styles.wide}>
        <PickList
          look="field"
          label={words.label}
          options={options}
          value={on ? keyOf(on) : ''}
          onChange={(key) => {
            const way = key === '' ? null : (JSON.parse(key) as RecurrenceOn);
            setOn(way);
            want(way, end, until, count, later);
          }}
        />
        {(on !== null || stands) && (
          <span className="hint">
            {on === null ? words.hintStop : later === 'follow' && untouched ? words.hintFollow : words.hint}
          </span>
        )}
      </div>
      {on !== null && (
        <>
          <span className={styles.label}>{words.end}</span>
          <div className={styles.wide}>
            <PickList
              look="field"
              label={words.end}
              options={(['never', 'until', 'count'] as const).map((key) => ({ key, label: words.ends[key] }))}
              value={end}
              onChange={(kind) => {
                setEnd(kind);
                want(on, kind, until, count, later);
              }}
            />
          </div>
        </>
      )}
      {on !== null && end !== 'never' && (
        <>
          <label htmlFor={id}>{end === 'until' ? words.untilField : words.countField}</label>
          <div>
            <input
              id={id}
              className={`line${wrong ? ' bad' : ''}`}
              aria-invalid={wrong || undefined}
              aria-describedby={wrong ? `${id}-error` : undefined}
              autoComplete="off"
              inputMode={end === 'count' ? 'numeric' : undefined}
              value={end === 'until' ? until : count}
              onChange={({ currentTarget: { value } }) => {
                if (end === 'until') setUntil(value);
                else setCount(value);
                want(on, end, end === 'until' ? value : until, end === 'count' ? value : count, later);
              }}
            />
            {wrong && (
              <span id={`${id}-error`} className="err">
                {end === 'until' ? words.untilUnknown : words.countUnknown(MOST_TIMES)}
              </span>
            )}
          </div>
        </>
      )}
      {untouched && (
        <>
          <span className={styles.label}>{words.later}</span>
          <div className={styles.wide}>
            <Segments
              label={words.later}
              options={[
                { key: 'only', label: words.laters.only },
                { key: 'follow', label: words.laters.follow },
              ]}
              value={later}
              onChange={(follow) => {
                setLater(follow);
                want(on, end, until, count, follow);
              }}
            />
          </div>
        </>
      )}
    </>
  );
}
