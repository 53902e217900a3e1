import { HOLIDAY_KINDS, type Holiday } from '#domain/holiday.ts';
import { parseHolidays, type HolidayDraft } from '#domain/holidayForm.ts';
import { formatDate, weekday, type LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Field } from '#ui/Field.tsx';
import { Segments } from '#ui/Segments.tsx';
import type { ListForm } from './ListRows.tsx';
import { RowActs } from './RowActs.tsx';
import styles from './settings.module.css';
import { useRowForm } from './useRowForm.ts';

/** Days off as they are typed; of a day that stands its name and kind. */
export function HolidayForm({
  today,
  opened,
  others,
  draft,
  onType,
  onSave,
  onClose,
}: ListForm<Holiday, HolidayDraft> & { today: LocalDate }) {
  const t = useMessages();
  const h = t.settings.holidays;
  const read = parseHolidays(draft, new Map(others.map((day) => [day.date, day])), today);
  const { told, untell, formProps } = useRowForm({
    name: opened ? formatDate(opened.date) : h.form,
    isRight: read.ok,
    onSave: () => read.ok && onSave(read.days),
    onClose,
  });
  const errors = told && !read.ok ? read.errors : {};
  const known = read.ok ? undefined : read.known;
  const type = (typed: Partial<HolidayDraft>) => {
    untell();
    onType({ ...draft, ...typed });
  };
  const field = (key: 'from' | 'to' | 'name', hint?: string) => (
    <Field
      label={h[key]}
      value={draft[key]}
      hint={hint}
      error={errors[key] && (errors[key] === 'known' && known ? h.known(formatDate(known)) : h.errors[errors[key]])}
      autoComplete="off"
      onChange={(event) => type({ [key]: event.target.value })}
    />
  );
  const [first] = read.ok ? read.days : [];
  const last = read.ok ? read.days.at(-1) : undefined;
  const dayOf = (date: LocalDate) => `${t.common.weekdays[weekday(date) - 1]} ${formatDate(date)}`;
  return (
    <form {...formProps}>
      {opened && (
        <p>
          <b>{dayOf(opened.date)}</b>
        </p>
      )}
      <div className={styles.fields}>
        {!opened && (
          <>
            {field('from', h.fromHint)}
            {field('to', h.toHint)}
          </>
        )}
        {field('name')}
      </div>
      <Segments
        label={h.columns.kind}
        options={HOLIDAY_KINDS.map((key) => ({ key, label: h.kinds[key] }))}
        value={draft.kind}
        onChange={(kind) => type({ kind })}
      />
      <p className={styles.effect} aria-live="polite">
        {!opened &&
          first &&
          last &&
          t.settings.understood(
            h.understood(dayOf(first.date), first === last ? null : dayOf(last.date), read.ok ? read.days.length : 0),
          )}
      </p>
      <RowActs onClose={onClose} />
    </form>
  );
}
