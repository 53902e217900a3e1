import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  AggregateField,
  FieldValue,
  Firestore,
  type ReadOnlyTransactionOptions,
  type Transaction,
} from '@google-cloud/firestore';
import { openTestBackend, type TestBackend } from './testBackend.ts';

/** Transactions of the server library, which lock what they read: what it was written for. */
let server: TestBackend;
let db: Firestore;
let happened: string[];
const waiting: { what: string; go: () => void }[] = [];

beforeAll(async () => {
  server = await openTestBackend();
  db = new Firestore({
    projectId: 'demo-office',
    host: `${server.host}:${server.port}`,
    ssl: false,
    customHeaders: { Authorization: 'Bearer owner' },
  });
});
afterEach(async () => {
  await db.recursiveDelete(db.collection('t'));
});
afterAll(async () => {
  await db.terminate();
  await server.close();
});

function happens(what: string): void {
  happened.push(what);
  for (const { go } of waiting.filter((one) => one.what === what)) go();
}

function when(what: string): Promise<void> {
  if (happened.includes(what)) return Promise.resolve();
  return new Promise((go) => waiting.push({ what, go }));
}

/** Runs what several do at once; what happened, in order. */
async function together(...doings: (() => Promise<unknown>)[]): Promise<string[]> {
  happened = [];
  waiting.length = 0;
  await Promise.all(doings.map((doing) => doing()));
  return happened;
}

test('a plain write waits for a transaction that has read the document, which so needs no second attempt', async () => {
  const counter = db.doc('t/counter');
  await counter.set({ n: 1 });
  const order = await together(
    async () => {
      await db.runTransaction(async (transaction) => {
        happens('begun');
        const n = (await transaction.get(counter)).get('n') as number;
        happens('read');
        await when('asked');
        await new Promise((resolve) => setTimeout(resolve, 100));
        transaction.update(counter, { n: n + 1 });
      });
      happens('committed');
    },
    async () => {
      await when('read');
      const write = counter.update({ n: FieldValue.increment(10) });
      happens('asked');
      await write;
      happens('written');
    },
  );
  expect(order.slice(0, 3)).toEqual(['begun', 'read', 'asked']); // of the two answers either may be heard first
  expect(order).toHaveLength(5);
  expect((await counter.get()).get('n')).toBe(12); // 2 if the write had not waited
});

test('of two that read and write one document the first succeeds, the other tries again on what it left', async () => {
  const counter = db.doc('t/counter');
  await counter.set({ n: 0 });
  const add = (name: string, meanwhile: () => Promise<void>) =>
    db.runTransaction(async (transaction: Transaction) => {
      const n = (await transaction.get(counter)).get('n') as number;
      happens(`${name} read ${n}`);
      await meanwhile();
      transaction.update(counter, { n: n + 1 });
    });
  const order = await together(
    () => add('A', () => when('B read 0')),
    async () => {
      await when('A read 0');
      await add('B', async () => {});
    },
  );
  expect(order).toHaveLength(3);
  expect(order.slice(0, 2)).toEqual(['A read 0', 'B read 0']);
  expect((await counter.get()).get('n')).toBe(2);
});

test('a document that is not there is locked too, and readers do not wait for each other', async () => {
  const [missing, other] = [db.doc('t/missing'), db.doc('t/other')];
  const order = await together(
    async () => {
      await db.runTransaction(async (transaction) => {
        await transaction.get(missing);
        happens('A read');
        await when('B done');
        transaction.create(missing, { by: 'A' });
      });
      happens('A done');
    },
    async () => {
      await when('A read');
      await db.runTransaction(async (transaction) => {
        await transaction.get(missing);
        transaction.set(other, {});
      });
      happens('B done');
    },
  );
  expect(order).toEqual(['A read', 'B done', 'A done']);
});

test('what a query found is locked; what it did not find is free', async () => {
  const [found, free] = [db.doc('t/found'), db.doc('t/free')];
  await found.set({ week: 48 });
  const order = await together(
    async () => {
      await db.runTransaction(async (transaction) => {
        const { size } = await transaction.get(db.collection('t').where('week', '==', 48));
        happens(`read ${size}`);
        await when('free written');
        await new Promise((resolve) => setTimeout(resolve, 100));
        transaction.update(found, { week: 49 });
      });
      happens('committed');
    },
    async () => {
      await when('read 1');
      await free.set({ week: 50 });
      happens('free written');
      await found.delete();
      happens('deleted');
    },
  );
  expect(order.slice(0, 2)).toEqual(['read 1', 'free written']);
  expect(order).toHaveLength(4);
  expect((await found.get()).exists).toBe(false); // a deletion that had not waited would have failed the update
});

