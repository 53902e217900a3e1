// `node bench/fuzz.mjs [--seconds 180] [--seed N]`, after `npm run build -w packages/embedded-backend`: requests over REST,
// WebChannel, gRPC and sign-in, with any part replaced and any bytes changed, sent to a backend as a product runs it.
// Nothing of it may be a defect in the log, end the process, keep the next good request from being served, or leave memory in
// use behind. Ends with 1 at the first that does, and prints the seed and what was sent last.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect, encode } from './client.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '180' }, seed: { type: 'string' } } });
const SECONDS = Number(values.seconds);
const SEED = Number(values.seed ?? randomBytes(4).readUInt32BE());
console.log(`seed ${SEED}, ${SECONDS} s`);

let state = SEED;
/** A whole number below `limit` (mulberry32). */
function random(limit) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}
const oneOf = (list) => list[random(list.length)];

const PROJECT = 'bench';
const DATABASE = `projects/${PROJECT}/databases/(default)`;
const DOCUMENTS = `${DATABASE}/documents`;
// Data on disk: a database in memory would grow by what is stored.
const dataDir = mkdtempSync(join(tmpdir(), 'embedded-backend-fuzz-'));
const child = fork(fileURLToPath(new URL('backend.child.mjs', import.meta.url)), [dataDir, PROJECT], {
  execArgv: ['--expose-gc'],
  stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
});
process.on('exit', () => {
  child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});
const defects = [];
createInterface(child.stderr).on('line', (line) => {
  // What the log says of a caller's mistake, or of a sign-in, is none.
  if (/^defect|^auth: [A-Z]+ \/|Error|^ +at |panicked|Warning/.test(line)) defects.push(line);
});
const sent = [];
child.on('exit', (code, signal) => fail(`the process ended with ${code ?? signal}`));
const { port, adminPort, secret, bearer } = await new Promise((resolve) => child.once('message', resolve));

function fail(why) {
  console.error(`${why}\nseed ${SEED}\n${defects.join('\n')}\nlast sent:\n${sent.slice(-8).join('\n---\n')}`);
  process.exit(1);
}

const ODD = [
  null,
  '',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  '__proto__',
  'constructor',
  '\0',
  '`',
  'a..b',
  '9'.repeat(40),
  [null],
  [[]],
];
ODD.push(
  DOCUMENTS,
  `${DOCUMENTS}/a/b`,
  '2026-99-99T00:00:00Z',
  { integerValue: 'x' },
  { values: null },
  { fields: [] },
);
ODD.push({ mapValue: {} }, { arrayValue: {} }, { nullValue: 1 }, { timestampValue: 5 }, { referenceValue: 'x' });
ODD.push(
  JSON.parse('{"__proto__":{"integerValue":"1"}}'),
  'x'.repeat(70_000),
  JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
);

/** The same JSON with one part of it replaced. */
function replaced(part) {
  const keys = typeof part === 'object' && part !== null ? Object.keys(part) : [];
  if (keys.length === 0 || random(5) === 0) return oneOf(ODD);
  const key = oneOf(keys);
  if (Array.isArray(part)) return part.map((item, index) => (String(index) === key ? replaced(item) : item));
  return { ...part, [key]: replaced(part[key]) };
}

/** The same bytes with a few changed, left out, doubled or put in. */
function changed(bytes) {
  let copy = Buffer.from(bytes);
  for (let times = random(4); times >= 0; times -= 1) {
    const at = random(copy.length + 1);
    const length = random(oneOf([2, 8, 200]) + 1);
    const before = copy.subarray(0, at);
    const after = copy.subarray(at);
    copy = oneOf([
      () => Buffer.concat([before, after.subarray(length)]),
      () => Buffer.concat([before, after.subarray(0, length), after]),
      () => Buffer.concat([before, Buffer.from(Array.from({ length }, () => random(256))), after]),
      () => Buffer.concat([before, Buffer.alloc(length, oneOf([0, 255, 0x0d, 0x0a, 0x25])), after.subarray(length)]),
    ])();
  }
  return copy;
}

