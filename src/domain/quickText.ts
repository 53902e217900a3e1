import type { Names } from './findNamed.ts';
import { slice, type Folded } from './foldedLine.ts';
import type { Party } from './party.ts';
import { ASIDE, ASWELL, BEHIND, COMES_TOO, LABEL } from './quickWords.ts';
import { cleanText } from './text.ts';

/** A stretch of the folded line. */
export type Stretch = readonly [from: number, to: number];

const SENTENCE_END = /(?:[\p{L}\p{N})]{3}| \d{1,2}| (?:[aeiouy]\p{L}|\p{L}[aeiouy]))\. $/u;

/** Where brackets are open, and the commas, semicolons and full stops that part what is said outside them. */
function layOut(
  text: string,
  isUnderstood: (from: number, to: number) => boolean,
  ends: readonly number[],
): { readonly breaks: readonly number[]; readonly isInside: (at: number) => boolean } {
  const breaks = [...ends];
  const brackets: Stretch[] = [];
  let open = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '(' && open < 0) open = at;
    else if (character === ')' && open >= 0) {
      // At the end of the line "(GĐ chủ trì; phòng họp 1)" is said of the entry, not of its last words.
      if (/^[ .]*$/.test(text.slice(at + 1)) && isUnderstood(open + 1, at)) breaks.push(open, at);
      else brackets.push([open, at]);
      open = -1;
    } else if (character === ';') breaks.push(at);
    else if (character === ',' && !/\d,\d/.test(text.slice(Math.max(0, at - 1), at + 2))) breaks.push(at);
    // The full stops of "P. TCCB" and "TS. Hoa" end nothing.
    else if (character === '.' && SENTENCE_END.test(text.slice(Math.max(0, at - 3), at + 2))) breaks.push(at);
  }
  const isInside = (at: number): boolean => brackets.some(([from, to]) => from < at && at < to);
  return { breaks: breaks.filter((at) => !isInside(at)).sort((a, b) => a - b), isInside };
}

/** Of the same length. */
function without(text: string, spans: readonly Stretch[]): string {
  let left = text;
  for (const [from, to] of spans) left = left.slice(0, from) + ' '.repeat(to - from) + left.slice(to);
  return left;
}

/** Who is named from `from` to `to`, with what may be said of them: "Giám đốc Sở". */
export function partyIn(whole: Folded, names: Names, from: number, to: number): Party | undefined {
  const more = ASWELL.exec(whole.text.slice(from, to))?.[0].length ?? 0;
  return names.party(slice(whole, from, to)) ?? (more > 0 ? names.party(slice(whole, from, to - more)) : undefined);
}

/** A folded line without what is said aside, and how its words part. */
export class QuickText {
  /** Without what is said aside: nothing is read across it. As long as the whole line. */
  readonly folded: Folded;
  readonly text: string;
  /** Where a list of attendees begins in brackets. */
  readonly lists: readonly number[];
  /** Where what is said parts, in order. */
  readonly breaks: readonly number[];
  readonly isInside: (at: number) => boolean;

  readonly names: Names;
  private readonly whole: Folded;
  private readonly asides: readonly Stretch[];

  constructor(whole: Folded, asides: readonly Stretch[], names: Names) {
    this.names = names;
    this.whole = whole;
    this.asides = asides;
    this.text = without(whole.text, asides);
    this.folded = { ...whole, text: this.text };
    const lists: number[] = [];
    const { breaks, isInside } = layOut(this.text, (from, to) => this.isUnderstood(from, to, lists), asides.flat());
    this.lists = lists;
    this.breaks = breaks;
    this.isInside = isInside;
  }

  /** What is said outside of asides. */
  outside(from: number, to: number): Stretch[] {
    return [...this.asides, [to, to] as const]
      .map(([end], index) => [Math.max(from, this.asides[index - 1]?.[1] ?? 0), Math.min(end, to)] as const)
      .filter(([a, b]) => a < b);
  }

