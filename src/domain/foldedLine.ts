import { withoutMarks } from './text.ts';

/** A typed line without marks, one character for each. */
export interface Folded {
  readonly typed: string;
  readonly text: string;
  /** Where each character of `text` (and its end) stands in `typed`. */
  readonly at: readonly number[];
}

export function fold(typed: string): Folded {
  let text = '';
  const at: number[] = [];
  let index = 0;
  for (const character of typed) {
    const plain = withoutMarks(character)
      .replace(/[\p{Zs}\t\n\v\f\r\u2028\u2029]/gu, ' ')
      .replace(/[\p{Cf}\p{Cc}]/gu, '')
      .replace(/[‐-―−~]/g, '-')
      .replace(/[’′`´]/g, "'");
    for (let unit = 0; unit < plain.length; unit++) at.push(index);
    text += plain;
    index += character.length;
  }
  at.push(typed.length);
  return { typed, text, at };
}

/** A pattern of whole words over folded text: ` ` is one space or more, `_` perhaps one. */
export const words = (source: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source.replaceAll(' ', ' +').replaceAll('_', ' *')})(?![\\p{L}\\p{N}])`, flags);

export const slice = ({ typed, at }: Folded, from: number, to: number): string => typed.slice(at[from], at[to]);
