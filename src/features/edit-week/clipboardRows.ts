import { cellsOfText, type PastedGrid } from '#domain/pastedCells.ts';
import { cleanText } from '#domain/text.ts';

/** More are no week's, and would take the page with them. */
export const MOST_PASTED = 300;

const BREAKS = 'br,p,div,li,tr';

/** What a cell says, its lines kept. Line ends of the HTML's source are spaces, as a browser shows them. */
function textOf(cell: Element): string {
  const parts: string[] = [];
  const walk = (node: Node) => {
    if (node instanceof Text) parts.push(node.data.replace(/\s+/g, ' '));
    else if (node instanceof Element && !node.matches('style,script,template,title')) {
      if (node.matches(BREAKS) && node !== cell) parts.push('\n');
      for (const child of node.childNodes) walk(child);
      if (node.matches(BREAKS) && node !== cell) parts.push('\n');
    }
  };
  walk(cell);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

/**
 * The cells of the tables in copied HTML, as text only: the parsed document is never shown, and runs nothing. A cell
 * merged over rows stands in each of them, one merged over columns in the first. Null: there is no table.
 */
export function cellsOfHtml(html: string): PastedGrid | null {
  const tables = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('table')].filter(
    (table) => !table.parentElement?.closest('table'),
  );
  if (tables.length === 0) return null;
  return tables
    .flatMap((table) => {
      const grid: string[][] = [...table.rows].map(() => []);
      [...table.rows].forEach((row, at) => {
        let column = 0;
        for (const cell of row.cells) {
          while (grid[at]![column] !== undefined) column += 1;
          const text = textOf(cell);
          const [down, across] = [Math.min(cell.rowSpan || MOST_PASTED, MOST_PASTED), Math.min(cell.colSpan, 50)];
          for (let y = at; y < Math.min(at + down, grid.length); y++) {
            for (let x = 0; x < across; x++) grid[y]![column + x] = x === 0 ? text : '';
          }
          column += across;
        }
      });
      return grid.map((row) => Array.from(row, (text) => text ?? ''));
    })
    .filter((row) => row.some((text) => cleanText(text) !== ''));
}

/** Rows of Word, Excel or Outlook; of plain text where no table was copied. */
export const cellsOfClipboard = (data: Pick<DataTransfer, 'getData'>): PastedGrid =>
  cellsOfHtml(data.getData('text/html')) ?? cellsOfText(data.getData('text/plain'));
