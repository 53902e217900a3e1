import {
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { Link } from 'wouter';
import type { ShownEntry } from '#data/entries.ts';
import { useEntryPrivate } from '#data/entryPrivate.ts';
import type { PrivateDraft, Unsaved } from '#data/unsaved.ts';
import type { Absence } from '#domain/absence.ts';
import { availabilityOf, availabilityOn } from '#domain/availability.ts';
import { clashIndex, worstFirst, type Resource } from '#domain/conflicts.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { draftOf, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { freeDuring, nextFreeTime, type FreeTime } from '#domain/free.ts';
import type { Holiday } from '#domain/holiday.ts';
import { peopleOf } from '#domain/leaderColumns.ts';
import { referenceOf, partyLabel, shortPartyLabel, type Party } from '#domain/party.ts';
import { deadlineOf, lateBy, type EntryRequest } from '#domain/request.ts';
import { partySuggestions, placeSuggestions, vehicleSuggestions } from '#domain/suggest.ts';
import { differences, merged } from '#domain/threeWay.ts';
import { formatDay, formatTime, isLocalDate, parseTime, todayAt, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { ClashWords, resourceLabel } from '#ui/ClashWords.tsx';
import { partyText, placeText, understoodTime, vehicleText } from '#ui/draftWords.ts';
import { Field } from '#ui/Field.tsx';
import { GradeMark } from '#ui/GradeMark.tsx';
import { Icon } from '#ui/Icon.tsx';
import { composing } from '#ui/keyPress.ts';
import { Segments } from '#ui/Segments.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { TokenField } from '#ui/TokenField.tsx';
import { LeaderChoice } from './LeaderChoice.tsx';
import { clashesOf, copyOf, newRequest, probeOf, withoutUnit } from './probe.ts';
import styles from './request.module.css';
import { deadlineText, momentText, shortDay } from './words.ts';

/** What is typed, as the box keeps it. */
type Typed = Pick<Unsaved, 'draft' | 'internal' | 'origin'>;

const SESSION_WORDS = { morning: 'sáng', afternoon: 'chiều', allDay: 'cả ngày' } as const;
/** Fields behind "Thêm giấy mời…": opened where one of them says something. */
const MORE = ['gatheringPoint', 'connectionPoints', 'vehicle', 'driver', 'invitationNo', 'documentNo'] as const;
const MOST_ROOMS = 3;

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

function Answered({ stored, request, week, board, now, nameOf, toList, onCopy }: FormProps & { stored: ShownEntry }) {
  const t = useMessages();
  const a = t.request.answered;
  return (
    <section className={styles.form}>
      <FormHead toList={toList} />
      <StatePage
        kicker={
          request?.answeredBy && request.answeredAt !== null
            ? t.request.by(nameOf(request.answeredBy), momentText(request.answeredAt, now))
            : a.kicker
        }
        title={a.accepted}
        actions={
          <>
            <ButtonLink look="ink" href={`/view/${week}?lich=${board.id}`}>
              {a.see}
            </ButtonLink>
            <Button onClick={() => onCopy(copyOf(draftOf(stored), stored.date))}>{a.copy}</Button>
          </>
        }
      >
        <p>
          <b>{`${shortDay(stored.date, t)}, ${formatTime(stored.time, t.common.sessions)}`}</b> {stored.content}
        </p>
        <p>{a.acceptedText}</p>
      </StatePage>
    </section>
  );
}

function FormHead({ toList, children }: { toList: string; children?: ReactNode }) {
  const f = useMessages().request.form;
  return (
    <header className={styles.top}>
      <Link className="btn square bare" href={toList} aria-label={f.back}>
        <Icon name="previous" />
      </Link>
      <h1>{f.title}</h1>
      {children}
    </header>
  );
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
  const [more, setMore] = useState(MORE.some((field) => typed.draft[field] !== '') || typed.internal !== null);
  const { draft, internal, origin } = typed;
  const context = { id, calendar: board.id, week, stage: 'requested' } as const;

  function keep(next: Typed) {
    setTyped(next);
    setDirty(true);
    onKeep(next);
  }
  const type = (change: Partial<EntryDraft>) => keep({ ...typed, draft: { ...draft, ...change } });
  const typeInternal = (change: PrivateDraft) => keep({ ...typed, internal: change });

  const changed = useColleague({ stored, typed, dirty, onMerge: (next) => (dirty ? keep(next) : setTyped(next)) });
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
  const time = understoodTime(draft.time, t);

  // A key press is painted before the week is compared anew.
  const shown = useDeferredValue(draft);
  const { around, index } = useMemo(() => {
    const around = entries.filter((entry) => entry.id !== id || entry.calendar !== board.id);
    return { around, index: clashIndex(around, { ...settings, directory, absences }) };
  }, [entries, id, board.id, directory, settings, absences]);
  const looked = useMemo(() => {
    const whole = probeOf(shown, { id, calendar: board.id, week });
    const probe = whole && withoutUnit(whole, unit.id);
    if (!probe) return null;
    const found = clashesOf(probe, index);
    const freeFor = (one: Entry): FreeTime | null =>
      clashesOf(one, index).some(({ grade }) => grade !== 'sameSession')
        ? nextFreeTime(one, index, { ...settings, absences }, new Map(holidays.map((day) => [day.date, day])))
        : null;
    const forAll = freeFor(probe);
    return {
      probe,
      clashes: worstFirst(found),
      // A unit finds somebody to send: when all are never free, it is enough that the chair and the room are.
      free: forAll ?? freeFor({ ...probe, attendees: [], invitees: [] }),
      forAll: forAll !== null,
      rooms: freeDuring(probe, index, { directory, absences }).rooms(
        probe.place?.startsWith('room:') ? directory.rooms.get(referenceOf(probe.place)) : undefined,
      ),
    };
  }, [shown, id, board.id, week, unit.id, index, settings, holidays, directory, absences]);
  const clashes = looked?.clashes ?? [];
  const leaders = useMemo(
    () =>
      peopleOf(directory, (one) => one.id === board.id, [onDate]).map((person) => ({
        value: `person:${person.id}`,
        label: partyLabel(`person:${person.id}`, directory, onDate),
        availability: looked
          ? availabilityOf(person.id, looked.probe, { index, others: around, absences })
          : availabilityOn(person.id, onDate, around, absences),
      })),
    [directory, board.id, onDate, looked, index, around, absences],
  );
  const parties = useMemo(() => partySuggestions(directory, onDate), [directory, onDate]);
  const places = useMemo(() => placeSuggestions(directory), [directory]);
  const vehicles = useMemo(() => vehicleSuggestions(directory), [directory]);
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
  const repairText = (free: FreeTime): string => {
    const names = new Set(clashes.flatMap(({ over }) => over.map((one) => shortLabel(one, directory, onDate))));
    const to = formatTime(free.time, t.common.sessions);
    const where = free.date === draft.date ? to : `${shortDay(free.date, t)}, ${to}`;
    const who = !looked?.forAll
      ? f.namedFree
      : names.size === 1
        ? f.oneFree([...names][0]!)
        : names.size === 2
          ? f.twoFree
          : f.allFree;
    return f.repair(where, who);
  };

  function send() {
    setTried(true);
    if (!parsed.ok) {
      const wrong = Object.keys(parsed.errors) as (keyof EntryDraft)[];
      if (wrong.some((field) => (MORE as readonly string[]).includes(field))) setMore(true);
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
  const line = (field: 'gatheringPoint' | 'driver' | 'invitationNo' | 'documentNo') => (
    <Field
      label={e.fields[field]}
      value={draft[field]}
      autoComplete="off"
      error={errors[field] && e.errors[errors[field]]}
      onChange={(event) => type({ [field]: event.currentTarget.value })}
    />
  );
  const segment = sessionOfTyped(draft.time);

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
      {changed && <Band tone="changed">{r.moved.changed(nameOf(changed.by), changed.fields)}</Band>}
      {failure !== undefined && <Band tone="cancelled">{r.notSent(failure)}</Band>}
      {stored?.stage === 'returned' && request && request.reason !== null && (
        <div className={styles.returned}>
          <b>{f.returned}</b> {r.quoted(request.reason)}{' '}
          {request.answeredBy !== null && request.answeredAt !== null && (
            <small>{r.by(nameOf(request.answeredBy), momentText(request.answeredAt, now))}</small>
          )}
        </div>
      )}
      <div className={clashes.length > 0 ? styles.clashes : undefined} role="status" aria-label={f.clashes}>
        {looked && clashes.length > 0 && (
          <>
            <ul>
              {clashes.map((conflict) => (
                <li key={conflict.entries.map((one) => `${one.calendar}/${one.id}`).join(' ')}>
                  <GradeMark grade={conflict.grade} />{' '}
                  <span>
                    <ClashWords of={looked.probe} conflict={conflict} directory={directory} />
                  </span>
                </li>
              ))}
            </ul>
            {looked.free && (
              <Button className={styles.repair} onClick={() => repair(looked.free!)}>
                {repairText(looked.free)}
              </Button>
            )}
          </>
        )}
      </div>
      <p className={styles.into}>
        {f.into} <b>{f.intoWeek(board.shortName, number)}</b>
        {late === 0 && ` · ${deadlineText(deadlineOf(week, settings), now, t)}`}
        {late > 0 && <span className={styles.late}>{f.lateNow(t.compile.length(late))}</span>}
      </p>
      <div className={styles.days} role="group" aria-label={f.day}>
        {days.map((date) => (
          <button
            key={date}
            type="button"
            aria-pressed={date === draft.date}
            onClick={(event) => {
              type({ date, lastDate: '' });
              // What a thumb wants next. By the keyboard the focus stays where it is.
              if (event.detail > 0 && draft.time === '') focusOn('time');
            }}
          >
            <span aria-hidden="true">{r.shortWeekdays[weekday(date) - 1]}</span>
            <span className="visuallyHidden">{t.common.weekdays[weekday(date) - 1]}</span>{' '}
            <small>{formatDay(date)}</small>
          </button>
        ))}
      </div>
      {error('date')}
      <div className={styles.time}>
        <div className="field">
          <label htmlFor={fieldId('time')}>{e.fields.time}</label>
          <input
            id={fieldId('time')}
            className={`line${errors.time ? ' bad' : ''}`}
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="next"
            // The first thing that the usual request needs typed.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={!stored && !unsaved}
            aria-invalid={errors.time ? true : undefined}
            aria-describedby={errors.time ? `${fieldId('time')}-error` : time ? `${fieldId('time')}-is` : undefined}
            value={draft.time}
            onChange={(event) => type({ time: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || composing(event.nativeEvent)) return;
              event.preventDefault();
              focusOn('content');
            }}
          />
        </div>
        <Segments
          label={f.orSession}
          options={[
            { key: 'morning', label: t.common.sessions.morning },
            { key: 'afternoon', label: t.common.sessions.afternoon },
            { key: 'allDay', label: t.common.sessions.allDay },
          ]}
          value={segment ?? ('' as keyof typeof SESSION_WORDS)}
          onChange={(session: keyof typeof SESSION_WORDS) => type({ time: SESSION_WORDS[session] })}
        />
        {time !== undefined && time !== draft.time.trim() && segment === null && (
          <p id={fieldId('time-is')} className={styles.is}>
            {e.understood(time)}
          </p>
        )}
        {error('time')}
      </div>
      <div className="field">
        <label htmlFor={fieldId('content')}>{e.fields.content}</label>
        <textarea
          id={fieldId('content')}
          className={`line ${styles.words}${errors.content ? ' bad' : ''}`}
          rows={2}
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
        <Rooms
          legend={looked ? f.freeRooms : f.rooms}
          rooms={(looked?.rooms ?? [...directory.rooms.values()].filter(({ active }) => active)).slice(0, MOST_ROOMS)}
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
        <>
          {line('invitationNo')}
          {line('documentNo')}
          <div className="field">
            <label htmlFor={fieldId('vehicle')}>{e.fields.vehicle}</label>
            <ChoiceField
              {...labelled('vehicle')}
              value={draft.vehicle}
              labelOf={(value) => vehicleText(value, directory)}
              suggestions={vehicles}
              onChange={(vehicle) => type({ vehicle })}
            />
            {error('vehicle')}
          </div>
          {line('driver')}
          {line('gatheringPoint')}
          <Field
            multiline
            label={e.fields.connectionPoints}
            hint={e.hints.connectionPoints}
            error={errors.connectionPoints && e.errors[errors.connectionPoints]}
            rows={2}
            value={draft.connectionPoints}
            onChange={(event) => type({ connectionPoints: event.currentTarget.value })}
          />
          <Internal {...{ id, calendar: board.id, isNew: origin === null, internal }} onChange={typeInternal} />
        </>
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

const shortLabel = (one: Resource, directory: Directory, onDate: LocalDate): string =>
  one.startsWith('person:') ? shortPartyLabel(one as Party, directory, onDate) : resourceLabel(one, directory, onDate);

/** The session that the typed text says, when it says no more. */
function sessionOfTyped(text: string): keyof typeof SESSION_WORDS | null {
  const time = parseTime(text);
  if (!time || time.start !== null || time.session === 'evening') return null;
  return time.session;
}

/**
 * A colleague changed the request while it is open: what they changed comes in, what we typed stays. Tells whose and what;
 * a field that both changed keeps our words, and theirs are told.
 */
function useColleague({
  stored,
  typed,
  dirty,
  onMerge,
}: {
  stored: ShownEntry | undefined;
  typed: Typed;
  dirty: boolean;
  onMerge: (typed: Typed) => void;
}) {
  const t = useMessages();
  const [changed, setChanged] = useState<{ by: string; fields: string } | null>(null);
  const merge = useRef(onMerge);
  useEffect(() => {
    merge.current = onMerge;
  });
  const { origin } = typed;
  const isNewer =
    stored !== undefined &&
    origin !== null &&
    !stored.pending &&
    stored.revision > origin.revision &&
    (stored.stage === 'requested' || stored.stage === 'returned');
  useEffect(() => {
    if (!isNewer) return;
    const found = dirty ? differences(origin, typed.draft, stored) : [];
    const both = new Map(found.map(({ field }) => [field as string, 'mine' as const]));
    const theirs = found.filter(({ changedBy }) => changedBy !== 'mine');
    for (const { field, changedBy } of found) if (changedBy === 'theirs') both.delete(field);
    merge.current({
      ...typed,
      draft: dirty ? merged(typed.draft, stored, found, both) : draftOf(stored),
      origin: stored,
    });
    if (theirs.length === 0) return;
    const words = theirs.map(({ field, changedBy }) => {
      const name = t.edit.fields[field as keyof typeof t.edit.fields] ?? field;
      const value = draftOf(stored)[field];
      return changedBy === 'both' ? t.request.moved.mine(name, String(value)) : t.request.moved.theirs(name);
    });
    setChanged({ by: stored.updatedBy, fields: words.join(', ') });
    // oxlint-disable-next-line react/exhaustive-deps -- once for each newer revision
  }, [isNewer, stored?.revision]);
  return changed;
}

function Rooms({
  legend,
  rooms,
  value,
  onChange,
}: {
  legend: string;
  rooms: readonly { readonly id: string; readonly name: string }[];
  value: string;
  onChange: (value: string) => void;
}) {
  if (rooms.length === 0) return null;
  return (
    <div className={styles.rooms} role="group" aria-label={legend}>
      <small className="muted" aria-hidden="true">
        {legend}:
      </small>
      {rooms.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={value === `room:${id}`} onClick={() => onChange(`room:${id}`)}>
          {name}
        </button>
      ))}
    </div>
  );
}

/** Meeting link and note: read and written apart from the entry. */
function Internal({
  id,
  calendar,
  isNew,
  internal,
  onChange,
}: {
  id: string;
  calendar: string;
  isNew: boolean;
  internal: PrivateDraft | null;
  onChange: (internal: PrivateDraft) => void;
}) {
  const e = useMessages().edit;
  const { data, error } = useEntryPrivate(calendar, id);
  if (!isNew && (data === undefined || error)) return error ? <p className="hint">{e.form.privateHidden}</p> : null;
  const value = internal ?? { meetingLink: data?.meetingLink ?? '', note: data?.note ?? '' };
  return (
    <>
      <Field
        label={e.fields.meetingLink}
        hint={e.hints.meetingLink}
        type="url"
        autoComplete="off"
        value={value.meetingLink}
        onChange={(event) => onChange({ ...value, meetingLink: event.currentTarget.value })}
      />
      <Field
        multiline
        label={e.fields.note}
        hint={e.hints.meetingLink}
        rows={2}
        value={value.note}
        onChange={(event) => onChange({ ...value, note: event.currentTarget.value })}
      />
    </>
  );
}