  typedOf(from: number, to: number): string {
    return this.outside(from, to)
      .map(([a, b]) => slice(this.whole, a, b))
      .join(' ');
  }

  /** What was typed there, as it is kept. */
  free(from: number, to: number): string {
    return cleanText(this.typedOf(from, to));
  }

  /** Without the space and the marks around it. */
  trim(from: number, to: number): Stretch {
    const { text } = this;
    let [a, b] = [from, to];
    while (a < b && /[ ,;.:-]/.test(text[a]!)) a += 1;
    while (b > a && /[ ,;:(-]/.test(text[b - 1]!)) b -= 1;
    while (b > a && /[ .]/.test(text[b - 1]!)) b -= 1;
    return [a, b];
  }

  /** "A cùng dự": where the name ends. */
  withoutToo(from: number, to: number): number {
    return to - (COMES_TOO.exec(this.text.slice(from, to))?.[0].length ?? 0);
  }

  party(from: number, to: number): Party | undefined {
    const { whole, names } = this;
    return partyIn(whole, names, from, to) ?? partyIn(whole, names, from, this.withoutToo(from, to));
  }

  /** What stands between the breaks, trimmed, never empty. */
  chunks(from: number, to: number, at: readonly number[] = this.breaks): Stretch[] {
    const edges = [from, ...at.filter((one) => from <= one && one < to).flatMap((one) => [one, one + 1]), to];
    const found: Stretch[] = [];
    for (let edge = 0; edge < edges.length; edge += 2) found.push(this.trim(edges[edge]!, edges[edge + 1]!));
    return found.filter(([a, b]) => a < b);
  }

  /** Semicolons part groups, which keep their commas unless all in them are known; without any, commas part. */
  itemsOf(from: number, to: number): readonly Stretch[] {
    const { text } = this;
    const groups = this.chunks(
      from,
      to,
      this.breaks.filter((one) => text[one] !== ','),
    );
    const known = (items: readonly Stretch[]) => items.every((item) => this.party(...item));
    return groups.flatMap(([a, b]) => {
      const items = this.chunks(a, b);
      return (groups.length > 1 && !known(items) ? [[a, b] as const] : items).flatMap(([c, d]) => {
        const ands = [...text.slice(c, d).matchAll(/ (?:va|[+&]) /g)].map(
          (and) => [c + and.index, and[0].length] as const,
        );
        const joined = [...ands, [d, 0] as const].map(([to], index) => {
          const before = ands[index - 1];
          return this.trim(before ? before[0] + before[1] : c, to);
        });
        return known(joined) ? joined : [[c, d] as const];
      });
    });
  }

  /** "(GĐ dự; TP: các phòng; phòng họp 1)". Labels alone, "(thành phần: hiệu trưởng)", go with the words before them. */
  private isUnderstood(from: number, to: number, lists: number[]): boolean {
    const { names } = this;
    const labelled = new RegExp(`^ *(?:${LABEL.source}) *:`, 'u');
    const pieces = [...this.text.slice(from, to).matchAll(/[^,;]+/g)].map(({ 0: piece, index }) => {
      const typedPiece = this.typedOf(from + index, from + index + piece.length);
      const behind = [...piece.matchAll(BEHIND)].find((label) =>
        /^ *$/.test(piece.slice(label.index + label[0].length)),
      );
      if (behind) return names.party(this.typedOf(from + index, from + index + behind.index)) && 'behind';
      if (ASIDE.test(piece)) return 'aside';
      if (labelled.test(piece)) return 'labelled';
      return names.party(typedPiece) ? 'party' : names.place(typedPiece) && 'place';
    });
    // "(BGĐ, trưởng các phòng)": a list is known by its first.
    if (pieces[0] === 'party' && !pieces.includes('labelled') && !pieces.includes('behind')) lists.push(from);
    return (
      lists.includes(from) ||
      (pieces.some((piece) => piece !== 'labelled' && piece !== undefined) && !pieces.includes(undefined))
    );
  }
}
