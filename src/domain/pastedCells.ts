import { cleanText } from './text.ts';

/** Cells as they were copied, row by row; one merged over rows stands in the first or in each. Ragged rows are allowed. */
export type PastedGrid = readonly (readonly string[])[];

/**
 * Cells of tab-separated text, as Excel and Word put it beside the HTML: a cell with a line break or a tab in it stands
 * in quotes, doubled inside. Never throws; a quote that is not closed is text.
 */
export function cellsOfText(text: string): PastedGrid {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '') break;
    if (match[3] !== '\t') rows.push([]);
  }
  return rows.filter((row) => row.some((text) => cleanText(text) !== ''));
}
