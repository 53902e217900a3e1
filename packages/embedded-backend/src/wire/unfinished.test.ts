import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { PassThrough, type Duplex } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBackend, type Backend } from '../backend.ts';
import type * as limits from './limits.ts';
import { countUnfinished } from './unfinished.ts';
import { WaitingRoom } from './waitingRoom.ts';

// The real limits are a quarter of a gigabyte: nobody sends that here.
const MIB = vi.hoisted(() => 1024 * 1024);
vi.mock('./limits.ts', async (original) => ({
  ...(await original<typeof limits>()),
  MAX_WAITING_BYTES: 2 * MIB,
  MAX_WAITING_BYTES_IN_ALL: 4 * MIB,
}));

const DATABASE = 'projects/demo/databases/(default)';
const DOCUMENTS = `/v1/${DATABASE}/documents`;
const rules = 'service cloud.firestore { match /databases/{d}/documents { match /a/{id} { allow read; } } }';
let backend: Backend;
let url: string;
const log: string[] = [];
beforeAll(async () => {
  backend = await openBackend({
    projectId: 'demo',
    dataDir: null,
    rules,
    emulator: false,
    log: (line) => log.push(line),
  });
  url = `http://127.0.0.1:${await backend.listen('127.0.0.1', 0)}`;
});
afterAll(() => backend.close());

const closeOf = (one: Duplex) => new Promise((resolve) => one.on('close', resolve));
const expectOthersAreServed = async () => {
  expect((await fetch(`${url}${DOCUMENTS}/a/x`)).status).toBe(404);
  expect(log.filter((line) => line.startsWith('defect'))).toEqual([]);
};

test('a browser’s messages that wait for one which never comes do not fill the memory', async () => {
  const channel = `${url}/google.firestore.v1.Firestore/Listen/channel?VER=8&database=${DATABASE}`;
  const hello = await (await fetch(`${channel}&RID=1&CVER=22`, { method: 'POST', body: 'count=0' })).text();
  const sid = /"c","([^"]+)"/.exec(hello)![1]!;
  const send = (number: number) =>
    fetch(`${channel}&SID=${sid}&RID=${number}&AID=0`, {
      method: 'POST',
      body: `count=1&ofs=${number}&req0___data__=${'x'.repeat(0.9 * MIB)}`,
    });
  expect((await send(1)).status).toBe(200);
  expect((await send(1)).status).toBe(200); // again, as after an answer that was lost
  expect((await send(2)).status).toBe(200);
  await send(3);
  expect(await (await send(4)).text()).toContain('Unknown SID');
  await expectOthersAreServed();
});

test('large targets one after another do not fill the memory, small ones are no matter', async () => {
  const channel = `${url}/google.firestore.v1.Firestore/Listen/channel?VER=8`;
  const open = async () =>
    /"c","([^"]+)"/.exec(await (await fetch(`${channel}&RID=1`, { method: 'POST', body: 'count=0' })).text())![1]!;
  const target = (text: string, targetId: number) =>
    JSON.stringify({
      database: DATABASE,
      addTarget: {
        targetId,
        query: {
          parent: `${DATABASE}/documents`,
          structuredQuery: {
            from: [{ collectionId: 'a' }],
            where: { fieldFilter: { field: { fieldPath: 'f' }, op: 'EQUAL', value: { stringValue: text } } },
          },
        },
      },
    });
  const send = async (sid: string, texts: string[]) => {
    let last = '';
    for (const [at, text] of texts.entries()) {
      const body = new URLSearchParams({ count: '1', ofs: String(at), req0___data__: target(text, at + 1) });
      last = await (await fetch(`${channel}&SID=${sid}&RID=${at + 2}`, { method: 'POST', body })).text();
    }
    return last;
  };
  const small = await open();
  expect(await send(small, ['x', 'y', 'z'])).toMatch(/^\d+\n\[0,/);
  expect(await send(await open(), Array<string>(4).fill('x'.repeat(0.9 * MIB)))).toContain('Unknown SID');
  expect(await send(small, ['x'])).toMatch(/^\d+\n\[0,/);
  await expectOthersAreServed();
});

test('messages of gRPC that nobody ends do not fill the memory', async () => {
  const session = connectHttp2(url);
  const head = Buffer.from([0, 0, 0x90, 0, 0]); // 9 MiB to come
  const begin = () => {
    const path = '/google.firestore.v1.Firestore/Commit';
    const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc' });
    stream.on('error', () => {});
    stream.write(Buffer.concat([head, Buffer.alloc(1.5 * MIB)]));
    return stream;
  };
  const streams = [begin(), begin(), begin()];
  await Promise.race(streams.map((stream) => closeOf(stream)));
  expect(streams.filter((stream) => stream.closed)).toHaveLength(1);
  session.destroy();
  await expectOthersAreServed();
});

test('bodies that nobody ends do not fill the memory', async () => {
  const begin = () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`POST ${DOCUMENTS}:commit HTTP/1.1\r\nHost: a\r\nContent-Length: ${9 * MIB}\r\n\r\n`);
    socket.write(Buffer.alloc(1.5 * MIB, ' '));
    return socket;
  };
  const sockets = [begin(), begin(), begin()];
  await Promise.race(sockets.map((socket) => closeOf(socket)));
  expect(sockets.filter((socket) => socket.closed)).toHaveLength(1);
  sockets.forEach((socket) => socket.destroy());
  await expectOthersAreServed();
});

test('what came whole does not count, in whatever pieces it comes', () => {
  const stream = new PassThrough();
  const waiting = new WaitingRoom().open(() => {});
  countUnfinished(stream, waiting, false);
  const message = (length: number) => Buffer.from([0, 0, 0, 0, length, ...Array<number>(length).fill(1)]);
  const all = Buffer.concat([message(7), message(0), message(1), message(20)]);
  const held = [...all].map((_, i) => {
    stream.emit('data', all.subarray(i, i + 1));
    return waiting.bytes;
  });
  const rising = (length: number) => [0, 0, 0, 0, 0, ...Array.from({ length }, (_, i) => (i + 1) % length)];
  expect(held).toEqual([...rising(7), ...rising(0), ...rising(1), ...rising(20)]);
  stream.emit('data', Buffer.concat([all, all.subarray(0, 10)]));
  expect(waiting.bytes).toBe(5);
  stream.emit('close');
  expect(waiting.bytes).toBe(0);
});

test('a form of a million parts is refused before it is taken apart', async () => {
  const body = `${'a&'.repeat(400_000)}count=0`;
  const answer = await fetch(`${url}/google.firestore.v1.Firestore/Listen/channel?VER=8`, { method: 'POST', body });
  expect(answer.status).toBe(400);
  await expectOthersAreServed();
});
