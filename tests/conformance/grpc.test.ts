import { connect, type ClientHttp2Session } from 'node:http2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestBackend, type TestBackend } from './testBackend.ts';

/** gRPC spoken by hand: what a client that means harm, or is broken, may send. */
let server: TestBackend;
const sessions: ClientHttp2Session[] = [];

beforeAll(async () => {
  server = await openTestBackend({ emulator: false });
});
afterAll(async () => {
  sessions.forEach((session) => session.destroy());
  await server.close();
});

const framed = (message: Buffer) => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
};

function call(rpc: string, body: Buffer, headers: Record<string, string> = {}): Promise<number> {
  const session = connect(server.url, { maxSessionMemory: 100 }).on('error', () => {});
  sessions.push(session);
  const stream = session.request({
    ':method': 'POST',
    ':path': `/google.firestore.v1.Firestore/${rpc}`,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  return new Promise((resolve, reject) => {
    const statusOf = (received: Record<string, unknown>) => {
      if (received['grpc-status'] !== undefined) resolve(Number(received['grpc-status']));
    };
    stream.on('response', statusOf);
    stream.on('trailers', statusOf);
    stream.on('error', reject);
    stream.resume();
    stream.end(body);
  });
}

/** Field 1, a string: `database` of nearly every request. */
const database = (name: string) => Buffer.concat([Buffer.from([0x0a, name.length]), Buffer.from(name)]);
const OURS = database('projects/demo-office/databases/(default)');

test.each([
  ['an empty message', 'Commit', framed(Buffer.alloc(0)), 3],
  ['a message of another database', 'Commit', framed(database('projects/other/databases/(default)')), 5],
  ['bytes that are no message', 'Commit', framed(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff])), 13],
  ['a method that is not there', 'ExecutePipeline', framed(OURS), 12],
  ['more than ten megabytes', 'Commit', framed(Buffer.alloc(11 * 1024 * 1024)), 8],
  ['garbage on a stream', 'Listen', framed(Buffer.from([0xff, 0xff, 0xff])), 13],
  ['a stream that does not say its database', 'Write', framed(Buffer.alloc(0)), 3],
])('%s is refused with its code, and the next caller is served', async (_name, rpc, body, code) => {
  expect(await call(rpc, body)).toBe(code);
  expect(await call('Commit', framed(OURS))).toBe(0);
});

test.each([['Bearer owner'], ['Bearer x.y.z'], ['Basic b3duZXI6']])(
  '%s is not authenticated',
  async (authorization) => {
    expect(await call('Commit', framed(OURS), { authorization })).toBe(16);
  },
);

test('a thousand connections that say nothing do not keep the next from being served', async () => {
  const idle = await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const { connect: dial } = await import('node:net');
      return new Promise<import('node:net').Socket>((resolve, reject) => {
        const socket = dial(server.port, server.host, () => resolve(socket)).on('error', reject);
      });
    }),
  );
  expect(await call('Commit', framed(OURS))).toBe(0);
  idle.forEach((socket) => socket.destroy());
});
