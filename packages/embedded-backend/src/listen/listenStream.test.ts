import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import { createStore } from '../store/createStore.ts';
import { openDatabase } from '../store/database.ts';
import type { Store, StructuredQuery, Write } from '../store/store.ts';
import { openListenStream, type ListenOptions, type ListenStream } from './listenStream.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const at = (path: string): string => `${ROOT}/${path}`;
const int = (value: number) => ({ integerValue: String(value) });
const set = (path: string, fields: Record<string, unknown>): Write => ({ update: { name: at(path), fields } }) as Write;
const all: StructuredQuery = { from: [{ collectionId: 'a' }] };
const where = (op: string, value: number, more: StructuredQuery = {}): StructuredQuery => ({
  ...all,
  where: { fieldFilter: { field: { fieldPath: 'n' }, op, value: int(value) } },
  ...more,
});
const byN = { orderBy: [{ field: { fieldPath: 'n' } }] };

type Response = {
  targetChange?: {
    targetChangeType: string;
    targetIds: number[];
    readTime?: string;
    resumeToken?: string;
    cause?: { code: number; message: string };
  };
  documentChange?: { document: Document; targetIds: number[]; removedTargetIds?: number[] };
  documentDelete?: { document: string; removedTargetIds: number[] };
  documentRemove?: { document: string; removedTargetIds: number[] };
  filter?: { targetId: number; count: number };
};

let store: Store;
let clock: number;
beforeEach(() => {
  clock = Date.UTC(2026, 10, 24);
  store = createStore(openDatabase(null), {
    now: () => clock++,
    onError: (error) => {
      throw error;
    },
  });
});

/** A stream with what it has sent since one last looked, in short: `+1 a/1`, `-1 a/1`, `CURRENT 1`, `snapshot`. */
function open(options: Partial<ListenOptions> = {}): { stream: ListenStream; said: () => string[]; raw: Response[] } {
  const raw: Response[] = [];
  let from = 0;
  const stream = openListenStream({
    store,
    send: (response) => raw.push(structuredClone(response) as Response),
    ...options,
  });
  return {
    stream,
    raw,
    said: () => {
      const short = raw.slice(from).map(inShort);
      from = raw.length;
      return short;
    },
  };
}

function inShort({ targetChange, documentChange, documentDelete, documentRemove, filter }: Response): string {
  const path = (name: string): string => name.slice(ROOT.length + 1);
  if (documentChange) {
    const removed = documentChange.removedTargetIds ? `-${documentChange.removedTargetIds.join()}` : '';
    return `+${documentChange.targetIds.join()}${removed} ${path(documentChange.document.name)}`;
  }
  if (documentDelete) return `deleted-${documentDelete.removedTargetIds.join()} ${path(documentDelete.document)}`;
  if (documentRemove) return `-${documentRemove.removedTargetIds.join()} ${path(documentRemove.document)}`;
  if (filter) return `filter ${filter.targetId}: ${filter.count}`;
  const { targetChangeType, targetIds, cause } = targetChange!;
  if (targetChangeType === 'NO_CHANGE') return 'snapshot';
  return `${targetChangeType} ${targetIds.join()}${cause ? `: ${cause.code}` : ''}`;
}

function listen(stream: ListenStream, targetId: number, structuredQuery: StructuredQuery, more = {}): void {
  stream.handle({ addTarget: { targetId, query: { parent: ROOT, structuredQuery }, ...more } });
}

test('a target is told its documents, that it is current, and then a snapshot', () => {
  store.commit([set('a/1', {}), set('a/2', {}), set('b/1', {})]);
  const { stream, said } = open();
  listen(stream, 2, all);
  expect(said()).toEqual(['ADD 2', '+2 a/1', '+2 a/2', 'CURRENT 2', 'snapshot']);
});

