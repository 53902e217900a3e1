import { Select } from '@base-ui/react/select';
import { useState } from 'react';
import { Icon } from './Icon.tsx';

/** One of a list, in the app's own look and language (the browser's select has neither). `label` is read, not shown. */
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
  /** In a dialog all that is outside of it is inert. */
  const [dialog, setDialog] = useState<HTMLElement | null>(null);
  const shown = options.find((option) => option.key === value)?.label ?? '';
  return (
    <Select.Root value={value} onValueChange={(next) => next !== null && onChange(next as K)}>
      <Select.Trigger
        ref={(element) => setDialog(element?.closest('dialog') ?? null)}
        className={look === 'button' ? 'btn' : 'line pickField'}
        aria-label={`${label}: ${shown}`}
      >
        <span>{shown}</span>
        <Icon name="down" />
      </Select.Trigger>
      <Select.Portal container={dialog}>
        <Select.Positioner
          className="popup"
          sideOffset={2}
          alignItemWithTrigger={false}
          positionMethod={dialog ? 'fixed' : 'absolute'}
        >
          <Select.Popup className="pickList" aria-label={label}>
            {options.map((option) => (
              <Select.Item key={option.key} value={option.key} className="pickItem">
                <Select.ItemText>{option.label}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
