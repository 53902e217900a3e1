import { Icon } from './Icon.tsx';

/** One of a list: the browser's own, which a phone shows as it shows all. `label` is read, not shown. */
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
  const shown = options.find((option) => option.key === value);
  return (
    <span className={`pick ${look === 'button' ? 'btn' : 'line'}`}>
      <select
        aria-label={`${label}: ${shown?.label ?? ''}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as K)}
      >
        {!shown && <option value={value} hidden aria-label={label} />}
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
