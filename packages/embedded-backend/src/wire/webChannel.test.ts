import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBackend, type Backend } from '../backend.ts';
import type { Service, StreamSink } from '../service/service.ts';
import { WaitingRoom } from './waitingRoom.ts';
import { openWebChannel } from './webChannel.ts';

/** The wire as a browser's SDK sees it, one request at a time (firestore protocol, section 4). */
const DATABASE = 'projects/demo-office/databases/(default)';
const RULES = 'service cloud.firestore { match /databases/{d}/documents { match /open/{id} { allow read, write; } } }';
type Arrays = [number, unknown[]][];

let backend: Backend;
let base: string;
const aborts: AbortController[] = [];

beforeAll(async () => {
  backend = await openBackend({ projectId: 'demo-office', dataDir: null, rules: RULES, emulator: true, log: () => {} });
  base = `http://127.0.0.1:${await backend.listen('127.0.0.1', 0)}/google.firestore.v1.Firestore`;
});
afterEach(() => {
  aborts.splice(0).forEach((abort) => abort.abort());
  backend.store.clear(DATABASE);
});
afterAll(() => backend.close());

/** Cuts what came by the lengths that precede the frames. */
function cut(text: string): { frames: unknown[]; rest: string } {
  const frames: unknown[] = [];
  let at = 0;
  for (;;) {
    const end = text.indexOf('\n', at);
    const length = Number(text.slice(at, end));
    if (end === -1 || text.length < end + 1 + length) return { frames, rest: text.slice(at) };
    frames.push(JSON.parse(text.slice(end + 1, end + 1 + length)));
    at = end + 1 + length;
  }
}

const form = (messages: object[], offset = 0, headers?: string) => {
  const body = new URLSearchParams({ count: String(messages.length), ofs: String(offset) });
  if (headers !== undefined) body.set('headers', headers);
  messages.forEach((message, index) => body.set(`req${index}___data__`, JSON.stringify(message)));
  return body;
};

async function open(rpc: 'Listen' | 'Write', messages: object[] = [], headers?: string) {
  const answer = await fetch(`${base}/${rpc}/channel?VER=8&RID=1&CVER=22&X-HTTP-Session-Id=gsessionid&t=1`, {
    method: 'POST',
    body: form(messages, 0, headers),
  });
  const [[[id, hello]]] = cut(await answer.text()).frames as [
    [[number, [string, string, string, number, number, number]]],
  ];
  const url = `${base}/${rpc}/channel?VER=8&gsessionid=${answer.headers.get('X-HTTP-Session-Id')}&SID=${hello[1]}`;
  return {
    id,
    hello,
    post: async (sent: object[], offset: number, aid = 0) => {
      const reply = await fetch(`${url}&RID=2&AID=${aid}`, { method: 'POST', body: form(sent, offset) });
      return { status: reply.status, frames: cut(await reply.text()).frames };
    },
    /** One long poll. */
    poll: async (aid: number): Promise<Arrays> => {
      const reply = await fetch(`${url}&RID=rpc&AID=${aid}&CI=1&TYPE=xmlhttp`);
      return cut(await reply.text()).frames.flat(1) as Arrays;
    },
    /** A streaming back channel; `next` takes arrays as they come. */
    stream: async (aid: number) => {
      const abort = new AbortController();
      aborts.push(abort);
      const reply = await fetch(`${url}&RID=rpc&AID=${aid}&CI=0&TYPE=xmlhttp`, { signal: abort.signal });
      const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      const next = async (): Promise<Arrays | 'ended'> => {
        for (;;) {
          const { frames, rest } = cut(text);
          text = rest;
          if (frames.length > 0) return frames.flat(1) as Arrays;
          const { done, value } = await reader.read();
          if (done) return 'ended';
          text += value;
        }
      };
      return { reply, next, abort: () => abort.abort() };
    },
    terminate: () => fetch(`${url}&RID=3&TYPE=terminate`, { method: 'POST' }),
    raw: (query: string, init?: RequestInit) => fetch(`${url}${query}`, init),
  };
}

const addTarget = (id: string, targetId = 2) => ({
  database: DATABASE,
  addTarget: {
    targetId,
    query: { parent: `${DATABASE}/documents`, structuredQuery: { from: [{ collectionId: id }] } },
  },
});
const put = (id: string, text: string) =>
  backend.store.commit([
    { update: { name: `${DATABASE}/documents/open/${id}`, fields: { text: { stringValue: text } } } },
  ]);
const contents = (arrays: Arrays) =>
  arrays.map(([, [message]]) => message as Record<string, Record<string, unknown>> | 'noop');

