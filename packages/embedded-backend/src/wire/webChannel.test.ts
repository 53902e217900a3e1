import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
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
