import { useEffect, useMemo, useReducer, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useConnection } from '#data/connection.ts';
import { useDeletedEntries } from '#data/deletedEntries.ts';
import type { ShownEntry } from '#data/entries.ts';
import { toDataError } from '#data/errors.ts';
import { useMembers } from '#data/members.ts';
import { newEntryId } from '#data/saveEntry.ts';
import { changeRequest, sendRequest, withdrawRequest } from '#data/sendRequest.ts';
import { requestsPlace, tabName, unsavedBox, type Unsaved } from '#data/unsaved.ts';
import type { Absence } from '#domain/absence.ts';
import { clashIndex, CONFLICT_GRADES } from '#domain/conflicts.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import type { Entry, EntryDraft, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import type { Holiday } from '#domain/holiday.ts';
import type { Member } from '#domain/permissions.ts';
import { deadlineOf, type EntryRequest } from '#domain/request.ts';
import { formatDay } from '#domain/time.ts';
import { addWeeks, daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import { PickList } from '#ui/PickList.tsx';
import { UndoNote } from '#ui/UndoNote.tsx';
import { useNow } from '#ui/useNow.ts';
import { CopyDialog } from './CopyDialog.tsx';
import { clashesOf, withoutUnit } from './probe.ts';
import styles from './request.module.css';
import { RequestForm } from './RequestForm.tsx';
import { RequestList, type OwnRequest } from './RequestList.tsx';
import { deadlineText } from './words.ts';

export interface RequestsProps {
  readonly week: WeekId;
  /** The request that is open; undefined: the list alone. */
  readonly entry: string | undefined;
  readonly number: number;
  readonly member: Member;
  readonly directory: Directory;
  readonly settings: AgencySettings;
  readonly board: Calendar;
  readonly unit: Calendar;
  readonly units: readonly Calendar[];
  readonly onUnit: (id: string) => void;
  /** Says which unit and board, where there are several: "?donvi=vp". */
  readonly search: string;
  /** Of another board to register with, beside the unit's. */
  readonly choice?: ReactNode;
  /** The week of every calendar. */
  readonly entries: readonly ShownEntry[];
  readonly requests: readonly EntryRequest[];
  readonly absences: readonly Absence[];
  readonly holidays: readonly Holiday[];
}

/** A unit's requests for a week: the list, and beside it (on a phone over it) the one that is open. */
export function Requests({
  week,
  entry: opened,
  number,
  member,
  directory,
  settings,
  board,
  unit,
  units,
  onUnit,
  search,
  choice,
  entries,
  requests,
  absences,
  holidays,
}: RequestsProps) {
  const t = useMessages();
  const r = t.request;
  const [, go] = useLocation();
  const { online } = useConnection();
  const members = useMembers();
  const now = useNow();
  const tab = useState(() => tabName(sessionStorage))[0];
  const box = useMemo(
    () => unsavedBox(localStorage, member.uid, requestsPlace(board.id, unit.id), week),
    [member.uid, board.id, unit.id, week],
  );
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const [failures, setFailures] = useState<ReadonlyMap<string, string>>(new Map());
  const [note, setNote] = useState<{ text: string; undo?: () => void } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [copying, setCopying] = useState(false);

  const byId = useMemo(
    () => new Map(entries.filter(({ calendar }) => calendar === board.id).map((one) => [one.id, one])),
    [entries, board.id],
  );
  const { data: deleted } = useDeletedEntries(board.id, week);
  const own: readonly OwnRequest[] = useMemo(
    () =>
      requests
        .filter((request) => request.unit === unit.id)
        .map((request) => ({
          request,
          entry: byId.get(request.entry) ?? null,
          gone: deleted?.find(({ entry }) => entry.id === request.entry)?.entry ?? null,
        })),
    [requests, unit.id, byId, deleted],
  );
  const said = useAnswers(own);

  // What an earlier visit gave away has arrived: it is no draft any more.
  useEffect(() => {
    for (const [id, { sent, origin }] of box.all()) {
      const stored = byId.get(id);
      if (!sent || sending.has(id) || !stored || stored.pending) continue;
      if (stored.revision > (origin?.revision ?? 0)) {
        box.forget(id);
        redraw();
      }
    }
  }, [box, byId, sending]);
  /** Typed and not sent. One on its way stands where it will be. */
  const drafts = new Map(
    [...box.all()].filter(([id, { sent, origin }]) => {
      const stored = byId.get(id);
      return !(sent && (sending.has(id) || (stored && stored.revision > (origin?.revision ?? 0))));
    }),
  );

  /** The worst that each of the unit's requests clashes by. */
  const grades = useMemo(() => {
    const context = { ...settings, directory, absences };
    const index = clashIndex(entries, context);
    return new Map(
      own.flatMap(({ entry }) => {
        if (entry?.stage !== 'requested') return [];
        const found = clashesOf(withoutUnit(entry, unit.id), index);
        return [[entry.id, CONFLICT_GRADES.find((grade) => found.some((one) => one.grade === grade)) ?? null] as const];
      }),
    );
  }, [entries, own, unit.id, directory, settings, absences]);

  const toList = `/request/${week}${search}`;
  const href = (id: string) => `/request/${week}/${id}${search}`;
  const nameOf = (uid: string) => members.get(uid)?.name ?? r.someone;
  const why = (cause: unknown) => t.staff.dataError[toDataError(cause).code];

  function fail(id: string, cause: unknown) {
    setFailures((known) => new Map(known).set(id, why(cause)));
  }
  async function send(id: string, entry: Entry, base: StoredEntry | null, draft: EntryDraft, hidden?: EntryPrivate) {
    const internal = hidden ? { meetingLink: hidden.meetingLink ?? '', note: hidden.note ?? '' } : null;
    const kept: Unsaved = { draft, internal, origin: base, deletion: null, sent: true, tab };
    box.keep(id, kept);
    setSending((known) => new Set(known).add(id));
    setFailures((known) => new Map([...known].filter(([one]) => one !== id)));
    setProblem(null);
    go(toList);
    try {
      await (base ? changeRequest(entry, base, hidden) : sendRequest(entry, unit.id, hidden));
      box.forget(id);
      setNote({ text: r.sent(entry.content) });
    } catch (cause) {
      const error = toDataError(cause);
      if (error.code === 'stale' && base === null && error.current === null) {
        // Its name was used: by one that was withdrawn, to which an old address leads.
        box.forget(id);
        const fresh = newEntryId();
        await send(fresh, { ...entry, id: fresh }, null, draft, hidden);
        return;
      }
      box.keep(id, { ...kept, sent: false });
      fail(id, error);
    } finally {
      setSending((known) => new Set([...known].filter((one) => one !== id)));
    }
  }
  async function withdraw(entry: StoredEntry) {
    box.forget(entry.id);
    setProblem(null);
    setNote({
      text: r.withdrawn(entry.content),
      undo: () => {
        setNote(null);
        void sendRequest(entry, unit.id, undefined, { deletedIn: entry.revision + 1 }).catch((cause: unknown) =>
          setProblem(why(cause)),
        );
      },
    });
    go(toList);
    try {
      await withdrawRequest(entry);
    } catch (cause) {
      setNote(null);
      setProblem(r.notWithdrawn(entry.content, why(cause)));
    }
  }
  function drop(id: string, typed: Unsaved | null) {
    box.forget(id);
    go(toList);
    if (!typed) return;
    setNote({
      text: r.dropped(typed.draft.content.trim() || r.noContent),
      undo: () => {
        setNote(null);
        box.keep(id, typed);
        go(href(id));
      },
    });
  }
  function startFrom(draft: EntryDraft) {
    const id = newEntryId();
    box.keep(id, { draft, internal: null, origin: null, deletion: null, sent: false, tab });
    setCopying(false);
    go(href(id));
  }

  const list = useRef<HTMLElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const left = useRef(opened);
  // The form took the focus with it: back at its line of the list, or where the next one begins.
  useEffect(() => {
    const was = left.current;
    left.current = opened;
    if (was === undefined || opened !== undefined || document.activeElement !== document.body) return;
    const lines = [...(list.current?.querySelectorAll('a') ?? [])];
    (lines.find((line) => line.getAttribute('href') === href(was)) ?? add.current)?.focus();
  });

  const days = daysOf(week);
  const deadline = deadlineOf(week, settings);
  const stored = opened === undefined ? undefined : byId.get(opened);
  return (
    <div className={`${styles.page} ${opened === undefined ? '' : styles.open}`}>
      <section ref={list} className={styles.overview}>
        <header className={styles.top}>
          <h1>{r.heading(unit.shortName)}</h1>
          {units.length > 1 && (
            <PickList
              label={r.unit}
              options={units.map(({ id, shortName }) => ({ key: id, label: shortName }))}
              value={unit.id}
              onChange={onUnit}
            />
          )}
          {choice}
        </header>
        <p className={styles.week}>
          <Link
            className="btn square"
            href={`/request/${addWeeks(week, -1)}${search}`}
            aria-label={t.staff.previousWeek}
          >
            <Icon name="previous" />
          </Link>
          <Link className="btn square" href={`/request/${addWeeks(week, 1)}${search}`} aria-label={t.staff.nextWeek}>
            <Icon name="next" />
          </Link>
          <span>
            <b>{t.staff.week(number)}</b> <span>{`(${formatDay(days[0])} – ${formatDay(days[6])})`}</span>{' '}
            <span>
              · {r.count(own.length)} · <span>{deadlineText(deadline, now, t)}</span>
            </span>
          </span>
        </p>
        {problem !== null && <Band tone="cancelled">{problem}</Band>}
        <RequestList
          {...{ own, drafts, failures, href, opened, week, directory, settings, nameOf, now, online }}
          gradeOf={({ id }) => grades.get(id) ?? null}
          entryOf={(id) => byId.get(id)}
        />
        <footer className={styles.foot}>
          <Button onClick={() => setCopying(true)}>{r.copy}</Button>
          <Button ref={add} look="ink" onClick={() => go(href(newEntryId()))}>
            {r.add}
          </Button>
        </footer>
      </section>
      {opened !== undefined && (
        <RequestForm
          key={opened}
          id={opened}
          {...{ week, number, directory, settings, board, unit, entries, absences, holidays, now, nameOf, toList }}
          stored={stored}
          request={requests.find(({ entry }) => entry === opened)}
          unsaved={box.all().get(opened)}
          failure={failures.get(opened)}
          onKeep={(unsaved) => {
            if (unsaved) box.keep(opened, { ...unsaved, deletion: null, sent: false, tab });
            else box.forget(opened);
            redraw();
          }}
          onSend={(...given) => void send(...given)}
          onSendAsNew={(entry, draft, hidden) => {
            box.forget(opened);
            const id = newEntryId();
            void send(id, { ...entry, id }, null, draft, hidden);
          }}
          onWithdraw={(entry) => void withdraw(entry)}
          onDrop={(typed) => drop(opened, typed && { ...typed, deletion: null, sent: false, tab })}
          onCopy={startFrom}
        />
      )}
      <p className="visuallyHidden" role="status">
        {said}
      </p>
      <UndoNote note={note} onClose={() => setNote(null)} onUndo={note?.undo} />
      {copying && (
        <CopyDialog
          {...{ week, directory, settings, board, unit }}
          onPick={startFrom}
          onClose={() => setCopying(false)}
        />
      )}
    </div>
  );
}

/** What the office answered while the page was open, as a sentence. */
function useAnswers(own: readonly OwnRequest[]): string {
  const r = useMessages().request;
  const [known, setKnown] = useState<ReadonlyMap<string, Entry['stage']> | null>(null);
  const [said, say] = useState('');
  const now = new Map(own.flatMap(({ entry }) => (entry ? [[entry.id, entry.stage] as const] : [])));
  const changed = own.find(({ entry }) => entry && known?.has(entry.id) && known.get(entry.id) !== entry.stage);
  const isOther = known === null || now.size !== known.size || [...now].some(([id, stage]) => known.get(id) !== stage);
  if (isOther) {
    setKnown(now);
    const stage = changed?.entry?.stage;
    if (changed?.entry && stage) {
      const { content } = changed.entry;
      if (stage === 'accepted') say(r.nowAccepted(content));
      else if (stage === 'merged') say(r.nowMerged(content));
      else if (stage === 'returned') say(r.nowReturned(content, changed.request.reason ?? ''));
    }
  }
  return said;
}
