import type { ReactNode } from 'react';

/** A few ways to look at one thing, one of them on. Buttons, each with its state: Tab goes through them. */
export function Segments<K extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: {
  label: string;
  options: readonly { readonly key: K; readonly label: ReactNode }[];
  value: K;
  onChange: (key: K) => void;
  className?: string;
}) {
  return (
    <div className={`seg ${className ?? ''}`.trim()} role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.key} type="button" aria-pressed={option.key === value} onClick={() => onChange(option.key)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
