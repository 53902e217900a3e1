import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { DataError } from '#data/errors.ts';
import { useMembers } from '#data/members.ts';
import { saveEntry } from '#data/saveEntry.ts';
import { tabName, unsavedBox } from '#data/unsaved.ts';
import type { Absence } from '#domain/absence.ts';
import { conflicts, worstFirst, type Conflict } from '#domain/conflicts.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import { changedFields, draftOf, parseEntry } from '#domain/entry.ts';
import type { EntryDraft, EntryErrors, StoredEntry } from '#domain/entry.ts';
import { backFrom, type EntryAct } from '#domain/entryAct.ts';
import { may, type Member } from '#domain/permissions.ts';
import { formatDay, formatTime, weekday } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { isTextField, undoCommand } from '#ui/keyPress.ts';
import type { When } from './gridMoves.ts';

/** What was just moved, or why it could not be. Stays with a clash or a failure, which must be read. */
export interface MoveNote {
  readonly text: string;
  readonly back: 'undo' | 'redo' | null;
  readonly failed: boolean;
  /** What moved, in whatever calendar. */
  readonly moved: Pick<StoredEntry, 'calendar' | 'id'> | null;
  /** The other version, where somebody changed the same since: theirs stands until this is chosen. */
  readonly choice?: { readonly label: string; readonly take: () => void };
}

export interface Moves {
  readonly mayMove: (entry: StoredEntry) => boolean;
  /** Says what is wrong with the new time, or nothing: it is on its way. */
  readonly change: (entry: StoredEntry, draft: Partial<EntryDraft>) => EntryErrors | null;
  /** From where it stands, a move on its way included; false: it cannot be there, and the note says why. */
  readonly put: (entry: StoredEntry, to: (from: When) => When) => boolean;
  readonly note: MoveNote | null;
  /** Of what was moved, as it stands now, the worst first. */
  readonly clashes: readonly Conflict[];
  readonly undo: () => void;
  readonly redo: () => void;
  readonly closeNote: () => void;
}

const keyOf = ({ calendar, id }: Pick<StoredEntry, 'calendar' | 'id'>): string => `${calendar}/${id}`;

type Steps = Readonly<Record<'past' | 'future', readonly EntryAct[]>>; // the newest, and the next to redo, last

/**
 * Moves entries about the week: read, saved and taken back by the editor's own rules (parseEntry, saveEntry,
 * backFrom). Every page shows a move at once; one that the store refuses goes back by itself and the note says why.
 */
