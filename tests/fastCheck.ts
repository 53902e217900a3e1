import fc from 'fast-check';

// What the tests import as 'fast-check' (vitest.config.ts). `npm test` sets SEED, so that the same commit passes or fails
// the same each time; run by hand without it, properties are tried on new input, and print the seed of what fails.
const seed = process.env['SEED'];
if (seed) fc.configureGlobal({ seed: Number(seed) });

export * from 'fast-check';
export default fc;
