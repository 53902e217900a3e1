import type { StoredEntry } from '#domain/entry.ts';
import { idOf, type EntryAct } from '#domain/entryAct.ts';
import type { LocalDate } from '#domain/time.ts';
import type { SeriesChange } from '#domain/seriesBack.ts';
import type { Row } from './rowState.ts';

/** An entry of another week, followed. */
export interface LaterChange {
  readonly before: StoredEntry;
  readonly after: StoredEntry;
}

/** Something a person did to the week that can be taken back. */
export type Act =
  | EntryAct
  | { readonly on: 'duty'; readonly date: LocalDate; readonly before: string; readonly after: string }
  /** An entry of another week or calendar that was cut there (`stands` false), or put back. */
  | { readonly on: 'elsewhere'; readonly entry: StoredEntry; readonly stands: boolean }
  /** How an entry comes again, and what later weeks' entries became by it. */
  | {
      readonly on: 'repeat';
      readonly content: string;
      readonly series: readonly SeriesChange[];
      readonly later: readonly LaterChange[];
    }
  /** Somebody away goes to an entry (`{calendar}/{entry}`) all the same, or no more. */
  | {
      readonly on: 'attend';
      readonly absence: string;
      readonly entry: string;
      readonly content: string;
      readonly attends: boolean;
    }
  /** Typed words that were dropped unsaved. */
  | { readonly on: 'draft'; readonly row: Row };

/** What one Ctrl Z takes back: one act, or several made at once (rows pasted together). */
export interface Step {
  readonly acts: readonly Act[];
  /** What the person did, for the words: of a step that takes another back, that other one's acts. */
  readonly told: readonly Act[];
}

interface UndoStack {
  readonly past: readonly Step[]; // the newest last
  readonly future: readonly Step[]; // the next to redo last
}

const MOST_STEPS = 200;

export const noSteps: UndoStack = { past: [], future: [] };

/** `done`: by the person, after which nothing can be redone. `undone`, `redone`: it takes a step back. */
export function recorded(stack: UndoStack, step: Step, as: 'done' | 'undone' | 'redone'): UndoStack {
  if (step.acts.length === 0) return stack;
  if (as === 'undone') return { ...stack, future: [...stack.future, step] };
  return { past: [...stack.past, step].slice(-MOST_STEPS), future: as === 'done' ? [] : stack.future };
}

export function taken(stack: UndoStack, from: 'past' | 'future'): readonly [Step | undefined, UndoStack] {
  return [stack[from].at(-1), { ...stack, [from]: stack[from].slice(0, -1) }];
}

const eachStep = (stack: UndoStack, change: (step: Step) => Step): UndoStack => {
  const of = (steps: readonly Step[]) => steps.map(change).filter(({ acts }) => acts.length > 0);
  return { past: of(stack.past), future: of(stack.future) };
};

/** The backend refused it: it never happened. */
export const forgotten = (stack: UndoStack, act: Act): UndoStack =>
  eachStep(stack, (step) =>
    step.acts.includes(act) ? { ...step, acts: step.acts.filter((other) => other !== act) } : step,
  );

/** Told otherwise than it was: what came of it was not known yet. */
export const retold = (stack: UndoStack, act: Act, by: Act): UndoStack => {
  const acts = (of: readonly Act[]) => of.map((other) => (other === act ? by : other));
  return eachStep(stack, (step) => ({ acts: acts(step.acts), told: acts(step.told) }));
};

/** Part of the last step, if that saved the entry `id`; else a step of its own. */
export function joined(stack: UndoStack, id: string, act: Act): UndoStack {
  const last = stack.past.at(-1);
  if (!last?.acts.some((other) => other.on === 'entry' && idOf(other) === id)) {
    return recorded(stack, { acts: [act], told: [act] }, 'done');
  }
  const step = { acts: [...last.acts, act], told: [...last.told, act] };
  return { ...stack, past: [...stack.past.slice(0, -1), step] };
}

/** A copy stands under another name than was thought (that name was used up): earlier acts mean it now. */
export function renamed(stack: UndoStack, from: string, to: string): UndoStack {
  const name = (entry: StoredEntry | null) => (entry?.id === from ? { ...entry, id: to } : entry);
  const act = (of: Act): Act =>
    of.on === 'entry' && idOf(of) === from ? { ...of, before: name(of.before), after: name(of.after) } : of;
  return eachStep(stack, (step) => ({ ...step, acts: step.acts.map(act) }));
}
