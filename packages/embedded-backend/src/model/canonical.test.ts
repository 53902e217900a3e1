import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someFields } from './arbitraries.ts';
import { canonicalFields, canonicalValue, revivedFields } from './canonical.ts';
import { checkDocumentSize, documentSize } from './size.ts';
import type { Fields } from './value.ts';

const invalid = expect.objectContaining({ status: 'INVALID_ARGUMENT' });
const NAME = 'projects/p/databases/(default)/documents/a/1';

test.each([
  [{ nullValue: 'NULL_VALUE' }, { nullValue: null }],
  [{ nullValue: null }, { nullValue: null }],
  [{ integerValue: 5 }, { integerValue: '5' }],
  [{ integerValue: '-007' }, { integerValue: '-7' }],
  [{ integerValue: '9223372036854775807' }, { integerValue: '9223372036854775807' }],
  [{ doubleValue: '-0' }, { doubleValue: '-0' }],
  [{ doubleValue: -0 }, { doubleValue: '-0' }],
  [{ doubleValue: '1.5' }, { doubleValue: 1.5 }],
  [{ doubleValue: 'NaN' }, { doubleValue: 'NaN' }],
  [{ doubleValue: '-Infinity' }, { doubleValue: '-Infinity' }],
  [{ timestampValue: '2026-11-24T07:30:00+07:00' }, { timestampValue: '2026-11-24T00:30:00Z' }],
  [{ timestampValue: '2026-11-24T00:30:00.123456789Z' }, { timestampValue: '2026-11-24T00:30:00.123456Z' }],
  [{ timestampValue: { seconds: '1790000000', nanos: 5_000_000 } }, { timestampValue: '2026-09-21T14:13:20.005Z' }],
  [{ timestampValue: { seconds: -1 } }, { timestampValue: '1969-12-31T23:59:59Z' }],
  [{ timestampValue: {} }, { timestampValue: '1970-01-01T00:00:00Z' }],
  [{ bytesValue: '-_8' }, { bytesValue: '+/8=' }],
  [{ geoPointValue: {} }, { geoPointValue: { latitude: 0, longitude: 0 } }],
  [{ arrayValue: {} }, { arrayValue: { values: [] } }],
  [{ mapValue: {} }, { mapValue: { fields: {} } }],
  [{ stringValue: 'a\ud800' }, { stringValue: 'a\ufffd' }],
  [{ referenceValue: NAME }, { referenceValue: NAME }],
])('%j is kept as %j', (input, canonical) => {
  expect(canonicalValue(input)).toEqual(canonical);
});

test.each([
  ['no type', {}],
  ['two types', { integerValue: 1, stringValue: '' }],
  ['an unknown type', { dateValue: '' }],
  ['no object', 'text'],
  ['an integer with a fraction', { integerValue: 1.5 }],
  ['an integer beyond 64 bits', { integerValue: '9223372036854775808' }],
  ['an unsafe number as integer', { integerValue: 2 ** 53 }],
  ['a double that is none', { doubleValue: '1,5' }],
  ['a day that does not exist', { timestampValue: '2026-02-30T00:00:00Z' }],
  ['the year 10000', { timestampValue: { seconds: 253402300800 } }],
  ['negative nanos', { timestampValue: { nanos: -1 } }],
  ['bytes that are no base64', { bytesValue: '!' }],
  ['a latitude beyond the pole', { geoPointValue: { latitude: 90.5 } }],
  ['an array in an array', { arrayValue: { values: [{ arrayValue: {} }] } }],
  ['a reference that is no name', { referenceValue: 'a/1' }],
  ['a reference to a collection', { referenceValue: 'projects/p/databases/d/documents/a' }],
  ['a reserved field', { mapValue: { fields: { __x__: { nullValue: null } } } }],
  ['a field without name', { mapValue: { fields: { '': { nullValue: null } } } }],
  ['a field name of 1501 bytes', { mapValue: { fields: { ['x'.repeat(1501)]: { nullValue: null } } } }],
  ['a vector of text', vectorOf([{ stringValue: 'x' }])],
])('%s is refused', (_name, input) => {
  expect(() => canonicalValue(input)).toThrow(invalid);
});

function vectorOf(values: unknown[]) {
  return { mapValue: { fields: { __type__: { stringValue: '__vector__' }, value: { arrayValue: { values } } } } };
}

test('a vector may use the reserved names', () => {
  expect(canonicalValue(vectorOf([{ doubleValue: 1 }, { integerValue: 2 }]))).toEqual(
    vectorOf([{ doubleValue: 1 }, { doubleValue: 2 }]),
  );
});

test('an array is found in a map in an array', () => {
  const inner = { mapValue: { fields: { a: { arrayValue: { values: [] } } } } };
  expect(canonicalValue({ arrayValue: { values: [inner] } })).toEqual({ arrayValue: { values: [inner] } });
});

test('maps nest 20 deep and no deeper', () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? { nullValue: null } : { mapValue: { fields: { a: nested(depth - 1) } } };
  expect(canonicalFields({ a: nested(20) })).toEqual({ a: nested(20) });
  expect(() => canonicalFields({ a: nested(21) })).toThrow(invalid);
});

test('names of object members are fields like any other', () => {
  const fields = canonicalFields(JSON.parse('{"__proto__x": {"integerValue": 1}, "constructor": {"integerValue": 2}}'));
  expect(Object.keys(fields)).toEqual(['__proto__x', 'constructor']);
  expect(fields['hasOwnProperty']).toBeUndefined();
  // `__proto__` itself has the form of a reserved name.
  expect(() => canonicalFields(JSON.parse('{"__proto__": {"integerValue": 1}}'))).toThrow(invalid);
  expect(({} as Record<string, unknown>)['integerValue']).toBeUndefined();
});

test('a field called __proto__ in stored JSON does no harm', () => {
  const fields = revivedFields('{"__proto__": {"mapValue": {"fields": {"__proto__": {"booleanValue": true}}}}}');
  expect(Object.keys(fields)).toEqual(['__proto__']);
  expect(fields['booleanValue']).toBeUndefined();
});

test('what is canonical stays as it is, and survives being stored', () => {
  fc.assert(
    fc.property(someFields, (fields) => {
      expect(canonicalFields(fields)).toEqual(fields);
      expect(revivedFields(JSON.stringify(fields))).toEqual(canonicalFields(fields));
    }),
  );
});

test('a document of 1 MiB is kept, one byte more is not', () => {
  const check = (length: number) => {
    const fields = { a: { stringValue: 'x'.repeat(length) } } as Fields;
    checkDocumentSize(NAME, documentSize({ name: NAME, fields }));
  };
  // 16 + 2 + 2 for the name, 32 for the document, 2 for the field's name, 1 for the string.
  expect(() => check(1_048_576 - 55)).not.toThrow();
  expect(() => check(1_048_576 - 54)).toThrow(invalid);
});
