// The server is killed (SIGKILL) under 200 requests a second while an approver issues revision after revision, and started
// again on the same port and data. A revision that was acknowledged, or shown to anybody, stands from then on; nobody gets half
// of one; an entity tag is always the same bytes, and no 304 keeps an older revision alive; what stays open shows the newest by
// itself. Not a speed, but it takes minutes: `npm run bench -- killed`.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { connection, request, tagOf } from './client.mjs';
import {
  dayAfter,
  identity,
  importRows,
  launchBrowser,
  monday,
  pause,
  round,
  seededDirectory,
  start,
  stop,
  weekId,
  weekOfRows,
} from './product.mjs';

const ENTRIES = 70;
const ROUNDS = 10;
const A_SECOND = 200;
/** Between two issues of the approver; a new revision is a new page to make for each address. */
const ISSUE_MS = 1_500;
/** What is issued and what is told of it come by two connections (decision 0080). */
const TOLD_MS = 1_000;

const place = (number) => `Nơi họp bản ${number}.`;
const WEEK = weekId(monday());
const PATHS = [
  `/lich/board/${WEEK}`,
  `/lich/board/${WEEK}?mau=b`,
  '/ical/board.ics',
  `/data/board/${WEEK}.json`,
  '/embed/board',
  '/hom-nay',
  '/wall/board',
  '/embed/board?chi=hom-nay',
];
const OPEN = ['/', '/hom-nay', '/wall/board', '/embed/board'];
const DOCUMENTS = 'projects/lich-cong-tac/databases/(default)/documents';

export async function killed() {
  const dataDir = await seededDirectory();
  // Some of every day, so that there are some of today.
  const rows = weekOfRows(monday(), ENTRIES).map((row, index) => ({ ...row, date: dayAfter(monday(), index % 7) }));
  await importRows(dataDir, rows, '--issue');
  let { child, url } = await start(dataDir);
  const { port } = new URL(url);
  const faults = new Set();
  const told = { whole: 0, known: 0, none: 0, otherwise: {} };
  const acknowledged = []; // { number, at }, in order
  const shown = []; // the same, of what any reader has got
  const newestBefore = (list, moment) => list.findLast(({ at }) => at < moment)?.number ?? 0;

  const approver = await approverOf(url);
  let last = 0;
  const issueBy = async (commit) => {
    await commit();
    last += 1;
    acknowledged.push({ number: last, at: performance.now() });
  };
  await issueBy(await approver.prepare(1));

  const tags = new Map(); // by address and entity tag: the hash of its bytes, and which revision that is
  const countOf = new Map(); // by address: places named
  const lastOf = new Map(); // by address: the newest entity tag and its revision
  const ask = async (index) => {
    const path = PATHS[index % PATHS.length];
    const gzip = index % 3 > 0;
    const key = `${path} ${gzip}`;
    const before = lastOf.get(key);
    const known = index % 2 > 0 ? before?.tag : undefined;
    const { ask: send, close } = connection(url, { keepBody: true });
    const began = performance.now();
    const mustBe = Math.max(
      before?.number ?? 0,
      newestBefore(acknowledged, began - TOLD_MS),
      newestBefore(shown, began - TOLD_MS),
    );
    try {
      const answer = await send(
        request(url + path, {
          ...(gzip ? { 'Accept-Encoding': 'gzip' } : {}),
          ...(known === undefined ? {} : { 'If-None-Match': known }),
        }),
      );
      const tag = tagOf(answer);
      let number;
      if (answer.status === 304) {
        told.known += 1;
        if (tag !== known) faults.add(`${path}: 304 with another tag`);
        number = tags.get(`${key} ${known}`).number;
      } else if (answer.status === 200) {
        told.whole += 1;
        const hash = createHash('sha256').update(answer.body).digest('hex');
        const text = textOf(gzip ? gunzipSync(answer.body) : answer.body);
        const numbers = [...text.matchAll(/Nơi họp bản (\d+)\./g)].map((match) => Number(match[1]));
        number = numbers[0];
        if (numbers.length === 0 || numbers.some((each) => each !== number))
          faults.add(`${path}: of ${[...new Set(numbers)].join(' and ') || 'no revision'}`);
        // The same entries in each revision, however often an address names one's place.
        if (numbers.length !== (countOf.get(path) ?? numbers.length)) faults.add(`${path}: ${numbers.length} places`);
        countOf.set(path, numbers.length);
        const same = tags.get(`${key} ${tag}`);
        if (same !== undefined && same.hash !== hash) faults.add(`${path}: two bodies of ${tag}`);
        tags.set(`${key} ${tag}`, { hash, number });
      } else {
        told.otherwise[answer.status] = (told.otherwise[answer.status] ?? 0) + 1;
        return;
      }
      if (number < mustBe) faults.add(`${path}: ${answer.status} of ${number}, after ${mustBe}`);
      if (number > (lastOf.get(key)?.number ?? 0)) lastOf.set(key, { tag, number });
      if (number > (shown.at(-1)?.number ?? 0)) shown.push({ number, at: performance.now() });
    } catch {
      told.none += 1; // the connection broke: nothing is shown for it
    } finally {
      close();
    }
  };
  const browser = await launchBrowser();
  const pages = await Promise.all(
    OPEN.map(async (path) => {
      const page = await browser.newPage();
      await page.goto(url + path);
      return page;
    }),
  );
  let asked = 0;
  const timer = setInterval(() => {
    for (let i = 0; i < A_SECOND / 50; i++) void ask(asked++);
  }, 20);

  const restarts = [];
  let unanswered = 0; // stood, and the approver was not told
  for (let number = 1; number <= ROUNDS; number++) {
    for (let quiet = 0; quiet < 2; quiet++) {
      await issueBy(await approver.prepare(last + 1));
      await pause(ISSUE_MS);
    }
    const onItsWay = issueBy(await approver.prepare(last + 1)).catch(({ status, message }) => {
      if (status !== undefined) faults.add(`issuing ${last + 1}: ${message}`); // else no answer came: it may stand or not
    });
    await pause(Math.random() * 250); // any moment of the commit and of what follows it
    child.kill('SIGKILL');
    await onItsWay;
    const again = await start(dataDir, { env: { PORT: port } });
    child = again.child;
    restarts.push(round(again.ms));
    const stands = await approver.standing();
    if (stands !== last && stands !== last + 1) faults.add(`${stands} stands, acknowledged was ${last}`);
    if (stands > last) unanswered += 1;
    last = stands;
  }
  const ended = performance.now();
  const healed = await Promise.all(
    pages.map(async (page, index) => {
      await page
        .getByText(place(last))
        .first()
        .waitFor({ state: 'attached', timeout: 60_000 })
        .catch(() => faults.add(`${OPEN[index]} does not come to revision ${last}`));
      const text = await page.locator('body').innerText();
      if (/Chưa kiểm tra được/.test(text)) faults.add(`${OPEN[index]} still says that it could not ask`);
      return round((performance.now() - ended) / 1000, 1);
    }),
  );
  clearInterval(timer);
  await pause(1_000);
  const [copies, revision] = await approver.copies();
  if (copies !== revision) faults.add(`${copies} copies of ${revision} revisions`);
  await browser.close();
  await stop(child);
  return {
    asked,
    ...told,
    acknowledged: acknowledged.length,
    unanswered,
    tags: tags.size,
    restartMs: restarts,
    healedAfterS: Object.fromEntries(OPEN.map((path, index) => [path, healed[index]])),
    faults: [...faults].slice(0, 20),
  };
}