const value = {
  mapValue: { fields: { a: { arrayValue: { values: [{ integerValue: '1' }, { doubleValue: 1.5 }] } } } },
};
const structuredQuery = {
  select: { fields: [{ fieldPath: 'n' }] },
  from: [{ collectionId: 'a' }],
  where: { fieldFilter: { field: { fieldPath: 'n' }, op: 'GREATER_THAN', value: { integerValue: '1' } } },
  orderBy: [{ field: { fieldPath: 'n' }, direction: 'DESCENDING' }],
  startAt: { values: [{ integerValue: '9' }], before: true },
  limit: 3,
};
const writes = [
  {
    update: { name: `${DOCUMENTS}/a/b`, fields: { title: { stringValue: 'x' }, map: value } },
    updateMask: { fieldPaths: ['title', 'map.`a b`'] },
    updateTransforms: [{ fieldPath: 'n', increment: { integerValue: '1' } }],
    currentDocument: { exists: true },
  },
  { delete: `${DOCUMENTS}/a/c` },
];
const listen = { database: DATABASE, addTarget: { targetId: 2, query: { parent: DOCUMENTS, structuredQuery } } };
const REST = [
  ['POST', `/v1/${DOCUMENTS}:commit`, { writes }],
  ['POST', `/v1/${DOCUMENTS}:batchWrite`, { writes }],
  ['POST', `/v1/${DOCUMENTS}:runQuery`, { structuredQuery }],
  [
    'POST',
    `/v1/${DOCUMENTS}:runAggregationQuery`,
    { structuredAggregationQuery: { structuredQuery, aggregations: [{ alias: 'n', count: {} }] } },
  ],
  ['POST', `/v1/${DOCUMENTS}:batchGet`, { documents: [`${DOCUMENTS}/a/b`], newTransaction: { readOnly: {} } }],
  ['PATCH', `/v1/${DOCUMENTS}/a/b?updateMask.fieldPaths=title`, { fields: { title: { stringValue: 'x' } } }],
  ['POST', `/v1/${DOCUMENTS}/a?documentId=z`, { fields: { title: value } }],
  ['GET', `/v1/${DOCUMENTS}/a?pageSize=2&pageToken=x&showMissing=true`, {}],
  [
    'POST',
    '/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=k',
    { token: 'a.b.c', returnSecureToken: true },
  ],
  ['POST', '/identitytoolkit.googleapis.com/v1/accounts:lookup?key=k', { idToken: bearer }],
  [
    'POST',
    '/identitytoolkit.googleapis.com/v1/accounts:update?key=k',
    { idToken: bearer, displayName: 'x', deleteAttribute: ['PHOTO_URL'] },
  ],
  [
    'POST',
    '/identitytoolkit.googleapis.com/v1/accounts:sendOobCode?key=k',
    { requestType: 'PASSWORD_RESET', email: 'x@example.test' },
  ],
  ['POST', '/identitytoolkit.googleapis.com/v1/accounts:resetPassword?key=k', { oobCode: 'x' }],
  ['GET', '/identitytoolkit.googleapis.com/v2/passwordPolicy?key=k', {}],
];

/** Bytes on a connection; resolves when the other side closes, or soon. */
function raw(bytes) {
  sent.push(bytes.toString('latin1').slice(0, 2000));
  return new Promise((resolve) => {
    const socket = connectTcp(port, '127.0.0.1');
    const timer = setTimeout(() => socket.destroy(), 300);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.resume();
    socket.end(bytes);
  });
}

