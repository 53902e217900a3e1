import { useState, type FormEvent } from 'react';
import { draftOf } from '#domain/entry.ts';
import type { EntryErrors, StoredEntry } from '#domain/entry.ts';
import { formatDay, parseTime, formatTime, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Field } from '#ui/Field.tsx';
import { PickList } from '#ui/PickList.tsx';
import { dayOn, type When } from './gridMoves.ts';
import styles from './view.module.css';

/** Day and time as a form: all that dragging does, without it. What is typed stands when a colleague changes the entry. */
export function MoveForm({
  entry,
  onMove,
}: {
  entry: StoredEntry;
  onMove: (draft: { readonly date: string; readonly lastDate: string; readonly time: string }) => EntryErrors | null;
}) {
  const t = useMessages();
  const days = daysOf(entry.week);
  const [typed, setTyped] = useState<{ readonly date?: LocalDate; readonly time?: string }>({});
  const { date = entry.date, time = draftOf(entry).time } = typed;
  const [errors, setErrors] = useState<EntryErrors>({});
  const read = parseTime(time);
  function submit(event: FormEvent) {
    event.preventDefault();
    let when: When = entry;
    while (when.date < date) when = dayOn(when, 1);
    while (when.date > date) when = dayOn(when, -1);
    const { lastDate } = draftOf({ ...entry, ...when });
    setErrors(onMove({ date, lastDate, time }) ?? {});
  }
  const fault = errors.time ?? errors.date ?? errors.lastDate;
  return (
    <form className={styles.move} onSubmit={submit} aria-label={t.moves.form}>
      <div className="field">
        {/* The list says it too. */}
        <span className={styles.label} aria-hidden="true">
          {t.edit.fields.date}
        </span>
        <PickList
          look="field"
          label={t.edit.fields.date}
          options={days.map((day) => ({ key: day, label: `${t.common.weekdays[weekday(day) - 1]} ${formatDay(day)}` }))}
          value={date}
          onChange={(next) => setTyped({ ...typed, date: next })}
        />
      </div>
      <Field
        label={t.edit.fields.time}
        value={time}
        autoComplete="off"
        hint={read ? t.edit.understood(formatTime(read, t.common.sessions)) : t.edit.hints.time}
        error={fault && t.edit.errors[fault]}
        onChange={(event) => {
          setTyped({ ...typed, time: event.currentTarget.value });
          setErrors({});
        }}
      />
      <Button type="submit">{t.moves.move}</Button>
    </form>
  );
}
