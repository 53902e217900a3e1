import { useId, useState, type FormEvent } from 'react';
import { cleanText, lengthOf, LIMITS } from '#domain/text.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Segments } from '#ui/Segments.tsx';
import styles from './compile.module.css';

/** Why a request goes back: a common reason, whose sentence may be written otherwise. The division reads it. */
export function ReturnForm({
  content,
  sentence,
  clashSentence,
  onType,
  onReturn,
  onClose,
}: {
  content: string;
  /** As far as it has been written. */
  sentence: string;
  /** What it clashes with, in words for the division; null: with nothing. */
  clashSentence: string | null;
  onType: (sentence: string) => void;
  onReturn: (reason: string) => void;
  onClose: () => void;
}) {
  const r = useMessages().compile.returning;
  const id = useId();
  const [error, setError] = useState('');
  const presets = r.presets.map((preset) =>
    preset.key === 'clash' && clashSentence !== null ? { ...preset, sentence: clashSentence } : preset,
  );
  const chosen = presets.find((preset) => preset.sentence === sentence)?.key ?? '';

  function choose(key: string) {
    const preset = presets.find((one) => one.key === key);
    if (!preset) return;
    setError('');
    // What somebody wrote is not written over.
    const own = chosen === '' ? cleanText(sentence) : '';
    onType(own === '' ? preset.sentence : `${own} ${preset.sentence}`);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const reason = cleanText(sentence);
    if (reason === '') return setError(r.missing);
    if (lengthOf(reason) > LIMITS.line) return setError(r.tooLong);
    onReturn(reason);
  }

  return (
    <form className={styles.form} data-form="" aria-label={r.label(content)} noValidate onSubmit={submit}>
      <label className="small muted" htmlFor={id}>
        {r.reason}
      </label>
      <Segments className="small" label={r.reasons} options={presets} value={chosen} onChange={choose} />
      <input
        id={id}
        data-first=""
        className={`line${error ? ' bad' : ''}`}
        autoComplete="off"
        value={sentence}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => {
          setError('');
          onType(event.currentTarget.value);
        }}
      />
      {error && (
        <p id={`${id}-error`} className="err" role="alert">
          {error}
        </p>
      )}
      <p className={styles.acts}>
        <Button type="submit">{r.do}</Button>
        <Button look="bare" onClick={onClose}>
          {useMessages().compile.close}
        </Button>
      </p>
    </form>
  );
}
