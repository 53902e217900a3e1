import { once } from 'node:events';
import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { typeNamed } from 'embedded-backend/wire/descriptors.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { OPEN_RULES, openTestBackend, type TestBackend } from './testBackend.ts';

/*
 * What a port on the open net is sent. Each is answered with an error or not at all, nothing of it is a defect in the log,
 * and after each the next caller is served.
 */
const DATABASE = 'projects/demo-office/databases/(default)';
const DOCUMENTS = `/v1/${DATABASE}/documents`;
let server: TestBackend;

beforeAll(async () => {
  server = await openTestBackend({ emulator: false, rules: OPEN_RULES, fallback: (_req, res) => res.end('page') });
});
afterAll(async () => {
  await server.close();
});
afterEach(async () => {
  const { status } = await fetch(`${server.url}${DOCUMENTS}/a/b`);
  const defects = server.log.filter((line) => /^defect|^auth: /.test(line));
  const isPolluted = 'polluted' in {};
  if (status !== 404 || defects.length > 0 || isPolluted) throw new Error(`${status} ${isPolluted} ${defects.join()}`);
});

function open(): Socket {
  const socket = connect(server.port, server.host);
  socket.on('error', () => {}); // reset in the middle of a word
  return socket;
}

/** Bytes as they are, then the end; all that comes back until the other side closes. */
async function send(bytes: string | Buffer): Promise<string> {
  const socket = open();
  socket.end(bytes);
  return text(socket).catch(() => '');
}

const head = (line: string, ...headers: string[]) =>
  [line, 'Host: lich.test', 'Connection: close', ...headers, '', ''].join('\r\n');
const post = (path: string, body: string, type = 'application/json') =>
  fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'Content-Type': type } });
const signIn = (body: string) => post('/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any', body);
const channel = (form: Record<string, string>, query = 'VER=8') =>
  post(
    `/google.firestore.v1.Firestore/Listen/channel?${query}`,
    new URLSearchParams(form).toString(),
    'application/x-www-form-urlencoded',
  );

