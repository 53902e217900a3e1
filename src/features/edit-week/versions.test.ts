import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryEntry } from '#domain/arbitraries.ts';
import { draftOf } from '#domain/entry.ts';
import type { Entry, EntryHistory } from '#domain/entry.ts';
import { fieldsBetween } from '#domain/entryAct.ts';
import { storedOf } from '#domain/fixtures.ts';
import { versionsOf } from './versions.ts';

const record = (entry: Entry, revision: number, action: EntryHistory['action'] = 'update'): EntryHistory => ({
  revision,
  action,
  by: 'ha',
  at: revision,
  entry,
});

test('each version says the fields it changed, and the newest is not one to go back to', () => {
  const first = storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu' });
  const second = storedOf({ time: '9h', content: 'Rà soát chỉ tiêu', place: 'room:p1' });
  const told = versionsOf([record(second, 3), record(second, 2), record(first, 1, 'create')]);
  expect(told.map(({ changed }) => changed)).toEqual([[], ['time', 'place'], []]);
  expect(told.map(({ differs }) => differs)).toEqual([false, false, true]);
});

test('a request that was accepted says so, though no field changed', () => {
  const entry = storedOf();
  const told = versionsOf([record(entry, 2), record({ ...entry, stage: 'requested' }, 1, 'create')]);
  expect(told[0]).toMatchObject({ changed: [], stageChanged: true });
});

test('a version whose predecessor has not been heard tells no changes rather than wrong ones', () => {
  const told = versionsOf([record(storedOf({ time: '9h' }), 4), record(storedOf(), 2)]);
  expect(told.map(({ before, changed }) => [before, changed])).toEqual([
    [null, []],
    [null, []],
  ]);
});

test('the fields between two drafts are all that it takes to get from one to the other', () => {
  fc.assert(
    fc.property(arbitraryEntry, arbitraryEntry, (a, b) => {
      const [from, to] = [draftOf(a), draftOf(b)];
      const fields = fieldsBetween(from, to);
      expect({ ...from, ...Object.fromEntries(fields.map((field) => [field, to[field]])) }).toEqual(to);
      expect(fieldsBetween(from, from)).toEqual([]);
    }),
  );
});
