import { useLayoutEffect, useRef, useState } from 'react';
import { useConnection } from '#data/connection.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import type { Holiday } from '#domain/holiday.ts';
import type { Member } from '#domain/permissions.ts';
import { useMessages } from './messages.ts';
import { useSaving } from '#ui/useSaveMark.ts';
import { useUndoKey } from '#ui/useUndoKey.ts';

export interface Stand {
  readonly settings: AgencySettings;
  readonly directory: Directory;
  readonly holidays: readonly Holiday[];
  readonly members: readonly Member[];
}

/** One save. `back` null: it has none. */
export interface SettingAct {
  readonly what: string;
  readonly note: string;
  readonly write: () => Promise<void>;
  readonly back: (() => Promise<void>) | null;
  /** Whether what was saved is what stands: nobody has changed it since. */
  readonly stands: (now: Stand) => boolean;
  /** The store has it. */
  readonly taken: () => void;
  /** Opens the row again with what was typed. */
  readonly reopen: () => void;
}

/** What was saved on this page, with the way back from it: the note's button, or Ctrl Z. Shown at once, told when refused. */
export function useSettingActs(stand: Stand) {
  const { settings: words } = useMessages();
  const [note, setNote] = useState<{ readonly text: string; readonly undo: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { online } = useConnection();
  const saving = useSaving(online);
  const done = useRef<SettingAct[]>([]);
  const now = useRef(stand);
  useLayoutEffect(() => {
    now.current = stand;
  });

  async function write(act: SettingAct, how: () => Promise<void>, onTaken: () => void, onRefused: () => void) {
    setProblem(null);
    try {
      await saving.track(how());
      onTaken();
    } catch {
      done.current = done.current.filter((one) => one !== act);
      setNote(null);
      setProblem(words.refused(act.what));
      onRefused();
    }
  }
  function run(act: SettingAct) {
    if (act.back) done.current.push(act);
    setNote({ text: act.note, undo: act.back !== null });
    void write(act, act.write, act.taken, act.reopen);
  }
  function undo() {
    const act = done.current.pop();
    if (!act?.back) return;
    if (!act.stands(now.current)) return setNote({ text: words.kept, undo: false });
    setNote({ text: words.undone, undo: false });
    void write(
      act,
      act.back,
      () => {},
      () => {},
    );
  }
  useUndoKey(undo);
  return { saveState: saving.state, note, problem, run, undo, closeNote: () => setNote(null) };
}
