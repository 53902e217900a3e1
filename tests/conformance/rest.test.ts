import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { OFFICE_RULES, OPEN_RULES, openTestBackend, type TestBackend } from './testBackend.ts';

const DATABASE = 'projects/demo-office/databases/(default)';
let server: TestBackend;

beforeAll(async () => {
  server = await openTestBackend();
});
afterEach(() => {
  server.backend.setRules(OPEN_RULES);
  server.backend.store.clear(DATABASE);
});
afterAll(() => server.close());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/v1/${path}`, {
    method,
    headers: { 'Content-Type': 'text/plain', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as never };
}
const OWNER = { Authorization: 'Bearer owner' };
/** A transaction of theirs holds nobody up. */
const PERSON = {
  Authorization: `Bearer ${[{ alg: 'none' }, { sub: 'lan' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`,
};
const documents = `${DATABASE}/documents`;
const GROUP = { from: [{ collectionId: 'a', allDescendants: true }] };
const n = (value: number) => ({ n: { integerValue: String(value) } });
const set = (path: string, value: number) =>
  call('POST', `${documents}:commit`, { writes: [{ update: { name: `${documents}/${path}`, fields: n(value) } }] });

describe('verbs', () => {
  test('commit and batchGet', async () => {
    expect(await set('a/b', 1)).toMatchObject({
      status: 200,
      body: { writeResults: [{ updateTime: expect.any(String) }], commitTime: expect.any(String) },
    });
    const read = await call('POST', `${documents}:batchGet`, {
      documents: [`${documents}/a/b`, `${documents}/a/none`],
    });
    expect(read.body).toMatchObject([
      { found: { name: `${documents}/a/b`, fields: n(1) }, readTime: expect.any(String) },
      { missing: `${documents}/a/none` },
    ]);
  });

  test('a query is answered with at least its time', async () => {
    const query = { structuredQuery: { from: [{ collectionId: 'a' }] } };
    expect((await call('POST', `${documents}:runQuery`, query)).body).toEqual([{ readTime: expect.any(String) }]);
    await set('a/b', 1);
    expect((await call('POST', `${documents}:runQuery`, query)).body).toMatchObject([{ document: { fields: n(1) } }]);
  });

  test('a count', async () => {
    await set('a/b', 1);
    const { body } = await call('POST', `${documents}:runAggregationQuery`, {
      structuredAggregationQuery: {
        structuredQuery: { from: [{ collectionId: 'a' }] },
        aggregations: [{ alias: 'many', count: {} }],
      },
    });
    expect(body).toMatchObject([{ result: { aggregateFields: { many: { integerValue: '1' } } } }]);
  });

  test('a transaction: read, conflict, ABORTED; rolled back, it is gone', async () => {
    await set('a/b', 1);
    const begin = async () =>
      ((await call('POST', `${documents}:beginTransaction`, {}, PERSON)).body as { transaction: string }).transaction;
    const transaction = await begin();
    await call('POST', `${documents}:batchGet`, { documents: [`${documents}/a/b`], transaction });
    await set('a/b', 2);
    const writes = [{ update: { name: `${documents}/a/c`, fields: n(1) } }];
    expect(await call('POST', `${documents}:commit`, { writes, transaction })).toMatchObject({
      status: 409,
      body: { error: { status: 'ABORTED', code: 409 } },
    });
    const other = await begin();
    expect((await call('POST', `${documents}:rollback`, { transaction: other })).status).toBe(200);
    expect((await call('POST', `${documents}:commit`, { writes, transaction: other })).status).toBe(400);
  });

  test('a batch write tells of each write how it went', async () => {
    const { body } = await call('POST', `${documents}:batchWrite`, {
      writes: [
        { update: { name: `${documents}/a/new`, fields: n(1) }, currentDocument: { exists: true } },
        { update: { name: `${documents}/a/other`, fields: n(1) } },
      ],
    });
    expect(body).toMatchObject({
      status: [{ code: 5 }, { code: 0 }],
      writeResults: [{}, { updateTime: expect.any(String) }],
    });
  });

  test.each([
    ['GET', 'a?showMissing=true&pageToken=WzVd'], // [5]
    ['GET', 'a?showMissing=true&pageToken=W3sibnVsbFZhbHVlIjpudWxsfV0'], // [{"nullValue":null}]
    ['GET', 'a?pageToken=W10'], // []
    ['POST', ':listCollectionIds', { pageToken: '-5' }],
    ['POST', ':partitionQuery', { partitionCount: 1, pageToken: 'x', structuredQuery: GROUP }],
    ['POST', ':partitionQuery', { partitionCount: 1, structuredQuery: { ...GROUP, orderBy: [null] } }],
  ])('a page token or order that no list has given is refused: %s %s', async (method, path, body?: object) => {
    const at = path.startsWith(':') ? documents + path : `${documents}/${path}`;
    expect((await call(method, at, body, OWNER)).status).toBe(400);
    expect(server.log.filter((line) => line.startsWith('defect'))).toEqual([]);
  });

  test('a batch write has five hundred writes at most', async () => {
    const writes = Array.from({ length: 501 }, (_, i) => ({ delete: `${documents}/a/${i}` }));
    const batchWrite = (some: object[]) => call('POST', `${documents}:batchWrite`, { writes: some });
    expect((await batchWrite(writes.slice(1))).status).toBe(200);
    expect((await batchWrite(writes)).status).toBe(400);
  });

  test('in a batch write of a person each write is judged by itself, and none twice', async () => {
    await set('notes/anothers', 1);
    await set('notes/theirs', 1);
    server.backend.setRules(OFFICE_RULES);
    const mine = { owner: { stringValue: 'lan' } };
    const note = (id: string, more: object = {}) => ({
      update: { name: `${documents}/notes/${id}`, fields: mine },
      ...more,
    });
    const batch = (...writes: object[]) => call('POST', `${documents}:batchWrite`, { writes }, PERSON);
    const { body } = await batch(
      note('a'),
      note('anothers'),
      { delete: `${documents}/notes/theirs` },
      note('__b__'),
      note('c', { updateTransforms: [{ fieldPath: 'n', increment: { integerValue: '2' } }] }),
      note('d', { currentDocument: { exists: false } }),
    );
    expect((body as { status: { code: number }[] }).status.map(({ code }) => code)).toEqual([0, 7, 7, 3, 0, 0]);
    const { status: written } = (await batch(note('d', { currentDocument: { exists: false } }))).body as {
      status: object[];
    };
    expect(written).toMatchObject([{ code: 6 }]);
    const found = (
      await call('POST', `${documents}:runQuery`, { structuredQuery: { from: [{ collectionId: 'notes' }] } }, OWNER)
    ).body as { document: { name: string } }[];
    expect(found.map(({ document }) => document.name.split('/').pop())).toEqual(['a', 'anothers', 'c', 'd', 'theirs']);
    expect(await batch(note('e'), note('e'))).toMatchObject({
      status: 400,
      body: { error: { status: 'INVALID_ARGUMENT' } },
    });
    expect((await call('GET', `${documents}/notes/e`, undefined, OWNER)).status).toBe(404);
  });

  const from = [{ collectionId: 'a' }];
  const aggregations = [{ alias: 'all', count: {} }];
  test.each<[string, object]>([
    ['batchGet', { documents: [`${documents}/a/b`] }],
    ['runQuery', { structuredQuery: { from } }],
    ['runAggregationQuery', { structuredAggregationQuery: { structuredQuery: { from }, aggregations } }],
    ['listCollectionIds', {}],
    ['beginTransaction', {}],
  ])('%s at a time: as it was then, not one to come, not one that is forgotten', async (verb, request) => {
    await set('a/b', 1);
    const { updateTime } = (await call('GET', `${documents}/a/b`)).body as { updateTime: string };
    await call('DELETE', `${documents}/a/b`);
    const at = (readTime: string) =>
      call(
        'POST',
        `${documents}:${verb}`,
        verb === 'beginTransaction' ? { options: { readOnly: { readTime } } } : { ...request, readTime },
        OWNER,
      );
    const then = await at(updateTime);
    expect(then.status).toBe(200);
    expect(JSON.stringify(then.body)).toMatch(
      /"found"|"document"|"integerValue":"1"|"collectionIds":\["a"\]|"transaction"/,
    );
    const refused = (status: string) => ({ status: 400, body: { error: { status } } });
    expect(await at('2999-01-01T00:00:00Z')).toMatchObject(refused('INVALID_ARGUMENT'));
    expect(await at('2020-01-01T00:00:00Z')).toMatchObject(refused('FAILED_PRECONDITION'));
    expect(await at('yesterday')).toMatchObject(refused('INVALID_ARGUMENT'));
  });

  test('a time may be written in seconds and nanoseconds, as some builds of the SDK do', async () => {
    await set('a/b', 1);
    const { updateTime } = (await call('GET', `${documents}/a/b`)).body as { updateTime: string };
    await set('a/b', 2);
    const micros = Number(updateTime.slice(20, -1).padEnd(6, '0'));
    const inSeconds = { seconds: String(Math.floor(Date.parse(updateTime) / 1000)), nanos: micros * 1000 };
    const query = { structuredQuery: { from }, readTime: inSeconds };
    expect((await call('POST', `${documents}:runQuery`, query)).body).toMatchObject([
      { document: { fields: n(1) }, readTime: updateTime },
    ]);
    const options = { readOnly: { readTime: inSeconds } };
    expect((await call('POST', `${documents}:beginTransaction`, { options }, PERSON)).status).toBe(200);
    const condition = { delete: `${documents}/a/b`, currentDocument: { updateTime: inSeconds } };
    expect((await call('POST', `${documents}:commit`, { writes: [condition] })).body).toMatchObject({
      error: { status: 'FAILED_PRECONDITION' },
    });
    const bad = { structuredQuery: { from }, readTime: { seconds: 'x' } };
    expect((await call('POST', `${documents}:runQuery`, bad)).body).toMatchObject({
      error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('readTime') },
    });
  });

  test.each([
    [1, 2, ['b', 'c'], 1],
    [2, 9, ['c'], 2],
    [7, 9, [], 3],
    [0, 9, ['a', 'b', 'c'], undefined],
  ])('a query that leaves %i out says how many it has left out', async (offset, limit, found, skipped) => {
    for (const id of ['a', 'b', 'c']) await set(`a/${id}`, 1);
    const { body } = await call('POST', `${documents}:runQuery`, { structuredQuery: { from, offset, limit } });
    const answers = body as { document?: { name: string }; skippedResults?: number }[];
    expect(answers.flatMap(({ document }) => document?.name.split('/').pop() ?? [])).toEqual(found);
    expect(answers[0]!.skippedResults).toBe(skipped);
    expect(answers.slice(1).every(({ skippedResults }) => skippedResults === undefined)).toBe(true);
  });

  const orderBy = [{ field: { fieldPath: '__name__' }, direction: 'ASCENDING' }];
  const whole = { from: [{ collectionId: 'a', allDescendants: true }], orderBy };
  test.each<[string, object, number]>([
    ['a collection group in parts', { structuredQuery: whole, partitionCount: '2' }, 200],
    ['one collection', { structuredQuery: { ...whole, from } }, 400],
    [
      'a filtered one',
      { structuredQuery: { ...whole, where: { unaryFilter: { field: { fieldPath: 'n' }, op: 'IS_NULL' } } } },
      400,
    ],
    ['a limited one', { structuredQuery: { ...whole, limit: 5 } }, 400],
    ['in no parts', { structuredQuery: whole, partitionCount: '0' }, 400],
    ['in less than none', { structuredQuery: whole, partitionCount: '-1' }, 400],
  ])('partitionQuery: %s', async (_name, request, status) => {
    expect((await call('POST', `${documents}:partitionQuery`, { partitionCount: '2', ...request }, OWNER)).status).toBe(
      status,
    );
    expect(
      (await call('POST', `${documents}:partitionQuery`, { partitionCount: '2', ...request }, PERSON)).status,
    ).toBe(403);
  });

  test.each([['executePipeline'], ['listen'], ['nonsense']])('%s is refused by name', async (verb) => {
    expect(await call('POST', `${documents}:${verb}`, {})).toMatchObject({
      status: 501,
      body: { error: { status: 'UNIMPLEMENTED', message: expect.stringContaining(verb) } },
    });
  });
});

describe('lists', () => {
  const ids = ({ body }: { body: unknown }) =>
    (body as { documents?: { name: string }[] }).documents?.map(({ name }) => name.slice(documents.length + 1));
  const list = (query: string) => call('GET', `${documents}/l${query}`, undefined, OWNER);

  test('are in the order asked for, page by page', async () => {
    for (const [id, value] of [
      ['a', 2],
      ['b', 1],
      ['c', 2],
      ['d', 3],
    ] as const)
      await set(`l/${id}`, value);
    await call('PATCH', `${documents}/l/none`, { fields: {} });
    expect(ids(await list('?orderBy=n%20desc'))).toEqual(['l/d', 'l/c', 'l/a', 'l/b']);
    expect(ids(await list('?orderBy=n,__name__%20desc'))).toEqual(['l/b', 'l/c', 'l/a', 'l/d']);
    const seen: unknown[] = [];
    let token = '';
    do {
      const page = await list(`?orderBy=n&pageSize=2&pageToken=${encodeURIComponent(token)}`);
      seen.push(ids(page));
      token = (page.body as { nextPageToken?: string }).nextPageToken ?? '';
    } while (token);
    expect(seen).toEqual([
      ['l/b', 'l/a'],
      ['l/c', 'l/d'],
    ]);
  });

  test('show an earlier time, with what was only a name then', async () => {
    await set('l/a', 1);
    await set('l/gone/below/x', 1);
    const { updateTime } = (await call('GET', `${documents}/l/gone/below/x`)).body as { updateTime: string };
    await set('l/gone', 1);
    await set('l/new', 1);
    await call('DELETE', `${documents}/l/a`);
    expect(ids(await list(`?readTime=${updateTime}`))).toEqual(['l/a']);
    const page = await list(`?readTime=${updateTime}&showMissing=true`);
    expect(ids(page)).toEqual(['l/a', 'l/gone']);
    expect((page.body as { documents: unknown[] }).documents[1]).toEqual({ name: `${documents}/l/gone` });
    expect(ids(await list('?showMissing=true'))).toEqual(['l/gone', 'l/new']);
    const collections = { readTime: updateTime };
    await set('m/x', 1);
    expect((await call('POST', `${documents}:listCollectionIds`, collections, OWNER)).body).toEqual({
      collectionIds: ['l'],
    });
    expect((await call('POST', `${documents}:listCollectionIds`, {}, OWNER)).body).toEqual({
      collectionIds: ['l', 'm'],
    });
  });

  test.each(['?orderBy=n%20sideways', '?orderBy=a..b', '?pageToken=x', '?showMissing=true&orderBy=n', '?orderBy=n,n'])(
    '%s is refused',
    async (query) => {
      expect(await list(query)).toMatchObject({ status: 400, body: { error: { status: 'INVALID_ARGUMENT' } } });
    },
  );
});

describe('documents by their address', () => {
  test('create, read, patch under a mask, list by pages, delete', async () => {
    const created = await call('POST', `${documents}/a?documentId=b`, { fields: { ...n(1), x: { stringValue: 'y' } } });
    expect(created).toMatchObject({ status: 200, body: { name: `${documents}/a/b` } });
    expect((await call('POST', `${documents}/a?documentId=b`, { fields: {} })).body).toMatchObject({
      error: { status: 'ALREADY_EXISTS' },
    });
    await call('PATCH', `${documents}/a/b?updateMask.fieldPaths=n`, { fields: n(2) });
    expect((await call('GET', `${documents}/a/b`)).body).toMatchObject({
      fields: { ...n(2), x: { stringValue: 'y' } },
    });
    expect((await call('GET', `${documents}/a/b?mask.fieldPaths=n`)).body).toMatchObject({ fields: n(2) });
    await call('POST', `${documents}/a?documentId=c`, { fields: n(3) });
    const page = (await call('GET', `${documents}/a?pageSize=1`)).body as {
      documents: unknown[];
      nextPageToken: string;
    };
    expect(page.documents).toHaveLength(1);
    const next = await call('GET', `${documents}/a?pageSize=1&pageToken=${encodeURIComponent(page.nextPageToken)}`);
    expect(next.body).toMatchObject({ documents: [{ name: `${documents}/a/c` }] });
    expect((await call('DELETE', `${documents}/a/b?currentDocument.exists=true`)).status).toBe(200);
    expect((await call('DELETE', `${documents}/a/b?currentDocument.exists=true`)).status).toBe(404);
    expect(await call('GET', `${documents}/a/b`)).toMatchObject({
      status: 404,
      body: { error: { status: 'NOT_FOUND' } },
    });
  });

  test('what every API of Google takes beside is left alone', async () => {
    await set('a/b', 1);
    const beside = 'key=any&alt=json&prettyPrint=false&$alt=json';
    expect((await call('GET', `${documents}/a/b?${beside}`)).status).toBe(200);
    expect((await call('GET', `${documents}/a?${beside}&pageSize=1`)).status).toBe(200);
    expect((await call('GET', `${documents}/a?pagesize=1`)).status).toBe(400);
    expect((await call('GET', `${documents}/a?showMissing=perhaps`, undefined, OWNER)).status).toBe(400);
    expect((await call('DELETE', `${documents}/a/b?currentDocument.exists=false`)).status).toBe(409);
    expect((await call('DELETE', `${documents}/a/b?currentDocument.exist=false`)).status).toBe(400);
    expect((await call('DELETE', `${documents}/a/b?${beside}&currentDocument.exists=true`)).status).toBe(200);
  });

  test('an id may have any letter, written in percent', async () => {
    const id = encodeURIComponent('Phòng Nội vụ: a?b#c%');
    expect((await call('POST', `${documents}/a?documentId=${id}`, { fields: n(1) })).status).toBe(200);
    expect((await call('GET', `${documents}/a/${id}`)).body).toMatchObject({
      name: `${documents}/a/Phòng Nội vụ: a?b#c%`,
    });
  });

  test('a new document without an id gets one', async () => {
    const { body } = await call('POST', `${documents}/a`, { fields: {} });
    expect((body as { name: string }).name).toMatch(/\/a\/[A-Za-z0-9]{20}$/);
  });
});

