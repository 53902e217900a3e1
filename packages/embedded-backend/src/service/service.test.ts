import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Identity } from '../auth/identity.ts';
import { StatusError } from '../model/status.ts';
import { compile } from '../rules/compile.ts';
import { createStore } from '../store/createStore.ts';
import { openDatabase } from '../store/database.ts';
import { Service } from './service.ts';

const DATABASE = 'projects/p/databases/(default)';
const DOCUMENTS = `${DATABASE}/documents`;
const RULES = `rules_version = '2';
service cloud.firestore { match /databases/{d}/documents {
  match /notes/{id} { allow read, write: if request.auth.uid == 'lan'; }
  match /counted/{id} {
    allow create: if existsAfter(/databases/$(d)/documents/counted/one) && existsAfter(/databases/$(d)/documents/counted/two);
  }
  match /seven/{id} {
    allow create: if !exists(/databases/$(d)/documents/x/$(id + '1')) && !exists(/databases/$(d)/documents/x/$(id + '2'))
      && !exists(/databases/$(d)/documents/x/$(id + '3')) && !exists(/databases/$(d)/documents/x/$(id + '4'))
      && !exists(/databases/$(d)/documents/x/$(id + '5')) && !exists(/databases/$(d)/documents/x/$(id + '6'))
      && !exists(/databases/$(d)/documents/x/$(id + '7'));
  }
} }`;

let log: string[];
let service: Service;
const lan = (expiresAt: number): Identity => ({ kind: 'user', uid: 'lan', token: {}, expiresAt, sessionId: 's1' });
const seconds = () => Date.now() / 1000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  log = [];
  service = new Service({
    store: createStore(openDatabase(null)),
    rulesOf: () => compile(RULES),
    projectId: null,
    explain: false,
    log: (line) => log.push(line),
  });
});
afterEach(() => vi.useRealTimers());

function listen(identity: Identity) {
  const heard: unknown[] = [];
  let ended: StatusError | undefined;
  const stream = service.open('Listen', identity, {
    send: (message) => heard.push(message),
    end: (error) => {
      ended = error;
    },
  });
  stream.handle({
    database: DATABASE,
    addTarget: { targetId: 2, query: { parent: DOCUMENTS, structuredQuery: { from: [{ collectionId: 'notes' }] } } },
  });
  return { stream, heard, ended: () => ended?.status };
}

const write = (...paths: string[]) => ({
  database: DATABASE,
  writes: paths.map((path) => ({ update: { name: `${DOCUMENTS}/${path}`, fields: {} } })),
});
const get = async (path: string) =>
  (await service.call('GetDocument', { name: `${DOCUMENTS}/${path}` }, lan(seconds() + 3600))) as Record<
    string,
    unknown
  >;
const commit = (...paths: string[]) => service.call('Commit', write(...paths), lan(seconds() + 3600));

test('a stream ends with the token that opened it, not before', () => {
  const { ended } = listen(lan(seconds() + 3600));
  vi.advanceTimersByTime(3_599_000);
  expect(ended()).toBeUndefined();
  vi.advanceTimersByTime(1_000);
  expect(ended()).toBe('UNAUTHENTICATED');
});

test('a token that lasts for years does not end at once', () => {
  const { ended } = listen(lan(seconds() + 10 * 365 * 86_400));
  vi.advanceTimersByTime(1_000);
  expect(ended()).toBeUndefined();
});

test('a session that is ended takes its own streams with it', () => {
  const mine = listen(lan(seconds() + 3600));
  const other = listen({ kind: 'user', uid: 'lan', token: {}, expiresAt: seconds() + 3600, sessionId: 's2' });
  service.endSession('s1');
  expect([mine.ended(), other.ended()]).toEqual(['UNAUTHENTICATED', undefined]);
});

test('after its end a stream says nothing more', async () => {
  const { heard, ended } = listen(lan(seconds() + 3600));
  service.endSession('s1');
  const before = heard.length;
  await commit('notes/a');
  expect(ended()).toBe('UNAUTHENTICATED');
  expect(heard).toHaveLength(before);
});

test('a closed stream is not told that it ends', () => {
  const { stream, ended } = listen(lan(seconds() + 3600));
  stream.close();
  service.endSession('s1');
  vi.advanceTimersByTime(4_000_000);
  expect(ended()).toBeUndefined();
});

test('rules see a batch as it will be, whatever the order of its writes', async () => {
  await expect(commit('counted/one', 'counted/two')).resolves.toBeDefined();
});

test('half of such a batch is refused', async () => {
  await expect(commit('counted/one')).rejects.toThrow(expect.objectContaining({ status: 'PERMISSION_DENIED' }));
});

test('the look-ups of rules are limited over the whole batch', async () => {
  await expect(commit('seven/a')).resolves.toBeDefined(); // 7 of 10
  await expect(commit('seven/b', 'seven/c')).resolves.toBeDefined(); // 14 of 20
  const tooMany = commit('seven/d', 'seven/e', 'seven/f'); // 21
  await expect(tooMany).rejects.toThrow(expect.objectContaining({ status: 'PERMISSION_DENIED' }));
});

test('a defect reaches the log with its place, the client as INTERNAL without words', async () => {
  const broken = new Service({
    store: createStore(openDatabase(null)),
    rulesOf: () => {
      throw new TypeError('secret detail');
    },
    projectId: null,
    explain: true,
    log: (line) => log.push(line),
  });
  const call = broken.call('GetDocument', { name: `${DOCUMENTS}/a/b` }, { kind: 'anonymous' });
  await expect(call).rejects.toThrow(expect.objectContaining({ status: 'INTERNAL', message: 'Internal error.' }));
  expect(log.join()).toContain('secret detail');
});

