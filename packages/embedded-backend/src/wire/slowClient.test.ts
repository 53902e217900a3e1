import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBackend, type Backend } from '../backend.ts';

// The real limits are a minute and a quarter of one: nobody waits for them here.
vi.mock('./limits.ts', async (original) => ({
  ...(await original<typeof import('./limits.ts')>()),
  HEAD_TIMEOUT_MS: 200,
  REQUEST_TIMEOUT_MS: 400,
  TIMEOUT_CHECK_MS: 50,
}));

const rules = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /a/{id} { allow read: if true; }
  }
}`;
let backend: Backend;
let port: number;
beforeAll(async () => {
  backend = await openBackend({ projectId: 'demo', dataDir: null, rules, emulator: false, log: () => undefined });
  port = await backend.listen('127.0.0.1', 0);
});
afterAll(() => backend.close());

const DOCUMENTS = '/v1/projects/demo/databases/(default)/documents';
const PATH = `${DOCUMENTS}/a/x`;

/** Sends the head, then the body's letters one by one for as long as the server takes them; what it answered in the end. */
function drip(head: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(head));
    const drops = setInterval(() => socket.write('x'), 20);
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', () => {}); // the server hung up on a drop
    socket.on('close', () => {
      clearInterval(drops);
      resolve(answer);
    });
  });
}

test.each([
  ['whose head does not end', `GET ${PATH} HTTP/1.1\r\nHost: a\r\nX-Drip: `],
  ['whose body comes by the letter', `POST ${DOCUMENTS}:commit HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n`],
])('a request %s is ended, and others are answered meanwhile', async (_, head) => {
  const slow = drip(head);
  const other = await fetch(`http://127.0.0.1:${port}${PATH}`);
  expect(other.status).toBe(404);
  expect(await slow).toMatch(/^HTTP\/1\.1 40[08] /); // it ends at all only because the server hung up
  expect((await fetch(`http://127.0.0.1:${port}${PATH}`)).status).toBe(404);
});
