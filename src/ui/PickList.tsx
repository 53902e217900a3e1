import { useRef, useState } from 'react';
import { Icon } from './Icon.tsx';

/**
 * One of a list: the browser's own, which a phone shows as it shows all. `label` is read, not shown. Among tools a choice
 * acts at once, on what the arrows only pass by it does not: there Enter takes it, and Escape or leaving lets it be.
 */
export function PickList<K extends string>({
  label,
  options,
  value,
  onChange,
  look = 'button',
}: {
  label: string;
  options: readonly { readonly key: K; readonly label: string }[];
  value: K;
  onChange: (key: K) => void;
  /** As a button among tools, or as a field of a form. */
  look?: 'button' | 'field';
}) {
  const [passed, setPassed] = useState<K | null>(null);
  /** The list is closed, and the last key changes what it says. */
  const passing = useRef(false);
  const says = passed ?? value;
  const shown = options.find((option) => option.key === says);
  return (
    <span className={`pick ${look === 'button' ? 'btn' : 'line'}`}>
      <select
        aria-label={`${label}: ${shown?.label ?? ''}`}
        value={says}
        onKeyDown={(event) => {
          passing.current = look === 'button' && !event.altKey && PASSES.test(event.key);
          if (passed === null || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          event.preventDefault();
          event.stopPropagation();
          setPassed(null);
          if (event.key === 'Enter' && passed !== value) onChange(passed);
        }}
        onPointerDown={() => {
          passing.current = false;
        }}
        onBlur={() => setPassed(null)}
        onChange={(event) => {
          const next = event.currentTarget.value as K;
          setPassed(passing.current ? next : null);
          if (!passing.current) onChange(next);
        }}
      >
        {!shown && <option value={says} hidden aria-label={label} />}
        {options.map((option) => (
          <option key={option.key} value={option.key}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}

/** Arrows and their kin, and letters, which go to the option that begins so. A space opens the list. */
const PASSES = /^(Arrow(Up|Down|Left|Right)|Home|End|Page(Up|Down)|[^ ])$/;
