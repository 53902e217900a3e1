import { Dialog } from './Dialog.tsx';
import { Check } from './Field.tsx';

/** All keys of a page, and the switch for those of one letter. */
export function KeysDialog({
  words,
  letters,
  onLetters,
  onClose,
}: {
  words: {
    readonly heading: string;
    readonly letters: string;
    readonly lines: readonly (readonly [key: string, does: string])[];
  };
  letters: boolean;
  onLetters: (on: boolean) => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={words.heading} onClose={onClose}>
      <Check checked={letters} onChange={(event) => onLetters(event.currentTarget.checked)}>
        {words.letters}
      </Check>
      <dl className="keys">
        {words.lines.map(([key, does]) => (
          <div key={key} className="keyLine">
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
