// `npm run bench`: speed of the built product as ratios against a floor measured in the same run; one part by its name:
// `npm run bench -- readers`. Figures kept in docs/performance.md. Prints one JSON object last.
import { loadavg } from 'node:os';
import { ensureBuilt, ensureInstalled } from '../start/setup.mjs';
import { answers } from './answers.mjs';
import { clock } from './clock.mjs';
import { conflictTimes } from './conflicts.mjs';
import { editor } from './editor.mjs';
import { killed } from './killed.mjs';
import { clearAway, round } from './product.mjs';
import { polling } from './polling.mjs';
import { readers } from './readers.mjs';
import { starting } from './starting.mjs';

/** What takes minutes and is no speed runs by name only. */
const byName = { killed, clock };
const parts = { conflicts: conflictTimes, starting, readers, answers, polling, editor };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts || name in byName));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys({ ...parts, ...byName }).join(', ')}.`);
  process.exit(1);
}
ensureInstalled();
ensureBuilt();
const result = {};
try {
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    const before = loadavg()[0];
    const figures = await { ...parts, ...byName }[name]();
    result[name] = { ...figures, loadAverage: [before, loadavg()[0]].map((load) => round(load, 1)) };
  }
} finally {
  clearAway();
}
console.log(JSON.stringify(result, null, 2));
const faults = Object.values(result)
  .flatMap((part) => [part, ...Object.values(part)])
  .flatMap((part) => part?.faults ?? []);
process.exit(faults.length > 0 ? 1 : 0);
