import { useMessages } from '#i18n/messages.tsx';
import styles from './edit.module.css';

/** The keys that matter most, at the foot of a wide page. */
export function HintLine({ onKeys }: { onKeys: () => void }) {
  const t = useMessages().edit.hintLine;
  const hints = [
    ['↑ ↓', t.move],
    ['Enter', t.edit],
    ['Esc', t.drop],
    ['N', t.add],
    ['D', t.duplicate],
    ['H', t.stop],
    ['Ctrl Z', t.undo],
  ];
  return (
    <footer className={`${styles.hints} noPrint`}>
      {hints.map(([key, does]) => (
        <span key={key}>
          <kbd>{key}</kbd> {does}
        </span>
      ))}
      <button type="button" className="push" onClick={onKeys}>
        <kbd>?</kbd> {t.keys}
      </button>
    </footer>
  );
}
