import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEntry } from '#domain/arbitraries.ts';
import { draftOf, parseEntry } from '#domain/entry.ts';
import type { EntryDraft, StoredEntry } from '#domain/entry.ts';
import { savedBy, storedOf } from './fixtures.ts';
import { backFrom, forgotten, idOf, noSteps, recorded, renamed, taken } from './undoStack.ts';
import type { Act, EntryAct } from './undoStack.ts';

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

/** Three states of one entry: as an act found it, as it left it, as it stands now. Few values, so that they meet. */
const change = fc.record(
  {
    time: fc.constantFrom('8h', '9h', '10h'),
    content: fc.constantFrom('Họp', 'Giao ban'),
    place: fc.constantFrom('', 'Hội trường', 'Phòng họp'),
    date: fc.constantFrom('2026-11-24', '2026-11-25'),
  },
  { requiredKeys: [] },
);

describe('taking a change back', () => {
  test('puts back only the fields it touched, and of these only those that stand as it left them', () => {
    fc.assert(
      fc.property(change, change, (ours, theirs) => {
        const before = storedOf({});
        const after = savedBy(before, 'mai', ours);
        const now = savedBy(after, 'ha', theirs);
        const act: EntryAct = { on: 'entry', before, after };
        const { draft, contested } = backFrom(act, now);
        const [old, made, stands] = [draftOf(before), draftOf(after), draftOf(now)];
        const result: EntryDraft = { ...stands, ...draft };
        const differ = (a: EntryDraft, b: EntryDraft, field: keyof EntryDraft) => String(a[field]) !== String(b[field]);
        for (const field of Object.keys(old) as (keyof EntryDraft)[]) {
          const touched = differ(old, made, field);
          const changedSince = differ(made, stands, field);
          // Never over what somebody wrote since.
          expect(result[field]).toEqual(touched && !changedSince ? old[field] : stands[field]);
          expect(contested.includes(field)).toBe(touched && changedSince && differ(old, stands, field));
        }
      }),
    );
  });
  test('where nobody else was, the entry is as it was before, whatever it holds', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (a, b) => {
        const stamps = { revision: 1, updatedBy: 'mai', updatedAt: 0 };
        const before: StoredEntry = { ...a, ...stamps };
        const after: StoredEntry = { ...b, id: a.id, calendar: a.calendar, week: a.week, ...stamps, revision: 2 };
        const { draft, contested } = backFrom({ on: 'entry', before, after }, after);
        expect(contested).toEqual([]);
        const back = parseEntry({ ...draftOf(after), ...draft }, a);
        expect(back).toEqual(parseEntry(draftOf(before), a));
      }),
    );
  });
});