test('one commit is one snapshot over all targets, a document once for all that hold it', () => {
  store.commit([set('a/1', { n: int(1) })]);
  const { stream, said } = open();
  listen(stream, 1, all);
  listen(stream, 2, where('LESS_THAN', 5));
  listen(stream, 3, { from: [{ collectionId: 'b' }] });
  said();
  store.commit([set('a/1', { n: int(2) }), set('a/2', { n: int(9) }), set('b/1', {})]);
  expect(said()).toEqual(['+1,2 a/1', '+1 a/2', '+3 b/1', 'snapshot']);
  store.commit([set('a/1', { n: int(9) })]);
  expect(said()).toEqual(['+1-2 a/1', 'snapshot']);
  store.commit([{ delete: at('a/1') }]);
  expect(said()).toEqual(['deleted-1 a/1', 'snapshot']);
});

test('a commit of another collection, or of no change at all, is still a snapshot at its time', () => {
  store.commit([set('a/1', {})]);
  const { stream, said, raw } = open();
  listen(stream, 1, all);
  said();
  for (const write of [set('b/1', {}), set('a/1', {})]) {
    const { commitTime } = store.commit([write]);
    expect(said()).toEqual(['snapshot']);
    expect(raw.at(-1)?.targetChange).toMatchObject({ targetIds: [], readTime: commitTime });
  }
});

test('a database that is emptied is told as the deletion of all that was in it', () => {
  store.commit([set('a/1', {}), set('a/2', {}), set('b/1', {})]);
  const { stream, said } = open();
  listen(stream, 1, all);
  said();
  store.clear('projects/p/databases/(default)');
  expect(said()).toEqual(['deleted-1 a/1', 'deleted-1 a/2', 'snapshot']);
});

test('a stream without targets stays silent', () => {
  const { stream, said } = open();
  store.commit([set('a/1', {})]);
  listen(stream, 1, all);
  stream.handle({ removeTarget: 1 });
  said();
  store.commit([set('a/1', { n: int(1) })]);
  expect(said()).toEqual([]);
});

test('what leaves a target but still exists is told with its content, if the client may read it', () => {
  store.commit([set('a/1', { n: int(1) })]);
  const allowed = open({ mayRead: (document) => document.fields['secret'] !== undefined });
  const other = open({ mayRead: () => false });
  for (const { stream, said } of [allowed, other]) {
    listen(stream, 1, where('EQUAL', 1));
    said();
  }
  store.commit([set('a/1', { n: int(2), secret: { stringValue: 'x' } })]);
  expect(allowed.said()).toEqual(['+-1 a/1', 'snapshot']);
  expect(JSON.stringify(allowed.raw)).toContain('secret');
  expect(other.said()).toEqual(['-1 a/1', 'snapshot']);
  expect(JSON.stringify(other.raw)).not.toContain('secret');
});

test('a missing document is told as deleted at once, and when it comes', () => {
  const { stream, said } = open();
  stream.handle({ addTarget: { targetId: 1, documents: { documents: [at('a/1')] } } });
  expect(said()).toEqual(['ADD 1', 'deleted-1 a/1', 'CURRENT 1', 'snapshot']);
  store.commit([set('a/1', {}), set('a/2', {})]);
  expect(said()).toEqual(['+1 a/1', 'snapshot']);
  store.commit([{ delete: at('a/1') }]);
  expect(said()).toEqual(['deleted-1 a/1', 'snapshot']);
});

describe('a limit', () => {
  test('that loses a row is told the row that moves up', () => {
    store.commit([1, 2, 3, 4].map((n) => set(`a/${n}`, { n: int(n) })));
    const { stream, said } = open();
    listen(stream, 1, { ...all, ...byN, limit: 2 });
    expect(said()).toEqual(['ADD 1', '+1 a/1', '+1 a/2', 'CURRENT 1', 'snapshot']);
    store.commit([{ delete: at('a/1') }]);
    expect(said()).toEqual(['deleted-1 a/1', '+1 a/3', 'snapshot']);
    store.commit([set('a/2', { n: int(10) })]);
    expect(said()).toEqual(['+-1 a/2', '+1 a/4', 'snapshot']);
  });
  test('that gains a row is told which one falls out', () => {
    store.commit([2, 3].map((n) => set(`a/${n}`, { n: int(n) })));
    const { stream, said } = open();
    listen(stream, 1, { ...all, ...byN, limit: 2 });
    said();
    store.commit([set('a/1', { n: int(1) })]);
    expect(said()).toEqual(['+-1 a/3', '+1 a/1', 'snapshot']);
    store.commit([set('a/9', { n: int(9) })]);
    expect(said()).toEqual(['snapshot']);
  });
});

