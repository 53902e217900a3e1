/** Rules language, section 4. */
export const LIMITS = {
  sourceBytes: 256 * 1024,
  matchNesting: 11,
  pathSegments: 100,
  captures: 20,
  parameters: 7,
  lets: 10,
  /** One more than documented, as counted by Google's emulator. */
  callDepth: 21,
  expressions: 1000,
  accessesPerOperation: 10,
  disjuncts: 30,
  /** Ours: characters, bytes and elements that methods, `+` and `in` take in one evaluation, in all. */
  work: 20_000_000,
  /** Ours: characters of a text that one method makes. */
  textSize: 8_000_000,
  /** Ours: characters of a regular expression. */
  patternSize: 20_000,
  /** Ours: characters of a text that becomes a path; names of documents have 6,144 bytes at most. */
  pathSize: 20_000,
  /** Ours, so that a hostile file cannot exhaust the stack: brackets within brackets, and operators in one chain. */
  expressionNesting: 99,
  expressionHeight: 100,
} as const;

/** A run-time limit was passed: the whole request is denied, even inside `||`. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';
}
