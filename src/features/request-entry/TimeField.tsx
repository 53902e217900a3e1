import type { ReactNode } from 'react';
import { parseTime } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { understoodTime } from '#ui/draftWords.ts';
import { composing } from '#ui/keyPress.ts';
import { Segments } from '#ui/Segments.tsx';
import styles from './request.module.css';

const SESSION_WORDS = { morning: 'sáng', afternoon: 'chiều', allDay: 'cả ngày' } as const;

/** A clock time that is typed, or a session by one press. */
export function TimeField({
  id,
  value,
  error,
  isFirst,
  onChange,
  onNext,
}: {
  id: string;
  value: string;
  /** Has the id of the field and "-error". */
  error: ReactNode;
  /** Of a request that is begun: it has the focus. */
  isFirst: boolean;
  onChange: (time: string) => void;
  /** Enter was pressed. */
  onNext: () => void;
}) {
  const t = useMessages();
  const e = t.edit;
  const time = understoodTime(value, t);
  const segment = sessionOfTyped(value);
  return (
    <div className={styles.time}>
      <div className="field">
        <label htmlFor={id}>{e.fields.time}</label>
        <input
          id={id}
          className={`line${error ? ' bad' : ''}`}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="next"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first thing that the usual request needs typed
          autoFocus={isFirst}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : time ? `${id}-is` : undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || composing(event.nativeEvent)) return;
            event.preventDefault();
            onNext();
          }}
        />
      </div>
      <Segments
        label={t.request.form.orSession}
        options={[
          { key: 'morning', label: t.common.sessions.morning },
          { key: 'afternoon', label: t.common.sessions.afternoon },
          { key: 'allDay', label: t.common.sessions.allDay },
        ]}
        value={segment ?? ('' as keyof typeof SESSION_WORDS)}
        onChange={(session: keyof typeof SESSION_WORDS) => onChange(SESSION_WORDS[session])}
      />
      {time !== undefined && time !== value.trim() && segment === null && (
        <p id={`${id}-is`} className={styles.is}>
          {e.understood(time)}
        </p>
      )}
      {error}
    </div>
  );
}

/** The session that the typed text says, when it says no more. */
function sessionOfTyped(text: string): keyof typeof SESSION_WORDS | null {
  const time = parseTime(text);
  if (!time || time.start !== null || time.session === 'evening') return null;
  return time.session;
}
