export const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
export const percentile = (numbers, share) =>
  sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
export const median = (numbers) => percentile(numbers, 0.5);
export const round = (number, digits = 2) => Number(number.toFixed(digits));
export const spreadOf = (numbers, digits = 2) =>
  `${round(Math.min(...numbers), digits)}–${round(Math.max(...numbers), digits)}`;

/** Milliseconds of one `work`, done for each of the items one after another. */
export async function msEach(items, work) {
  const began = performance.now();
  for (const item of items) await work(item);
  return (performance.now() - began) / items.length;
}

const WARM_UP = 5;

/**
 * Runs all sides in turn, so that what else the machine does falls on each alike. Resolves with each side's values, one a
 * round. A server that has just begun compiles itself for thousands of requests: the first rounds are not counted.
 */
export async function inTurn(rounds, sides) {
  const values = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [name, run] of Object.entries(sides)) {
      const value = await run();
      if (round >= 0) values[name].push(value);
    }
  }
  return values;
}

/** Round by round. */
export const ratios = (numerators, denominators) => numerators.map((value, i) => value / denominators[i]);