export function useMoves({
  week,
  entries,
  member,
  directory,
  settings,
  absences,
}: {
  week: WeekId;
  /** Of every calendar. */
  entries: readonly ShownEntry[];
  member: Member;
  directory: Directory;
  settings: AgencySettings;
  absences: readonly Absence[];
}): Moves {
  const t = useMessages();
  const m = t.moves;
  const members = useMembers();
  const tab = useState(() => tabName(sessionStorage))[0];
  const [steps, setSteps] = useState<Steps>({ past: [], future: [] });
  const [note, setNote] = useState<MoveNote | null>(null);
  /** Moves on their way, until the store tells them: what is pressed twice follows the first. */
  const sent = useRef(new Map<string, StoredEntry>());
  const standing = (entry: StoredEntry): StoredEntry => {
    const own = sent.current.get(keyOf(entry));
    return own && own.revision > entry.revision ? own : entry;
  };
  const find = (one: Pick<StoredEntry, 'calendar' | 'id'>) =>
    entries.find(({ calendar, id }) => calendar === one.calendar && id === one.id);

  const mayMove = useCallback(
    (entry: StoredEntry) =>
      entry.stage === 'accepted' && may(member, 'editEntries', directory.calendars.get(entry.calendar)),
    [member, directory],
  );

  const fail = (text: string, choice?: MoveNote['choice']) =>
    setNote({ text, back: null, failed: true, moved: null, ...(choice && { choice }) });
  const nameOf = (uid: string) => (uid === member.uid ? t.edit.you : (members.get(uid)?.name ?? t.edit.someone));

  /** `as`: of the person's own, or what takes a step back; `told` says it. */
  function save(
    base: StoredEntry,
    change: Partial<EntryDraft>,
    as: 'done' | 'undone' | 'redone',
    told: (after: StoredEntry) => string,
  ): EntryErrors | null {
    const draft = { ...draftOf(base), ...change };
    const { id, calendar, stage } = base;
    const parsed = parseEntry(draft, { id, calendar, week, stage });
    if (!parsed.ok) return parsed.errors;
    if (changedFields(base, parsed.entry).length === 0) return null;
    const after = { ...parsed.entry, revision: base.revision + 1, updatedBy: member.uid, updatedAt: Date.now() };
    const act: EntryAct = { on: 'entry', before: base, after };
    sent.current.set(keyOf(base), after);
    // Should this page go before the store has it, the editor finds it and sends it again. What is typed there stays.
    const box = unsavedBox(localStorage, member.uid, calendar, week);
    const own = (unsaved = box.all().get(id)) => unsaved === undefined || (unsaved.sent && unsaved.tab === tab);
    if (own()) box.keep(id, { draft, internal: null, origin: base, deletion: null, sent: true, tab });
    const forget = () => own() && box.forget(id);
    setSteps(({ past, future }) => {
      if (as === 'undone') return { past, future: [...future, act] };
      return { past: [...past, act], future: as === 'done' ? [] : future };
    });
    setNote({ text: told(after), back: as === 'undone' ? 'redo' : 'undo', failed: false, moved: { id, calendar } });
    saveEntry(parsed.entry, base).then(forget, (cause: unknown) => {
      forget();
      sent.current.delete(keyOf(base));
      const without = (acts: readonly EntryAct[]) => acts.filter((one) => one !== act);
      setSteps(({ past, future }) => ({ past: without(past), future: without(future) }));
      const error = cause instanceof DataError ? cause : null;
      const stands = error?.current;
      const why =
        error?.code === 'stale'
          ? stands
            ? m.stale(nameOf(stands.updatedBy))
            : m.gone
          : (m.refusals[error?.code as keyof typeof m.refusals] ?? m.refusals.other);
      fail(m.refused(base.content, why));
    });
    return null;
  }

  const placeOf = ({ date, time }: StoredEntry) =>
    `${t.common.weekdays[weekday(date) - 1]!.toLowerCase()} ${formatDay(date)}, ${formatTime(time, t.common.sessions).toLowerCase()}`;
  const change = (entry: StoredEntry, draft: Partial<EntryDraft>) => {
    const from = standing(entry);
    return save(from, draft, 'done', (after) =>
      (after.date === from.date && after.time.start === from.time.start ? m.timed : m.moved)(
        after.content,
        placeOf(after),
      ),
    );
  };

  function put(entry: StoredEntry, to: (from: When) => When): boolean {
    const from = standing(entry);
    const { date, lastDate, time } = draftOf({ ...from, ...to(from) });
    const errors = change(entry, { date, lastDate, time });
    const [code] = Object.values(errors ?? {});
    if (code) fail(m.refused(entry.content, t.edit.errors[code]));
    return errors === null;
  }

  function go(did: 'undo' | 'redo') {
    const from = did === 'undo' ? 'past' : 'future';
    // What was moved in another week is taken back there.
    const act = steps[from].findLast(({ after }) => after!.week === week);
    if (!act) {
      setNote({ text: did === 'undo' ? m.nothing : m.nothingToRedo, back: null, failed: false, moved: null });
      return;
    }
    setSteps({ ...steps, [from]: steps[from].filter((one) => one !== act) });
    const found = find(act.after!);
    const now = found && standing(found);
    if (!now) {
      fail(m.refused(act.after!.content, m.gone));
      return;
    }
    const { draft, contested } = backFrom(act, now);
    const back = (standing: StoredEntry, to: Partial<EntryDraft>) => {
      const errors = save(standing, to, did === 'undo' ? 'undone' : 'redone', (after) =>
        (did === 'undo' ? m.undone : m.redone)(after.content, placeOf(after)),
      );
      const [code] = Object.values(errors ?? {});
      if (code) fail(m.refused(now.content, t.edit.errors[code]));
    };
    if (contested.length === 0) return back(now, draft);
    const before = draftOf(act.before!);
    const fields = contested.map((field) => t.edit.fields[field].toLowerCase()).join(', ');
    fail(m.refused(now.content, m.contested(nameOf(now.updatedBy), fields)), {
      label: m.takeMine(placeOf(act.before!)),
      take: () => back(now, { ...draft, ...Object.fromEntries(contested.map((field) => [field, before[field]])) }),
    });
  }

  const latest = useRef(go);
  useLayoutEffect(() => {
    latest.current = go;
  });
  const used = steps.past.length > 0 || steps.future.length > 0;
  useEffect(() => {
    if (!used) return;
    const onKey = (event: KeyboardEvent) => {
      const command = undoCommand(event);
      if (!command || event.defaultPrevented || isTextField(event.target) || document.querySelector('dialog[open]'))
        return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [used]);

  const clashes = useMemo(() => {
    if (!note?.moved) return [];
    const { id, calendar } = note.moved;
    const found = conflicts(entries, { ...settings, directory, absences }).filter(
      ({ grade, entries: pair }) =>
        grade !== 'sameSession' && pair.some((entry) => entry.id === id && entry.calendar === calendar),
    );
    return worstFirst(found);
  }, [note, entries, directory, settings, absences]);

  return {
    mayMove,
    change,
    put,
    note,
    clashes,
    undo: () => go('undo'),
    redo: () => go('redo'),
    closeNote: () => setNote(null),
  };
}