test('the handshake is array 0 and names the session', async () => {
  const { id, hello } = await open('Listen');
  expect(id).toBe(0);
  expect(hello).toEqual(['c', expect.stringMatching(/^[\w-]{20,}$/), '', 8, expect.any(Number), 30_000]);
});

test.each([
  ['Listen', { ...addTarget('open'), adTarget: {} }, 'adTarget'],
  ['Listen', { database: DATABASE, addTarget: { targetId: 2, qurey: {} } }, 'qurey'],
  ['Write', { database: DATABASE, streamid: '' }, 'streamid'],
] as const)('a request with what there is not ends the stream with its name: %s %j', async (rpc, request, name) => {
  const channel = await open(rpc, [request]);
  expect(contents(await channel.poll(0))).toEqual([
    { error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.stringContaining(`Unknown name "${name}"`) } },
  ]);
});

test('a streaming back channel says something at once', async () => {
  const stream = await (await open('Listen')).stream(0);
  expect(await stream.next()).toEqual([[1, ['noop']]]);
  expect(stream.reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test('frames are measured in UTF-16 units, so that accents and emoji arrive whole', async () => {
  const text = 'Giao ban đầu tuần 🗓🏛';
  put('a', text);
  const channel = await open('Listen', [addTarget('open')]);
  const messages = contents(await channel.poll(0));
  expect(JSON.stringify(messages)).toContain(text);
});

test('arrays are numbered without a gap', async () => {
  const channel = await open('Listen', [addTarget('open')]);
  const stream = await channel.stream(0);
  const ids: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    put(`d${n}`, 'x');
    for (const [id] of (await stream.next()) as Arrays) ids.push(id);
  }
  expect(ids).toEqual(ids.map((_id, index) => index + 1));
});

test('what was not acknowledged comes again on the next back channel, what was does not', async () => {
  const channel = await open('Listen', [addTarget('open')]);
  const first = await channel.poll(0);
  const last = first.at(-1)![0];
  expect(await channel.poll(0)).toEqual(first);
  put('a', 'x');
  const second = await channel.poll(last);
  expect(second[0]![0]).toBe(last + 1);
});

test('a newer back channel takes the place of the older', async () => {
  const channel = await open('Listen');
  const older = await channel.stream(0);
  await older.next();
  const newer = await channel.stream(1);
  expect(await older.next()).toBe('ended');
  expect(await newer.next()).toEqual([[2, ['noop']]]);
});

test('a message sent twice is done once', async () => {
  const channel = await open('Write', [{ database: DATABASE }]);
  const increment = {
    streamToken: '',
    writes: [
      {
        transform: {
          document: `${DATABASE}/documents/open/n`,
          fieldTransforms: [{ fieldPath: 'n', increment: { integerValue: '1' } }],
        },
      },
    ],
  };
  await channel.post([increment], 1);
  await channel.post([increment], 1); // the client did not hear the first answer
  await channel.post([increment], 2);
  await vi.waitFor(() =>
    expect(backend.store.get(`${DATABASE}/documents/open/n`)?.fields['n']).toEqual({ integerValue: '2' }),
  );
});

test('messages that overtake each other are done in order', async () => {
  const channel = await open('Write', [{ database: DATABASE }]);
  const set = (text: string) => ({
    writes: [{ update: { name: `${DATABASE}/documents/open/o`, fields: { text: { stringValue: text } } } }],
  });
  await channel.post([set('third')], 3);
  await channel.post([set('first'), set('second')], 1);
  await vi.waitFor(() =>
    expect(backend.store.get(`${DATABASE}/documents/open/o`)?.fields['text']).toEqual({ stringValue: 'third' }),
  );
});

test('a POST is told whether a back channel is open', async () => {
  const channel = await open('Listen');
  expect((await channel.post([], 0)).frames).toEqual([[0, 0, 0]]);
  const stream = await channel.stream(0);
  await stream.next();
  expect((await channel.post([], 0, 1)).frames).toEqual([[1, 1, 0]]);
});

test('a POST is told what was sent last, and how much of it has not been acknowledged', async () => {
  const channel = await open('Listen', [addTarget('open')]);
  const sent = await channel.poll(0);
  const last = sent.at(-1)![0];
  const [[, lastSent, outstanding]] = (await channel.post([], 1)).frames as [[number, number, number]];
  expect([lastSent, outstanding]).toEqual([last, sent.reduce((sum, array) => sum + JSON.stringify(array).length, 0)]);
  expect((await channel.post([], 1, last)).frames).toEqual([[0, last, 0]]);
});

test('a long poll that has nothing to tell ends after the time that the client named', async () => {
  const channel = await open('Listen');
  const reply = await channel.raw('&RID=rpc&AID=0&CI=1&TYPE=xmlhttp&TO=20');
  expect(cut(await reply.text()).frames).toEqual([[[1, ['noop']]]]);
});

test('a page that leaves says so by GET too', async () => {
  const channel = await open('Listen');
  expect((await channel.raw('&RID=3&TYPE=terminate')).status).toBe(200);
  expect((await channel.raw('&RID=rpc&AID=0&CI=0')).status).toBe(400);
});

test('a back channel is text that nobody guesses at, packs or keeps', async () => {
  const { reply } = await (await open('Listen')).stream(0);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(reply.headers.get('content-encoding')).toBeNull();
});

describe('as time goes by', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  test('a quiet back channel says at every interval that it is there', async () => {
    const stream = await (await open('Listen')).stream(0);
    expect(await stream.next()).toEqual([[1, ['noop']]]);
    for (const id of [2, 3]) {
      vi.advanceTimersByTime(30_000);
      expect(await stream.next()).toEqual([[id, ['noop']]]);
    }
  });

  test('a session that nobody has asked for during a minute is gone, and its listeners with it', async () => {
    const channel = await open('Listen', [addTarget('open')]);
    vi.advanceTimersByTime(59_000);
    await channel.post([], 1);
    vi.advanceTimersByTime(59_000);
    expect((await channel.post([], 1)).status).toBe(200);
    vi.advanceTimersByTime(61_000);
    expect((await channel.post([], 1)).status).toBe(400);
  });
});

test('a write stream is opened by its first answer, and answers each request in turn with a token', async () => {
  const channel = await open('Write', [{ database: DATABASE }]);
  const write = (n: number) => ({
    streamToken: 'any',
    writes: [{ update: { name: `${DATABASE}/documents/open/w`, fields: { n: { integerValue: String(n) } } } }],
  });
  await channel.post([write(1), { streamToken: 'any', writes: [] }, write(2)], 1);
  const token = expect.stringMatching(/./) as string;
  const heard: unknown[] = [];
  for (let aid = 0; heard.length < 4;) {
    const arrays = await channel.poll(aid);
    heard.push(...contents(arrays));
    aid = arrays.at(-1)![0];
  }
  const commitTime = expect.any(String) as string;
  const written = { streamToken: token, commitTime, writeResults: [{ updateTime: commitTime }] };
  expect(heard).toEqual([
    { streamId: expect.any(String), streamToken: token },
    written,
    { ...written, writeResults: [] },
    written,
  ]);
});

test.each([
  ['a reserved document', { documents: { documents: [`${DATABASE}/documents/open/__x__`] } }],
  ['a document called ..', { documents: { documents: [`${DATABASE}/documents/open/..`] } }],
  ['a reserved collection', addTarget('__x__').addTarget],
  ['no collection', addTarget('').addTarget],
])('a listener of %s is refused', async (_name, target) => {
  const channel = await open('Listen', [{ database: DATABASE, addTarget: { targetId: 2, ...target } }]);
  expect((await channel.poll(0)).at(-1)![1][0]).toMatchObject({
    targetChange: { targetChangeType: 'REMOVE', targetIds: [2], cause: { code: 3 } },
  });
});

test('a listener goes on from a read time, in whatever way it is written; one that is none ends the stream', async () => {
  put('before', 'x');
  const seconds = Math.floor(Date.parse(backend.store.now) / 1000);
  const nanos = Number(backend.store.now.slice(20, -1)) * 1000;
  put('after', 'x');
  const from = (readTime: unknown) => ({
    ...addTarget('open'),
    addTarget: { ...addTarget('open').addTarget, readTime },
  });
  const heard = contents(await (await open('Listen', [from({ seconds, nanos })])).poll(0));
  const text = JSON.stringify(heard);
  expect(text).toContain('documents/open/after');
  expect(text).not.toMatch(/RESET|documents\/open\/before/);
  const [ended] = contents(await (await open('Listen', [from('yesterday')])).poll(0));
  expect(ended).toMatchObject({ error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('readTime') } });
});

