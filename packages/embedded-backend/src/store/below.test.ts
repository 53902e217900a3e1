import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames, compareText } from '../model/order.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import type { Store } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const collectionId = fc.constantFrom('a', 'b', 'a-b', 'a\u0001', 'ă', '\uffff', '😀');
const documentId = fc.oneof(collectionId, fc.constantFrom('1', '__id7__', '__id-3__'));
const aPath = fc
  .array(fc.tuple(collectionId, documentId), { minLength: 1, maxLength: 3 })
  .map((pairs) => pairs.flat().join('/'));
const somePaths = fc.uniqueArray(aPath, { maxLength: 24 });
const aParent = fc.oneof(
  fc.constant(ROOT),
  aPath.map((path) => `${ROOT}/${path}`),
);

function storeWith(paths: readonly string[]): Store {
  const store = createStore(openDatabase(null));
  store.commit(paths.map((path) => ({ update: { name: `${ROOT}/${path}`, fields: {} } })));
  return store;
}

/** What the segments right below `above` begin with, each once, in order. */
function nextSegments(above: string, names: readonly string[]): string[] {
  const depth = above.split('/').length;
  return [...new Set(names.filter((name) => name.startsWith(`${above}/`)).map((name) => name.split('/')[depth]!))];
}

test('whatever the ids of collections, all that is below a document comes in the order of names', () => {
  const options = fc.record({ offset: fc.nat(3), limit: fc.integer({ min: 1, max: 30 }) });
  fc.assert(
    fc.property(somePaths, aParent, options, (paths, parent, { offset, limit }) => {
      const found = storeWith(paths).query(parent, { from: [{ allDescendants: true }], offset, limit });
      const below = paths.map((path) => `${ROOT}/${path}`).filter((name) => name.startsWith(`${parent}/`));
      expect(found.map(({ name }) => name)).toEqual(below.sort(compareNames).slice(offset, offset + limit));
    }),
  );
});

test('whatever the ids of collections, they are listed below a document, and documents in one, page by page', () => {
  fc.assert(
    fc.property(somePaths, aParent, collectionId, fc.integer({ min: 1, max: 4 }), (paths, parent, id, size) => {
      const store = storeWith(paths);
      const names = paths.map((path) => `${ROOT}/${path}`).sort(compareNames);
      expect(store.listCollectionIds(parent)).toEqual(nextSegments(parent, names).sort(compareText));
      const listed: string[] = [];
      for (let page = ['']; page.length > 0; listed.push(...page)) {
        page = store.shallowNames(parent, id, { after: listed.at(-1), size });
      }
      expect(listed).toEqual(nextSegments(`${parent}/${id}`, names).map((segment) => `${parent}/${id}/${segment}`));
    }),
  );
});
