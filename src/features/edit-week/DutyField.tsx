import { useEffect, useMemo, useRef, useState } from 'react';
import type { Directory } from '#domain/directory.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import styles from './edit.module.css';
import { composing } from '#ui/keyPress.ts';
import { partySuggestions } from '#domain/suggest.ts';
import { dutyText, partyText } from '#ui/draftWords.ts';

/** Who is on duty on a day: words that become a field. Enter or leaving it saves, Escape drops. */
export function DutyField({
  date,
  day,
  value,
  directory,
  onSave,
}: {
  date: LocalDate;
  day: string;
  value: string;
  directory: Directory;
  onSave: (value: string) => void;
}) {
  const t = useMessages().edit;
  const [typed, setTyped] = useState<string | null>(null);
  const root = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);
  /** Whom the field began with: a colleague's choice since is not written over by leaving it. */
  const began = useRef(value);
  /** What stands in the field now; a blur comes before the next drawing. Null: closed. */
  const latest = useRef<string | null>(null);
  const open = typed !== null;
  const wasOpen = useRef(false);
  const suggestions = useMemo(() => partySuggestions(directory, date), [directory, date]);
  const shown = `${t.duty} ${dutyText(value, directory, date)}`;

  useEffect(() => {
    if (open) input.current?.select();
    else if (wasOpen.current && document.activeElement === document.body)
      root.current?.querySelector('button')?.focus();
    wasOpen.current = open;
  }, [open]);

  const set = (next: string | null) => {
    latest.current = next;
    setTyped(next);
  };
  const save = (next: string | null) => {
    if (latest.current === null) return;
    set(null);
    if (next !== null && next.trim() !== began.current) onSave(next.trim());
  };

  return (
    <span ref={root} className={styles.duty}>
      {typed === null ? (
        <button
          type="button"
          className={value === '' ? 'link' : styles.dutyButton}
          data-day={date}
          tabIndex={-1}
          aria-label={value === '' ? t.chooseDutyOf(day) : t.changeDuty(shown, day)}
          onClick={() => {
            began.current = value;
            set(value);
          }}
        >
          {value === '' ? t.chooseDuty : shown}
        </button>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys come up from the field inside
        <span
          onKeyDown={(event) => {
            if (composing(event.nativeEvent)) return;
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            if (event.key === 'Escape') save(null);
            else input.current?.blur();
          }}
          onBlur={() => save(latest.current)}
        >
          <ChoiceField
            label={t.dutyOf(day)}
            value={typed}
            labelOf={(party) => partyText(party, directory, date)}
            suggestions={suggestions}
            onChange={set}
            onTake={save}
            inputRef={input}
          />
        </span>
      )}
    </span>
  );
}