test('after the end, and for sessions of another server, the client is told to begin anew', async () => {
  const channel = await open('Listen');
  expect((await channel.terminate()).status).toBe(200);
  for (const query of ['&RID=rpc&AID=0&CI=0', '&RID=5&AID=0']) {
    const answer = await channel.raw(query, query.includes('rpc') ? {} : { method: 'POST', body: form([]) });
    expect([answer.status, (await answer.text()).indexOf('Unknown SID') > 0]).toEqual([400, true]);
  }
});

test('a session of Listen cannot be spoken to as Write', async () => {
  const channel = await open('Listen');
  const answer = await fetch(`${base}/Write/channel?SID=${channel.hello[1]}&RID=2&AID=0`, {
    method: 'POST',
    body: form([]),
  });
  expect(answer.status).toBe(400);
});

test('a refused write is told on the back channel by its canonical name', async () => {
  const channel = await open('Write', [{ database: DATABASE }]);
  await channel.post([{ writes: [{ delete: `${DATABASE}/documents/closed/x` }] }], 1);
  const error = (await channel.poll(0)).at(-1)![1][0];
  expect(error).toMatchObject({ error: { code: 403, status: 'PERMISSION_DENIED' } });
});

test('a credential that is none ends the stream as UNAUTHENTICATED', async () => {
  const channel = await open('Listen', [addTarget('open')], 'Authorization:Bearer garbage\r\n');
  expect((await channel.poll(0)).at(-1)![1][0]).toMatchObject({ error: { status: 'UNAUTHENTICATED' } });
});