test('a projection is refused, with the words of Google', () => {
  store.commit([set('a/1', { n: int(1), m: int(2) })]);
  const { stream, raw, said } = open();
  listen(stream, 1, { ...all, select: { fields: [{ fieldPath: 'm' }] } });
  expect(raw.map(({ targetChange }) => targetChange)).toEqual([
    {
      targetChangeType: 'REMOVE',
      targetIds: [1],
      cause: { code: 3, message: "'select' clauses are not supported for real-time queries." },
    },
  ]);
  listen(stream, 2, all);
  expect(said().slice(1)).toEqual(['ADD 2', '+2 a/1', 'CURRENT 2', 'snapshot']);
});

describe('taking up again', () => {
  function interrupted(query: StructuredQuery): string {
    const first = open();
    listen(first.stream, 1, query);
    first.stream.close();
    return first.raw.at(-1)!.targetChange!.resumeToken!;
  }
  beforeEach(() => {
    store.commit([1, 2, 3].map((n) => set(`a/${n}`, { n: int(n) })));
  });

  test('brings the differences only, and the count', () => {
    const resumeToken = interrupted(where('LESS_THAN', 5));
    store.commit([set('a/2', { n: int(9) }), set('a/4', { n: int(4) })]);
    store.commit([{ delete: at('a/3') }]);
    const { stream, said } = open();
    listen(stream, 1, where('LESS_THAN', 5), { resumeToken });
    expect(said()).toEqual(['ADD 1', '+-1 a/2', 'deleted-1 a/3', '+1 a/4', 'filter 1: 2', 'CURRENT 1', 'snapshot']);
  });
  test('resets when the log no longer reaches back', () => {
    const resumeToken = interrupted(all);
    store.commit([set('a/1', {})]);
    clock += 25 * 3600e3;
    store.commit([{ delete: at('a/2') }]);
    const { stream, said } = open();
    listen(stream, 1, all, { resumeToken });
    expect(said()).toEqual(['ADD 1', 'RESET 1', '+1 a/1', '+1 a/3', 'CURRENT 1', 'snapshot']);
  });
  test.each([
    ['a token of another kind', { resumeToken: 'AAAA' }],
    ['a token from the future', { resumeToken: Buffer.from('2030-01-01T00:00:00.000000Z').toString('base64') }],
    ['a read time from before the log', { readTime: '2026-11-23T00:00:00Z' }],
    ['a read time from the future', { readTime: '2030-01-01T00:00:00Z' }],
  ])('resets for %s', (_name, more) => {
    const { stream, said } = open();
    listen(stream, 1, all, more);
    expect(said().slice(0, 3)).toEqual(['ADD 1', 'RESET 1', '+1 a/1']);
  });
  test('goes on from a read time as from a token, without RESET', () => {
    const readTime = store.now;
    store.commit([set('a/2', { n: int(9) }), set('a/4', { n: int(4) })]);
    store.commit([{ delete: at('a/3') }]);
    const { stream, said } = open();
    listen(stream, 1, where('LESS_THAN', 5), { readTime });
    expect(said()).toEqual(['ADD 1', '+-1 a/2', 'deleted-1 a/3', '+1 a/4', 'filter 1: 2', 'CURRENT 1', 'snapshot']);
    listen(stream, 2, { ...all, ...byN, limit: 2 }, { readTime });
    expect(said()).toEqual(['ADD 2', '+-2 a/2', '+2 a/4', 'filter 2: 2', 'CURRENT 2', 'snapshot']);
    stream.handle({ addTarget: { targetId: 3, documents: { documents: [at('a/1'), at('a/3')] }, readTime } });
    expect(said()).toEqual(['ADD 3', 'deleted-3 a/3', 'CURRENT 3', 'snapshot']);
  });

  test('goes on from the token where a client names both', () => {
    const { now: readTime } = store;
    store.commit([set('a/4', {})]);
    const resumeToken = interrupted(all);
    const { stream, said } = open();
    listen(stream, 1, all, { resumeToken, readTime });
    expect(said()).toEqual(['ADD 1', 'filter 1: 4', 'CURRENT 1', 'snapshot']);
  });

  test('a document that is gone meanwhile is told as deleted, once', () => {
    const first = open();
    const documents = { documents: [at('a/1')] };
    first.stream.handle({ addTarget: { targetId: 1, documents } });
    store.commit([{ delete: at('a/1') }]);
    const { stream, said } = open();
    stream.handle({ addTarget: { targetId: 1, documents, resumeToken: first.raw[3]!.targetChange!.resumeToken } });
    expect(said()).toEqual(['ADD 1', 'deleted-1 a/1', 'CURRENT 1', 'snapshot']);
  });
});

