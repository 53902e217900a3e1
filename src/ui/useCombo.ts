import { useId, useState, type KeyboardEvent } from 'react';
import { composing } from './keyPress.ts';
import { matching, named, type Suggestion } from '#domain/suggest.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  /** The typed text as it stands, for what no list holds ("Khác"). */
  readonly free: boolean;
}

/**
 * A text field with a list under it (ARIA combobox). Typing opens the list and points at the best match; Enter takes
 * it; Escape closes the list first. With the list closed, Enter and Escape are the row's.
 */
export function useCombo({
  typed,
  suggestions,
  onTake,
}: {
  typed: string;
  suggestions: readonly Suggestion[];
  onTake: (option: Option) => void;
}) {
  const id = useId();
  /** What the open list chooses from: it stays under the hand while colleagues write. Null: closed. */
  const [held, setHeld] = useState<readonly Suggestion[] | null>(null);
  const offered = held ?? suggestions;
  const [pointed, setPointed] = useState(-1);
  const [moved, setMoved] = useState(false);

  const text = typed.trim();
  const exact = named(offered, text);
  const found = matching(offered, text);
  const options: readonly Option[] = [
    ...found.map(({ value, label }) => ({ value, label, free: false })),
    ...(text !== '' && !exact && found.length > 0 ? [{ value: text, label: text, free: true }] : []),
  ];
  const shown = held !== null && options.length > 0;
  const active = shown && pointed < options.length ? options[pointed] : undefined;

  const close = () => {
    setHeld(null);
    setPointed(-1);
    setMoved(false);
  };
  const take = (option: Option) => {
    close();
    onTake(option);
  };
  const move = (by: 1 | -1) => {
    if (!shown) {
      setHeld(suggestions);
      setPointed(by === 1 || options.length === 0 ? 0 : options.length - 1);
    } else setPointed((pointed + by + options.length) % options.length);
    setMoved(true);
  };

  return {
    listId: `${id}-list`,
    optionId: (index: number) => `${id}-${index}`,
    options,
    shown,
    pointed,
    close,
    take,
    /** Call when the text changed by typing. */
    typing: (next: string) => {
      const words = next.trim();
      setHeld(words === '' ? null : suggestions);
      setPointed(words === '' ? -1 : 0);
      setMoved(false);
    },
    /** What leaving the field makes of the text: the one it names, else the text itself. */
    settled: (): Option | undefined =>
      text === ''
        ? undefined
        : exact
          ? { value: exact.value, label: exact.label, free: false }
          : { value: text, label: text, free: true },
    /** True: the key was used up here. */
    onKey: (event: KeyboardEvent): boolean => {
      if (composing(event.nativeEvent)) return false;
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp':
          if (event.altKey && event.key === 'ArrowUp') close();
          else move(event.key === 'ArrowDown' ? 1 : -1);
          break;
        case 'Enter':
          if (!active || (exact && !moved)) return false;
          take(active);
          break;
        case 'Tab':
          if (active && moved) take(active);
          return false; // the focus moves on all the same
        case 'Escape':
          if (!shown) return false;
          close();
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    inputProps: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': shown,
      'aria-controls': `${id}-list`,
      'aria-activedescendant': active ? `${id}-${pointed}` : undefined,
      autoComplete: 'off',
      autoCapitalize: 'off',
      spellCheck: false,
    } as const,
  };
}

export type Combo = ReturnType<typeof useCombo>;
