import { useMessages } from '#i18n/messages.tsx';
import { ComboList } from './ComboList.tsx';
import styles from './combo.module.css';
import type { FieldProps } from './fieldProps.ts';
import type { Suggestion } from '#domain/suggest.ts';
import { useCombo } from './useCombo.ts';

/** One room, person, unit or vehicle of the list, or free text. `value` is the reference or the text as typed. */
export function ChoiceField({
  label,
  labelled,
  value,
  labelOf,
  suggestions,
  onChange,
  onTake,
  error,
  describedBy,
  noteOf,
  inputRef,
  required,
}: FieldProps<string> & {
  value: string;
  labelOf: (value: string) => string;
  suggestions: readonly Suggestion[];
  /** Something of the list, or the text, was settled on. */
  onTake?: (value: string) => void;
  required?: boolean;
}) {
  const t = useMessages().edit;
  const text = labelOf(value);
  const take = (next: string) => {
    if (next !== value) onChange(next);
    onTake?.(next);
  };
  const combo = useCombo({ typed: text, suggestions, onTake: (option) => take(option.value) });
  return (
    <div className={styles.combo}>
      <input
        ref={inputRef}
        className={`line${error ? ' bad' : ''}`}
        {...combo.inputProps}
        {...labelled}
        aria-label={labelled ? undefined : label}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy}
        aria-required={required}
        placeholder={required ? undefined : t.none}
        value={text}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          combo.typing(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (combo.onKey(event)) return;
          if (event.key === 'Enter') combo.close();
        }}
        onBlur={() => {
          combo.close();
          const option = combo.settled();
          if (option && !option.free && option.value !== value) onChange(option.value);
        }}
      />
      <ComboList combo={combo} noteOf={noteOf} />
    </div>
  );
}