describe('access', () => {
  const denied = (): never => {
    throw new StatusError('PERMISSION_DENIED', 'No.');
  };

  test('a refused target is told why; the others go on', () => {
    const { stream, said } = open({ judge: (target) => ('documents' in target ? denied() : undefined) });
    listen(stream, 1, all);
    stream.handle({ addTarget: { targetId: 2, documents: { documents: [at('a/1')] } } });
    expect(said()).toEqual(['ADD 1', 'CURRENT 1', 'snapshot', 'REMOVE 2: 7']);
    store.commit([set('a/1', {})]);
    expect(said()).toEqual(['+1 a/1', 'snapshot']);
  });
  test('a target is judged again when asked to, and ends when it is refused now', () => {
    let isMember = true;
    const { stream, said } = open({ judge: () => (isMember ? undefined : denied()) });
    listen(stream, 1, all);
    said();
    stream.rejudge();
    expect(said()).toEqual([]);
    isMember = false;
    stream.rejudge();
    expect(said()).toEqual(['REMOVE 1: 7']);
    store.commit([set('a/1', {})]);
    expect(said()).toEqual([]);
  });
  test('a commit that takes the right away shows nothing of itself', () => {
    store.commit([set('members/me', {}), set('a/1', {})]);
    const { stream, said } = open({ judge: () => (store.get(at('members/me')) ? [at('members/me')] : denied()) });
    listen(stream, 1, all);
    said();
    store.commit([{ delete: at('members/me') }, set('a/2', {})]);
    expect(said()).toEqual(['REMOVE 1: 7']);
  });
  test('a document is judged again whenever it changes', () => {
    store.commit([set('a/1', {})]);
    const { stream, said } = open({
      judge: () => (store.get(at('a/1'))?.fields['hidden'] ? denied() : undefined),
    });
    stream.handle({ addTarget: { targetId: 1, documents: { documents: [at('a/1')] } } });
    said();
    store.commit([set('a/1', { hidden: { booleanValue: true } })]);
    expect(said()).toEqual(['REMOVE 1: 7']);
  });
});

test("a malformed query is that target's error", () => {
  const { stream, said } = open();
  listen(stream, 1, { from: [] });
  expect(said()).toEqual(['REMOVE 1: 3']);
});

test('a request that is neither is the end of the stream', () => {
  expect(() => open().stream.handle({})).toThrow(StatusError);
  expect(() => open().stream.handle({ addTarget: { targetId: -1, query: {} } })).toThrow(StatusError);
});

test('a target without an id is given one, and told it', () => {
  const { stream, said } = open();
  listen(stream, 4, all);
  said();
  stream.handle({ addTarget: { query: { parent: ROOT, structuredQuery: all } } });
  expect(said()).toEqual(['ADD 5', 'CURRENT 5', 'snapshot']);
});

test('a target asked for once ends after its snapshot', () => {
  const { stream, said } = open();
  listen(stream, 1, all, { once: true });
  expect(said()).toEqual(['ADD 1', 'CURRENT 1', 'snapshot', 'REMOVE 1']);
});

