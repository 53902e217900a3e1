import type { StoredEntry } from '#domain/entry.ts';
import { forgotten, joined, noSteps, recorded, renamed, retold, taken } from './undoStack.ts';
import type { Act, Step } from './undoStack.ts';

/** The acts of this page, while it shows this calendar and week. Nothing is drawn from it. */
export interface UndoHistory {
  readonly record: (act: Act) => void;
  /** It was refused. */
  readonly forget: (act: Act) => void;
  /** A save was given to the backend; what it returns takes that back. */
  readonly given: (before: StoredEntry | null, after: StoredEntry) => () => void;
  readonly take: (from: 'past' | 'future') => Step | undefined;
  /** What `run` records becomes one step: of the person's own, or one that takes the step `told` back. */
  readonly together: (
    run: () => void,
    back?: { readonly as: 'undone' | 'redone'; readonly told: Step['told'] },
  ) => void;
  /** A save that `run` gives away goes back to `before`: words that were typed, and put aside by it. */
  readonly over: <T>(before: StoredEntry | null, run: () => T) => T;
  /** Together with the save of the entry `id`, if that was the last step. */
  readonly join: (id: string, act: Act) => void;
  /** `act` is known to be `by`. False: it is no more, because it was taken back or refused. */
  readonly retell: (act: Act, by: Act) => boolean;
  readonly rename: (from: string, to: string) => void;
}

export function createUndoHistory(): UndoHistory {
  let stack = noSteps;
  let running: Act[] | null = null;
  let aside: StoredEntry | null = null;
  const record = (act: Act) => {
    if (running) running.push(act);
    else stack = recorded(stack, { acts: [act], told: [act] }, 'done');
  };
  const forget = (act: Act) => {
    stack = forgotten(stack, act);
  };
  return {
    record,
    forget,
    given: (before, after) => {
      const act: Act = { on: 'entry', before: aside ?? before, after };
      record(act);
      return () => forget(act);
    },
    take: (from) => {
      const [step, rest] = taken(stack, from);
      stack = rest;
      return step;
    },
    together: (run, back) => {
      running = [];
      run();
      stack = recorded(stack, { acts: running, told: back?.told ?? running }, back?.as ?? 'done');
      running = null;
    },
    over: (before, run) => {
      aside = before;
      try {
        return run();
      } finally {
        aside = null;
      }
    },
    join: (id, act) => {
      stack = joined(stack, id, act);
    },
    retell: (act, by) => {
      const stands = [...stack.past, ...stack.future].some(({ acts }) => acts.includes(act));
      stack = retold(stack, act, by);
      return stands;
    },
    rename: (from, to) => {
      stack = renamed(stack, from, to);
    },
  };
}
