import { lengthOf, LIMITS } from './text.ts';

/** What is wrong with the name of something in a list, cleaned. `isKnown`: another has it. */
export const nameFault = (name: string, isKnown = false): 'missing' | 'tooLong' | 'known' | undefined =>
  name === '' ? 'missing' : lengthOf(name) > LIMITS.name ? 'tooLong' : isKnown ? 'known' : undefined;