/** Without what a page says of the revision before, and with a feed's lines unfolded. */
const textOf = (body) =>
  body
    .toString()
    .replaceAll('\r\n ', '')
    .replace(/<del>.*?<\/del>/gs, '');

/** Issues the week over REST, by the rules that hold for any approver. */
async function approverOf(url) {
  const { idToken } = await identity(url, 'giamdoc@example.test');
  const call = async (path, body) => {
    const answer = await fetch(`${url}/v1/${path}`, {
      headers: { Authorization: `Bearer ${idToken}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${text.slice(0, 300)}`), { status: answer.status });
    return JSON.parse(text);
  };
  const name = `${DOCUMENTS}/publishedWeeks/board_${WEEK}`;
  const numberIn = ({ fields }) => Number(/bản (\d+)\./.exec(JSON.stringify(fields.entries))?.[1] ?? 0);
  return {
    standing: async () => numberIn(await call(name)),
    copies: async () => [
      (await call(`${name}/revisions?pageSize=1000&mask.fieldPaths=revision`)).documents.length,
      Number((await call(name)).fields.revision.integerValue),
    ],
    /** Makes the next revision ready; what is returned issues it. */
    prepare: async (number) => {
      const { fields } = await call(name);
      const revision = Number(fields.revision.integerValue) + 1;
      for (const { mapValue } of fields.entries.arrayValue.values)
        mapValue.fields.place = { stringValue: place(number) };
      const document = {
        ...fields,
        revision: { integerValue: String(revision) },
        changes: { arrayValue: {} },
      };
      const timed = ['issuedAt', `revisionTimes.\`${revision}\``].map((fieldPath) => ({
        fieldPath,
        setToServerValue: 'REQUEST_TIME',
      }));
      const writes = [name, `${name}/revisions/${revision}`].map((to) => ({
        update: { name: to, fields: document },
        updateTransforms: timed,
      }));
      return () => call(`${DOCUMENTS}:commit`, { writes });
    },
  };
}
