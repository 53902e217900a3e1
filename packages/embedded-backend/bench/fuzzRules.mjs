// `node bench/fuzzRules.mjs [--seconds 180] [--seed N]`: texts of all kinds are read as rules and judge requests, until the
// time is up or one of them breaks something, which is printed. Else prints what was tried and the longest that one took.
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { loadSource } from './loadSource.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '180' }, seed: { type: 'string' } } });
const SECONDS = Number(values.seconds);
let seed = Number(values.seed ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}, ${SECONDS} s`);
const { aDamaged, aFile, aSoup } = await loadSource('src/rules/arbitraries.ts');
const { judge, read } = await loadSource('src/rules/fuzz.ts');
const corpus = new URL('../src/rules/corpus/', import.meta.url);
const files = readdirSync(corpus).map((name) => readFileSync(new URL(name, corpus), 'utf8'));
files.push(readFileSync(new URL('../../../firestore.rules', import.meta.url), 'utf8'));

const huge = fc
  .tuple(
    fc.constantFrom('(', '[', '!', '-', 'f(', '{', "{'a':", 'true && ', 'true ? ', '/a/$(', 'x.', 'x['),
    fc.nat(60_000),
  )
  .map(([piece, count]) => `service cloud.firestore { match /a/{x} { allow read: if ${piece.repeat(count)}`);

const kinds = [
  ['words in any order', aSoup, read],
  ['real files, damaged', aDamaged(files), judge],
  ['characters in any order', fc.string({ unit: 'binary', maxLength: 2000 }), read],
  ['files of the grammar', aFile, judge],
  ['deep and long files', huge, read],
];
const end = performance.now() + SECONDS * 1000;
const tried = Object.fromEntries(kinds.map(([what]) => [what, { texts: 0, allowed: 0, longestMs: 0 }]));
while (performance.now() < end) {
  for (const [what, aSource, attempt] of kinds) {
    const count = tried[what];
    const property = fc.property(aSource, (source) => {
      const began = process.cpuUsage();
      const allowed = attempt(source);
      const { user, system } = process.cpuUsage(began);
      count.texts += 1;
      if (typeof allowed === 'number') count.allowed += allowed;
      count.longestMs = Math.max(count.longestMs, (user + system) / 1000);
    });
    fc.assert(property, { numRuns: 200, seed: (seed = (seed + 1) % 2 ** 31) }); // throws with the text that broke it
  }
}
console.log(JSON.stringify({ seconds: SECONDS, tried }, null, 2));
