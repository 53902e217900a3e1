import { useMessages } from '#i18n/messages.tsx';
import { Check } from '#ui/Field.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import styles from './edit.module.css';

/** All keys, and the switch for those of one letter. */
export function KeysDialog({
  letters,
  onLetters,
  onClose,
}: {
  letters: boolean;
  onLetters: (on: boolean) => void;
  onClose: () => void;
}) {
  const words = useMessages().edit.keysDialog;
  return (
    <Dialog title={words.heading} onClose={onClose}>
      <Check checked={letters} onChange={(event) => onLetters(event.currentTarget.checked)}>
        {words.letters}
      </Check>
      <dl className={styles.keys}>
        {words.lines.map(([key, does]) => (
          <div key={key} className={styles.keyLine}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
