import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from './Icon.tsx';
import { useMessages } from '#i18n/messages.tsx';
import { ComboList } from './ComboList.tsx';
import styles from './combo.module.css';
import type { FieldProps } from './fieldProps.ts';
import { composing } from './keyPress.ts';
import type { Suggestion } from '#domain/suggest.ts';
import { useCombo } from './useCombo.ts';

/**
 * People, units and free text, in order. What is typed becomes a part by Enter, comma, semicolon or by leaving the
 * field: nothing typed is dropped. ← from the beginning goes to the parts, Backspace takes the last one away.
 */
export function TokenField({
  label,
  labelled,
  values,
  labelOf,
  suggestions,
  onChange,
  say,
  error,
  describedBy,
  noteOf,
  inputRef,
}: FieldProps<readonly string[]> & {
  values: readonly string[];
  labelOf: (value: string) => string;
  suggestions: readonly Suggestion[];
  /** Tells a screen reader what was added or taken away. */
  say: (text: string) => void;
}) {
  const t = useMessages().edit;
  const chosenId = useId();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const free = suggestions.filter(({ value }) => !values.includes(value));
  const add = (value: string, name: string) => {
    setTyped('');
    if (values.includes(value)) return;
    onChange([...values, value]);
    say(t.added(name));
  };
  const combo = useCombo({ typed, suggestions: free, onTake: (option) => add(option.value, option.label) });
  const settle = () => {
    const option = combo.settled();
    combo.close();
    if (option) add(option.value, option.label);
  };
  const focusToken = (index: number) => {
    const tokens = box.current?.querySelectorAll<HTMLElement>('[data-token]') ?? [];
    (index >= tokens.length || index < 0 ? box.current?.querySelector('input') : tokens[index])?.focus();
  };
  const remove = (index: number) => {
    const value = values[index];
    if (value === undefined) return;
    onChange(values.filter((_, at) => at !== index));
    say(t.removed(labelOf(value)));
    box.current?.querySelector('input')?.focus();
  };

  function onInputKey(event: KeyboardEvent<HTMLInputElement>) {
    if (combo.onKey(event) || composing(event.nativeEvent)) return;
    const atStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0;
    if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault();
      event.stopPropagation();
      settle();
    } else if ((event.key === ',' || event.key === ';') && typed.trim() !== '') {
      event.preventDefault();
      settle();
    } else if (event.key === 'Backspace' && typed === '') remove(values.length - 1);
    else if (event.key === 'ArrowLeft' && atStart && values.length > 0) focusToken(values.length - 1);
  }

  function onTokenKey(event: KeyboardEvent, index: number) {
    if (event.key === 'ArrowLeft') focusToken(Math.max(0, index - 1));
    else if (event.key === 'ArrowRight') focusToken(index + 1);
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.combo}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a click beside the words goes to the field, as on any field */}
      <div
        ref={box}
        className={`line ${styles.tokens}${error ? ' bad' : ''}`}
        onClick={(event) => event.target === event.currentTarget && event.currentTarget.querySelector('input')?.focus()}
      >
        {values.map((value, index) => (
          <span key={value} className="tok">
            {labelOf(value)}
            <button
              type="button"
              data-token=""
              tabIndex={-1}
              aria-label={t.remove(labelOf(value))}
              onClick={() => remove(index)}
              onKeyDown={(event) => onTokenKey(event, index)}
            >
              <Icon name="remove" />
            </button>
          </span>
        ))}
        <input
          ref={inputRef}
          {...combo.inputProps}
          {...labelled}
          aria-label={labelled ? undefined : label}
          aria-invalid={error ? true : undefined}
          aria-describedby={[values.length > 0 && chosenId, describedBy].filter(Boolean).join(' ') || undefined}
          placeholder={values.length === 0 ? t.hints.parties : undefined}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combo.typing(event.currentTarget.value);
          }}
          onKeyDown={onInputKey}
          onBlur={settle}
        />
      </div>
      <span id={chosenId} className="visuallyHidden">
        {values.map(labelOf).join(', ')}
      </span>
      <ComboList combo={combo} noteOf={noteOf} />
    </div>
  );
}