describe('values that are hard to carry', () => {
  test('fields called like parts of every object', async () => {
    const fields =
      '{"__proto__x":{"integerValue":"1"},"constructor":{"integerValue":"2"},"toString":{"mapValue":{"fields":{"hasOwnProperty":{"nullValue":null}}}}}';
    await call('PATCH', `${documents}/a/b`, `{"fields":${fields}}`);
    expect(((await call('GET', `${documents}/a/b`)).body as { fields: unknown }).fields).toEqual(JSON.parse(fields));
  });

  test('a field __proto__ is refused or kept, and never becomes a prototype', async () => {
    const { status } = await call('PATCH', `${documents}/a/b`, '{"fields":{"__proto__":{"stringValue":"x"}}}');
    expect([200, 400]).toContain(status);
    expect(({} as { stringValue?: string }).stringValue).toBeUndefined();
    expect((await call('GET', `${documents}/a/c`)).status).toBe(404);
  });

  test('numbers that JSON lacks', async () => {
    const fields = {
      a: { doubleValue: 'NaN' },
      b: { doubleValue: '-Infinity' },
      c: { doubleValue: '-0' },
      d: { integerValue: '9223372036854775807' },
    };
    await call('PATCH', `${documents}/a/b`, { fields });
    expect(((await call('GET', `${documents}/a/b`)).body as { fields: unknown }).fields).toEqual(fields);
  });
});

