import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBackend, type Backend } from '../backend.ts';
import { typeNamed } from './descriptors.ts';
import type * as limits from './limits.ts';
import { fromJson } from './protobufJson.ts';

// The real limits are seconds, and a quarter of a gigabyte.
vi.mock('./limits.ts', async (original) => ({
  ...(await original<typeof limits>()),
  SLOW_READER_MS: 300,
  MAX_WAITING_BYTES_IN_ALL: 52_000_000,
}));

const MIB = 1024 * 1024;
const DATABASE = 'projects/demo/databases/(default)';
const DOCUMENTS = `${DATABASE}/documents`;
const rules = 'service cloud.firestore { match /databases/{d}/documents { match /a/{id} { allow read; } } }';
const request = { parent: DOCUMENTS, structuredQuery: { from: [{ collectionId: 'a' }] } };
let backend: Backend;
let port: number;
beforeAll(async () => {
  backend = await openBackend({ projectId: 'demo', dataDir: null, rules, emulator: false, log: () => {} });
  port = await backend.listen('127.0.0.1', 0);
  const stringValue = 'x'.repeat(500_000);
  for (let i = 0; i < 10; i++)
    backend.store.commit([{ update: { name: `${DOCUMENTS}/a/${i}`, fields: { s: { stringValue } } } }]);
});
afterAll(() => backend.close());

/** What the process holds outside the engine's heap and in it, once others have been served for a while. */
async function held(): Promise<number> {
  for (let i = 0; i < 20; i++) await fetch(`http://127.0.0.1:${port}/v1/${DOCUMENTS}/a/none`);
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MIB;
}

const body = JSON.stringify({ structuredQuery: request.structuredQuery });
const askOverRest = (): Socket => {
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.write(
    `POST /v1/${DOCUMENTS}:runQuery HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
};

test('answers of REST that nobody reads are not held: a hundred of five megabytes', async () => {
  const before = await held();
  const sockets = Array.from({ length: 100 }, askOverRest);
  expect((await held()) - before).toBeLessThan(200);
  sockets.forEach((socket) => socket.destroy());
});

test('answers of gRPC that nobody reads are not held', async () => {
  const type = typeNamed('google.firestore.v1.RunQueryRequest');
  const message = Buffer.from(type.encode(fromJson(type, request)).finish());
  const head = Buffer.from([0, 0, 0, 0, message.length]);
  const before = await held();
  const session = connectHttp2(`http://127.0.0.1:${port}`, { settings: { initialWindowSize: 0 } });
  for (let i = 0; i < 100; i++) {
    const path = '/google.firestore.v1.Firestore/RunQuery';
    const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc' });
    stream.on('error', () => {});
    stream.end(Buffer.concat([head, message]));
  }
  expect((await held()) - before).toBeLessThan(200);
  session.destroy();
});

test('of thirty that read nothing for long some are let go, when all together hold too much', async () => {
  const sockets = Array.from({ length: 30 }, askOverRest);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const lengths = await Promise.all(sockets.map(lengthOfAll));
  expect(lengths.filter((length) => length > 5_000_000).length).toBeLessThan(20);
  expect(lengths.filter((length) => length > 5_000_000).length).toBeGreaterThan(0);
});

/** What comes, until the other side closes. */
function lengthOfAll(socket: Socket): Promise<number> {
  let length = 0;
  socket.on('data', (chunk: Buffer) => (length += chunk.length));
  socket.on('error', () => {}).resume();
  return new Promise((resolve) => socket.on('close', () => resolve(length)));
}

test('a long answer that is read comes whole', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/${DOCUMENTS}:runQuery`, { method: 'POST', body });
  expect(((await answer.json()) as unknown[]).length).toBe(10);
  const list = await fetch(`http://127.0.0.1:${port}/v1/${DOCUMENTS}/a?pageSize=4`);
  const { documents, nextPageToken } = (await list.json()) as { documents: unknown[]; nextPageToken: string };
  expect([documents.length, typeof nextPageToken]).toEqual([4, 'string']);
});
