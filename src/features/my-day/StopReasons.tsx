import { useId } from 'react';
import { useMessages } from './messages.ts';
import { Field } from '#ui/Field.tsx';

/** A reason out of the usual ones, or typed. Readers see it. */
export function StopReasons({
  chosen,
  typed,
  fault,
  onChange,
}: {
  /** Of the usual ones, or the words for another; null: none yet. */
  chosen: string | null;
  typed: string;
  fault: string | null;
  onChange: (chosen: string, typed: string) => void;
}) {
  const m = useMessages().myDay;
  const id = useId();
  return (
    <>
      <fieldset
        className="stopReasons"
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
      >
        <legend className="muted small">{m.reason}</legend>
        {[...m.reasons, m.other].map((words) => (
          <label key={words} className="chk">
            <input
              type="radio"
              name={`${id}-reason`}
              checked={chosen === words}
              onChange={() => onChange(words, typed)}
            />
            <span>{words}</span>
          </label>
        ))}
      </fieldset>
      {chosen === m.other && (
        <Field
          label={m.otherLabel}
          value={typed}
          autoComplete="off"
          onChange={(event) => onChange(m.other, event.currentTarget.value)}
        />
      )}
      {fault !== null && (
        <p id={`${id}-fault`} className="err" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