test.each([
  ['no JSON', new URLSearchParams({ count: '1', ofs: '0', req0___data__: '{' })],
  ['a list', new URLSearchParams({ count: '1', ofs: '0', req0___data__: '[]' })],
  ['a target that is a number', form([{ database: DATABASE, addTarget: 7 }])],
  [
    'about another database than the first',
    form([addTarget('open'), { ...addTarget('open'), database: 'projects/other/databases/x' }]),
  ],
])('a message that is %s ends the stream and nothing else', async (_name, body) => {
  const answer = await fetch(`${base}/Listen/channel?VER=8&RID=1`, { method: 'POST', body });
  const [[[, hello]]] = cut(await answer.text()).frames as [[[number, string[]]]];
  const poll = await fetch(`${base}/Listen/channel?SID=${hello[1]}&RID=rpc&AID=0&CI=1`);
  expect(JSON.stringify(cut(await poll.text()).frames)).toContain('INVALID_ARGUMENT');
  expect((await open('Listen')).id).toBe(0);
});

test.each([
  ['a query that is a text', { database: DATABASE, addTarget: { targetId: 2, query: 'x' } }],
  ['documents of another database', { ...addTarget('open'), database: 'projects/other/databases/x' }],
])('a target that is %s is refused, and the stream goes on', async (_name, message) => {
  const channel = await open('Listen', [message]);
  const refused = (await channel.poll(0)).at(-1)![1][0];
  expect(refused).toMatchObject({ targetChange: { targetChangeType: 'REMOVE', cause: { code: expect.any(Number) } } });
});

test.each([
  ['a negative number of messages', 'count=-1'],
  ['a number that is none', 'count=x'],
  ['millions of messages', 'count=100000000'],
  ['messages that are not there', 'count=2&req0___data__={}'],
])('%s is refused', async (_name, body) => {
  const channel = await open('Listen');
  const answer = await channel.raw('&RID=2&AID=0', { method: 'POST', body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
});

test('a response that has grown is ended, and the rest comes with the next', async () => {
  const channel = await open('Listen', [addTarget('open')]);
  const stream = await channel.stream(0);
  const long = 'đ'.repeat(400_000);
  const seen: number[] = [];
  for (let n = 0; n < 4; n += 1) put(`long${n}`, long);
  for (let arrays = await stream.next(); arrays !== 'ended'; arrays = await stream.next()) {
    seen.push(...arrays.map(([id]) => id));
  }
  const rest = await channel.stream(seen.at(-1)!);
  const [next] = (await rest.next()) as Arrays;
  expect(next![0]).toBe(seen.at(-1)! + 1);
});

test('a client that reads nothing is dropped before it fills the memory', async () => {
  let closed = false;
  const service = {
    open: (_rpc: string, _identity: unknown, sink: StreamSink) => {
      for (let n = 0; n < 70; n += 1) sink.send({ text: 'x'.repeat(1024 * 1024) });
      return { handle: () => {}, close: () => (closed = true) };
    },
  } as unknown as Service;
  const { handler } = openWebChannel({
    service,
    authenticate: async () => ({ kind: 'anonymous' }),
    waitingRoom: new WaitingRoom(),
    log: () => {},
  });
  const server = createServer((req, res) => void handler(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/google.firestore.v1.Firestore/Listen/channel`;
  const hello = await (await fetch(`${url}?VER=8`, { method: 'POST', body: form([]) })).text();
  const answer = await fetch(`${url}?SID=${/"c","([^"]+)"/.exec(hello)![1]}&RID=rpc&AID=0&CI=1`);
  expect([answer.status, await answer.text(), closed]).toEqual([400, 'Error: Unknown SID', true]);
  server.close();
});
