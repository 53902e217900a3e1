// `npm run bench -w packages/embedded-backend [-- commit read …]`: speed and size of the built backend, as ratios to a
// floor that was measured in the same run. Figures are kept in docs/performance.md. Prints one JSON object last.
//
// One file a measurement: it exports `measure(report)` and calls `report(line)` for each of its lines (Line, below).
import { parseArgs } from 'node:util';
import { stopAll } from './processes.mjs';

const MEASUREMENTS = ['commit', 'read', 'listen', 'start', 'rules'];

/**
 * @typedef {object} Line
 * @property {string} work what was done
 * @property {string} figure what it took, with its unit, median
 * @property {string} floor what it is held against, in the same unit; '' when the goal is absolute
 * @property {number} value what the goal speaks of: a ratio, or the figure itself
 * @property {string} spread least and most of the runs' values
 * @property {`${'≥' | '≤'} ${number}`} goal
 */

const { positionals } = parseArgs({ allowPositionals: true });
for (const name of positionals) {
  if (!MEASUREMENTS.includes(name)) throw new Error(`There is no ${name}: ${MEASUREMENTS.join(', ')}.`);
}
const lines = [];
try {
  for (const name of positionals.length > 0 ? positionals : MEASUREMENTS) {
    console.log(`… ${name}`);
    const { measure } = await import(`./${name}.mjs`);
    await measure((/** @type {Line} */ line) => {
      const [sign, number] = line.goal.split(' ');
      const reached = sign === '≥' ? line.value >= Number(number) : line.value <= Number(number);
      lines.push({ ...line, reached });
      console.log(`  ${line.work}: ${line.figure}`);
    });
  }
} finally {
  await stopAll();
}

const COLUMNS = ['work', 'figure', 'floor', 'value', 'spread', 'goal', 'reached'];
console.log(`\n| ${COLUMNS.join(' | ')} |\n|${COLUMNS.map(() => '---|').join('')}`);
for (const line of lines) console.log(`| ${COLUMNS.map((column) => line[column]).join(' | ')} |`);
console.log(JSON.stringify({ node: process.version, lines }, null, 2));
process.exit(0);
