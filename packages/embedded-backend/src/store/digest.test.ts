import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someFields } from '../model/arbitraries.ts';
import type { Fields } from '../model/value.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import { countDigest } from './digest.ts';
import { findDamagedEntry } from './damage.ts';

const ROOT = 'projects/p/databases/(default)/documents';

test('whatever is committed, the digest is that of the documents, and each fits its sum', () => {
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
      const store = createStore(database);
      for (const group of groups) store.commitAll(group.map((writes) => ({ writes })));
      const { digest, last_commit } = database.prepare('SELECT digest, last_commit FROM clock').get() as {
        digest: number;
        last_commit: number;
      };
      expect(digest).toBe(countDigest(database, last_commit));
      expect(findDamagedEntry(database)).toBeUndefined();
      store.close();
    }),
  );
});
