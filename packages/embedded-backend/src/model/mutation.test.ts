import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Write } from '../store/store.ts';
import { aValue, someFields } from './arbitraries.ts';
import { canonicalFields } from './canonical.ts';
import { Draft, fieldAt, parseFieldPath } from './fieldPath.ts';
import { applyUpdate, checkPrecondition, checkTogether, parseWrite } from './mutation.ts';
import { sameFields } from './order.ts';
import { documentSize } from './size.ts';
import type { Document } from './value.ts';

const name = 'projects/p/databases/(default)/documents/a/1';
const times = { commitTime: '2026-11-24T00:00:01.234567Z', requestTime: '2026-11-24T00:00:01.234Z' };
const int = (value: number | string) => ({ integerValue: String(value) });
const double = (doubleValue: number | string) => ({ doubleValue });
const status = (code: string) => expect.objectContaining({ status: code });

function stored(fields: Record<string, unknown>): Document {
  const time = '2026-11-20T00:00:00.000001Z';
  return { name, fields: canonicalFields(fields), createTime: time, updateTime: time };
}

function fieldsAfter(
  write: Omit<Write, 'update'> & { fields?: Record<string, unknown> },
  before: Document | null,
): unknown {
  const { fields = {}, ...more } = write;
  return applyUpdate(parseWrite({ update: { name, fields }, ...more } as Write), before, times).document.fields;
}

function transformed(transform: Record<string, unknown>, before: unknown): [after: unknown, result: unknown] {
  const mutation = parseWrite({
    update: { name },
    updateMask: {},
    updateTransforms: [{ fieldPath: 'f', ...transform }],
  });
  const { document, transformResults } = applyUpdate(
    mutation,
    stored(before === undefined ? {} : { f: before }),
    times,
  );
  return [document.fields['f'], transformResults[0]];
}

test('without a mask the document is replaced', () => {
  expect(fieldsAfter({ fields: { b: int(2) } }, stored({ a: int(1) }))).toEqual({ b: int(2) });
});

test('a mask replaces what it names, removes what it names and is not given, and leaves the rest', () => {
  const before = stored({ a: int(1), b: int(1), c: { mapValue: { fields: { d: int(1), e: int(1) } } } });
  const after = fieldsAfter(
    {
      fields: { a: int(2), z: int(9), c: { mapValue: { fields: { d: int(2) } } } },
      updateMask: { fieldPaths: ['a', 'b', 'c.d'] },
    },
    before,
  );
  expect(after).toEqual({ a: int(2), c: { mapValue: { fields: { d: int(2), e: int(1) } } } });
});

test('a bare mask makes a missing document and changes no other', () => {
  expect(fieldsAfter({ updateMask: {} }, null)).toEqual({});
  const before = stored({ a: int(1) });
  expect(applyUpdate(parseWrite({ update: { name }, updateMask: {} }), before, times).document).toBe(before);
});

test('a write that changes nothing keeps the update time; 1.0 for 1 is a change', () => {
  const before = stored({ a: int(1) });
  const update = (fields: Record<string, unknown>) =>
    applyUpdate(parseWrite({ update: { name, fields } } as Write), before, times).document;
  expect(update({ a: int(1) }).updateTime).toBe(before.updateTime);
  expect(update({ a: double(1) })).toMatchObject({ createTime: before.createTime, updateTime: times.commitTime });
});

test('the server time is the request time, to the millisecond, the same for all', () => {
  const time = { timestampValue: '2026-11-24T00:00:01.234Z' };
  expect(transformed({ setToServerValue: 'REQUEST_TIME' }, int(1))).toEqual([time, time]);
});

test.each([
  ['adds integers', int(2), int(3), int(5)],
  ['adds a double to an integer', int(2), double(0.5), double(2.5)],
  ['stays at the greatest integer', int('9223372036854775807'), int(1), int('9223372036854775807')],
  ['stays at the smallest integer', int('-9223372036854775808'), int(-1), int('-9223372036854775808')],
  ['begins with the operand', undefined, int(3), int(3)],
  ['replaces what is no number', { stringValue: '2' }, int(3), int(3)],
  ['keeps NaN', double('NaN'), int(3), double('NaN')],
])('increment %s', (_name, before, operand, after) => {
  expect(transformed({ increment: operand }, before)).toEqual([after, after]);
});

test.each([
  ['maximum', int(2), double(3), double(3)],
  ['maximum', double(3), int(3), double(3)],
  ['maximum', int(3), double('NaN'), double('NaN')],
  ['maximum', double('NaN'), int(3), double('NaN')],
  ['maximum', undefined, int(3), int(3)],
  ['maximum', double('-0'), int(0), double('-0')],
  ['minimum', int(2), double(3), int(2)],
  ['minimum', int(3), double('NaN'), double('NaN')],
  ['minimum', int('9007199254740993'), double(9007199254740992), double(9007199254740992)],
  ['minimum', { booleanValue: true }, int(3), int(3)],
])('%s of %j and %j is %j', (kind, before, operand, after) => {
  expect(transformed({ [kind]: operand }, before)).toEqual([after, after]);
});

