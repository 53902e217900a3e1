import { LIMITS } from './text.ts';

/** Characters of free text that one party holds beside its prefix. */
const LONGEST_PARTY = LIMITS.line - 'text:'.length;

/**
 * The parties of a cell that lists them, clean text of one line. It is taken apart where every part is `known`, or at
 * commas where it is too long: it is printed as it was.
 */
export function listedParties(clean: string, known: (name: string) => string | undefined): readonly string[] {
  const parts = clean.split(', ');
  const found = parts.map(known);
  if (found.every((party) => party !== undefined)) return found;
  return clean.length > LONGEST_PARTY ? packed(parts) : [clean];
}

/** The parts in as few texts as hold them, to be printed with the same commas between. */
function packed(parts: readonly string[]): string[] {
  const texts: string[] = [];
  for (const part of parts) {
    const longer = `${texts.at(-1)}, ${part}`;
    if (texts.length > 0 && longer.length <= LONGEST_PARTY) texts.splice(-1, 1, longer);
    else texts.push(part);
  }
  return texts;
}
