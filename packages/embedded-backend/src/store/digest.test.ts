import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someFields } from '../model/arbitraries.ts';
import type { Fields } from '../model/value.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import { countDigest } from './digest.ts';
import { findDamagedEntry } from './damage.ts';
import { countIndexDigest } from './indexEntry.ts';

const ROOT = 'projects/p/databases/(default)/documents';

const notes = { from: [{ collectionId: 'notes' }] };
const QUERIES = [
  { ...notes, orderBy: [{ field: { fieldPath: 'a' } }] },
  {
    ...notes,
    where: { fieldFilter: { field: { fieldPath: 'b' }, op: 'ARRAY_CONTAINS', value: { booleanValue: true } } },
  },
];

test('whatever is committed and asked, the digests are those of documents and indexes, and each fits its sum', () => {
  const id = fc.constantFrom('a', 'b', '12', 'tuần');
  const write = fc.oneof(
    fc.record({ id, fields: someFields }).map(({ id, fields }) => ({
      update: { name: `${ROOT}/notes/${id}`, fields: fields as Fields },
    })),
    id.map((id) => ({ delete: `${ROOT}/notes/${id}` })),
  );
  fc.assert(
    fc.property(fc.array(fc.array(fc.array(write, { maxLength: 3 }), { maxLength: 3 }), { maxLength: 5 }), (groups) => {
      const database = openDatabase(null);
      let store = createStore(database, { indexAfter: -1 });
      for (const group of groups) {
        store.commitAll(group.map((writes) => ({ writes })));
        for (const query of QUERIES) store.query(ROOT, query);
        store = createStore(database, { indexAfter: -1 });
      }
      const { digest, index_digest, last_commit } = database.prepare('SELECT * FROM clock').get() as {
        digest: number;
        index_digest: number;
        last_commit: number;
      };
      expect(digest).toBe(countDigest(database, last_commit));
      expect(index_digest).toBe(countIndexDigest(database));
      expect(findDamagedEntry(database)).toBeUndefined();
      store.close();
    }),
  );
});