test('a head that is no HTTP, too long, or says two lengths', async () => {
  expect(await send('\0\x01\x02\x03\r\n\r\n')).toMatch(/^(HTTP\/1.1 400|$)/);
  expect(await send(head('GET / HTTP/1.1', `X-Long: ${'x'.repeat(100_000)}`))).toMatch(/^(HTTP\/1.1 431|$)/);
  expect(await send(head(`GET /${'x'.repeat(100_000)} HTTP/1.1`))).toMatch(/^(HTTP\/1.1 (431|414)|$)/);
  const smuggled = head(`POST ${DOCUMENTS}:commit HTTP/1.1`, 'Content-Length: 5', 'Transfer-Encoding: chunked');
  expect(await send(`${smuggled}0\r\n\r\nGET /v1/x HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/);
  expect(await send(head('POST / HTTP/1.1', 'Content-Length: -1'))).toMatch(/^HTTP\/1.1 400/);
  expect(await send(head(`POST ${DOCUMENTS}:commit HTTP/1.1`, 'Transfer-Encoding: chunked') + 'zz\r\n')).toMatch(
    / 400|^$/,
  );
});

test('headers that want to be two', async () => {
  const injected = /^x-injected/im;
  for (const path of [
    `${DOCUMENTS}/a/x%0d%0aX-Injected:1`,
    '/%0d%0aX-Injected:%201',
    `${DOCUMENTS}/a/b?x=%0d%0aX-Injected:1`,
  ]) {
    expect(await send(head(`GET ${path} HTTP/1.1`))).not.toMatch(injected);
  }
  for (const value of ['https://a\rX-Injected: 1', 'https://a\nX-Injected: 1', 'https://ä\0.test']) {
    expect(await send(head(`OPTIONS ${DOCUMENTS}/a/b HTTP/1.1`, `Origin: ${value}`))).not.toMatch(
      /^HTTP[^]*^(access-control-allow-origin|x-injected)/im,
    );
  }
  const asked = head(
    `OPTIONS ${DOCUMENTS}/a/b HTTP/1.1`,
    'Origin: https://a.test',
    'Access-Control-Request-Headers: a\x01b',
  );
  expect(await send(asked)).toMatch(/^HTTP\/1.1 (204|400)/);
});

test('paths out of the documents, in any spelling', async () => {
  const paths = [
    '/../../etc/passwd',
    '/a/..',
    '/a/%2e%2e',
    '/a/%2e%2e%2fb',
    '/a/..%2f..%2f',
    '/a/%00',
    '/a/%ff',
    '/a/%',
    '//b',
    '/a//',
  ];
  for (const path of paths) {
    const answer = await send(head(`GET ${DOCUMENTS}${path} HTTP/1.1`));
    expect([path, answer.slice(0, 12)]).toEqual([path, expect.stringMatching(/^HTTP\/1.1 40[034]$/)]);
  }
});

test('names that JavaScript knows', async () => {
  const evil = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  const statuses = async (...answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);
  expect(
    await statuses(
      post(`${DOCUMENTS}:commit`, evil),
      post(`${DOCUMENTS}:commit`, `{"writes":[${evil}]}`),
      post(
        `${DOCUMENTS}:commit`,
        `{"writes":[{"update":{"name":"${DATABASE}/documents/a/c","fields":{"__proto__":{"stringValue":"x"}}}}]}`,
      ),
      post(`${DOCUMENTS}:runQuery`, `{"structuredQuery":${evil}}`),
      post(`${DOCUMENTS}:__proto__`, '{}'),
      post(`${DOCUMENTS}:constructor`, '{}'),
      signIn(evil),
      post('/identitytoolkit.googleapis.com/v1/accounts:constructor?key=any', '{}'),
    ),
  ).toEqual([400, 400, 400, 400, 404, 501, 400, 404]);
  // In a map, a name like any other.
  const nested = `{"fields":{"m":{"mapValue":{"fields":{"constructor":{"stringValue":"x"},"toString":{"stringValue":"y"}}}}}}`;
  const made = await post(`${DOCUMENTS}/a?documentId=proto`, nested);
  expect(await made.json()).toMatchObject(JSON.parse(nested));
});

test('JSON that is deep, wide or not JSON', async () => {
  const deep = '['.repeat(200_000);
  const map = `{"mapValue":{"fields":{"a":`;
  const nested = `${map.repeat(5_000)}{"nullValue":null}${'}}}'.repeat(5_000)}`;
  const wide = `{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join(',')}}`;
  for (const body of [
    deep,
    `{"writes":${deep}`,
    `{"fields":{"a":${nested}}}`,
    '{"a":',
    '"text"',
    '[]',
    'null',
    '\ud800',
  ]) {
    expect((await post(`${DOCUMENTS}/a`, body)).status).toBe(400);
    expect((await signIn(body)).status).toBeGreaterThanOrEqual(400);
  }
  expect((await post(`${DOCUMENTS}:commit`, wide)).status).toBeLessThan(500);
  expect((await post(`${DOCUMENTS}:runQuery`, `{"structuredQuery":{"where":${nested}}}`)).status).toBe(400);
});

test('bodies that are too large', async () => {
  const tooLarge = 'x'.repeat(10 * 1024 * 1024 + 1);
  expect((await post(`${DOCUMENTS}:commit`, tooLarge)).status).toBe(400);
  expect((await signIn(tooLarge)).status).toBe(413);
  const answer = await channel({ count: '1', ofs: '0', req0___data__: tooLarge.repeat(3) });
  expect(answer.status).toBe(400);
});

test('channels with wrong numbers, unknown sessions, and messages that are none', async () => {
  for (const form of [
    { count: '1001' },
    { count: '-1' },
    { count: 'x' },
    { count: '1' },
    { count: '0', ofs: '-1' },
    { count: '1e9', ofs: '1e308' },
  ]) {
    expect(await (await channel(form as Record<string, string>)).text()).toMatch(/^\d+\n/); // a session, and its end
  }
  expect((await channel({ count: '0' }, 'VER=8&SID=none')).status).toBe(400);
  expect((await channel({ count: '0' }, 'VER=8&SID=__proto__')).status).toBe(400);
  for (const message of ['', 'null', '[', '[[', '{"addTarget":7}', '{"__proto__":1}', '{"database":"\\u0000"}']) {
    const shaken = await (await channel({ count: '1', ofs: '0', req0___data__: message })).text();
    const sid = /"c","([^"]+)"/.exec(shaken)![1]!;
    const poll = await fetch(
      `${server.url}/google.firestore.v1.Firestore/Listen/channel?SID=${sid}&RID=rpc&AID=0&CI=1`,
    );
    expect(await poll.text()).toContain('INVALID_ARGUMENT');
  }
});

/** Bytes after which the other side says something and waits: a keepalive ends it when nobody answers. */
async function start(bytes: Buffer): Promise<void> {
  const socket = open();
  socket.write(bytes);
  await once(socket, 'data');
  socket.destroy();
}

/** One call of gRPC with these bytes; the status of its end, or the code with which its stream was cut. */
async function call(path: string, bytes: Buffer, headers: Record<string, string> = {}): Promise<string> {
  const session = connectHttp2(server.url);
  session.on('error', () => {});
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  stream.on('error', () => {});
  let status: string | undefined;
  const look = (sent: IncomingHttpHeaders) => (status = (sent['grpc-status'] as string | undefined) ?? status);
  stream.on('response', look);
  stream.on('trailers', look);
  stream.resume();
  stream.end(bytes);
  await new Promise((resolve) => stream.on('close', resolve));
  session.destroy();
  return status ?? `cut ${stream.rstCode}`;
}

function framed(message: Buffer, { compressed = 0, length = message.length } = {}): Buffer {
  const prefix = Buffer.alloc(5);
  prefix[0] = compressed;
  prefix.writeUInt32BE(length, 1);
  return Buffer.concat([prefix, message]);
}

const COMMIT = '/google.firestore.v1.Firestore/Commit';
const commitOf = (json: object) => {
  const type = typeNamed('google.firestore.v1.CommitRequest');
  return Buffer.from(type.encode(type.fromObject(json)).finish());
};

test('frames of gRPC that end early, promise too much, or hold what is no message', async () => {
  const good = commitOf({ database: DATABASE });
  expect(await call(COMMIT, framed(good))).toBe('0');
  const refused = /^(3|8|12|13)$/;
  expect(await call(COMMIT, framed(good, { length: 1000 }))).not.toBe('0'); // half a message, then the end
  expect(await call(COMMIT, framed(good, { length: 0xffff_ffff }))).toMatch(refused);
  expect(await call(COMMIT, framed(Buffer.alloc(11 * 1024 * 1024)))).toMatch(/^(8|cut)/);
  expect(await call(COMMIT, framed(Buffer.from('ffffffffffffffffffff', 'hex')))).toMatch(refused);
  expect(await call(COMMIT, Buffer.from([0]))).not.toBe('0');
  expect(await call(COMMIT, Buffer.alloc(0))).not.toBe('0');
  expect(await call('/google.firestore.v1.Firestore/__proto__', framed(good))).toBe('12');
  expect(await call('/nothing', framed(good))).toBe('12');
  expect(await call(COMMIT, framed(good), { 'grpc-timeout': '1n' })).toMatch(/./);
  expect(await call(COMMIT, framed(good), { 'grpc-timeout': 'x'.repeat(100) })).toMatch(/./);
});

test('a small message that unpacks to a large one', async () => {
  const bomb = framed(gzipSync(Buffer.alloc(200 * 1024 * 1024)), { compressed: 1 });
  expect(bomb.length).toBeLessThan(1024 * 1024);
  expect(await call(COMMIT, bomb, { 'grpc-encoding': 'gzip' })).toMatch(/^(3|8|12|13)$/);
  expect(await call(COMMIT, bomb)).toMatch(/^(3|8|12|13)$/); // packed, but by what is not said
});

test('a message nested deeper than any stack', async () => {
  // A map within a map within a map: each level is written as bytes, as no library would.
  const field = (number: number, content: Buffer) => {
    const size: number[] = [];
    let rest = content.length;
    do {
      size.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
      rest >>>= 7;
    } while (rest > 0);
    return Buffer.concat([Buffer.from([(number << 3) | 2, ...size]), content]);
  };
  let value: Buffer = Buffer.from([0x58, 0]); // nullValue
  for (let level = 0; level < 3_000; level++) {
    // Value.map_value { fields { key: "a", value } }
    value = field(6, field(1, Buffer.concat([field(1, Buffer.from('a')), field(2, value)])));
  }
  const document = Buffer.concat([
    field(1, Buffer.from(`${DATABASE}/documents/a/deep`)),
    field(2, Buffer.concat([field(1, Buffer.from('a')), field(2, value)])),
  ]);
  const request = Buffer.concat([field(1, Buffer.from(DATABASE)), field(2, field(1, document))]);
  expect(await call(COMMIT, framed(request))).toMatch(/^(3|13)$/);
});

test('HTTP/2 that is none after its first words, and streams that are opened and dropped', async () => {
  const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
  await send(Buffer.concat([Buffer.from(preface), Buffer.alloc(200, 0xff)]));
  await start(Buffer.concat([Buffer.from(preface), Buffer.from('00400004000000000', 'hex'), Buffer.alloc(16_384)]));
  await send(preface.replace('SM', 'XX'));
  const session = connectHttp2(server.url);
  session.on('error', () => {});
  for (let opened = 0; opened < 2_000 && !session.destroyed; opened++) {
    const stream = session.request({ ':method': 'POST', ':path': COMMIT, 'content-type': 'application/grpc' });
    stream.on('error', () => {});
    stream.close(8);
  }
  session.destroy();
  // A head block of which nobody can make anything.
  const hpack = Buffer.concat([Buffer.from('000005010400000001', 'hex'), Buffer.from('ffffffffff', 'hex')]);
  await start(Buffer.concat([Buffer.from(preface), Buffer.from('000000040000000000', 'hex'), hpack]));
  expect(await call(COMMIT, framed(commitOf({ database: DATABASE })))).toBe('0');
});

test('hundreds of connections that say nothing, or half a word, are closed; meanwhile others are served', async () => {
  const halves = [
    '',
    'G',
    'GET / HTTP/1.1\r\nHost: a\r\nX: ',
    'PRI * HTT',
    `POST ${DOCUMENTS}:commit HTTP/1.1\r\nHost: a\r\n`,
  ];
  const sockets = Array.from({ length: 300 }, (_, i) => {
    const socket = open();
    socket.write(halves[i % halves.length]!);
    socket.resume();
    return socket;
  });
  const closed = Promise.all(sockets.map((socket) => once(socket, 'close')));
  for (let asked = 0; asked < 20; asked++) expect((await fetch(`${server.url}/`)).status).toBe(200);
  await closed;
  expect((await fetch(`${server.url}/`)).status).toBe(200);
}, 60_000);
