import type { Database } from './database.ts';

/**
 * What the clock row says of all documents: the total of their sums and of the time of the last commit. Every commit
 * moves it, so that a file whose pages are of different ages, or whose rows have gone, does not agree with it.
 */
export function moveDigest(digest: number, by: number): number {
  return (((digest + by) % MODULUS) + MODULUS) % MODULUS;
}

export const MODULUS = 2 ** 48; // two of these and a time in microseconds are exact in a double

/** The digest as the documents themselves have it. */
export function countDigest(database: Database, lastCommit: number): number {
  const { sums } = database.prepare(`SELECT coalesce(sum(sum), 0) % ${MODULUS} AS sums FROM documents`).get() as {
    sums: number;
  };
  return moveDigest(sums, lastCommit);
}
