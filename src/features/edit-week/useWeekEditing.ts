import { useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { deleteEntry } from '#data/deleteEntry.ts';
import { DataError } from '#data/errors.ts';
import { newEntryId, saveEntry } from '#data/saveEntry.ts';
import type { ShownEntry } from '#data/entries.ts';
import { saveWeekState } from '#data/weekState.ts';
import type { Absence, StoredAbsence } from '#domain/absence.ts';
import type { Calendar } from '#domain/directory.ts';
import { draftOf, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft, EntryHistory, StoredEntry } from '#domain/entry.ts';
import { parseParty } from '#domain/party.ts';
import type { Member } from '#domain/permissions.ts';
import type { PublishedWeek, WeekState } from '#domain/publication.ts';
import type { Series } from '#domain/series.ts';
import { compareTime } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import type { RowActs } from './RowFields.tsx';
import type { Row } from './rowState.ts';
import { createRowStore } from './rowStore.ts';
import { emptyStop, shownDays, stopAfter, stopsOf, storedDays } from './shownRows.ts';
import { tabName, unsavedBox } from '#data/unsaved.ts';
import { createUndoHistory } from './undoHistory.ts';
import type { Act } from './undoStack.ts';
import type { Note } from './note.ts';
import { useAttending } from './useAttending.ts';
import { useCopies } from './useCopies.ts';
import { useFocusMover } from './useFocusMover.ts';
import { useManyRows } from './useManyRows.ts';
import { useRepeatBack } from './useRepeatBack.ts';
import { useMerging } from './useMerging.ts';
import { useLeavingRow, useRestoring } from './useRowLife.ts';
import { useUndo } from './useUndo.ts';
import { dayText, understoodTime } from '#ui/draftWords.ts';
import { savedAt } from '#ui/savedAt.ts';

const toldOf = (cause: unknown) => {
  if (!(cause instanceof DataError)) return { refusal: 'other' };
  return cause.code === 'stale' ? { stale: cause.current } : { refusal: cause.code };
};

const isTouched = ({ draft, base }: Row): boolean => JSON.stringify(draft) !== JSON.stringify(base && draftOf(base));

/**
 * Everything that an editor can do to the week, and what is open because of it: rows, a dialog, a note with a way back.
 * After each act the focus is put where the hand goes on.
 */
export function useWeekEditing({
  member,
  calendar,
  week,
  entries,
  state,
  working,
  published,
  series,
  absences,
  nameOf,
  onRemoved,
}: {
  member: Member;
  calendar: Calendar;
  week: WeekId;
  entries: readonly ShownEntry[];
  /** Null: nobody has written any; `working` is what it begins with. */
  state: WeekState | null;
  working: WeekState;
  published: PublishedWeek | null;
  series: readonly Series[];
  absences: readonly StoredAbsence[];
  nameOf: (uid: string) => string;
  onRemoved: (entry: StoredEntry) => void;
}) {
  const t = useMessages();
  const e = t.edit;
  const tab = useState(() => tabName(sessionStorage))[0];
  const history = useState(createUndoHistory)[0];
  const store = useState(() =>
    createRowStore({
      calendar: calendar.id,
      week,
      tab,
      box: unsavedBox(localStorage, member.uid, calendar.id, week),
      save: saveEntry,
      newId: newEntryId,
      given: history.given,
      failure: toldOf,
    }),
  )[0];
  const rows = useSyncExternalStore(store.subscribe, store.get);
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries]);
  useLayoutEffect(() => store.hear(byId), [store, byId]);

  const [note, setNote] = useState<Note | null>(null);
  const [said, say] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [form, setForm] = useState(false);
  const [stopping, setStopping] = useState<string | null>(null);
  /** `why`: an undo met somebody's change; without, it is our own typing that did. */
  const [comparing, setComparing] = useState<{ readonly id: string; readonly why: string | null } | null>(null);
  /** Entries that were put back as an earlier version had them: that is no change of single fields. */
  const whole = useRef(new Set<string>());
  const [current, setCurrent] = useState('');
  const focusOn = useFocusMover();

  useRestoring(store, tab);
  useLeavingRow(store, rows.open, () => setForm(false));

  const from = rows.open === null ? null : (rows.byId.get(rows.open)?.base ?? null);
  const at = from && byId.get(from.id);
  const held = from && at && (at.date !== from.date || compareTime(at.time, from.time) !== 0) ? from : null;
  const stored = useMemo(() => storedDays(week, entries, held), [week, entries, held]);
  const days = useMemo(() => shownDays(stored, rows.byId), [stored, rows.byId]);
  const stops = stopsOf(days);
  const issuedIds = useMemo(() => new Set(published?.entries.map(({ id }) => id)), [published]);

  const copy = useCopies({ store, history, setNote, say, focusOn });
  function copyEntries(copies: readonly Entry[], from: number | null) {
    leaveOpen(null);
    void copy(copies, from);
  }

  function openRow(id: string) {
    leaveOpen(id);
    store.open(id);
    focusOn('field');
  }
  function leaveOpen(next: string | null) {
    setProblem(null);
    if (rows.open !== null && rows.open !== next) store.leave(rows.open);
    if (rows.open !== next) setForm(false);
  }
  function seeRow(id: string) {
    leaveOpen(id);
    focusOn(id);
  }
  function addRow(date: LocalDate, draft?: EntryDraft) {
    leaveOpen(null);
    store.add(date, draft);
    focusOn('field');
  }
  /** A copy under its line, open at its time: planned, and without what is of the one meeting only. */
  function duplicateRow(id: string) {
    const draft = store.get().byId.get(id)?.draft ?? (byId.get(id) && draftOf(byId.get(id)!));
    if (!draft) return;
    leaveOpen(null);
    const once = { status: 'planned', reason: '', invitationNo: '', fixed: false } as const;
    store.add(draft.date as LocalDate, { ...draft, ...once }, id);
    focusOn('field');
    say(e.status.duplicated(draft.content));
  }
  /** All at once, one step to undo. Those with a fault stand unsaved where they are dated, with every word. */
  function addRows(drafts: readonly EntryDraft[]) {
    leaveOpen(null);
    let ids: readonly string[] = [];
    history.together(() => {
      ids = drafts.map((draft) => store.create(draft));
    });
    const unsaved = ids.filter((id) => store.get().byId.get(id)?.phase === 'invalid');
    const told = e.status.pasted(ids.length - unsaved.length, unsaved.length);
    focusOn(unsaved[0] ?? ids[0] ?? null);
    setNote({ text: told, back: unsaved.length < ids.length ? 'undo' : null });
  }
  /** A new line that goes gives the focus back to where it was added from. */
  const beforeAdding = (id: string) => (current !== '' && current !== id ? current : stopAfter(stops, id));
  function saveRow(id: string) {
    const row = store.get().byId.get(id);
    const before = row?.origin;
    const left = store.leave(id, true);
    if (left === 'invalid') {
      // The first wrong field, as soon as it says so.
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] [aria-invalid]`)?.focus(),
      );
      return;
    }
    setForm(false);
    focusOn(left === 'dropped' ? beforeAdding(id) : id);
    if (
      row &&
      before &&
      left === 'saving' &&
      (row.draft.date !== before.date || row.draft.time !== draftOf(before).time)
    ) {
      say(e.status.sorted(dayText(row.draft.date as LocalDate, t), understoodTime(row.draft.time, t) ?? ''));
    }
  }
  function dropRow(id: string) {
    const row = store.drop(id);
    setForm(false);
    focusOn(row?.base ? id : beforeAdding(id)); // one whose first save is on its way stands too
    if (!row || !isTouched(row) || (!row.base && row.draft.content === '' && row.draft.time === '')) return;
    history.record({ on: 'draft', row });
    setNote({ text: e.status.dropped, back: 'undo' });
  }
  async function removeEntry(entry: StoredEntry) {
    const row = store.drop(entry.id);
    if (row && row.phase !== 'saving' && isTouched(row)) history.record({ on: 'draft', row });
    const act: Act = { on: 'entry', before: entry, after: null };
    history.record(act);
    try {
      const deleted = askBeforeLeaving(deleteEntry(entry));
      onRemoved(entry); // given to the store with it: the page may be closed at once
      await deleted;
    } catch (cause) {
      history.forget(act);
      setNote(null);
      const told = toldOf(cause);
      const why = 'stale' in told ? e.refusals.other : e.refusals[told.refusal as keyof typeof e.refusals];
      setProblem(e.status.notDeleted(entry.content, why ?? e.refusals.other));
    }
  }
  function removeRow(id: string) {
    const entry = byId.get(id);
    if (!entry) {
      dropRow(id);
      return;
    }
    if (entry.stage === 'requested' || entry.stage === 'returned') {
      setProblem(e.status.requestStays(entry.content));
      return;
    }
    if (issuedIds.has(id)) {
      say(e.status.cannotDelete);
      setStopping(id);
      return;
    }
    setForm(false);
    focusOn(stopAfter(stops, id));
    void removeEntry(entry);
    setNote({ text: e.status.deleted(entry.content), back: 'undo' });
  }
  /** Saves a new entry without opening it. */
  function addSaved(draft: EntryDraft) {
    leaveOpen(null);
    const id = store.add(draft.date as LocalDate, draft);
    if (store.leave(id) !== 'saving') return;
    setCurrent(id);
    const when = `${dayText(draft.date as LocalDate, t)}, ${understoodTime(draft.time, t) ?? ''}`;
    setNote({ text: t.quickLine.added(draft.content, when), back: 'undo' });
  }
  function stopRow(id: string, status: 'planned' | 'postponed' | 'cancelled', reason: string) {
    setStopping(null);
    const entry = byId.get(id);
    if (!entry || store.change(entry, { status, reason }) !== 'saving') return;
    focusOn(id);
    say(e.status.stopped[status]);
  }
  /** An earlier version as the next one; what it put aside, typed or stored, is one click away. */
  function restoreVersion(id: string, version: EntryHistory) {
    const row = store.get().byId.get(id);
    if (!row) return;
    const typed = parseEntry(row.draft, { id, calendar: calendar.id, week });
    if (!typed.ok) history.record({ on: 'draft', row });
    whole.current.add(id);
    store.type(id, draftOf(version.entry));
    const left = history.over(typed.ok && row.origin ? { ...row.origin, ...typed.entry } : row.origin, () =>
      store.leave(id, true),
    );
    if (left === 'invalid') return;
    setForm(false);
    focusOn(id);
    if (left === 'stale') return; // the line says so, and has both versions
    const told = left === 'saving' ? t.history.restored(savedAt(version)) : t.history.sameAlready;
    setNote({ text: told, back: left === 'saving' ? 'undo' : null });
  }
  function recreateEntry({ entry, revision }: EntryHistory) {
    leaveOpen(null);
    const { id } = entry;
    store.bringBack(id, { deletedIn: revision }, draftOf(entry));
    if (store.leave(id) !== 'saving') return;
    focusOn(id);
    const told = t.history.deleted.recreated(entry.content);
    setNote({ text: told, back: 'undo' });
  }
  async function saveDuty(date: LocalDate, value: string) {
    const party = parseParty(value);
    const { [date]: _before, ...others } = working.duty;
    const act: Act = { on: 'duty', date, before: _before ?? '', after: party ?? '' };
    history.record(act);
    setProblem(null);
    try {
      await askBeforeLeaving(saveWeekState({ ...working, duty: party ? { ...others, [date]: party } : others }, state));
      say(e.status.dutySaved(dayText(date, t)));
    } catch {
      history.forget(act);
      setProblem(e.status.dutyRefused);
    }
  }
  async function tellIfRefused(write: Promise<void>, problem = t.clash.refused) {
    setProblem(null);
    try {
      await askBeforeLeaving(write);
    } catch {
      setProblem(problem);
    }
  }
  function askToStop(id: string) {
    if (rows.open === id) {
      const left = store.leave(id, true);
      if (left === 'invalid' || left === 'stale') return;
      setForm(false);
    }
    if (byId.has(id)) setStopping(id);
  }
  const compare = useCallback(
    (id: string) => {
      store.showStale(id);
      setComparing({ id, why: null });
    },
    [store],
  );
  const many = useManyRows({
    calendar: calendar.id,
    week,
    store,
    history,
    byId,
    nameOf,
    isIssued: (id) => issuedIds.has(id),
    removeEntry: (entry) => void removeEntry(entry),
    onRemoved,
    leaveOpen: () => leaveOpen(null),
    setNote,
    setProblem,
    say,
    focusOn,
  });
  const backRepeat = useRepeatBack({ calendar: calendar.id, series, history, now: store.now, setProblem });
  const attending = useAttending({ absences, history, setProblem });
  const undoing = useUndo({
    history,
    store,
    uid: member.uid,
    nameOf,
    isIssued: (id) => issuedIds.has(id),
    duty: working.duty,
    remove: (entry) => void removeEntry(entry),
    saveDuty: (date, value) => void saveDuty(date, value),
    backElsewhere: many.backElsewhere,
    backRepeat,
    backAttend: attending.back,
    leaveOpen: () => leaveOpen(null),
    stopAfter: (id) => stopAfter(stops, id),
    onWent: ({ text, back, problem: stuck, contested, focus }) => {
      setProblem(stuck);
      setNote(text === null ? null : { text, back });
      if (contested) setComparing(contested);
      else if (focus !== null) focusOn(focus);
    },
  });
  useMerging({
    ...{ store, rows, byId },
    isAsked: (id) => id === comparing?.id || whole.current.has(id),
    onMerged: ({ content, updatedBy }) => {
      setNote({ text: e.status.merged(content, nameOf(updatedBy)), back: 'undo' });
    },
  });
  function closeCompare() {
    if (comparing && comparing.why !== null) store.drop(comparing.id); // nobody typed it: it can be asked for again
    setComparing(null);
  }

  const rowActs = (row: Row): RowActs => ({
    type: (draft) => store.type(row.id, draft),
    letters: (draft) => store.letters(row.id, draft),
    save: () => saveRow(row.id),
    dropEdit: () => dropRow(row.id),
    allFields: () => setForm(true),
    stop: () => askToStop(row.id),
    duplicate: () => duplicateRow(row.id),
    remove: issuedIds.has(row.id) ? undefined : () => removeRow(row.id),
    say,
  });

  return {
    rows,
    history,
    attend: (entry: string, content: string) => (absence: Absence, attends: boolean) => {
      attending.attend(absence, { on: 'attend', absence: absence.id, entry, content, attends });
      setNote({ text: t.absences.inEntry.done[attends ? 'attends' : 'attendsNot'](content), back: 'undo' });
    },
    days,
    copyEntries,
    note,
    said,
    problem,
    undo: undoing.undo,
    redo: undoing.redo,
    current,
    opened: rows.open === null ? undefined : rows.byId.get(rows.open),
    /** The opened row has every field beside the table. */
    inForm: form,
    compared: comparing === null ? undefined : rows.byId.get(comparing.id),
    comparedWhy: comparing?.why ?? null,
    stopped: stopping === null ? undefined : byId.get(stopping),
    storedOf: (id: string) => byId.get(id) ?? null,
    isIssued: (id: string) => issuedIds.has(id),
    rowActs,
    openRow,
    seeRow,
    addRow,
    addRows,
    many,
    saySo: setProblem,
    nowOf: store.now,
    sayAloud: say,
    /** A note of what is done, and the way back from it. */
    tellDone: (text: string, back: Note['back'] = null) => setNote({ text, back }),
    currentDay: days.find(
      ({ date, rows: own }) => emptyStop(date) === current || own.some(({ key }) => key === current),
    )?.date,
    duplicateRow,
    addSaved,
    stopRow,
    saveDuty,
    askToStop,
    compare,
    restoreVersion,
    recreateEntry,
    tellIfRefused: (write: Promise<void>, problem?: string) => void tellIfRefused(write, problem),
    closeForm: () => setForm(false),
    closeNote: () => setNote(null),
    closeStop: () => setStopping(null),
    closeCompare,
    at: setCurrent,
    removeRow,
    typeInternal: store.typeInternal,
    settle: (id: string, draft: EntryDraft) => {
      setComparing(null);
      store.settle(id, draft);
      focusOn(id);
    },
    discard: (id: string) => {
      setComparing(null);
      store.drop(id);
      focusOn(id);
    },
    /** `deletedIn` null: not known, so it becomes another entry. */
    recreate: (row: Row, deletedIn: number | null) => {
      setComparing(null);
      store.drop(row.id);
      if (deletedIn === null) {
        addRow(row.draft.date as LocalDate, row.draft);
        return;
      }
      leaveOpen(null);
      store.bringBack(row.id, { deletedIn }, row.draft);
      if (row.internal) store.typeInternal(row.id, row.internal);
      focusOn('field');
    },
  };
}
