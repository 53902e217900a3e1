// 1,000 open pages that ask every 30 s as the readers' script does, and all at once when a revision is issued, while a clerk
// edits. Floor: the same clerk's saves by turns without readers.
import { connection, request, tagOf } from './client.mjs';
import { rowsSaved, saver } from './editor.mjs';
import {
  importRows,
  launchBrowser,
  median,
  memoryMb,
  monday,
  pause,
  processorMs,
  round,
  seededDirectory,
  share,
  start,
  stop,
  weekOfRows,
} from './product.mjs';

const READERS = 1_000;
const EVERY_MS = 30_000;
const SAVES = 12; // a turn
const TURNS = 3;

/** What is open on readers' screens: most have the week, some a person's or another calendar's. */
const PAGES = [
  ...Array.from({ length: 8 }, () => '/lich/board'),
  '/',
  '/hom-nay',
  '/lich/tat-ca',
  '/wall/board',
  '/embed/board',
  ...['thinh', 'van', 'huy', 'tuan', 'ha'].map((id) => `/lich/board?nguoi=${id}`),
  ...['a', 'b', 'c', 'e'].map((layout) => `/lich/board?mau=${layout}`),
  ...['vp', 'gdtrh', 'khtc', 'cntt'].map((id) => `/lich/${id}`),
];

/** Readers that go on asking until they are stopped. `tell`: each answer's status and ms; null where none came. */
function openReaders(url, tell) {
  const readers = Array.from({ length: READERS }, (_, index) => ({ path: PAGES[index % PAGES.length], tag: null }));
  const ask = async (reader) => {
    const began = performance.now();
    const { ask: send, close } = connection(url);
    const known = reader.tag === null ? {} : { 'If-None-Match': reader.tag };
    try {
      const answer = await send(request(url + reader.path, { 'Accept-Encoding': 'gzip', ...known }));
      reader.tag = tagOf(answer) ?? reader.tag;
      tell(answer.status, performance.now() - began);
    } catch {
      tell(null, performance.now() - began);
    }
    close();
  };
  let timers = [];
  return {
    readers,
    all: () => Promise.all(readers.map(ask)),
    begin: () => {
      timers = readers.map((reader, index) => {
        const again = () => {
          void ask(reader);
          timers[index] = setTimeout(again, EVERY_MS);
        };
        return setTimeout(again, (EVERY_MS * index) / READERS);
      });
    },
    end: () => timers.forEach(clearTimeout),
  };
}

export async function polling() {
  const dataDir = await seededDirectory();
  const rows = weekOfRows(monday(), 60);
  await importRows(dataDir, rows, '--issue');
  const { child, url } = await start(dataDir);
  const browser = await launchBrowser();
  const clerk = await saver(browser, url);

  const statuses = {};
  let times = [];
  const { readers, all, begin, end } = openReaders(url, (status, ms) => {
    statuses[status ?? 'none'] = (statuses[status ?? 'none'] ?? 0) + 1;
    times.push(ms);
  });
  await all(); // each opens its page
  const opened = { ...statuses };

  const saves = { alone: [], beside: [] };
  const words = [];
  const save = async (side) => {
    const text = `Đo lần ${words.length}.`;
    words.push(text);
    saves[side].push(await clerk.save(text));
  };
  times = [];
  let processor = 0;
  for (let turn = -1; turn < TURNS; turn++) {
    const kept = turn < 0 ? { alone: 'first', beside: 'first' } : { alone: 'alone', beside: 'beside' };
    saves.first = [];
    for (let i = 0; i < SAVES; i++) await save(kept.alone);
    begin();
    await pause(2_000);
    const [before, began] = [processorMs(child.pid), performance.now()];
    for (let i = 0; i < SAVES; i++) await save(kept.beside);
    await pause(Math.max(0, began + 8_000 - performance.now()));
    processor = (processorMs(child.pid) - before) / (performance.now() - began);
    end();
  }
  const polls = times;

  // A revision: everybody asks at the same moment, and the clerk goes on.
  const before = readers.map(({ tag }) => tag);
  await importRows(dataDir, [{ ...rows[0], content: 'Nội dung của bản điều chỉnh' }], '--issue');
  times = [];
  const began = performance.now();
  saves.inBurst = [];
  const [burstMs] = await Promise.all([all().then(() => performance.now() - began), save('inBurst')]);
  const turned = readers.filter(
    ({ path, tag }, i) => /board|^\/$|hom-nay|tat-ca/.test(path) && tag !== before[i],
  ).length;
  const concerned = readers.filter(({ path }) => /board|^\/$|hom-nay|tat-ca/.test(path)).length;
  const kept = await rowsSaved(browser, url);
  const result = {
    saveAloneMs: median(saves.alone),
    saveBesideReadersMs: median(saves.beside),
    ratio: round(median(saves.beside) / median(saves.alone), 2),
    pollMs: [round(median(polls), 1), round(share(polls, 0.99), 1)],
    processorShare: round(processor, 2),
    saveInBurstMs: saves.inBurst[0],
    burstMs: round(burstMs),
    burstSlowestMs: round(Math.max(...times)),
    sawTheRevision: `${turned} of ${concerned}`,
    opened,
    answers: statuses,
    savesLost: words.filter((text) => !kept.includes(text)).length,
    memoryMb: memoryMb(child.pid),
  };
  await browser.close();
  await stop(child);
  return result;
}
