import { useEffect, useId, useRef, useState } from 'react';
import { Button } from './Button.tsx';

/**
 * A line or several to take away, and their button. Without a clipboard the text is selected and `byHand` says how to go on.
 * `atOnce`: it was shown by a press that asked for it.
 */
export function CopyLine({
  label,
  text,
  words,
  atOnce = false,
}: {
  label: string;
  text: string;
  words: { readonly copy: string; readonly copied: string; readonly byHand: string };
  atOnce?: boolean;
}) {
  const line = useRef<(HTMLInputElement & HTMLTextAreaElement) | null>(null);
  const [told, setTold] = useState('');
  const id = useId();

  function copy() {
    line.current!.focus();
    line.current!.select();
    let copied = false;
    try {
      copied = document.execCommand('copy'); // on plain http there is no navigator.clipboard (docs/decisions/0016)
    } catch {
      // refused: by hand
    }
    setTold(copied ? words.copied : words.byHand);
  }

  // oxlint-disable-next-line react/exhaustive-deps -- once, for the press that showed it
  useEffect(() => (atOnce ? copy() : undefined), []);

  const lines = text.split('\n').length;
  const field = {
    id,
    ref: line,
    className: 'line',
    readOnly: true,
    value: text,
    onFocus: () => line.current!.select(),
  } as const;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="beside">
        {lines > 1 ? <textarea {...field} rows={Math.min(lines, 8)} /> : <input {...field} />}
        <Button onClick={copy}>{words.copy}</Button>
      </div>
      <p role="status" className="hint">
        {told}
      </p>
    </div>
  );
}
