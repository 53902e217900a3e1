import { useState } from 'react';
import { acceptRequest, mergeRequest, reopenRequest, returnRequest } from '#data/answerRequest.ts';
import type { ShownEntry } from '#data/entries.ts';
import { DataError } from '#data/errors.ts';
import type { Entry, EntryPrivate } from '#domain/entry.ts';
import { formatClock, minutesAt } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { useSaving } from '#ui/useSaveMark.ts';
import type { InboxItem } from './inbox.ts';
import type { PrivateMerge } from './usePrivateMerge.ts';

/** What was answered on this page: the request as it was before, and the entry that it was merged into. */
interface Step {
  readonly item: InboxItem;
  readonly target: ShownEntry | null;
  /** The link and note that the other entry had, where the merge changed them. */
  readonly hidden?: EntryPrivate;
}

/** The clerk's answers, the way back from each, and what came of them. */
export function useAnswers({
  online,
  entryOf,
  isIssued,
  nameOf,
  unitOf,
}: {
  online: boolean;
  /** As it stands now. */
  entryOf: (id: string) => ShownEntry | undefined;
  isIssued: (id: string) => boolean;
  nameOf: (uid: string) => string;
  unitOf: (item: InboxItem) => string;
}) {
  const t = useMessages();
  const c = t.compile;
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [note, setNote] = useState<{ readonly text: string; readonly back: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const saving = useSaving(online);

  /** Says what was done at once; takes it back where the store refuses. */
  async function run(item: InboxItem, write: Promise<void>, text: string, step: Step | null): Promise<void> {
    setProblem(null);
    setNote({ text, back: step !== null });
    if (step) setSteps((all) => [...all, step]);
    try {
      await saving.track(write);
    } catch (cause) {
      setSteps((all) => all.filter((one) => one !== step));
      setNote(null);
      setProblem(c.failed(item.entry.content, whyNot(cause, item)));
    }
  }

  function whyNot(cause: unknown, item: InboxItem): string {
    if (!(cause instanceof DataError)) return t.staff.dataError.unknown;
    if (cause.code !== 'stale') return t.staff.dataError[cause.code];
    const { current } = cause;
    if (cause.ofTarget) return current === null ? c.targetGone : c.targetChanged;
    if (current === null) return c.gone.withdrawn;
    if (current.stage === 'requested') return c.changedMeanwhile(unitOf(item));
    return c.gone[current.stage](nameOf(current.updatedBy), formatClock(minutesAt(current.updatedAt)));
  }

  /** Takes the last answer back; the request that waits again, or null where that cannot be. */
  function undo(): InboxItem | null {
    const step = steps.at(-1);
    if (!step) {
      setNote({ text: c.nothingToUndo, back: false });
      return null;
    }
    const { item, target, hidden } = step;
    const { content } = item.entry;
    setSteps(steps.slice(0, -1));
    const now = entryOf(item.entry.id);
    const targetNow = target && entryOf(target.id);
    // Ours was the revision after the one we saw: any later one is somebody's who must not lose it.
    const other = [
      [now, item.entry],
      [targetNow, target],
    ].find(([is, was]) => was && is?.revision !== was.revision + 1)?.[0];
    if (!now || (target && !targetNow) || other) {
      setNote(null);
      setProblem(c.cannotUndo(other?.content ?? content, other ? nameOf(other.updatedBy) : c.someone));
      return null;
    }
    if (now.stage === 'accepted' && isIssued(now.id)) {
      setNote(null);
      setProblem(c.cannotUndoIssued(content));
      return null;
    }
    const restored = targetNow && target ? { base: targetNow, restored: target, hidden } : undefined;
    void run(item, reopenRequest(now, item.entry, restored), c.undone(content), null);
    return item;
  }

  return {
    note,
    problem,
    /** Answered here, be it by another that was merged into it, though the page may not have heard of it yet. */
    isAnswered: ({ entry }: InboxItem) =>
      steps.some(({ item, target }) =>
        [item.entry, target].some((before) => before?.id === entry.id && before.revision === entry.revision),
      ),
    saveState: saving.state,
    closeNote: () => setNote(null),
    undo,
    accept: (item: InboxItem, entry: Entry, text: string) =>
      void run(item, acceptRequest(item.entry, entry), text, { item, target: null }),
    sendBack: (item: InboxItem, reason: string) =>
      void run(item, returnRequest(item.entry, reason), c.done.returned(item.entry.content), { item, target: null }),
    merge: (item: InboxItem, target: ShownEntry, merged: Entry, { before, hidden }: PrivateMerge, text: string) =>
      void run(item, mergeRequest(item.entry, target, { ...merged, stage: 'accepted' }, hidden), text, {
        item,
        target,
        ...(hidden && { hidden: before ?? { meetingLink: null, note: null } }),
      }),
    reopen: (item: InboxItem) =>
      void run(
        item,
        reopenRequest(item.entry),
        item.entry.stage === 'merged' ? c.done.reopenedMerged(item.entry.content) : c.done.reopened(item.entry.content),
        null,
      ),
  };
}