describe('refusals', () => {
  test.each<[string, string, string, unknown]>([
    ['a body that is no JSON', 'POST', `${documents}:commit`, '{'],
    ['a body that is a list', 'POST', `${documents}:commit`, '[]'],
    ['writes that are no list', 'POST', `${documents}:commit`, { writes: 1 }],
    ['a write that is nothing', 'POST', `${documents}:commit`, { writes: [{}] }],
    [
      'a write of another database',
      'POST',
      `${documents}:commit`,
      { writes: [{ delete: 'projects/x/databases/y/documents/a/b' }] },
    ],
    ['a value of no type', 'PATCH', `${documents}/a/b`, { fields: { x: { noSuchValue: 1 } } }],
    ['an integer that is none', 'PATCH', `${documents}/a/b`, { fields: { x: { integerValue: 'x' } } }],
    ['fields that are a text', 'PATCH', `${documents}/a/b`, { fields: 'x' }],
    ['fields misspelt, which would empty the document', 'PATCH', `${documents}/a/b`, { feilds: n(1) }],
    ['writes misspelt', 'POST', `${documents}:commit`, { write: [{ delete: `${documents}/a/b` }] }],
    ['writes of a batch misspelt', 'POST', `${documents}:batchWrite`, { write: [{ delete: `${documents}/a/b` }] }],
    ['fields misspelt, of a new one', 'POST', `${documents}/a`, { field: n(1) }],
    ...[
      { update_mask: { fieldPaths: ['n'] } },
      { updateMask: { fields: ['n'] } },
      { currentDocument: { exist: false } },
      { update: { name: `${documents}/a/b`, fields: n(1), merge: true } },
    ].map((odd): [string, string, string, unknown] => [
      `a write with what there is not: ${JSON.stringify(odd).slice(0, 40)}`,
      'POST',
      `${documents}:commit`,
      { writes: [{ update: { name: `${documents}/a/b`, fields: n(1) }, ...odd }] },
    ]),
    [
      'a mask misspelt, which would replace the document',
      'PATCH',
      `${documents}/a/b?updateMask.fieldPath=n`,
      { fields: {} },
    ],
    ['a condition misspelt', 'PATCH', `${documents}/a/b?currentDocument.exist=true`, { fields: {} }],
    [
      'a condition that is neither true nor false',
      'PATCH',
      `${documents}/a/b?currentDocument.exists=yes`,
      { fields: {} },
    ],
    ['an id misspelt', 'POST', `${documents}/a?id=b`, { fields: {} }],
    ['a path upwards', 'POST', `${documents}/a?documentId=..`, { fields: {} }],
    ['an id with a slash', 'PATCH', `${documents}/a/b%2Fc`, { fields: {} }],
    ['a reserved id', 'PATCH', `${documents}/a/__x__`, { fields: {} }],
    ['an id that is too long', 'PATCH', `${documents}/a/${'x'.repeat(1501)}`, { fields: {} }],
    ['broken percent-encoding', 'PATCH', `${documents}/a/%E0%A4%A`, { fields: {} }],
    [
      'a query with an unknown operator',
      'POST',
      `${documents}:runQuery`,
      {
        structuredQuery: {
          from: [{ collectionId: 'a' }],
          where: { fieldFilter: { field: { fieldPath: 'x' }, op: 'LIKE', value: n(1).n } },
        },
      },
    ],
    [
      'a list nested a hundred thousand deep',
      'PATCH',
      `${documents}/a/b`,
      `{"fields":{"x":${'{"arrayValue":{"values":['.repeat(100_000)}${']}}'.repeat(100_000)}}}`,
    ],
  ])('%s', async (_name, method, path, body) => {
    expect(await call(method, path, body)).toMatchObject({
      status: 400,
      body: { error: { status: 'INVALID_ARGUMENT' } },
    });
  });

  test.each(['__x__', '.', '..', '', 'x'.repeat(1501)])(
    'names that there cannot be are no names to reads either: %#',
    async (id) => {
      const name = `${documents}/a/${id}`;
      const queries = [
        { parent: documents, structuredQuery: { from: [{ collectionId: id || '.' }] } },
        { parent: name, structuredQuery: { from: [{ collectionId: 'b' }] } },
      ];
      const answers = [
        await call('POST', `${documents}:batchGet`, { documents: [name] }),
        await call('POST', `${documents}:runQuery`, { structuredQuery: queries[0]!.structuredQuery }),
        await call('POST', `${documents}/a/${id}:runQuery`, { structuredQuery: queries[1]!.structuredQuery }),
        await call('POST', `${documents}/a/${id}:listCollectionIds`, {}, OWNER),
      ];
      expect(
        answers.map(({ status, body }) => [status, (body as { error?: { status: string } }).error?.status]),
      ).toEqual(answers.map(() => [400, 'INVALID_ARGUMENT']));
    },
  );

  const aQuery = { from: [{ collectionId: 'a' }] };
  const filtered = (filter: object) => ({ structuredQuery: { ...aQuery, where: { fieldFilter: filter } } });
  const byN = { field: { fieldPath: 'n' } };
  test.each<[string, string, object | undefined, string]>([
    ['POST', ':batchGet', { documents: [], docments: [`${documents}/a/b`] }, 'docments'],
    ['POST', ':batchGet', { documents: [`${documents}/a/b`], mask: { fieldPath: ['n'] } }, 'fieldPath'],
    ['POST', ':batchGet?transaktion=x', { documents: [`${documents}/a/b`] }, 'transaktion'],
    ['POST', ':batchGet', { documents: [], newTransaction: { readonly: {} } }, 'readonly'],
    ['POST', ':runQuery', { structuredQuery: aQuery, readtime: '2026-11-24T00:00:00Z' }, 'readtime'],
    ['POST', ':runQuery', { structuredQuery: { ...aQuery, were: {} } }, 'were'],
    ['POST', ':runQuery', { structuredQuery: { ...aQuery, orderby: [byN] } }, 'orderby'],
    ['POST', ':runQuery', { structuredQuery: { from: [{ collection: 'a' }] } }, 'collection'],
    ['POST', ':runQuery', { structuredQuery: { ...aQuery, orderBy: [{ ...byN, descending: true }] } }, 'descending'],
    ['POST', ':runQuery', { structuredQuery: { ...aQuery, startAt: { values: [], inclusive: true } } }, 'inclusive'],
    ['POST', ':runQuery', { structuredQuery: { ...aQuery, select: { field: [byN] } } }, 'field'],
    ['POST', ':runQuery', filtered({ ...byN, op: 'EQUAL', value: n(1).n, negate: true }), 'negate'],
    ['POST', ':runQuery', filtered({ field: { fieldPath: 'n', path: 'x' }, op: 'EQUAL', value: n(1).n }), 'path'],
    ['POST', ':runQuery?limit=5', { structuredQuery: aQuery }, 'limit'],
    [
      'POST',
      ':runAggregationQuery',
      { structuredAggregationQuery: { structuredQuery: aQuery, aggregation: [] } },
      'aggregation',
    ],
    [
      'POST',
      ':runAggregationQuery',
      { structuredAggregationQuery: { structuredQuery: aQuery, aggregations: [{ count: { upto: 1 } }] } },
      'upto',
    ],
    ['POST', ':beginTransaction', { option: { readOnly: {} } }, 'option'],
    ['POST', ':beginTransaction', { options: { readOnly: { readtime: '2026-11-24T00:00:00Z' } } }, 'readtime'],
    ['POST', ':rollback', { transaction: 'AAAA', id: 'x' }, 'id'],
    ['POST', ':listCollectionIds', { pagesize: 1 }, 'pagesize'],
    ['POST', ':partitionQuery', { structuredQuery: aQuery, partitions: 3 }, 'partitions'],
    ['GET', '/a/b?mask=n', undefined, 'mask'],
    ['GET', '/a/b?readtime=2026-11-24T00:00:00Z', undefined, 'readtime'],
    ['GET', '/a?limit=5', undefined, 'limit'],
    ['GET', '/a?orderby=n', undefined, 'orderby'],
  ])('a read with what there is not is refused by its name: %s %s %j', async (method, path, body, name) => {
    const answer = await call(method, `${documents}${path}`, body, OWNER);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining(`Unknown name "${name}"`) } },
    });
  });

  test('the place of an unknown name is told, and names that every API knows are not refused', async () => {
    const where = { compositeFilter: { op: 'AND', filters: [{ fieldFilter: { ...byN, op: 'EQUAL', valeu: {} } }] } };
    const { body } = await call('POST', `${documents}:runQuery`, { structuredQuery: { ...aQuery, where } });
    expect((body as { error: { message: string } }).error.message).toContain(
      `"valeu" at 'structuredQuery.where.compositeFilter.filters[0].fieldFilter'`,
    );
    const beside = 'key=any&$alt=json%3Benum-encoding%3Dint&prettyPrint=false';
    expect((await call('POST', `${documents}:runQuery?${beside}`, { structuredQuery: aQuery })).status).toBe(200);
  });

  test('rules hold here too, and the reason is told in emulator mode only', async () => {
    await set('notes/n', 1);
    server.backend.setRules(OFFICE_RULES);
    for (const [method, path] of [
      ['GET', `${documents}/notes/n`],
      ['GET', `${documents}/notes`],
      ['DELETE', `${documents}/notes/n`],
    ] as const) {
      expect(await call(method, path)).toMatchObject({ status: 403, body: { error: { status: 'PERMISSION_DENIED' } } });
    }
    expect((await call('POST', `${documents}:listCollectionIds`, {})).status).toBe(403);
    expect((await call('GET', `${documents}/notes?showMissing=true`)).status).toBe(403);
    expect((await call('GET', `${documents}/notes/n`, undefined, OWNER)).status).toBe(200);
    expect((await call('POST', `${documents}:listCollectionIds`, {}, OWNER)).body).toEqual({
      collectionIds: ['notes'],
    });
  });

  test.each<[string, (name: string) => object]>([
    ['deletes', (name) => ({ delete: name })],
    ['deletes what exists', (name) => ({ delete: name, currentDocument: { exists: true } })],
    [
      'deletes what is of a time',
      (name) => ({ delete: name, currentDocument: { updateTime: '2026-11-24T00:00:00Z' } }),
    ],
    ['verifies that it exists', (name) => ({ verify: name, currentDocument: { exists: true } })],
    ['verifies that it does not', (name) => ({ verify: name, currentDocument: { exists: false } })],
    ['creates', (name) => ({ update: { name, fields: {} }, currentDocument: { exists: false } })],
    ['updates', (name) => ({ update: { name, fields: {} }, currentDocument: { exists: true } })],
  ])('a stranger who %s does not learn whether a document is there', async (_name, write) => {
    await set('notes/there', 1);
    server.backend.setRules(OFFICE_RULES);
    const answers = [];
    for (const id of ['there', 'none']) {
      const { status } = await call('POST', `${documents}:commit`, { writes: [write(`${documents}/notes/${id}`)] });
      answers.push(status);
    }
    expect(answers).toEqual([403, 403]);
  });

  test.each<[string, object]>([
    ['everything below the root', { from: [{ allDescendants: true }] }],
    ['two collections', { from: [{ collectionId: 'published' }, { collectionId: 'notes' }] }],
    [
      'a collection group by the name of a public collection',
      { from: [{ collectionId: 'published', allDescendants: true }] },
    ],
  ])('a visitor may list a public collection, but not %s', async (_name, structuredQuery) => {
    server.backend.setRules(OFFICE_RULES);
    const list = (query: object) => call('POST', `${documents}:runQuery`, { structuredQuery: query });
    expect((await list({ from: [{ collectionId: 'published' }] })).status).toBe(200);
    expect([400, 403]).toContain((await list(structuredQuery)).status);
  });

  test('more than ten megabytes', async () => {
    const { status } = await call('PATCH', `${documents}/a/b`, {
      fields: { x: { stringValue: 'x'.repeat(11 * 1024 * 1024) } },
    });
    expect(status).toBe(400);
  });
});

