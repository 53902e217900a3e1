import { useId, useState, type FormEvent } from 'react';
import type { AcceptedClash } from '#data/documents.ts';
import { cleanText, lengthOf, LIMITS } from '#domain/text.ts';
import { formatClock, formatDate, minutesAt, todayAt } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import styles from './clash.module.css';
import { composing } from '#ui/keyPress.ts';

export interface Accepting {
  readonly onAccept: (clash: string, reason: string) => void;
  readonly onTakeBack: (acceptance: AcceptedClash) => void;
  readonly nameOf: (uid: string) => string;
}

/** Takes a clash as it stands, with the reason; afterwards who did, why, and the way back. */
export function AcceptClash({
  clash,
  other,
  acceptance,
  onAccept,
  onTakeBack,
  nameOf,
}: Accepting & {
  clash: string;
  /** The other entry, for the names of buttons. */
  other: string;
  acceptance: AcceptedClash | undefined;
}) {
  const c = useMessages().clash;
  const id = useId();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<'missing' | 'tooLong' | null>(null);

  if (acceptance) {
    const when = `${formatClock(minutesAt(acceptance.at))} ${formatDate(todayAt(acceptance.at))}`;
    return (
      <span className={styles.accepted}>
        <b>{c.accepted}</b> {acceptance.reason} <small>{c.by(nameOf(acceptance.by), when)}</small>{' '}
        <button type="button" className="link" aria-label={c.takeBackOf(other)} onClick={() => onTakeBack(acceptance)}>
          {c.takeBack}
        </button>
      </span>
    );
  }
  if (!asking) {
    return (
      <span className={styles.accepted}>
        <button type="button" className="link" aria-label={c.askOf(other)} onClick={() => setAsking(true)}>
          {c.ask}
        </button>
      </span>
    );
  }

  function close(from: Element) {
    const line = from.closest('li'); // the way to the other entry stays: the hand goes on there
    setAsking(false);
    setProblem(null);
    (line?.querySelector<HTMLElement>('[data-see]') ?? line?.querySelector<HTMLElement>('.link'))?.focus();
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    const reason = cleanText(String(new FormData(event.currentTarget).get('reason') ?? ''));
    if (reason === '' || lengthOf(reason) > LIMITS.line) {
      setProblem(reason === '' ? 'missing' : 'tooLong');
      event.currentTarget.querySelector('input')?.focus();
      return;
    }
    close(event.currentTarget);
    onAccept(clash, reason);
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys come up from the field inside
    <form
      className={styles.ask}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (composing(event.nativeEvent)) return;
        if (event.key === 'Enter' || event.key === 'Escape') event.stopPropagation(); // else the row is saved, or dropped
        if (event.key === 'Escape') close(event.currentTarget);
      }}
    >
      <label htmlFor={id}>{c.reason}</label>
      <input
        id={id}
        name="reason"
        className={`line${problem ? ' bad' : ''}`}
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person has just asked for it
        autoFocus
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={() => setProblem(null)}
      />
      <button type="submit" className="link">
        {c.accept}
      </button>
      <button type="button" className="link" onClick={(event) => close(event.currentTarget)}>
        {c.close}
      </button>
      {problem && (
        <span id={`${id}-problem`} className="err">
          {c[problem]}
        </span>
      )}
    </form>
  );
}
