import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import type { Reader, Store, Write } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const from = [{ collectionId: 'a', allDescendants: true }];
const int = (value: number) => ({ integerValue: String(value) });
const numberIn = (document: Document | null): number => {
  const n = document?.fields['n'];
  return n && 'integerValue' in n ? Number(n.integerValue) : 0;
};

const path = fc.constantFrom('a/1', 'a/2', 'a/3', 'b/1/a/1', 'b/1/a/2');
const write = fc
  .tuple(path, fc.option(fc.nat(3), { freq: 3 }))
  .map(([at, n]): Write =>
    n === null ? { delete: `${ROOT}/${at}` } : { update: { name: `${ROOT}/${at}`, fields: { n: int(n) } } },
  );
const commits = fc.array(fc.array(write, { maxLength: 4 }), { minLength: 1, maxLength: 12 });
const ofNumber = (n: number) => ({
  from,
  where: { fieldFilter: { field: { fieldPath: 'n' }, op: 'EQUAL', value: int(n) } },
});

test('every earlier state reads as it did then, by document, by query and by index, also after restarts', () => {
  const look = (reader: Reader) => ({
    all: reader.query(ROOT, { from }),
    ofOne: reader.query(ROOT, ofNumber(1)),
    one: reader.get(`${ROOT}/a/1`),
  });
  fc.assert(
    fc.property(commits, fc.nat(3), (history, restartEvery) => {
      const database = openDatabase(null);
      let store = createStore(database, { indexAfter: 0 });
      const then = history.map((writes, n) => {
        const { commitTime } = store.commit(writes);
        const token = store.tokenOf(commitTime);
        const seen = look(store);
        if (restartEvery > 0 && n % restartEvery === 0) store = createStore(database, { indexAfter: 0 });
        return { commitTime, token, seen };
      });
      const seen = then.map((state) => state.seen);
      expect(then.map(({ commitTime }) => look(store.at(commitTime)))).toEqual(seen);
      expect(then.map(({ token }) => look(store.atToken(token)!))).toEqual(seen);
      store.close();
    }),
    { numRuns: 60 },
  );
});

test('transactions that run across each other leave what some order of them would, and lose no increment', () => {
  /** Adds one to a document, or writes the sum of all into another: in steps that others may come between. */
  function* work(store: Store, kind: 'add' | 'sum'): Generator<void, boolean> {
    const transaction = store.begin();
    yield;
    const reader = store.inTransaction(transaction);
    const read = kind === 'add' ? numberIn(reader.get(`${ROOT}/a/1`)) : total(reader);
    yield;
    const name = `${ROOT}/${kind === 'add' ? 'a/1' : 'sums/1'}`;
    try {
      store.commit([{ update: { name, fields: { n: int(kind === 'add' ? read + 1 : read) } } }], { transaction });
      return true;
    } catch (error) {
      if (error instanceof StatusError && error.status === 'ABORTED') return false;
      throw error;
    }
  }
  const total = (reader: Reader): number =>
    reader.query(ROOT, { from }).reduce((sum, document) => sum + numberIn(document), 0);

  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('add' as const, 'sum' as const), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(4), { maxLength: 20 }),
      (kinds, turns) => {
        const store = createStore(openDatabase(null));
        const running = kinds.map((kind) => ({ kind, steps: work(store, kind) }));
        let added = 0;
        const sums: number[] = [];
        // The given turns first, then everybody to the end.
        for (const turn of [...turns, ...kinds.flatMap((_, i) => [i, i, i])]) {
          const { kind, steps } = running[turn % running.length]!;
          const { done, value } = steps.next();
          if (!done || value !== true) continue;
          if (kind === 'add') added++;
          else sums.push(numberIn(store.get(`${ROOT}/sums/1`)) - added);
        }
        expect(numberIn(store.get(`${ROOT}/a/1`))).toBe(added);
        expect(sums.every((difference) => difference === 0)).toBe(true); // a sum is that of its own moment
        store.close();
      },
    ),
    { numRuns: 100 },
  );
});
