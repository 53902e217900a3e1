// What an office waits for when the server starts: with the sample data, and with five years of weeks, beside a bare process
// that reads the same file.
import { join } from 'node:path';
import {
  importRows,
  launch,
  median,
  memoryMb,
  monday,
  newDirectory,
  pause,
  processorMs,
  round,
  start,
  stop,
  weekOfRows,
} from './product.mjs';

const ROUNDS = 5;
const WEEKS = 260;
const ENTRIES_A_WEEK = 58;
/** Until the search has all weeks at hand. */
const READ_AHEAD_MS = 20_000;

/** The first start makes the sample department; the second is what an office waits for. */
export async function starting() {
  const dataDir = newDirectory();
  const first = await start(dataDir);
  await stop(first.child);
  const second = await start(dataDir);
  const result = {
    seedAndStartMs: round(first.ms),
    startToReadyMs: round(second.ms),
    memoryMb: memoryMb(second.child.pid),
  };
  await stop(second.child);
  return { ...result, fiveYears: await fiveYears(dataDir) };
}

async function fiveYears(dataDir) {
  const rows = Array.from({ length: WEEKS }, (_, index) =>
    weekOfRows(monday(index - WEEKS + 2), ENTRIES_A_WEEK),
  ).flat();
  await importRows(dataDir, rows, '--issue');
  await stop((await start(dataDir)).child); // makes the indexes that the import asked for
  const times = {
    startToReady: [],
    processor: [],
    floor: [],
    floorProcessor: [],
    firstPage: [],
    search: [],
    readSearch: [],
  };
  const answers = new Set();
  let memory;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const bare = await launch(
      process.execPath,
      ['bench/bareStart.child.mjs', join(dataDir, 'embedded-backend.db')],
      /(http:\/\/\S+)/,
    );
    times.floor.push(bare.ms);
    times.floorProcessor.push(processorMs(bare.child.pid));
    await stop(bare.child);
    const { child, url, ms } = await start(dataDir);
    times.startToReady.push(ms);
    times.processor.push(processorMs(child.pid));
    const timed = async (path) => {
      const began = performance.now();
      const response = await fetch(url + path);
      await response.text();
      answers.add(response.status);
      return performance.now() - began;
    };
    times.firstPage.push(await timed('/'));
    times.search.push(await timed('/tim?q=nhiem+vu'));
    if (turn === ROUNDS - 1) {
      await pause(READ_AHEAD_MS);
      for (let search = 0; search < ROUNDS; search += 1)
        times.readSearch.push(await timed(`/tim?q=truong+so+${search}`));
      memory = memoryMb(child.pid);
    }
    await stop(child);
  }
  const medians = Object.fromEntries(Object.entries(times).map(([name, all]) => [`${name}Ms`, round(median(all))]));
  const ratio = round(median(times.startToReady) / median(times.floor), 1);
  return { entries: rows.length, ...medians, startToFloor: ratio, answers: [...answers], memoryMb: memory };
}