test.each(['constructor', '__proto__', 'toString', 'Commits'])('an RPC called %s is unimplemented', async (name) => {
  await expect(service.call(name, {}, { kind: 'admin' })).rejects.toThrow(
    expect.objectContaining({ status: 'UNIMPLEMENTED' }),
  );
});

test('commits that come together are each answered with their own outcome', async () => {
  const outcomes = await Promise.allSettled([commit('notes/a'), commit('others/x'), commit('notes/b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a commit that came before the server stops is done, one that comes after is told', async () => {
  const before = commit('notes/a');
  service.close();
  await expect(before).resolves.toBeDefined();
  await expect(commit('notes/b')).rejects.toThrow(expect.objectContaining({ status: 'UNAVAILABLE' }));
});

test('after a refused write of a stream, what was sent behind it is not done: the client sends it again', async () => {
  const heard: unknown[] = [];
  const ended = await new Promise<StatusError>((resolve) => {
    const send = (message: unknown) => heard.push(message);
    const stream = service.open('Write', lan(seconds() + 3600), { send, end: resolve });
    stream.handle({ database: DATABASE });
    for (const path of ['notes/first', 'others/refused', 'notes/behind']) stream.handle(write(path));
  });
  expect(ended.status).toBe('PERMISSION_DENIED');
  await commit('notes/later');
  expect(await get('notes/first')).toMatchObject({ name: `${DOCUMENTS}/notes/first` });
  await expect(get('notes/behind')).rejects.toThrow(expect.objectContaining({ status: 'NOT_FOUND' }));
  expect(heard).toHaveLength(2); // opened, and the first write
});

test('a document is answered as its own write left it, whatever others did in the same moment', async () => {
  const name = `${DOCUMENTS}/notes/a`;
  const me = lan(seconds() + 3600);
  const fields = { n: { integerValue: '1' } };
  const [answer] = await Promise.all([
    service.call('UpdateDocument', { document: { name, fields } }, me),
    service.call('DeleteDocument', { name }, me),
  ]);
  expect(answer).toMatchObject({ name, fields });
});

const MANY = 2000;
const many = { database: DATABASE, documents: Array.from({ length: MANY }, (_, i) => `${DOCUMENTS}/notes/n${i}`) };
const who = lan(seconds() + 365 * 86_400);
const nextTurn = () => new Promise(setImmediate);
const found = (answers: unknown, i: number) =>
  (answers as { found?: { fields: { n: unknown } } }[])[i]?.found?.fields.n ?? 'missing';
const noted = (i: number, n: number) => ({
  update: { name: `${DOCUMENTS}/notes/n${i}`, fields: { n: { integerValue: String(n) } } },
});

test('whoever asks for very many documents at once does not keep others waiting until they have them', async () => {
  const ended: string[] = [];
  const all = service.call('BatchGetDocuments', many, who).then(() => ended.push('very many'));
  const one = service.call('BatchGetDocuments', { ...many, documents: [many.documents[0]] }, who);
  await Promise.all([all, one.then(() => ended.push('one'))]);
  expect(ended).toEqual(['one', 'very many']);
});

test.each([
  ['as they are', async () => many],
  ['at a time', async () => ({ ...many, readTime: (await one()).readTime })],
  ['in a transaction', async () => ({ ...many, newTransaction: { readWrite: {} } })],
])('very many documents, %s, are of one moment, whatever is written before all are read', async (_, requestOf) => {
  const last = MANY - 1;
  const writes = (...of: unknown[]) => service.call('Commit', { database: DATABASE, writes: of }, who);
  await writes(noted(0, 1), noted(last, 1));
  const all = service.call('BatchGetDocuments', await requestOf(), who);
  await nextTurn();
  await writes(noted(0, 2), noted(last, 2), noted(last - 1, 2));
  await writes({ delete: `${DOCUMENTS}/notes/n${last}` });
  const answers = ((await all) as unknown[]).slice(-MANY);
  expect([0, last - 1, last].map((i) => found(answers, i))).toEqual([
    { integerValue: '1' },
    'missing',
    { integerValue: '1' },
  ]);
  const after = await service.call('BatchGetDocuments', many, who);
  expect([0, last - 1, last].map((i) => found(after, i))).toEqual([
    { integerValue: '2' },
    { integerValue: '2' },
    'missing',
  ]);
});

const one = async () =>
  (
    (await service.call('BatchGetDocuments', { ...many, documents: [many.documents[0]] }, who)) as [
      { readTime: string },
    ]
  )[0];

test('a person commits 10,000 writes at once at most, by a call or a stream; an administrator as many as it takes', async () => {
  const deletes = (count: number) => ({
    database: DATABASE,
    writes: Array.from({ length: count }, (_, i) => ({ delete: `${DOCUMENTS}/nobodys/n${i}` })),
  });
  const refused = { status: 'INVALID_ARGUMENT', message: 'A commit has at most 10000 writes.' };
  await expect(service.call('Commit', deletes(10_001), who)).rejects.toMatchObject(refused);
  await expect(service.call('Commit', deletes(10_000), who)).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
  await expect(service.call('Commit', deletes(10_001), { kind: 'admin' })).resolves.toBeDefined();
  const ended = new Promise((resolve) => {
    const stream = service.open('Write', who, { send: () => {}, end: resolve });
    stream.handle({ database: DATABASE });
    stream.handle({ ...deletes(10_001), streamToken: 'MA==' });
  });
  expect(await ended).toMatchObject(refused);
});
