import { useId, useMemo, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { Directory } from '#domain/directory.ts';
import type { Entry, EntryDraft, EntryErrors } from '#domain/entry.ts';
import { partySuggestions, placeSuggestions } from '#domain/suggest.ts';
import { weekday } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { partyText, placeText, understoodTime } from '#ui/draftWords.ts';
import { composing } from '#ui/keyPress.ts';
import { Segments } from '#ui/Segments.tsx';
import { textRows } from '#ui/textRows.ts';
import { TokenField } from '#ui/TokenField.tsx';
import { readChange } from './change.ts';
import styles from './compile.module.css';

const FIELDS = ['date', 'time', 'content', 'chairs', 'attendees', 'place'] as const;
type Field = (typeof FIELDS)[number];

/** A request put right by the clerk, and taken in by the same act. What is typed is shown in the week beside it. */
export function ChangeForm({
  entry,
  draft,
  directory,
  onType,
  onAccept,
  onClose,
}: {
  entry: Entry;
  draft: EntryDraft;
  directory: Directory;
  onType: (draft: EntryDraft) => void;
  onAccept: (changed: Entry) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const f = t.compile.changing;
  const id = useId();
  const [errors, setErrors] = useState<EntryErrors>({});
  const [said, say] = useState('');
  const parties = useMemo(() => partySuggestions(directory, entry.date), [directory, entry.date]);
  const places = useMemo(() => placeSuggestions(directory), [directory]);
  const labelOf = (party: string): string => partyText(party, directory, entry.date);
  const type = (change: Partial<EntryDraft>) => {
    onType({ ...draft, ...change });
    setErrors((all) => Object.fromEntries(Object.entries(all).filter(([field]) => !(field in change))));
  };
  const understood = understoodTime(draft.time, t);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    const read = readChange(draft, entry);
    if (read.ok) return onAccept(read.entry);
    setErrors(read.errors);
    const wrong = FIELDS.find((field) => read.errors[field]);
    requestAnimationFrame(() => document.getElementById(`${id}-${wrong}`)?.focus());
  }
  /** As in the table: Enter saves, Shift Enter is a new line. */
  function onContentKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || composing(event.nativeEvent)) return;
    event.preventDefault();
    submit();
  }
  const shared = (field: Field) => ({
    labelled: { id: `${id}-${field}` },
    error: errors[field] !== undefined,
    describedBy: errors[field] ? `${id}-${field}-error` : undefined,
  });
  const plain = (field: Field) => ({
    id: `${id}-${field}`,
    className: `line${errors[field] ? ' bad' : ''}`,
    'aria-invalid': errors[field] ? true : undefined,
    'aria-describedby': errors[field] ? `${id}-${field}-error` : undefined,
  });
  const line = (field: Field, label: string, control: ReactNode, hint?: string) => {
    const code = errors[field];
    return (
      <div className="field">
        <label htmlFor={`${id}-${field}`}>{label}</label>
        {control}
        {code ? (
          <p id={`${id}-${field}-error`} className="err">
            {t.edit.errors[code]}
          </p>
        ) : (
          hint && <p className="hint">{hint}</p>
        )}
      </div>
    );
  };

  return (
    <form className={styles.form} data-form="" aria-label={f.label(entry.content)} noValidate onSubmit={submit}>
      <Segments
        className={`small ${styles.days}`}
        label={f.day}
        options={daysOf(entry.week).map((date) => ({
          key: date as string,
          label: t.compile.board.days[weekday(date) - 1],
        }))}
        value={draft.date}
        onChange={(date) => type({ date })}
      />
      <div className="form">
        {line(
          'time',
          f.time,
          <input
            {...plain('time')}
            data-first=""
            autoComplete="off"
            value={draft.time}
            onChange={(event) => type({ time: event.currentTarget.value })}
          />,
          understood === undefined || understood === draft.time.trim() ? undefined : t.edit.understood(understood),
        )}
        {line(
          'content',
          f.content,
          <textarea
            {...plain('content')}
            rows={textRows(draft.content, 40)}
            value={draft.content}
            onKeyDown={onContentKey}
            onChange={(event) => type({ content: event.currentTarget.value })}
          />,
        )}
        {line(
          'chairs',
          f.chairs,
          <TokenField
            {...shared('chairs')}
            label={f.chairs}
            values={draft.chairs}
            labelOf={labelOf}
            suggestions={parties}
            onChange={(chairs) => type({ chairs })}
            say={say}
          />,
        )}
        {line(
          'attendees',
          f.attendees,
          <TokenField
            {...shared('attendees')}
            label={f.attendees}
            values={draft.attendees}
            labelOf={labelOf}
            suggestions={parties}
            onChange={(attendees) => type({ attendees })}
            say={say}
          />,
        )}
        {line(
          'place',
          f.place,
          <ChoiceField
            {...shared('place')}
            label={f.place}
            value={draft.place}
            labelOf={(value) => placeText(value, directory)}
            suggestions={places}
            onChange={(place) => type({ place })}
          />,
        )}
      </div>
      <p className="visuallyHidden" role="status">
        {said}
      </p>
      <p className={styles.acts}>
        <Button type="submit">{f.do}</Button>
        <Button look="bare" onClick={onClose}>
          {t.compile.close}
        </Button>
      </p>
    </form>
  );
}
