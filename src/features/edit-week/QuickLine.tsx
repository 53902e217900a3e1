import {
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { Directory } from '#domain/directory.ts';
import { parseEntry, type EntryDraft } from '#domain/entry.ts';
import type { QuickLine as QuickLineRead, readQuickLine } from '#domain/quickLine.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { composing } from '#ui/keyPress.ts';
import styles from './quickLine.module.css';
import { quickReading, useQuickReading } from './quickReading.ts';
import type { WeekConflicts } from './useConflicts.ts';
import { useKeptLine } from './useKeptLine.ts';

const toTable = () => document.querySelector<HTMLElement>('[data-stop][tabindex="0"]')?.focus();

/** `?them=`: the day and time that somebody chose in the week's view, to be gone on with. */
const begunLine = (): string => new URLSearchParams(location.search).get('them') ?? '';

/**
 * An entry typed as one line, above the table and on its columns. Enter adds it and the line is empty for the next;
 * Escape goes back to the table, and what is typed waits here, also through a crash, and until the grammar is there.
 */
export function QuickLine({
  field,
  member,
  calendar,
  week,
  day,
  today,
  directory,
  clashes,
  onAdd,
  beside,
  onSee,
}: {
  field: RefObject<HTMLInputElement | null>;
  /** Whose words they are: uid. */
  member: string;
  calendar: string;
  week: WeekId;
  /** The day that is meant when the line names none. */
  day: LocalDate;
  today: LocalDate;
  directory: Directory;
  clashes: WeekConflicts;
  /** Saves the entry. */
  onAdd: (draft: EntryDraft) => void;
  /** The form of an entry stands beside it and the table. */
  beside: boolean;
  onSee: (id: string) => void;
}) {
  const t = useMessages();
  const q = t.quickLine;
  const id = useId();
  const begun = useState(begunLine)[0];
  const [line, setLine] = useKeptLine(member, calendar, week, begun);
  const [error, setError] = useState('');
  // A key press is painted before the line is read.
  const typed = useDeferredValue(line);
  const context = useMemo(() => ({ directory, week, day, today }), [directory, week, day, today]);
  const reading = useQuickReading(line);
  const read = useMemo(() => reading?.readQuickLine(typed, context), [reading, typed, context]);
  const waiting = useRef(false);
  /** Escape was pressed while an added line waits to be read: the way back is to what it becomes. */
  const leaving = useRef(false);

  useEffect(() => {
    const asked = new URLSearchParams(location.search).has('them');
    if (!asked) return;
    history.replaceState(history.state, '', location.pathname); // a reload begins no line again
    // After whatever else takes the focus when the page opens.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(begun.length, begun.length);
    });
  }, [field, begun]);

  function type(text: string) {
    setLine(text);
    setError('');
  }
  function retype(text: string) {
    type(text);
    field.current?.focus();
  }
  /** Goes to words of the line and selects them: typing replaces them. */
  function goTo(from: number, to: number) {
    field.current?.focus();
    field.current?.setSelectionRange(from, to);
  }
  function fault({
    draft,
    unclear,
  }: QuickLineRead): { readonly text: string; readonly at?: readonly [number, number] } | null {
    const wrong = unclear.find(({ why }) => why === 'outsideWeek' || (why === 'noSuchTime' && draft.time === ''));
    if (wrong && wrong.why !== 'unknown') {
      return { text: q.errors[wrong.why](line.slice(wrong.said, wrong.to)), at: [wrong.said, wrong.to] };
    }
    const parsed = parseEntry(draft, { id: '', calendar, week });
    if (parsed.ok) return null;
    const [code] = Object.values(parsed.errors);
    return { text: t.edit.errors[code!] };
  }
  function add() {
    field.current?.focus();
    if (line.trim() === '' || waiting.current) return;
    if (reading) return addRead(line, reading.readQuickLine);
    waiting.current = true;
    quickReading
      .ready()
      .then(
        ({ readQuickLine }) => addRead(line, readQuickLine),
        () => setError(t.staff.later.text),
      )
      .finally(() => {
        waiting.current = false;
        if (!leaving.current) return;
        leaving.current = false;
        requestAnimationFrame(() => field.current?.value === '' && toTable());
      });
  }
  /** What was typed behind it in the meantime stays. */
  function addRead(entered: string, readLine: typeof readQuickLine) {
    const read = readLine(entered, context);
    const now = field.current?.value ?? entered;
    if (!now.startsWith(entered)) return; // typed over: a line of its own
    const wrong = fault(read);
    if (wrong) {
      setError(wrong.text);
      if (wrong.at && now === entered) goTo(...wrong.at);
      return;
    }
    onAdd(read.draft);
    type(now.slice(entered.length));
  }
  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    if (composing(event.nativeEvent) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') add();
    else if (event.key === 'Escape' && waiting.current) leaving.current = true;
    else if (event.key === 'Escape') toTable();
    else return;
    event.preventDefault();
  }
  /** A browser would join the words of two pasted lines; cells of a row stand apart. */
  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = event.clipboardData.getData('text/plain').trim();
    if (!/[\r\n\t]/.test(pasted)) return;
    event.preventDefault();
    const input = event.currentTarget;
    const lines = pasted.split(/[\r\n]+/).map((one) => one.trim().replace(/\s*\t\s*/g, ' - '));
    input.setRangeText(lines.filter(Boolean).join(', '), input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    type(input.value);
  }

  return (
    <div className={`with-state noPrint ${styles.quick} ${beside ? styles.beside : ''}`}>
      <label htmlFor={`${id}-line`}>{q.label}</label>
      <div className={styles.line}>
        <input
          ref={field}
          id={`${id}-line`}
          className={`line${error ? ' bad' : ''}`}
          placeholder={q.example}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="done"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={line}
          onChange={(event) => type(event.currentTarget.value)}
          onFocus={() => void quickReading.ready().catch(() => undefined)}
          onKeyDown={onKey}
          onPaste={onPaste}
        />
        <Button onClick={add}>
          {q.add} <kbd aria-hidden="true">Enter</kbd>
        </Button>
      </div>
      {error && (
        <p id={`${id}-error`} className={`err ${styles.under}`} role="alert">
          {error}
        </p>
      )}
      {reading && read && typed.trim() !== '' && (
        <reading.Parts {...{ typed, read, calendar, week, directory, clashes, onSee }} onGo={goTo} onRetype={retype} />
      )}
    </div>
  );
}
