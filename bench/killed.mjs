// The server is killed (SIGKILL) under 200 requests a second while a revision is being issued, and started again on the same
// port and data. Readers must get the old or the new revision whole; an entity tag must always be the same bytes; a page
// that stays open must show the new revision within 30 s. Not a speed, but it takes minutes: `npm run bench -- killed`.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { connection, request, tagOf } from './client.mjs';
import {
  importRows,
  launchBrowser,
  monday,
  newDirectory,
  pause,
  round,
  start,
  stop,
  weekId,
  weekOfRows,
} from './product.mjs';

const ENTRIES = 60;
const ROUNDS = 3;
const A_SECOND = 200;

const revision = (number) => weekOfRows(monday(3), ENTRIES).map((row) => ({ ...row, place: `Nơi họp bản ${number}.` }));

export async function killed() {
  const dataDir = newDirectory();
  const seeding = await start(dataDir);
  await stop(seeding.child);
  await importRows(dataDir, revision(0), '--issue');
  let { child, url } = await start(dataDir);
  const { port } = new URL(url);
  const week = weekId(monday(3));
  const paths = [`/lich/board/${week}`, `/lich/board/${week}?mau=b`, '/ical/board.ics', `/data/board/${week}.json`];
  const told = { whole: 0, known: 0, none: 0, failed: {}, torn: [], tags: 0 };
  const bodies = new Map(); // by address and entity tag
  const last = new Map(); // the entity tag by address

  const ask = async (index) => {
    const path = paths[index % paths.length];
    const gzip = index % 3 > 0;
    const key = `${path} ${gzip}`;
    const known = index % 2 > 0 ? last.get(key) : undefined;
    const { ask: send, close } = connection(url, { keepBody: true });
    try {
      const answer = await send(
        request(url + path, {
          ...(gzip ? { 'Accept-Encoding': 'gzip' } : {}),
          ...(known === undefined ? {} : { 'If-None-Match': known }),
        }),
      );
      const tag = tagOf(answer);
      if (answer.status === 304) {
        told.known += 1;
        if (tag !== known) told.torn.push(`304 with ${tag} for ${known}`);
      } else if (answer.status !== 200) told.failed[answer.status] = (told.failed[answer.status] ?? 0) + 1;
      else {
        told.whole += 1;
        const text = (gzip ? gunzipSync(answer.body) : answer.body).toString().replaceAll('\r\n ', '');
        const seen = new Map();
        for (const [, number] of text.matchAll(/Nơi họp bản (\d+)\./g)) seen.set(number, (seen.get(number) ?? 0) + 1);
        const counts = [...seen.values()];
        if (counts.length !== 1 || counts[0] % ENTRIES !== 0) told.torn.push(`${path}: ${JSON.stringify([...seen])}`);
        const hash = createHash('sha256').update(answer.body).digest('hex');
        const before = bodies.get(`${key} ${tag}`);
        if (before !== undefined && before !== hash) told.torn.push(`${path}: two bodies of ${tag}`);
        bodies.set(`${key} ${tag}`, hash);
        last.set(key, tag);
      }
    } catch {
      told.none += 1; // the connection broke: nothing is shown for it
    }
    close();
  };
  let asked = 0;
  const timer = setInterval(() => {
    for (let i = 0; i < A_SECOND / 50; i++) void ask(asked++);
  }, 20);

  const browser = await launchBrowser();
  const open = await browser.newPage();
  await open.goto(url + paths[0]);
  const noticed = [];
  const restarts = [];
  for (let number = 1; number <= ROUNDS; number++) {
    const issuing = importRows(dataDir, revision(number), '--issue').catch(() => 'broken off');
    await pause(1_500 + 900 * number); // somewhere in the import
    child.kill('SIGKILL');
    await issuing; // broken off; or it had not begun, and wrote to the data directory itself
    const again = await start(dataDir, { env: { PORT: port } });
    child = again.child;
    restarts.push(round(again.ms));
    await importRows(dataDir, revision(number), '--issue'); // what was broken off is done again
    const issued = performance.now();
    await open.getByText(`Nơi họp bản ${number}.`).first().waitFor({ timeout: 120_000 });
    noticed.push(round((performance.now() - issued) / 1000, 1));
  }
  await pause(1_000);
  clearInterval(timer);
  await pause(2_000);
  const stale = [];
  for (const path of paths) {
    if (!(await (await fetch(url + path)).text()).replaceAll('\r\n ', '').includes(`Nơi họp bản ${ROUNDS}.`))
      stale.push(path);
  }
  await browser.close();
  await stop(child);
  return {
    asked,
    ...told,
    torn: told.torn.slice(0, 10),
    tags: bodies.size,
    stale,
    restartMs: restarts,
    noticedAfterS: noticed,
  };
}
