// `node bench/crash.mjs [--rounds 300] [--seed N]`, after `npm run build -w packages/embedded-backend`: eight clients commit
// over gRPC, and the process is killed at any moment. Then the power goes, too, at any earlier moment that the log has bytes
// of: it is cut there, or what was not yet synced is rubbish, zeros or has a hole. The next process must have every commit
// that was synced by then, no later one, and none by half. In every fourth round a byte of a *copy* is changed in what had been
// synced: that must be refused, or cost nothing but the last commit. The data directory goes on from round to round. Ends
// with 1 at the first fault, and leaves the directory to be looked at.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, cpSync, mkdtempSync, openSync, readSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect, encode } from './client.mjs';
import { LOG_HEAD, readLog } from './crashLog.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '300' }, seed: { type: 'string' } } });
const ROUNDS = Number(values.rounds);
const SEED = Number(values.seed ?? randomBytes(4).readUInt32BE());
const WRITERS = 8;
const PROJECT = 'bench';
const DATABASE = `projects/${PROJECT}/databases/(default)`;
const dataDir = mkdtempSync(join(tmpdir(), 'embedded-backend-crash-'));
const LOG_NAME = 'embedded-backend.db-wal';
const LOG = join(dataDir, LOG_NAME);
console.log(`seed ${SEED}, ${ROUNDS} rounds in ${dataDir}`);

let state = SEED;
/** A whole number below `limit` (mulberry32). */
function random(limit) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}

const next = (child) =>
  new Promise((resolve, reject) => {
    child.once('message', resolve); // before there are commits
    child.once('exit', (code) => reject(new Error(`the backend ended with ${code}`)));
  });

/** Of each writer: what the next process must have at least, and can have at most. */
let least = Array(WRITERS).fill(0);
let most = Array(WRITERS).fill(0);
/** Where in which log the commits end that this program has heard of, by writer and number. */
let ends = [];
const count = {
  commits: 0,
  cut: 0,
  spoiled: 0,
  holes: 0,
  'byte refused': 0,
  'byte of the last commit': 0,
  'byte without effect': 0,
};

let running;
process.on('exit', () => running?.kill('SIGKILL')); // when this one fails