function http(method, path, body, type = 'application/json') {
  const headers = [`Host: 127.0.0.1:${port}`, 'Connection: close', `Content-Type: ${type}`];
  if (random(3) > 0) headers.push(`Authorization: Bearer ${oneOf([bearer, bearer, 'owner', 'x.y.z'])}`);
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: ${length}\r\n\r\n${body}`,
  );
}

function rest() {
  const [method, path, json] = oneOf(REST);
  const body = JSON.stringify(random(4) === 0 ? json : replaced(json)) ?? '';
  const bytes = http(method, path, body);
  return raw(random(2) === 0 ? bytes : changed(bytes));
}

let sid = 'none';
async function channel() {
  const rpc = oneOf(['Listen', 'Write']);
  const path = `/google.firestore.v1.Firestore/${rpc}/channel?VER=8&database=${encodeURIComponent(DATABASE)}`;
  const message =
    JSON.stringify(replaced(oneOf([listen, { database: DATABASE }, { writes, streamToken: 'AA==' }]))) ?? '';
  const form = new URLSearchParams({ count: '1', ofs: '0', req0___data__: message });
  form.set('headers', `Authorization:Bearer ${bearer}\r\n`);
  if (random(10) === 0) {
    const shaken = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: form });
    sid = /"c","([^"]+)"/.exec(await shaken.text())?.[1] ?? sid;
  }
  const onSession = `${path}&SID=${sid}&AID=${oneOf([0, 1, -1, 1e9, 'x'])}&RID=${random(9)}`;
  const bytes = oneOf([
    () => http('POST', path, form.toString(), 'application/x-www-form-urlencoded'),
    () => http('POST', onSession, form.toString(), 'application/x-www-form-urlencoded'),
    () => http('GET', `${onSession}&TYPE=xmlhttp&CI=${random(2)}&TO=${oneOf([1, 100, -5, 'x'])}`, ''),
    () => http('POST', `${onSession}&TYPE=terminate`, ''),
  ])();
  return raw(random(2) === 0 ? bytes : changed(bytes));
}

const GRPC = [
  ['Commit', encode('Commit', { database: DATABASE, writes: [{ delete: `${DOCUMENTS}/a/b` }] })],
  ['RunQuery', encode('RunQuery', { parent: DOCUMENTS, structuredQuery: { from: [{ collectionId: 'a' }] } })],
  ['BatchGetDocuments', encode('BatchGetDocuments', { database: DATABASE, documents: [`${DOCUMENTS}/a/b`] })],
  [
    'Listen',
    encode('Listen', {
      database: DATABASE,
      addTarget: { targetId: 2, documents: { documents: [`${DOCUMENTS}/a/b`] } },
    }),
  ],
  ['Write', encode('Write', { database: DATABASE })],
];
/** A stream of gRPC in good HTTP/2: the message, or its frame, is wrong. */
function frames() {
  const [rpc, message] = oneOf(GRPC);
  const wrong = changed(message);
  const frame = Buffer.alloc(5);
  frame[0] = oneOf([0, 0, 0, 1, 255]);
  frame.writeUInt32BE(oneOf([wrong.length, wrong.length, wrong.length, random(2 ** 32 - 1)]), 1);
  const bytes = Buffer.concat([frame, wrong]);
  sent.push(`${rpc} ${bytes.toString('hex').slice(0, 2000)}`);
  return new Promise((resolve) => {
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    session.on('error', () => {});
    session.on('close', resolve);
    const stream = session.request({
      ':method': 'POST',
      ':path': `/google.firestore.v1.Firestore/${rpc}`,
      'content-type': 'application/grpc',
      te: 'trailers',
      authorization: `Bearer ${bearer}`,
      ...(random(4) === 0 ? { 'grpc-encoding': oneOf(['gzip', 'deflate', 'x']) } : {}),
    });
    stream.on('error', () => {});
    const timer = setTimeout(() => session.destroy(), 300);
    stream.on('close', () => {
      clearTimeout(timer);
      session.destroy();
    });
    stream.resume();
    stream.end(bytes);
  });
}

/** What a client of HTTP/2 says for one call, as bytes. */
async function recorded() {
  const chunks = [];
  const server = createServer((socket) => socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {}));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect(server.address().port, bearer);
  client.unary('Commit', GRPC[0][1]).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  client.close();
  server.close();
  return Buffer.concat(chunks);
}
const conversation = await recorded();
const http2 = () => raw(changed(conversation));

const counts = { rest: 0, channel: 0, frames: 0, http2: 0 };
const kinds = Object.entries({ rest, channel, frames, http2 });
const admin = connect(adminPort, secret);
const good = encode('Commit', {
  database: DATABASE,
  writes: [{ update: { name: `${DOCUMENTS}/alive/a`, fields: {} } }],
});
/** After a collection of garbage: what is alive in JavaScript, with its buffers, and what the process has of the system. */
const memory = () =>
  new Promise((resolve) => {
    child.once('message', ({ rss, heapUsed, external }) =>
      resolve({ alive: (heapUsed + external) / 1e6, resident: Math.round(rss / 1e6) }),
    );
    child.send('memory');
  });
const SAMPLES = 10;
const samples = [await memory()];
const begun = Date.now();
const end = Date.now() + SECONDS * 1000;
while (Date.now() < end) {
  const batch = Array.from({ length: 20 }, () => oneOf(kinds));
  await Promise.all(batch.map(([, send]) => send()));
  for (const [kind] of batch) counts[kind] += 1;
  const alive = Promise.race([
    Promise.all([admin.unary('Commit', good), fetch(`http://127.0.0.1:${port}/v1/${DOCUMENTS}/alive/a`)]),
    new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer in 30 s')), 30_000).unref()),
  ]);
  await alive.catch((error) => fail(`a good request was not served: ${error}`));
  if (defects.length > 0) fail('a defect was logged');
  sent.splice(0, sent.length - 40);
  if (Date.now() - begun > (samples.length * SECONDS * 1000) / SAMPLES) samples.push(await memory());
}
// Connections that were left open are closed for being idle within a minute, channels within two.
await new Promise((resolve) => setTimeout(resolve, 1000));
samples.push(await memory());
console.log(`${JSON.stringify(counts)}: no defect, every good request between them was served.`);
console.log(`alive, MB: ${samples.map(({ alive }) => alive.toFixed(1)).join(' ')}`);
console.log(`resident, MB: ${samples.map(({ resident }) => resident).join(' ')}`);
process.exitCode = 0;
child.removeAllListeners('exit');
process.exit();
