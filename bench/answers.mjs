// Answers a second on one core: the public page and the feed of 3,000 entries, beside Node's own server sending the same
// bytes with the same headers from memory. Processor time, by turns: others who use the machine change it little, and the client,
// which has the other core, does not count.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connection, load, request, tagOf } from './client.mjs';
import {
  importRows,
  keepTo,
  median,
  monday,
  processorMs,
  round,
  seededDirectory,
  share,
  start,
  startBare,
  stop,
  weekOfRows,
} from './product.mjs';

const ROUNDS = 5;
const WEEKS = 50; // of 60 entries, the last of them the one that is a quarter of a year off

/** Each with how many requests a turn has. */
const KINDS = [
  { name: 'page', path: '/lich/board', headers: {}, requests: 1000 },
  { name: 'pageGzip', path: '/lich/board', headers: { 'Accept-Encoding': 'gzip' }, requests: 2000 },
  { name: 'pageKnown', path: '/lich/board', headers: {}, known: true, requests: 2000 },
  { name: 'pageGzipKnown', path: '/lich/board', headers: { 'Accept-Encoding': 'gzip' }, known: true, requests: 2000 },
  { name: 'feed', path: '/ical/board.ics', headers: {}, requests: 100 },
  { name: 'feedGzip', path: '/ical/board.ics', headers: { 'Accept-Encoding': 'gzip' }, requests: 2000 },
  { name: 'feedKnown', path: '/ical/board.ics', headers: {}, known: true, requests: 2000 },
  {
    name: 'feedGzipKnown',
    path: '/ical/board.ics',
    headers: { 'Accept-Encoding': 'gzip' },
    known: true,
    requests: 2000,
  },
];

/** 3,000 issued entries of a year, 60 a week. */
export const yearOfRows = () => Array.from({ length: WEEKS }, (_, index) => weekOfRows(monday(index - 12), 60)).flat();

export async function answers() {
  const dataDir = await seededDirectory();
  await importRows(dataDir, yearOfRows(), '--issue');
  const { child, url } = await start(dataDir, { core: 0 });
  keepTo('1');

  const bare = [];
  const kinds = [];
  for (const { name, path, headers, known, requests } of KINDS) {
    const { head, status, body } = await sample(url, path, headers, known);
    bare.push({ path: `/${name}`, status, headers: sentHeaders(head), body: body.toString('base64') });
    const asked = known ? { ...headers, 'If-None-Match': tagIn(head) } : headers;
    kinds.push({ name, requests, status, asked, path, bytes: body.length });
  }
  const file = join(dataDir, 'bare.json');
  writeFileSync(file, JSON.stringify(bare));
  const floor = await startBare([file], 0);

  const result = {};
  for (const { name, requests, status, asked, path, bytes } of kinds) {
    const times = { ours: [], floor: [] };
    const sides = [
      ['ours', child.pid, url, request(url + path, asked)],
      ['floor', floor.child.pid, floor.url, request(`${floor.url}/${name}`, asked)],
    ];
    for (let turn = -2; turn < ROUNDS; turn++) {
      for (const [side, pid, at, text] of sides) {
        const before = processorMs(pid);
        await load(at, text, { requests, status });
        if (turn < 0) continue; // compiling
        times[side].push((processorMs(pid) - before) / requests);
      }
    }
    const ratios = times.floor.map((each, i) => each / times.ours[i]);
    result[name] = {
      bytes,
      microseconds: round(1000 * median(times.ours)),
      floorMicroseconds: round(1000 * median(times.floor)),
      aSecondAndCore: round(1000 / median(times.ours)),
      floorASecondAndCore: round(1000 / median(times.floor)),
      ratio: round(median(ratios), 2),
      ratioMiddleHalf: [round(share(ratios, 0.25), 2), round(share(ratios, 0.75), 2)],
    };
  }
  keepTo();
  await stop(floor.child);
  await stop(child);
  return result;
}

const tagIn = (head) => tagOf({ head });

/** What the product answers, byte by byte: its head, and its body as it came over the wire. */
async function sample(url, path, headers, known) {
  const { ask, close } = connection(url, { keepBody: true });
  const first = await ask(request(url + path, headers));
  const answer = known ? await ask(request(url + path, { ...headers, 'If-None-Match': tagOf(first) })) : first;
  close();
  return { head: answer.head, status: answer.status, body: answer.body };
}

/** The head's own headers, apart from those that Node writes by itself. */
const sentHeaders = (head) =>
  Object.fromEntries(
    head
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
      .filter(([name]) => !/^(date|connection|keep-alive)$/i.test(name)),
  );