function start(dir) {
  const child = fork(fileURLToPath(new URL('crash.child.mjs', import.meta.url)), [dir, PROJECT], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running = child;
  // Its last words come after the news of its end.
  const ended = Promise.all(
    ['exit', 'disconnect'].map((event) => new Promise((resolve) => child.once(event, resolve))),
  );
  return { child, ended };
}

function check(found) {
  found.forEach((documents, writer) => {
    const { last } = documents;
    const isWhole = documents.left === last && documents.right === last && documents.logs === last;
    if (!isWhole || last < least[writer] || last > most[writer]) {
      throw new Error(
        `writer ${writer}: from ${least[writer]} to ${most[writer]} can be there, found ${JSON.stringify(documents)}`,
      );
    }
  });
  return found.map(({ last }) => last);
}

async function round(n) {
  const before = readLog(LOG);
  const { child, ended } = start(dataDir);
  const { firestorePort, secret, message } = await next(child);
  if (message !== undefined) throw new Error(message);
  child.send(WRITERS);
  const begun = check(await next(child));
  const acknowledged = [...begun];
  ends = ends.filter(({ writer, n: number }) => number <= begun[writer]); // what was cut off is written anew
  // The kill may have cut off the word of a commit: it ends somewhere in the log as it was then.
  begun.forEach((last, writer) => {
    if (last === 0 || ends.some((end) => end.writer === writer && end.n === last)) return;
    ends.push({ writer, n: last, generation: before.generation, from: LOG_HEAD, end: before.ends.at(-1) ?? LOG_HEAD });
  });

  child.on('message', (commit) => ends.push({ ...commit, from: commit.end }));
  const clients = Array.from({ length: WRITERS }, () => connect(firestorePort, secret));
  const write = async (writer) => {
    for (;;) {
      const number = (begun[writer] += 1);
      const fields = { n: { integerValue: number }, padding: { stringValue: 'x'.repeat(random(6000)) } };
      const paths = ['sides/left', 'sides/right', `log/${number}`].map((path) => `writers/${writer}/${path}`);
      const writes = paths.map((path) => ({ update: { name: `${DATABASE}/documents/${path}`, fields } }));
      await clients[writer].unary('Commit', encode('Commit', { database: DATABASE, writes }));
      acknowledged[writer] = number;
      count.commits += 1;
    }
  };
  const writing = clients.map((_, writer) => write(writer).catch(() => {}));
  await new Promise((resolve) => setTimeout(resolve, random(400)));
  child.kill('SIGKILL');
  await ended;
  await Promise.all(writing);
  clients.forEach((client) => client.close());
  least = acknowledged;
  most = begun;
  if (n % 4 === 3) await changeByte();
  else cutPower();
}

/** What must and can be there when the log ends for good at `synced`, and whole commits may follow up to `written`. */
function expectUpTo(generation, synced, written) {
  const last = (writer, isThere) =>
    ends
      .filter((commit) => commit.writer === writer && (commit.generation !== generation || isThere(commit)))
      .reduce((highest, { n }) => Math.max(highest, n), 0);
  const required = least.map((acknowledged, writer) =>
    Math.min(
      last(writer, ({ end }) => end <= synced),
      acknowledged,
    ),
  );
  // Of a commit whose word was cut off by the kill, only that it came after all that were heard of.
  const allowed = most.map((begun, writer) => {
    const there = last(writer, ({ from }) => from <= written);
    return there < last(writer, () => true) ? there : begun;
  });
  return { required, allowed };
}

function cutPower() {
  const { generation, ends: commits, frame } = readLog(LOG);
  // At a thousand frames SQLite copies them into the main file: what is there from then on cannot be cut off any more.
  if (commits.length === 0 || commits.at(-1) > LOG_HEAD + 990 * frame) return;
  const length = statSync(LOG).size;
  const at = LOG_HEAD + random(commits.at(-1) - LOG_HEAD);
  const synced = Math.max(LOG_HEAD, ...commits.filter((end) => end <= at));
  const written = commits.find((end) => end > at);
  ({ required: least, allowed: most } = expectUpTo(generation, synced, synced));
  const how = random(4);
  if (how === 0) {
    truncateSync(LOG, at);
    count.cut += 1;
    return;
  }
  // The file is as long as it was; what lies behind is not of this log, or nothing.
  const file = openSync(LOG, 'r+');
  const rubbish = () => (random(2) === 0 ? randomBytes : Buffer.alloc);
  if (how === 1) {
    // Blocks reach the disk in any order.
    const hole = Math.min(512 * (1 + random(8)), written - synced);
    const from = synced + random(written - synced - hole + 1);
    writeSync(file, rubbish()(hole), 0, hole, from);
    ({ required: least, allowed: most } = expectUpTo(generation, synced, written));
    count.holes += 1;
    writeSync(file, Buffer.alloc(length - written), 0, length - written, written);
  } else {
    writeSync(file, rubbish()(length - at), 0, length - at, at);
    // A page may end with zeros: zeros there spoil nothing, and the commit is whole.
    const whole = Math.max(synced, ...readLog(LOG).ends);
    ({ required: least, allowed: most } = expectUpTo(generation, synced, whole));
    count.spoiled += 1;
  }
  closeSync(file);
}

/** Rot, and no power cut: in what had been synced. */
async function changeByte() {
  const { generation, ends: commits } = readLog(LOG);
  if (commits.length === 0) return;
  const copy = `${dataDir}-copy`;
  cpSync(dataDir, copy, { recursive: true, filter: (path) => !path.includes('lock.db') });
  const at = random(commits.at(-1));
  const file = openSync(join(copy, LOG_NAME), 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  byte[0] ^= 1 + random(255);
  writeSync(file, byte, 0, 1, at);
  closeSync(file);
  const { child, ended } = start(copy);
  const { refused, message } = await next(child);
  if (refused === 'DAMAGED') count['byte refused'] += 1;
  else if (message !== undefined) throw new Error(`byte ${at}: ${message}`);
  else {
    child.send(WRITERS);
    const found = await next(child);
    const [wanted, can] = [least, most];
    const isInLast = at >= (commits.at(-2) ?? LOG_HEAD);
    if (isInLast) ({ required: least } = expectUpTo(generation, commits.at(-2) ?? LOG_HEAD, commits.at(-1)));
    check(found);
    [least, most] = [wanted, can];
    count[isInLast ? 'byte of the last commit' : 'byte without effect'] += 1;
  }
  child.kill('SIGKILL');
  await ended;
  rmSync(copy, { recursive: true });
}

for (let done = 0; done < ROUNDS; done += 1) {
  await round(done);
  if (done % 50 === 49) console.log(`  ${done + 1} rounds, ${count.commits} acknowledged commits`);
}
await round(ROUNDS); // looks at what the last one left
rmSync(dataDir, { recursive: true });
console.log(`${ROUNDS} rounds, all as it must be: ${JSON.stringify(count)}`);
process.exit(0);
