import { expect, test } from 'vitest';
import { requireCollectionId, requireDatabase, requireDocumentName, requireParent } from './resourceName.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const invalid = expect.objectContaining({ status: 'INVALID_ARGUMENT' });

test.each(['a/1', 'a/1/b/2', 'tiêu đề/Đ', 'a/..b', 'a/__x', 'a/.a.', 'a/____', 'a/__id7__', 'a/__id-7__'])(
  '%s is the path of a document',
  (path) => {
    expect(requireDocumentName(`${ROOT}/${path}`)).toBe(`${ROOT}/${path}`);
  },
);

test.each([
  ['the root', ROOT],
  ['a collection', `${ROOT}/a`],
  ['another beginning', 'a/1'],
  ['a database without documents', 'projects/p/databases/d/x/a/1'],
  ['an empty segment', `${ROOT}//1`],
  ['a slash at the end', `${ROOT}/a/1/b/`],
  ['.', `${ROOT}/a/.`],
  ['..', `${ROOT}/a/..`],
  ['a reserved id', `${ROOT}/a/__x__`],
  ['a number that is none', `${ROOT}/a/__id07__`],
  ['a number above 64 bits', `${ROOT}/a/__id9223372036854775808__`],
  ['a reserved collection', `${ROOT}/__x__/1`],
  ['an id over 1500 bytes', `${ROOT}/a/${'ă'.repeat(751)}`],
  ['more than 100 collections in each other', `${ROOT}${'/a/1'.repeat(101)}`],
  ['half a surrogate pair', `${ROOT}/a/\ud800`],
  ['NUL', `${ROOT}/a/\0`],
  ['no text', 7],
])('%s is no document name', (_name, name) => {
  expect(() => requireDocumentName(name)).toThrow(invalid);
});

test('a hundred collections in each other are Firestore’s limit', () => {
  const deepest = `${ROOT}${'/a/1'.repeat(100)}`;
  expect(requireDocumentName(deepest)).toBe(deepest);
});

test('the root and documents can be parents; collections cannot', () => {
  expect(requireParent(ROOT)).toBe(ROOT);
  expect(requireParent(`${ROOT}/a/1`)).toBe(`${ROOT}/a/1`);
  expect(() => requireParent(`${ROOT}/a`)).toThrow(invalid);
});

test('a collection id is one segment', () => {
  expect(requireCollectionId('a')).toBe('a');
  for (const id of ['', 'a/b', '__a__', '.', undefined]) expect(() => requireCollectionId(id)).toThrow(invalid);
});

test('a database has a project and a name', () => {
  expect(requireDatabase('projects/p/databases/(default)')).toBe('projects/p/databases/(default)');
  for (const name of ['projects/p', `${ROOT}`, undefined]) expect(() => requireDatabase(name)).toThrow(invalid);
});