test('who reads after a write has begun to wait, reads what it writes', async () => {
  const counter = db.doc('t/counter');
  await counter.set({ n: 1 });
  const order = await together(
    () =>
      db.runTransaction(async (transaction) => {
        await transaction.get(counter);
        happens('A read');
        await when('C begun');
        await new Promise((resolve) => setTimeout(resolve, 100));
        happens('A ends');
      }),
    async () => {
      await when('A read');
      const write = counter.set({ n: 2 });
      happens('B waits');
      await write;
    },
    async () => {
      await when('B waits');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await db.runTransaction(async (transaction) => {
        happens('C begun');
        happens(`C read ${(await transaction.get(counter)).get('n')}`);
      });
    },
  );
  expect(order).toEqual(['A read', 'B waits', 'C begun', 'A ends', 'C read 2']);
});

test('a transaction counts and sums, and holds what it counted', async () => {
  await db.doc('t/a').set({ n: 1 });
  await db.doc('t/b').set({ n: 2 });
  const all = db.collection('t').where('n', '>', 0);
  const order = await together(
    async () => {
      const total = await db.runTransaction(async (transaction) => {
        const asked = all.aggregate({ many: AggregateField.count(), total: AggregateField.sum('n') });
        const { many, total: sum } = (await transaction.get(asked)).data();
        happens(`counted ${many}`);
        await when('asked');
        await new Promise((resolve) => setTimeout(resolve, 100));
        transaction.set(db.doc('t/sum'), { sum });
        return sum;
      });
      happens(`summed ${total}`);
    },
    async () => {
      await when('counted 2');
      const write = db.doc('t/a').update({ n: 5 });
      happens('asked');
      await write;
      happens('written');
    },
  );
  expect(order.slice(0, 2)).toEqual(['counted 2', 'asked']);
  expect(order).toHaveLength(4);
  const [summed, written] = [await db.doc('t/sum').get(), await db.doc('t/a').get()];
  expect(summed.get('sum')).toBe(3);
  expect(written.updateTime!.toDate().getTime()).toBeGreaterThanOrEqual(summed.updateTime!.toDate().getTime());
});

test('a read-only transaction sees one moment, or an earlier one, and waits for nobody', async () => {
  const counter = db.doc('t/counter');
  const { writeTime } = await counter.set({ n: 1 });
  await counter.set({ n: 2 });
  const n = (options: ReadOnlyTransactionOptions) =>
    db.runTransaction(async (transaction) => (await transaction.get(counter)).get('n') as number, options);
  expect(await n({ readOnly: true })).toBe(2);
  expect(await n({ readOnly: true, readTime: writeTime })).toBe(1);
  const counted = await db.runTransaction(
    async (transaction) => {
      const before = (await transaction.get(db.collection('t').count())).data().count;
      await db.doc('t/more').set({});
      return [before, (await transaction.get(db.collection('t').count())).data().count];
    },
    { readOnly: true },
  );
  expect(counted).toEqual([1, 1]);
});

test('what a read-only transaction read is told with the time that it was so', async () => {
  const counter = db.doc('t/counter');
  const { writeTime } = await counter.set({ n: 1 });
  await counter.set({ n: 2 });
  const times = await db.runTransaction(
    async (transaction) => [
      (await transaction.get(counter)).readTime.valueOf(),
      (await transaction.get(db.collection('t'))).readTime.valueOf(),
      (await transaction.get(db.collection('t').count())).readTime.valueOf(),
    ],
    { readOnly: true, readTime: writeTime },
  );
  expect(times).toEqual(Array(3).fill(writeTime.valueOf()));

  const [first, second] = await db.runTransaction(
    async (transaction) => {
      const { readTime } = await transaction.get(counter);
      await counter.set({ n: 3 });
      const later = await transaction.get(counter);
      return [readTime.valueOf(), later.get('n') === 2 ? later.readTime.valueOf() : 'another state'];
    },
    { readOnly: true },
  );
  expect(second).toBe(first);
});

test('twenty that add one make twenty', async () => {
  const counter = db.doc('t/counter');
  await counter.set({ n: 0 });
  const add = () =>
    db.runTransaction(
      async (transaction) => {
        const n = (await transaction.get(counter)).get('n') as number;
        transaction.update(counter, { n: n + 1 });
      },
      { maxAttempts: 40 },
    );
  await Promise.all(Array.from({ length: 20 }, add));
  expect((await counter.get()).get('n')).toBe(20);
});
