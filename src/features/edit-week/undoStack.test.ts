import { describe, expect, test } from 'vitest';
import { idOf, type EntryAct } from '#domain/entryAct.ts';
import { storedOf } from '#domain/fixtures.ts';
import { forgotten, noSteps, recorded, renamed, taken } from './undoStack.ts';
import type { Act } from './undoStack.ts';

const done = (act: Act) => ({ acts: [act], told: [act] });
const at = (revision: number): EntryAct => ({ on: 'entry', before: storedOf({}, revision), after: null });

describe('the stack', () => {
  test('an act after an undo takes away what could be redone', () => {
    let stack = recorded(recorded(noSteps, done(at(1)), 'done'), done(at(2)), 'done');
    const [step, rest] = taken(stack, 'past');
    expect(step).toEqual(done(at(2)));
    stack = recorded(rest, done(at(3)), 'undone');
    expect(stack.future).toHaveLength(1);
    expect(recorded(stack, done(at(4)), 'redone').future).toHaveLength(1);
    expect(recorded(stack, done(at(4)), 'done').future).toEqual([]);
  });
  test('a refused act leaves the step it was made in; the last one takes the step along', () => {
    const [a, b] = [at(1), at(2)];
    const stack = recorded(noSteps, { acts: [a, b], told: [a, b] }, 'done');
    expect(forgotten(stack, a).past[0]!.acts).toEqual([b]);
    expect(forgotten(forgotten(stack, a), b)).toEqual(noSteps);
  });
  test('acts on an entry made again follow it to its new id, those on others stay', () => {
    const other: EntryAct = { on: 'entry', before: null, after: storedOf({}, 1, 'e2') };
    const stack = renamed(recorded(recorded(noSteps, done(at(1)), 'done'), done(other), 'undone'), 'e1', 'new');
    expect(stack.past.flatMap(({ acts }) => acts as EntryAct[]).map(idOf)).toEqual(['new']);
    expect(stack.future.flatMap(({ acts }) => acts as EntryAct[]).map(idOf)).toEqual(['e2']);
  });
});