/** `fetch` does not let a caller choose Host and Origin. */
const rawCall = (headers: Record<string, string>, method = 'GET', path = '/') =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    request({ host: server.host, port: server.port, method, path, headers }, (res) => {
      res.resume().on('end', () => resolve({ status: res.statusCode!, headers: res.headers }));
    })
      .on('error', reject)
      .end();
  });

describe('who may call in emulator mode, where every caller may be administrator', () => {
  test('pages of this machine, whose origin is echoed', async () => {
    const answer = await rawCall({ Origin: 'http://localhost:5173' }, 'OPTIONS', `/v1/${documents}:commit`);
    expect([
      answer.status,
      answer.headers['access-control-allow-origin'],
      answer.headers['access-control-allow-credentials'],
    ]).toEqual([204, 'http://localhost:5173', 'true']);
    expect(answer.headers['vary']).toContain('Origin');
  });

  test('are told which of its headers they may send, and which of the answer they may read', async () => {
    const asked = 'authorization,google-cloud-resource-prefix,x-goog-request-params,x-goog-api-client';
    const headers = { Origin: 'http://localhost:5173', 'Access-Control-Request-Headers': asked };
    const preflight = await rawCall(headers, 'OPTIONS', `/v1/${documents}:commit`);
    expect(preflight.headers['access-control-allow-headers']).toBe(asked);
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE'])
      expect(preflight.headers['access-control-allow-methods']).toContain(method);
    expect(Number(preflight.headers['access-control-max-age'])).toBeGreaterThan(0);
    const answer = await rawCall(headers, 'GET', `/v1/${documents}/a`);
    for (const name of ['X-HTTP-Session-Id', 'X-HTTP-Initial-Response', 'X-Client-Wire-Protocol'])
      expect(answer.headers['access-control-expose-headers']).toContain(name);
  });

  test.each([
    ['a page from elsewhere', { Origin: 'https://example.com' }],
    ['a page that hides where it is from', { Origin: 'null' }],
    ['a name that resolves to this machine', { Host: 'attacker.example' }],
  ])('%s is refused', async (_name, headers) => {
    for (const path of ['/', `/v1/${documents}/a/b`, '/google.firestore.v1.Firestore/Listen/channel']) {
      expect((await rawCall(headers as Record<string, string>, 'GET', path)).status).toBe(403);
    }
  });
});

test.each([
  ['garbage', Buffer.from([0, 1, 2, 255, 13, 10, 13, 10])],
  ['half a preface and then something else', Buffer.from('PRI * HTTP/1.1\r\n\r\n')],
  ['TLS', Buffer.from('16030100050100000100', 'hex')],
  ['headers without end', Buffer.from(`GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}`)],
])('a connection that speaks %s is closed, and the next one is served', async (_name, bytes) => {
  await new Promise<void>((resolve) => {
    const socket = connect(server.port, server.host, () => socket.end(bytes));
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.resume();
  });
  expect((await fetch(server.url)).status).toBe(200);
});

test('an HTTP/2 preface in two pieces is understood', async () => {
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const socket = connect(server.port, server.host, () => {
      socket.setNoDelay(true);
      socket.write('PRI * HT', () => setImmediate(() => socket.write('TP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0')));
    });
    socket.once('data', (data) => {
      resolve(data);
      socket.destroy();
    });
    socket.on('error', reject);
  });
  expect(answer[3]).toBe(4); // a SETTINGS frame
});