test('elements are appended that are not there yet, each once', () => {
  const before = { arrayValue: { values: [int(1), double(2)] } };
  const operand = { values: [int(2), int(3), int(3)] };
  expect(transformed({ appendMissingElements: operand }, before)).toEqual([
    { arrayValue: { values: [int(1), double(2), int(3)] } },
    { nullValue: null },
  ]);
  expect(transformed({ appendMissingElements: operand }, int(7))[0]).toEqual({
    arrayValue: { values: [int(2), int(3)] },
  });
});

test('elements are removed wherever they stand', () => {
  const before = { arrayValue: { values: [int(1), double(1), int(2)] } };
  expect(transformed({ removeAllFromArray: { values: [int(1)] } }, before)).toEqual([
    { arrayValue: { values: [int(2)] } },
    { nullValue: null },
  ]);
  expect(transformed({ removeAllFromArray: { values: [int(1)] } }, undefined)[0]).toEqual({
    arrayValue: { values: [] },
  });
});

test('transforms come after the update, in their order, with their results', () => {
  const mutation = parseWrite({
    update: { name, fields: { n: int(1) } },
    updateTransforms: [
      { fieldPath: 'n', increment: int(1) },
      { fieldPath: 'n', increment: int(10) },
      { fieldPath: 'a.b', appendMissingElements: { values: [] } },
    ],
  } as Write);
  const { document, transformResults } = applyUpdate(mutation, null, times);
  expect(transformResults).toEqual([int(2), int(12), { nullValue: null }]);
  expect(document.fields).toEqual({
    n: int(12),
    a: { mapValue: { fields: { b: { arrayValue: { values: [] } } } } },
  });
});

test('a bare transform leaves the other fields', () => {
  const mutation = parseWrite({
    transform: { document: name, fieldTransforms: [{ fieldPath: 'n', increment: int(1) }] },
  });
  expect(applyUpdate(mutation, stored({ n: int(1), a: int(1) }), times).document.fields).toEqual({
    n: int(2),
    a: int(1),
  });
});

test.each([
  ['update of a missing document', { update: { name }, currentDocument: { exists: true } }, null, 'NOT_FOUND'],
  ['delete of a missing document', { delete: name, currentDocument: { exists: true } }, null, 'NOT_FOUND'],
  ['create of an existing one', { update: { name }, currentDocument: { exists: false } }, stored({}), 'ALREADY_EXISTS'],
  ['verify of an existing one', { verify: name, currentDocument: { exists: false } }, stored({}), 'ALREADY_EXISTS'],
  [
    'update of another version',
    { update: { name }, currentDocument: { updateTime: '2026-11-20T00:00:00.000002Z' } },
    stored({}),
    'FAILED_PRECONDITION',
  ],
  [
    'update of a version that is gone',
    { update: { name }, currentDocument: { updateTime: '2026-11-20T00:00:00.000001Z' } },
    null,
    'FAILED_PRECONDITION',
  ],
])('%s is refused', (_name, write, current, code) => {
  expect(() => checkPrecondition(parseWrite(write), current)).toThrow(status(code));
});

test.each([
  [{ update: { name }, currentDocument: { updateTime: '2026-11-20T07:00:00.000001+07:00' } }, stored({})],
  [{ update: { name }, currentDocument: { exists: true } }, stored({})],
  [{ verify: name, currentDocument: { exists: false } }, null],
  [{ delete: name }, null],
])('%j is allowed', (write, current) => {
  expect(() => checkPrecondition(parseWrite(write), current)).not.toThrow();
});

test.each<[string, unknown]>([
  ['nothing', {}],
  ['two things', { update: { name }, delete: name }],
  ['a verify without precondition', { verify: name }],
  ['a delete with a mask', { delete: name, updateMask: {} }],
  ['two preconditions', { delete: name, currentDocument: { exists: true, updateTime: '2026-11-20T00:00:00Z' } }],
  ['a precondition without time', { delete: name, currentDocument: { updateTime: 'x' } }],
  ['a mask of a reserved field', { update: { name }, updateMask: { fieldPaths: ['__name__'] } }],
  ['a collection', { delete: 'projects/p/databases/(default)/documents/a' }],
  [
    'an increment by text',
    { update: { name }, updateTransforms: [{ fieldPath: 'a', increment: { stringValue: '1' } }] },
  ],
  [
    'a transform of two kinds',
    { update: { name }, updateTransforms: [{ fieldPath: 'a', increment: int(1), maximum: int(1) }] },
  ],
  [
    'transforms of a field and of one within it',
    {
      update: { name },
      updateTransforms: [
        { fieldPath: 'a.b', increment: int(1) },
        { fieldPath: 'a', increment: int(1) },
      ],
    },
  ],
  ['an unknown server value', { update: { name }, updateTransforms: [{ fieldPath: 'a', setToServerValue: 'X' }] }],
])('a write of %s is malformed', (_name, write) => {
  expect(() => parseWrite(write as Write)).toThrow(status('INVALID_ARGUMENT'));
});

