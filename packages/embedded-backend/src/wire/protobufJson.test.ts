import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typeNamed } from './descriptors.ts';
import { fromJson, toJson } from './protobufJson.ts';

const through = (typeName: string, json: object) => {
  const type = typeNamed(`google.firestore.v1.${typeName}`);
  return toJson(type, type.decode(type.encode(fromJson(type, json)).finish()));
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each([
  ['null', { nullValue: null }],
  ['false', { booleanValue: false }],
  ['zero', { integerValue: '0' }],
  ['the largest integer', { integerValue: '9223372036854775807' }],
  ['the smallest integer', { integerValue: '-9223372036854775808' }],
  ['a fraction', { doubleValue: 0.1 }],
  ['negative zero', { doubleValue: '-0' }],
  ['not a number', { doubleValue: 'NaN' }],
  ['minus infinity', { doubleValue: '-Infinity' }],
  ['the empty string', { stringValue: '' }],
  ['Vietnamese with an emoji', { stringValue: 'Lịch công tác 🗓' }],
  ['bytes', { bytesValue: 'AP9/' }],
  ['a time before 1970', { timestampValue: '1969-12-31T23:59:59.123456000Z' }],
  ['a place', { geoPointValue: { latitude: 21.0278, longitude: -105.8342 } }],
  ['an empty map', { mapValue: { fields: {} } }],
  ['an empty list', { arrayValue: { values: [] } }],
  ['a list of lists', { arrayValue: { values: [{ mapValue: { fields: { a: { nullValue: null } } } }] } }],
])('%s survives gRPC', (_name, value) => {
  expect(plain(through('Value', value))).toEqual(value);
});

test('a field may be called __proto__ or constructor', () => {
  const fields = JSON.parse('{"__proto__":{"stringValue":"a"},"constructor":{"stringValue":"b"}}') as object;
  const back = through('Document', { name: 'n', fields })['fields'] as object;
  expect(Object.keys(back)).toEqual(['__proto__', 'constructor']);
  expect(JSON.stringify(back)).toBe(JSON.stringify(fields));
});

test('any tree of maps and strings survives gRPC', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'grapheme' }).map((stringValue) => ({ stringValue })),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => ({ integerValue: String(n) })),
      fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value')).map((fields) => ({ mapValue: { fields } })),
      fc.array(tie('value')).map((values) => ({ arrayValue: { values } })),
    ),
  }));
  fc.assert(fc.property(value, (json) => JSON.stringify(through('Value', json as object)) === JSON.stringify(json)));
});

test('a verify, which the public descriptors lack, is understood', () => {
  expect(
    through('Write', { verify: 'projects/p/databases/d/documents/a/b', currentDocument: { exists: true } }),
  ).toEqual({
    verify: 'projects/p/databases/d/documents/a/b',
    currentDocument: { exists: true },
  });
});

test('a limit is a bare number, an enum its name', () => {
  const query = { limit: 3, orderBy: [{ field: { fieldPath: 'a' }, direction: 'DESCENDING' }] };
  expect(through('StructuredQuery', query)).toEqual(query);
});

test('a timestamp that no calendar has is refused', () => {
  const type = typeNamed('google.firestore.v1.Value');
  const bytes = type.encode({ timestampValue: { seconds: 253_402_300_800, nanos: 0 } }).finish();
  expect(() => toJson(type, type.decode(bytes))).toThrow('out of range');
});

test('an answer with a field that its type lacks is a defect, not silence', () => {
  expect(() => through('CommitResponse', { commitTimes: [] })).toThrow('no field commitTimes');
});
