import { useMemo } from 'react';
import { useAbsencesOf } from '#data/absences.ts';
import { useAllEntries } from '#data/allEntries.ts';
import type { ShownEntry } from '#data/entries.ts';
import { useHolidays } from '#data/holidays.ts';
import { clashIndex, worstFirst } from '#domain/conflicts.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { nextFreeTime, type FreeTime } from '#domain/free.ts';
import { formatDay, formatTime, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { ClashWords } from '#ui/ClashWords.tsx';
import { understoodTime } from '#ui/draftWords.ts';
import { Field } from '#ui/Field.tsx';
import { GradeMark } from '#ui/GradeMark.tsx';

/** Another day of this week or the next, another time, and what that would clash with before it is issued. */
export function NewTime({
  entry,
  week,
  moved,
  date,
  time,
  fault,
  today,
  weeks,
  directory,
  settings,
  onChange,
}: {
  entry: ShownEntry;
  /** The week of `date`. */
  week: WeekId;
  /** The entry then; null: what is typed is no time. */
  moved: Entry | null;
  date: LocalDate;
  time: string;
  fault: string | null;
  today: LocalDate;
  weeks: readonly WeekId[];
  directory: Directory;
  settings: AgencySettings;
  onChange: (date: LocalDate, time: string) => void;
}) {
  const t = useMessages();
  const m = t.myDay;
  const { data: entries } = useAllEntries(week);
  const { data: absences } = useAbsencesOf(week);
  const { data: holidays } = useHolidays();
  const index = useMemo(
    () =>
      entries &&
      absences &&
      clashIndex(
        entries.filter(({ calendar, id }) => calendar !== entry.calendar || id !== entry.id),
        { ...settings, directory, absences },
      ),
    [entries, absences, settings, directory, entry.calendar, entry.id],
  );
  const { clashes, free } = useMemo(() => {
    const clashes = moved && index ? worstFirst(index.of(moved)) : [];
    const hard = clashes.some(({ grade }) => grade !== 'sameSession');
    const days = new Map((holidays ?? []).map((day) => [day.date, day]));
    const free =
      hard && moved && index && absences ? nextFreeTime(moved, index, { ...settings, absences }, days) : null;
    return { clashes, free };
  }, [moved, index, absences, holidays, settings]);
  const dayWords = (day: LocalDate) => `${t.common.weekdays[weekday(day) - 1]} ${formatDay(day)}`;
  const understood = understoodTime(time, t);
  const use = ({ date: day, time: at }: FreeTime) => onChange(day, formatTime(at, t.common.sessions));

  return (
    <>
      <div className={clashes.length > 0 ? 'newTimeClashes' : undefined} role="status" aria-label={m.clashes}>
        {moved && clashes.length > 0 && (
          <ul>
            {clashes.map((conflict) => (
              <li key={conflict.entries.map((one) => `${one.calendar}/${one.id}`).join(' ')}>
                <GradeMark grade={conflict.grade} />{' '}
                <span>
                  <ClashWords of={moved} conflict={conflict} directory={directory} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {free && (
          <Button onClick={() => use(free)}>
            {m.repair(
              `${free.date === date ? '' : `${dayWords(free.date).toLowerCase()}, `}${formatTime(free.time, t.common.sessions)}`,
            )}
          </Button>
        )}
      </div>
      <div className="newTimeDays" role="group" aria-label={t.edit.fields.date}>
        {weeks.flatMap(daysOf).map((day) =>
          day < today ? (
            <span key={day} />
          ) : (
            <button key={day} type="button" aria-pressed={day === date} onClick={() => onChange(day, time)}>
              <span aria-hidden="true">{m.shortWeekdays[weekday(day) - 1]}</span>
              <span className="visuallyHidden">{t.common.weekdays[weekday(day) - 1]}</span>{' '}
              <small>{formatDay(day)}</small>
            </button>
          ),
        )}
      </div>
      <Field
        label={t.edit.fields.time}
        value={time}
        autoComplete="off"
        spellCheck={false}
        hint={understood ? t.edit.understood(understood) : t.edit.hints.time}
        error={fault}
        onChange={(event) => onChange(date, event.currentTarget.value)}
      />
    </>
  );
}
