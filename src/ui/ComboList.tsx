import { useMessages } from '#i18n/messages.tsx';
import styles from './combo.module.css';
import type { Combo } from './useCombo.ts';

/** The list under a combobox. Stays in the page while closed, so that `aria-controls` always points at something. */
export function ComboList({
  combo,
  noteOf,
}: {
  combo: Combo;
  /** What stands beside an option: whether it is free, how many seats it has. */
  noteOf?: ((value: string) => string | undefined) | undefined;
}) {
  const t = useMessages().edit;
  return (
    <div
      id={combo.listId}
      role="listbox"
      aria-label={t.suggestions}
      className={styles.suggestions}
      hidden={!combo.shown}
    >
      {combo.shown &&
        combo.options.map((option, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- keys are the input's (aria-activedescendant): the focus never enters the list
          <div
            key={`${option.free}${option.value}`}
            id={combo.optionId(index)}
            role="option"
            aria-selected={index === combo.pointed}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => combo.take(option)}
          >
            {option.free ? t.freeText(option.label) : option.label}
            {!option.free && noteOf?.(option.value) && <small>{noteOf(option.value)}</small>}
          </div>
        ))}
    </div>
  );
}