test('one commit does 500 transforms of a document and no more', () => {
  const transforms = (n: number) => Array.from({ length: n }, (_, i) => ({ fieldPath: `f${i}`, increment: int(1) }));
  const updates = (...counts: number[]) =>
    counts.map((n) => parseWrite({ update: { name }, updateTransforms: transforms(n) }));
  expect(() => checkTogether(updates(250, 250))).not.toThrow();
  expect(() => checkTogether(updates(250, 251))).toThrow(status('INVALID_ARGUMENT'));
});

test('a document is verified or written, not both', () => {
  const verify = parseWrite({ verify: name, currentDocument: { exists: true } });
  const other = parseWrite({ update: { name: `${name}2` } });
  expect(() => checkTogether([verify, other])).not.toThrow();
  expect(() => checkTogether([verify, parseWrite({ delete: name })])).toThrow(status('INVALID_ARGUMENT'));
  expect(() => checkTogether([verify, verify])).toThrow(status('INVALID_ARGUMENT'));
  expect(() => checkTogether([parseWrite({ delete: name }), verify])).toThrow(status('INVALID_ARGUMENT'));
});

test('a document that a merge would make too deep is refused', () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? int(1) : { mapValue: { fields: { a: nested(depth - 1) } } };
  const path = Array.from({ length: 21 }, () => 'a').join('.');
  expect(() =>
    fieldsAfter(
      { fields: {}, updateMask: {}, updateTransforms: [{ fieldPath: `${path}.b`, increment: int(1) }] },
      stored({ a: nested(20) }),
    ),
  ).toThrow(status('INVALID_ARGUMENT'));
});

test.each(['v.other', 'v.value'])('a merge that would leave half a vector, at %s, is refused', (path) => {
  const values = [double(1)];
  const v = { mapValue: { fields: { __type__: { stringValue: '__vector__' }, value: { arrayValue: { values } } } } };
  const merge = (fields: Record<string, unknown>) =>
    fieldsAfter({ fields, updateMask: { fieldPaths: [path] } }, stored({ v }));
  expect(() => merge({ v: { mapValue: { fields: { other: int(1), value: int(1) } } } })).toThrow(
    status('INVALID_ARGUMENT'),
  );
});

test('any change of a part does the same to a document, its size too, as when all of it is looked at', () => {
  const aPath = fc.constantFrom('a', 'a.a', 'a.b.a', 'b', 'b.a', '`x.y`', 'constructor');
  const values = fc.array(aValue, { maxLength: 2 }).map((all) => all.filter((value) => !('arrayValue' in value)));
  const transforms = fc.uniqueArray(
    fc.record({ fieldPath: fc.constantFrom('a.a', 'b', 'constructor.b'), values }).map(({ fieldPath, values }) => ({
      fieldPath,
      appendMissingElements: { values },
    })),
    { maxLength: 2 },
  );
  const isValid = (fields: unknown) => {
    try {
      canonicalFields(fields);
      return true;
    } catch {
      return false;
    }
  };
  const outcome = (mutation: ReturnType<typeof parseWrite>, current: Document | null) => {
    try {
      const { document, size } = applyUpdate(mutation, current, times);
      return { fields: document.fields, isCurrent: document === current, size };
    } catch (error) {
      return (error as { status?: string }).status;
    }
  };
  fc.assert(
    fc.property(
      fc.option(someFields),
      someFields,
      fc.option(fc.array(aPath, { maxLength: 3 })),
      transforms,
      (before, fields, fieldPaths, updateTransforms) => {
        const current = before && stored(before);
        const updateMask = fieldPaths ? { updateMask: { fieldPaths } } : {};
        const mutation = parseWrite({ update: { name, fields }, ...updateMask, updateTransforms } as Write);
        const whole = new Draft(fieldPaths ? (current?.fields ?? {}) : fields);
        for (const path of (fieldPaths ?? []).map(parseFieldPath)) whole.set(path, fieldAt(fields, path));
        for (const { path, apply } of mutation.transforms)
          whole.set(path, apply(fieldAt(whole.fields, path), times.requestTime).value);
        const sameAsBefore = current !== null && sameFields(current.fields, whole.fields);
        expect(outcome(mutation, current)).toEqual(
          isValid(whole.fields)
            ? { fields: whole.fields, isCurrent: sameAsBefore, size: documentSize({ name, fields: whole.fields }) }
            : 'INVALID_ARGUMENT',
        );
      },
    ),
    { numRuns: 1000 },
  );
});
