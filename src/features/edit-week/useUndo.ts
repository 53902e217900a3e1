import { useEffect, useLayoutEffect, useRef } from 'react';
import { changedFields, draftOf } from '#domain/entry.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { backFrom, idOf, type EntryAct } from '#domain/entryAct.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { actsText } from './actWords.ts';
import { isTextField, undoCommand } from '#ui/keyPress.ts';
import type { RowStore } from './rowStore.ts';
import type { UndoHistory } from './undoHistory.ts';
import type { Act } from './undoStack.ts';
import { dayText } from '#ui/draftWords.ts';

/** How taking one act back went: it is done (and where the hand goes on), somebody has to choose, or why it cannot be. */
type Went = { readonly focus: string | null } | { readonly contested: string; readonly why: string } | string;

/** Ctrl Z and Ctrl Y over everything that was done to the week on this page, onto the week as it stands now. */
export function useUndo({
  history,
  store,
  uid,
  nameOf,
  isIssued,
  duty,
  remove,
  saveDuty,
  backElsewhere,
  backRepeat,
  backAttend,
  leaveOpen,
  stopAfter,
  onWent,
}: {
  history: UndoHistory;
  store: RowStore;
  uid: string;
  nameOf: (uid: string) => string;
  isIssued: (id: string) => boolean;
  duty: Readonly<Record<string, string>>;
  remove: (entry: StoredEntry) => void;
  saveDuty: (date: LocalDate, value: string) => void;
  backElsewhere: (act: Extract<Act, { on: 'elsewhere' }>) => void;
  /** Why it cannot be taken back; null: it is being done. */
  backRepeat: (act: Extract<Act, { on: 'repeat' }>) => string | null;
  backAttend: (act: Extract<Act, { on: 'attend' }>) => string | null;
  leaveOpen: () => void;
  stopAfter: (id: string) => string | null;
  onWent: (went: {
    /** What was taken back or done again, or that there is nothing; null: see the others. */
    readonly text: string | null;
    /** The way back from it. */
    readonly back: 'undo' | 'redo' | null;
    readonly problem: string | null;
    /** To be compared, and why. */
    readonly contested: { readonly id: string; readonly why: string } | null;
    readonly focus: string | null;
  }) => void;
}): { readonly undo: () => void; readonly redo: () => void } {
  const t = useMessages();
  const words = t.edit.undoing;

  /** Lines that this step takes away: the focus goes to the first that stays. */
  const gone = new Set<string>();
  function nextOf(id: string): string | null {
    let next = stopAfter(id);
    for (const seen = new Set<string>(); next !== null && gone.has(next) && !seen.has(next); next = stopAfter(next)) {
      seen.add(next);
    }
    return next;
  }

  function backOfEntry(act: EntryAct): Went {
    const id = idOf(act);
    const now = store.now(id);
    if (!act.after) {
      const deletedIn = act.before!.revision + 1;
      if (now && now.revision > deletedIn) return words.standsAgain;
      store.bringBack(id, { deletedIn }, draftOf(act.before!));
      store.leave(id);
      return { focus: id };
    }
    if (!now) return words.gone;
    const row = store.get().byId.get(id);
    if (row && row.phase !== 'saving') return words.unsaved;
    if (!act.before) {
      if (isIssued(id)) return t.edit.status.cannotDelete;
      const by = now.updatedBy;
      if (changedFields(now, act.after).length > 0 || (by !== '' && by !== uid)) return words.touched(nameOf(by));
      remove(now);
      return { focus: nextOf(id) };
    }
    const { draft, contested } = backFrom(act, now);
    if (contested.length > 0) {
      store.contest(act.after, { ...draftOf(now), ...draft, ...pick(draftOf(act.before), contested) });
      const fields = contested.map((field) => t.edit.fields[field].toLowerCase()).join(', ');
      return { contested: id, why: words.contested(nameOf(now.updatedBy), fields) };
    }
    if (Object.keys(draft).length === 0) return words.already;
    store.change(now, draft);
    return { focus: id };
  }

  function back(act: Act): Went {
    if (act.on === 'entry') return backOfEntry(act);
    if (act.on === 'elsewhere') {
      backElsewhere(act);
      return { focus: null };
    }
    if (act.on === 'repeat') return backRepeat(act) ?? { focus: null };
    if (act.on === 'attend') return backAttend(act) ?? { focus: null };
    if (act.on === 'draft') {
      if (store.get().byId.has(act.row.id)) return words.unsaved;
      store.takeUp(act.row);
      return { focus: 'field' };
    }
    if ((duty[act.date] ?? '') !== act.after) return words.dutyChanged(dayText(act.date, t).toLowerCase());
    saveDuty(act.date, act.before);
    return { focus: null };
  }

  function go(did: 'undo' | 'redo') {
    leaveOpen();
    const step = history.take(did === 'undo' ? 'past' : 'future');
    if (!step) {
      const text = did === 'undo' ? words.nothing : words.nothingToRedo;
      return onWent({ text, back: null, problem: null, contested: null, focus: null });
    }
    let went: Went[] = [];
    gone.clear();
    for (const act of step.acts) if (act.on === 'entry' && !act.before) gone.add(idOf(act));
    history.together(
      () => {
        // What comes again last: the store takes it only as its entry stands.
        const acts = [...step.acts].reverse();
        went = [...acts.filter(({ on }) => on !== 'repeat'), ...acts.filter(({ on }) => on === 'repeat')].map(back);
      },
      { as: did === 'undo' ? 'undone' : 'redone', told: step.told },
    );
    const problem = went.find((one) => typeof one === 'string') ?? null;
    const contested = went.find((one) => typeof one === 'object' && 'contested' in one);
    const focus = went.flatMap((one) => (typeof one === 'object' && 'focus' in one ? (one.focus ?? []) : [])).at(-1);
    const what = actsText(step.told, t);
    const whole = problem === null && !contested;
    onWent({
      text: whole ? (did === 'undo' ? words.undone(what) : words.redone(what)) : null,
      back: step.acts.every(({ on }) => on === 'draft') ? null : did === 'undo' ? 'redo' : 'undo',
      problem: problem === null ? null : words.problem(did, what, problem),
      contested: contested ? { id: contested.contested, why: contested.why } : null,
      focus: focus ?? null,
    });
  }

  const latest = useRef(go);
  useLayoutEffect(() => {
    latest.current = go;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = undoCommand(event);
      if (!command || event.defaultPrevented || isTextField(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return { undo: () => go('undo'), redo: () => go('redo') };
}

const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
