import { useId, useRef, useState } from 'react';
import { Button } from './Button.tsx';

/** A line to take away, and its button. Without a clipboard the line is selected and `byHand` says how to go on. */
export function CopyLine({
  label,
  text,
  words,
}: {
  label: string;
  text: string;
  words: { readonly copy: string; readonly copied: string; readonly byHand: string };
}) {
  const line = useRef<HTMLInputElement>(null);
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

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="beside">
        <input
          ref={line}
          id={id}
          className="line"
          readOnly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onClick={copy}>{words.copy}</Button>
      </div>
      <p role="status" className="hint">
        {told}
      </p>
    </div>
  );
}
