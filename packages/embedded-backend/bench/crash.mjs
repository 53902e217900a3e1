// `node bench/crash.mjs [--rounds 300] [--seed N]`, after `npm run build -w packages/embedded-backend`: eight clients commit
// over gRPC, the process is killed at any moment, in every second round the power goes too (what was not yet synced is cut
// off the log at any byte, or is rubbish), and the next process must have every acknowledged commit, and none by half.
// The data directory goes on from round to round. Ends with 1 at the first loss, and leaves the directory to be looked at.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect, encode } from './client.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '300' }, seed: { type: 'string' } } });
const ROUNDS = Number(values.rounds);
const SEED = Number(values.seed ?? randomBytes(4).readUInt32BE());
const WRITERS = 8;
const PROJECT = 'bench';
const DATABASE = `projects/${PROJECT}/databases/(default)`;
const dataDir = mkdtempSync(join(tmpdir(), 'embedded-backend-crash-'));
const LOG = join(dataDir, 'embedded-backend.db-wal');
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

/** How long the log is, and which: it is begun again after a checkpoint, with other salts. */
function logNow() {
  if (!existsSync(LOG)) return { generation: '', size: 0 };
  const handle = openSync(LOG, 'r');
  const head = Buffer.alloc(32);
  readSync(handle, head, 0, 32, 0);
  const { size } = fstatSync(handle);
  closeSync(handle);
  return { generation: head.toString('hex'), size };
}

const acknowledged = Array(WRITERS).fill(0);
const begun = Array(WRITERS).fill(0);
let commits = 0;
let cuts = 0;
let lostTails = 0;

let running;
process.on('exit', () => running?.kill('SIGKILL')); // when this one fails

async function round() {
  const child = fork(fileURLToPath(new URL('crash.child.mjs', import.meta.url)), [dataDir, PROJECT], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running = child;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const { firestorePort, secret } = await next(child);
  child.send(WRITERS);
  (await next(child)).forEach((documents, writer) => {
    const whole =
      documents.left === documents.right && documents.left === documents.last && documents.logs === documents.last;
    if (!whole || documents.last < acknowledged[writer] || documents.last > begun[writer]) {
      throw new Error(
        `writer ${writer}: acknowledged ${acknowledged[writer]}, begun ${begun[writer]}, found ${JSON.stringify(documents)}`,
      );
    }
    if (documents.last < begun[writer]) lostTails += 1;
    acknowledged[writer] = begun[writer] = documents.last;
  });

  const found = logNow();
  const logOf = new Map();
  child.on('message', ({ synced, log }) => logOf.set(synced, log));
  const kept = [];
  const clients = Array.from({ length: WRITERS }, () => connect(firestorePort, secret));
  const write = async (writer) => {
    for (;;) {
      const n = (begun[writer] += 1);
      const fields = { n: { integerValue: n }, padding: { stringValue: 'x'.repeat(random(6000)) } };
      const paths = ['sides/left', 'sides/right', `log/${n}`].map((path) => `writers/${writer}/${path}`);
      const writes = paths.map((path) => ({ update: { name: `${DATABASE}/documents/${path}`, fields } }));
      await clients[writer].unary('Commit', encode('Commit', { database: DATABASE, writes }));
      acknowledged[writer] = n;
      commits += 1;
      kept.push(`${writer}/${n}`);
    }
  };
  const writing = clients.map((_, writer) => write(writer).catch(() => {}));
  await new Promise((resolve) => setTimeout(resolve, random(400)));
  child.kill('SIGKILL');
  await ended;
  await Promise.all(writing);
  clients.forEach((client) => client.close());
  if (random(2) === 0) cutPower([found, ...kept.map((commit) => logOf.get(commit))]);
}

/** `logs`: how long the log was at the start and when each acknowledged commit had been synced; what is behind the longest may be lost. */
function cutPower(logs) {
  const { generation, size } = logNow();
  if (logs.includes(undefined)) return; // its word was cut off too
  const from = Math.max(32, ...logs.map((log) => (log.generation === generation ? log.size : 0)));
  if (size <= from) return;
  cuts += 1;
  const at = from + random(size - from);
  truncateSync(LOG, at);
  if (random(2) === 0) return;
  const handle = openSync(LOG, 'r+');
  writeSync(handle, randomBytes(size - at), 0, size - at, at);
  closeSync(handle);
}

for (let done = 0; done < ROUNDS; done += 1) {
  await round();
  if (done % 50 === 49) console.log(`  ${done + 1} rounds, ${commits} acknowledged commits`);
}
await round(); // looks at what the last one left
rmSync(dataDir, { recursive: true });
console.log(
  `${ROUNDS} rounds, ${commits} acknowledged commits, all found and whole; ${cuts} logs cut; ${lostTails} commits that were under way did not come to be.`,
);
process.exit(0);
