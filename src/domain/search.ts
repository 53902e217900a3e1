import type { PublicEntry } from './publication.ts';
import { withoutMarks } from './text.ts';
import { isLocalDate, parseDate, type LocalDate } from './time.ts';

/** Words as they are compared: small letters without marks, one space before each and none other; '' for none. */
export const foldedWords = (text: string): string =>
  withoutMarks(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => ` ${word}`)
    .join('');

/** Whether each word typed begins a word of the text. Nothing typed is in every text. */
export const hasWords = (text: string, typed: string): boolean => {
  const folded = foldedWords(text);
  return foldedWords(typed)
    .split(/(?= )/)
    .every((word) => folded.includes(word));
};

/** Everything by which an issued entry is found: its words, people, places, papers, and the names of its calendar and sheet. */
export const searchText = (entry: PublicEntry, names: readonly string[]): string =>
  [
    entry.content,
    ...entry.chairs,
    entry.actingFor,
    ...entry.attendees,
    ...entry.invitees,
    ...entry.forInformation,
    entry.place,
    entry.gatheringPoint,
    ...entry.connectionPoints,
    entry.preparingUnit,
    entry.logistics,
    entry.officeLead,
    entry.invitationNo,
    entry.documentNo,
    entry.reason,
    ...names,
  ]
    .map((text) => (text === null ? '' : foldedWords(text)))
    .filter((text) => text !== '')
    .join('\n');

export interface SearchQuery {
  /** Each must be in the text: a word by its beginning, a phrase ("…") word for word but for the end of its last. */
  readonly words: readonly string[];
  /** First and last day, inclusive; null: open. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** Longest text that is searched for; more of it is not read. */
export const LONGEST_QUERY = 100;

/**
 * Reads what people type into a search field: words, "a phrase", and days (`23/11`, `23/11/2026`, a month `11/2026`).
 * Days typed apart (`from`, `to`) go before those in the text. A day without a year is the one nearest to `today`.
 */
export function readQuery(
  text: string,
  days: { readonly from: string; readonly to: string },
  today: LocalDate,
): SearchQuery {
  const words: string[] = [];
  const named: { from: LocalDate; to: LocalDate }[] = [];
  for (const [, phrase, word = ''] of text.slice(0, LONGEST_QUERY).matchAll(/"([^"]*)"|([^\s"]+)/g)) {
    const span = phrase === undefined ? readDays(word, today) : undefined;
    if (span) named.push(span);
    else {
      const folded = foldedWords(phrase ?? word);
      // "GM-UBND" is two words that stand together.
      if (folded !== '') words.push(folded);
    }
  }
  return {
    words,
    from: parseDate(days.from, today) ?? named.map(({ from }) => from).sort()[0] ?? null,
    to:
      parseDate(days.to, today) ??
      named
        .map(({ to }) => to)
        .sort()
        .at(-1) ??
      null,
  };
}

/** "23/11" is a day; "11/2026" a month. "8-10" and "2026" are words. */
function readDays(text: string, today: LocalDate): { from: LocalDate; to: LocalDate } | undefined {
  if (!/^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$|^\d{1,2}\/(\d{1,2}|\d{4})$/.test(text)) return undefined;
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (!month) {
    const day = parseDate(text, today);
    return day && { from: day, to: day };
  }
  const [, number = '', year = ''] = month;
  const days = Array.from({ length: 31 }, (_, index) => `${year}-${number.padStart(2, '0')}-${pad(index + 1)}`).filter(
    isLocalDate,
  );
  return days.length === 0 ? undefined : { from: days[0]!, to: days.at(-1)! };
}

const pad = (number: number): string => String(number).padStart(2, '0');

export const asksNothing = ({ words, from, to }: SearchQuery): boolean =>
  words.length === 0 && from === null && to === null;

/** Whether an entry of these days and this `searchText` is asked for. An entry over several days is found by each. */
export const isFound = (
  { words, from, to }: SearchQuery,
  { date, lastDate, text }: { readonly date: LocalDate; readonly lastDate: LocalDate; readonly text: string },
): boolean =>
  (from === null || lastDate >= from) && (to === null || date <= to) && words.every((word) => text.includes(word));
