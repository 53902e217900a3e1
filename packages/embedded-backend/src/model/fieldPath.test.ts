import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Draft, fieldAt, noFields, parseFieldPath, printFieldPath, type FieldPath } from './fieldPath.ts';
import type { Fields, Value } from './value.ts';

test.each([
  ['a', ['a']],
  ['a.b', ['a', 'b']],
  ['`a.b`.c', ['a.b', 'c']],
  ['`a\\`b`', ['a`b']],
  ['`a\\\\`', ['a\\']],
  ['`tiêu-đề`', ['tiêu-đề']],
  ['_a1', ['_a1']],
  ['__name__', ['__name__']],
])('%s names %j', (text, path) => {
  expect(parseFieldPath(text)).toEqual(path);
});

test.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  '`a',
  'a`b',
  '``',
  'a b`',
  'a/b',
  'a[0]',
  'tiêu-đề',
  '1a',
  '`a`b',
  'x'.repeat(1501),
  undefined,
])('%j is no field path', (text) => {
  expect(() => parseFieldPath(text)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
});

test('every path is read as it was printed', () => {
  const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('`', '\\', '.', 'a.b', '1a', '\n'));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (path) => {
      expect(parseFieldPath(printFieldPath(path))).toEqual(path);
    }),
  );
});

const withFields = (fields: Fields, ...changes: [FieldPath, Value | undefined][]) => {
  const draft = new Draft(fields);
  for (const [path, value] of changes) draft.set(path, value);
  return draft.fields;
};

test('a field set is found, what stands beside it stays, and the original is as it was', () => {
  const before = withFields(noFields(), [['a', 'b'], { booleanValue: true }]);
  const after = withFields(
    before,
    [['a', 'c', '__proto__'], { booleanValue: false }],
    [['a', 'c', 'd'], { nullValue: null }],
  );
  expect(fieldAt(after, ['a', 'c', '__proto__'])).toEqual({ booleanValue: false });
  expect(fieldAt(after, ['a', 'b'])).toEqual({ booleanValue: true });
  expect(fieldAt(before, ['a', 'c'])).toBeUndefined();
  expect(fieldAt(before, ['a', 'toString'])).toBeUndefined();
});

test('a map that was set is not changed by what is set within it afterwards', () => {
  const map = withFields(noFields(), [['x'], { booleanValue: true }]);
  const after = withFields(noFields(), [['a'], { mapValue: { fields: map } }], [['a', 'y'], { nullValue: null }]);
  expect(after).toEqual({ a: { mapValue: { fields: { x: { booleanValue: true }, y: { nullValue: null } } } } });
  expect(map).toEqual({ x: { booleanValue: true } });
});

test('what is no map gives way when a field below it is set, and stays when one is removed', () => {
  const fields = withFields(noFields(), [['a'], { stringValue: 'x' }]);
  expect(withFields(fields, [['a', 'b'], undefined])).toEqual({ a: { stringValue: 'x' } });
  expect(withFields(fields, [['a', 'b'], { nullValue: null }])).toEqual({
    a: { mapValue: { fields: { b: { nullValue: null } } } },
  });
});