test('five hundred targets are all that a stream has; one that is removed makes room', () => {
  const { stream, said } = open();
  for (let id = 1; id <= 500; id++) listen(stream, id, all);
  said();
  listen(stream, 501, all);
  expect(said()).toEqual(['REMOVE 501: 8']);
  listen(stream, 500, all);
  expect(said()).toEqual(['ADD 500', 'RESET 500', 'CURRENT 500', 'snapshot']);
  stream.handle({ removeTarget: 7 });
  listen(stream, 501, all);
  expect(said()).toEqual(['REMOVE 7', 'ADD 501', 'CURRENT 501', 'snapshot']);
});

/** A client that believes what it is told, and at each snapshot holds what a new query would find. */
function believer(queries: StructuredQuery[]) {
  const held = queries.map(() => new Map<string, Document>());
  let readTime = '';
  const tokens = queries.map(() => '');
  const pending = new Set<number>(); // asked for, not yet confirmed: a global snapshot is not about these
  function hear(response: Response): void {
    const { targetChange, documentChange, documentDelete, documentRemove, filter } = response;
    if (documentChange) {
      for (const id of documentChange.targetIds)
        held[id - 1]!.set(documentChange.document.name, documentChange.document);
      for (const id of documentChange.removedTargetIds ?? []) held[id - 1]!.delete(documentChange.document.name);
    }
    const gone = documentDelete ?? documentRemove;
    for (const id of gone?.removedTargetIds ?? []) held[id - 1]!.delete(gone!.document);
    if (filter) expect(held[filter.targetId - 1]!.size).toBe(filter.count);
    if (targetChange?.targetChangeType === 'ADD') for (const id of targetChange.targetIds) pending.delete(id);
    if (targetChange?.targetChangeType === 'RESET') for (const id of targetChange.targetIds) held[id - 1]!.clear();
    if (targetChange?.targetChangeType === 'NO_CHANGE') {
      expect(targetChange.readTime! >= readTime).toBe(true);
      readTime = targetChange.readTime!;
      queries.forEach((_, i) => {
        if (!pending.has(i + 1)) tokens[i] = targetChange.resumeToken!;
      });
    }
  }
  const byKey = (a: Document, b: Document): number => (a.name < b.name ? -1 : 1);
  const state = () => ({ readTime, held: held.map((documents) => [...documents.values()].sort(byKey)) });
  const truth = () => ({ readTime: store.now, held: queries.map((query) => store.query(ROOT, query).sort(byKey)) });
  function connect(): ListenStream {
    const stream = openListenStream({ store, send: (response) => hear(response as Response) });
    queries.forEach((_, i) => pending.add(i + 1));
    queries.forEach((query, i) => listen(stream, i + 1, query, tokens[i] ? { resumeToken: tokens[i] } : {}));
    return stream;
  }
  return { connect, state, truth };
}

test('whatever is committed, every listener holds what a new query would find, also after a break', () => {
  const queries: StructuredQuery[] = [
    all,
    where('LESS_THAN', 3),
    { ...all, ...byN, limit: 3 },
    { ...all, orderBy: [{ field: { fieldPath: 'n' }, direction: 'DESCENDING' }], limit: 2, offset: 1 },
    where('GREATER_THAN', 1, { limit: 2 }),
  ];
  const write = fc
    .tuple(fc.nat(7), fc.option(fc.nat(5), { freq: 4 }))
    .map(([id, n]) => (n === null ? { delete: at(`a/${id}`) } : set(`a/${id}`, n === 5 ? {} : { n: int(n) })));
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.array(write, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant('break' as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      store.clear('projects/p/databases/(default)');
      const client = believer(queries);
      let stream: ListenStream | undefined = client.connect();
      const told: unknown[] = [];
      const truth: unknown[] = [];
      for (const writes of steps) {
        if (writes === 'break') {
          stream?.close();
          stream = stream ? undefined : client.connect();
        } else {
          store.commit(writes);
        }
        if (!stream) continue;
        told.push(client.state());
        truth.push(client.truth());
      }
      stream?.close();
      expect(told).toEqual(truth);
    }),
    { numRuns: 150 },
  );
});
