import fc from 'fast-check';
import { canonicalDouble } from './canonical.ts';
import { noFields } from './fieldPath.ts';
import type { Fields, Value } from './value.ts';

/** For tests: canonical values, many of them near each other, so that equal and almost equal ones meet. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', 'ă', 'Đ', '\uffff', '\u{10000}', '😀', '\u0000', '__proto__', 'constructor'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const edges = [0n, 1n, -1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 62n + 1n];
export const anInteger = fc
  .oneof(fc.constantFrom(...edges), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt(-3n, 3n))
  .map((integer): Value => ({ integerValue: String(integer) }));
export const aDouble = fc
  .oneof(fc.constantFrom(...edges.map(Number), -0, 0.5, Number.NaN, Infinity, -Infinity, 2 ** 63, 1e300), fc.double())
  .map((double): Value => ({ doubleValue: canonicalDouble(double) }));
const segment = fc.oneof(
  fc.constantFrom('a', 'b', 'a-b', '__id7__', '__id-3__', '__id70__', 'ă'),
  fc.stringMatching(/^[a-z!]{1,3}$/),
);

export const aName = fc
  .tuple(fc.constantFrom('p', 'q'), fc.array(fc.tuple(segment, segment), { minLength: 1, maxLength: 3 }))
  .map(([project, pairs]) => `projects/${project}/databases/(default)/documents/${pairs.flat().join('/')}`);

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant<Value>({ nullValue: null }),
  fc.boolean().map((booleanValue) => ({ booleanValue })),
  anInteger,
  aDouble,
  fc
    .constantFrom(
      '2026-11-24T00:00:00Z',
      '2026-11-24T00:00:00.500Z',
      '2026-11-24T00:00:00.500001Z',
      '0001-01-01T00:00:00Z',
    )
    .map((timestampValue) => ({ timestampValue })),
  text.map((stringValue) => ({ stringValue })),
  fc.uint8Array({ maxLength: 3 }).map((bytes) => ({ bytesValue: Buffer.from(bytes).toString('base64') })),
  aName.map((referenceValue) => ({ referenceValue })),
  fc
    .tuple(fc.constantFrom(0, 10.5, -90), fc.constantFrom(0, 105.8))
    .map(([latitude, longitude]) => ({ geoPointValue: { latitude, longitude } })),
);
const vector = fc.array(aDouble, { maxLength: 3 }).map((values): Value => {
  const fields = noFields();
  fields['__type__'] = { stringValue: '__vector__' };
  fields['value'] = { arrayValue: { values } };
  return { mapValue: { fields } };
});

function fieldsOf(entries: [string, Value][]): Fields {
  const fields = noFields();
  for (const [name, value] of entries) fields[name] = value;
  return fields;
}

const fieldName = fc.constantFrom('a', 'b', 'ă', 'constructor', 'x.y', 'toString', '`', '😀');

export const { value: aValue, fields: someFields } = fc.letrec<{
  value: Value;
  array: Value;
  map: Value;
  fields: Fields;
}>((tie) => ({
  value: fc.oneof({ weight: 6, arbitrary: scalar }, vector, tie('array'), tie('map')),
  array: fc
    .array(fc.oneof({ depthSize: 'small' }, scalar, vector, tie('map')), { maxLength: 3 })
    .map((values) => ({ arrayValue: { values } })),
  map: tie('fields').map((fields) => ({ mapValue: { fields } })),
  fields: fc.array(fc.tuple(fieldName, tie('value')), { maxLength: 3 }).map(fieldsOf),
}));

/** For tests: `sample` with one thing in it, at any depth, replaced by any JSON or taken out. */
export function spoiled(sample: unknown): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(null, '', 0, -1, Infinity, true, [], {}, [null], { '': null }, '__proto__', undefined),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc.tuple(fc.nat(), anything).map(([place, other]) => {
    const places = placesIn(sample);
    return replaced(sample, places[place % places.length]!, other);
  });
}

function placesIn(sample: unknown): string[][] {
  if (typeof sample !== 'object' || sample === null) return [[]];
  return [[], ...Object.entries(sample).flatMap(([key, value]) => placesIn(value).map((place) => [key, ...place]))];
}

function replaced(sample: unknown, [key, ...rest]: string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = (Array.isArray(sample) ? [...sample] : { ...(sample as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, other);
  return copy;
}
