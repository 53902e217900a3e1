import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import type { PrivateDraft, Unsaved } from '#data/unsaved.ts';
import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { draftOf, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { type FreeTime } from '#domain/free.ts';
import type { Holiday } from '#domain/holiday.ts';
import { deadlineOf, lateBy, type EntryRequest } from '#domain/request.ts';
import { partySuggestions, placeSuggestions } from '#domain/suggest.ts';
import { formatTime, isLocalDate, todayAt } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { Button } from '#ui/Button.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { partyText, placeText } from '#ui/draftWords.ts';
import { composing } from '#ui/keyPress.ts';
import { textRows } from '#ui/textRows.ts';
import { TokenField } from '#ui/TokenField.tsx';
import { Answered } from './Answered.tsx';
import { DayChoice } from './DayChoice.tsx';
import { FormHead } from './FormHead.tsx';
import { LeaderChoice } from './LeaderChoice.tsx';
import { newRequest } from './probe.ts';
import { MORE, MoreFields, saysMore } from './MoreFields.tsx';
import styles from './request.module.css';
import { RequestClashes } from './RequestClashes.tsx';
import { RoomChoice } from './RoomChoice.tsx';
import { TheirVersion } from './TheirVersion.tsx';
import { TimeField } from './TimeField.tsx';
import type { Typed } from './typed.ts';
import { useRequestClashes } from './useRequestClashes.ts';
import { useTheirVersion } from './useTheirVersion.ts';
import { deadlineText, momentText, shortDay } from './words.ts';

interface FormProps {
  readonly id: string;
  readonly week: WeekId;
  readonly number: number;
  readonly directory: Directory;
  readonly settings: AgencySettings;
  readonly board: Calendar;
  readonly unit: Calendar;
  readonly entries: readonly ShownEntry[];
  readonly absences: readonly Absence[];
  readonly holidays: readonly Holiday[];
  readonly now: number;
  readonly nameOf: (uid: string) => string;
  readonly toList: string;
  /** The request as it stands; undefined: not sent yet, or withdrawn. */
  readonly stored: ShownEntry | undefined;
  readonly request: EntryRequest | undefined;
  /** What was typed, as this machine keeps it. The form reads it once. */
  readonly unsaved: Unsaved | undefined;
  /** Why it could not be sent. */
  readonly failure: string | undefined;
  /** Null: nothing is typed that would be lost. */
  readonly onKeep: (typed: Typed | null) => void;
  readonly onSend: (
    id: string,
    entry: Entry,
    base: StoredEntry | null,
    draft: EntryDraft,
    hidden?: EntryPrivate,
  ) => void;
  readonly onSendAsNew: (entry: Entry, draft: EntryDraft, hidden?: EntryPrivate) => void;
  readonly onWithdraw: (entry: StoredEntry) => void;
  readonly onDrop: (typed: Typed | null) => void;
  readonly onCopy: (draft: EntryDraft) => void;
}

/** One request: what it clashes with first, then what the usual one needs, then the rest. */
export function RequestForm(props: FormProps) {
  const { stored, unsaved } = props;
  const answered = stored && (stored.stage === 'accepted' || stored.stage === 'merged');
  // What was typed before the answer came is shown with it, not thrown away.
  return answered && unsaved === undefined ? <Answered {...props} stored={stored} /> : <Form {...props} />;
}

function Form({
  id,
  week,
  number,
  directory,
  settings,
  board,
  unit,
  entries,
  absences,
  holidays,
  now,
  nameOf,
  toList,
  stored,
  request,
  unsaved,
  failure,
  onKeep,
  onSend,
  onSendAsNew,
  onWithdraw,
  onDrop,
}: FormProps) {
  const t = useMessages();
  const r = t.request;
  const f = r.form;
  const e = t.edit;
  const base = useId();
  const root = useRef<HTMLElement>(null);
  // The list that it stands over may have been scrolled.
  useEffect(() => {
    window.scrollTo(0, 0); // newer browsers answer with a promise, which is no way to clean up
  }, []);
  const days = daysOf(week);
  const [typed, setTyped] = useState<Typed>(() => {
    if (unsaved) return unsaved;
    if (stored) return { draft: draftOf(stored), internal: null, origin: stored };
    const today = todayAt(now);
    return { draft: newRequest(days.includes(today) ? today : days[0], unit.id), internal: null, origin: null };
  });
  const [dirty, setDirty] = useState(unsaved !== undefined);
  const [tried, setTried] = useState(false);
  const [said, say] = useState('');
  const [others, setOthers] = useState(false);
  const [more, setMore] = useState(saysMore(typed));
  const { draft, internal, origin } = typed;
  const context = { id, calendar: board.id, week, stage: 'requested' } as const;

  function keep(next: Typed) {
    setTyped(next);
    setDirty(true);
    onKeep(next);
  }
  const type = (change: Partial<EntryDraft>) => keep({ ...typed, draft: { ...draft, ...change } });
  const typeInternal = (change: PrivateDraft) => keep({ ...typed, internal: change });

  const theirs = useTheirVersion({ stored, typed, dirty, onMerge: (next) => (dirty ? keep(next) : setTyped(next)) });
  const moved =
    origin === null
      ? null
      : !stored
        ? 'gone'
        : stored.stage === 'accepted' || stored.stage === 'merged'
          ? stored.stage
          : null;

  const parsed = parseEntry(draft, context);
  const errors = tried && !parsed.ok ? parsed.errors : {};
  const onDate = isLocalDate(draft.date) ? draft.date : days[0];

  const { looked, clashes, leaders } = useRequestClashes({
    ...{ id, week, draft, onDate, entries, board, unit, directory, settings, holidays, absences },
  });
  const parties = useMemo(() => partySuggestions(directory, onDate), [directory, onDate]);
  const places = useMemo(() => placeSuggestions(directory), [directory]);
  const labelOf = (value: string) => partyText(value, directory, onDate);

  const isLeader =
    draft.chairs.length === 0 || (draft.chairs.length === 1 && leaders.some(({ value }) => value === draft.chairs[0]));
  const chosenOthers = others || !isLeader;
  const late = origin === null ? lateBy(now, week, settings) : 0;

  const focusOn = (field: 'time' | 'content') =>
    root.current?.querySelector<HTMLElement>(`[id="${base}-${field}"]`)?.focus();
  function repair(free: FreeTime) {
    if (!looked) return;
    const next = draftOf({ ...looked.probe, date: free.date, lastDate: free.date, time: free.time });
    type({ date: next.date, time: next.time });
    say(`${shortDay(free.date, t)}, ${formatTime(free.time, t.common.sessions)}`);
    focusOn('time');
  }
  function send() {
    if (theirs && theirs.contested.length > 0) {
      say(r.moved.chooseFirst);
      root.current?.querySelector<HTMLElement>(`.${styles.both} button`)?.focus();
      return;
    }
    setTried(true);
    if (!parsed.ok) {
      const wrong = Object.keys(parsed.errors) as (keyof EntryDraft)[];
      if (wrong.some((field) => MORE.includes(field))) setMore(true);
      say(r.faults(wrong.length));
      // The first wrong field, as soon as it says so.
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const blank = (text: string) => text.trim() || null;
    const hidden = internal ? { meetingLink: blank(internal.meetingLink), note: blank(internal.note) } : undefined;
    if (moved) onSendAsNew(parsed.entry, draft, hidden);
    else onSend(id, parsed.entry, origin, draft, hidden);
  }
  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || composing(event.nativeEvent) || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  }

  const act = moved
    ? 'asNew'
    : origin?.stage === 'returned'
      ? 'again'
      : origin
        ? 'change'
        : late > 0
          ? 'late'
          : 'plain';
  const certain = clashes.filter(({ grade }) => grade === 'certain').length;
  const likely = clashes.filter(({ grade }) => grade === 'likely').length;
  const costs = certain > 0 ? r.clashes.certain(certain) : likely > 0 ? r.clashes.likely(likely) : null;
  const plain = act === 'late' ? r.send.late(t.compile.length(late)) : r.send[act];

  const fieldId = (field: string) => `${base}-${field}`;
  const error = (field: keyof EntryDraft) =>
    errors[field] && (
      <p id={`${fieldId(field)}-error`} className="err">
        {e.errors[errors[field]]}
      </p>
    );
  const labelled = (field: keyof typeof e.fields) => ({
    label: e.fields[field],
    labelled: { id: fieldId(field) },
    error: errors[field as keyof EntryDraft] !== undefined,
    describedBy: errors[field as keyof EntryDraft] ? `${fieldId(field)}-error` : undefined,
  });

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl Enter comes up from the fields inside
    <section ref={root} className={styles.form} aria-label={f.title} onKeyDown={onKey}>
      <FormHead toList={toList}>
        <span className={`save ${styles.kept}`} role="status">
          {dirty && f.kept}
        </span>
      </FormHead>
      {moved && (
        <Band tone="changed">
          {moved === 'gone'
            ? r.moved.gone
            : r.moved[moved](request?.answeredBy ? nameOf(request.answeredBy) : r.someone)}
        </Band>
      )}
      {theirs && <TheirVersion version={theirs} {...{ draft, directory, nameOf }} />}
      {failure !== undefined && <Band tone="cancelled">{r.notSent(failure)}</Band>}
      {stored?.stage === 'returned' && request && request.reason !== null && (
        <div className={styles.returned}>
          <b>{f.returned}</b> {r.quoted(request.reason)}{' '}
          {request.answeredBy !== null && request.answeredAt !== null && (
            <small>{r.by(nameOf(request.answeredBy), momentText(request.answeredAt, now))}</small>
          )}
        </div>
      )}
      <RequestClashes {...{ looked, directory, draft, onDate }} onRepair={repair} />
      <p className={styles.into}>
        {f.into} <b>{f.intoWeek(board.shortName, number)}</b>
        {late === 0 && ` · ${deadlineText(deadlineOf(week, settings), now, t)}`}
        {late > 0 && <span className={styles.late}>{f.lateNow(t.compile.length(late))}</span>}
      </p>
      <DayChoice
        days={days}
        value={draft.date}
        onChange={(date, byHand) => {
          type({ date, lastDate: '' });
          // What a thumb wants next. By the keyboard the focus stays where it is.
          if (byHand && draft.time === '') focusOn('time');
        }}
      />
      {error('date')}
      <TimeField
        id={fieldId('time')}
        value={draft.time}
        error={error('time')}
        isFirst={!stored && !unsaved}
        onChange={(time) => type({ time })}
        onNext={() => focusOn('content')}
      />
      <div className="field">
        <label htmlFor={fieldId('content')}>{e.fields.content}</label>
        <textarea
          id={fieldId('content')}
          className={`line ${styles.words}${errors.content ? ' bad' : ''}`}
          rows={Math.max(2, textRows(draft.content, 36))}
          aria-invalid={errors.content ? true : undefined}
          aria-describedby={errors.content ? `${fieldId('content')}-error` : undefined}
          value={draft.content}
          onChange={(event) => type({ content: event.currentTarget.value })}
        />
        {error('content')}
      </div>
      {chosenOthers ? (
        <div className="field">
          <label htmlFor={fieldId('chairs')}>{e.fields.chairs}</label>
          <TokenField
            {...labelled('chairs')}
            values={draft.chairs}
            labelOf={labelOf}
            suggestions={parties}
            onChange={(chairs) => type({ chairs })}
            say={say}
          />
          {error('chairs')}
          {isLeader && (
            <button type="button" className="link" onClick={() => setOthers(false)}>
              {f.leadersOnly}
            </button>
          )}
        </div>
      ) : (
        <div>
          <LeaderChoice
            legend={e.fields.chairs}
            leaders={leaders}
            value={draft.chairs[0] ?? ''}
            onChange={(value) => type({ chairs: [value] })}
          />
          <button type="button" className={`link ${styles.after}`} onClick={() => setOthers(true)}>
            {f.otherChairs}
          </button>
        </div>
      )}
      <div className="field">
        <label htmlFor={fieldId('place')}>{e.fields.place}</label>
        <ChoiceField
          {...labelled('place')}
          value={draft.place}
          labelOf={(value) => placeText(value, directory)}
          suggestions={places}
          onChange={(place) => type({ place })}
        />
        {error('place')}
        <RoomChoice
          legend={looked ? f.freeRooms : f.rooms}
          rooms={looked?.rooms ?? [...directory.rooms.values()].filter(({ active }) => active)}
          value={draft.place}
          onChange={(place) => type({ place })}
        />
      </div>
      <div className="field">
        <label htmlFor={fieldId('attendees')}>{e.fields.attendees}</label>
        <TokenField
          {...labelled('attendees')}
          values={draft.attendees}
          labelOf={labelOf}
          suggestions={parties}
          onChange={(attendees) => type({ attendees })}
          say={say}
        />
        {error('attendees')}
      </div>
      {more ? (
        <MoreFields
          {...{ id, draft, internal, errors, directory }}
          calendar={board.id}
          isNew={origin === null}
          onType={type}
          onInternal={typeInternal}
        />
      ) : (
        <button type="button" className={`link ${styles.after}`} onClick={() => setMore(true)}>
          {f.more}
        </button>
      )}
      <p className="visuallyHidden" role="status">
        {said}
      </p>
      <footer className={styles.foot}>
        {origin && stored && !moved ? (
          <Button onClick={() => onWithdraw(stored)}>{r.withdraw}</Button>
        ) : (
          dirty && <Button onClick={() => onDrop(typed)}>{r.drop}</Button>
        )}
        <Button look="ink" onClick={send}>
          {costs === null ? plain : `${r.anyway[act]} · ${costs}`}
        </Button>
      </footer>
    </section>
  );
}
