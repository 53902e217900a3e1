import { cleanText } from './text.ts';
import type { PastedGrid } from './pastedCells.ts';

/** Rows in which a head may stand, under a title. */
export const HEAD_WITHIN = 4;

const SESSION = /^(?:buổi )?(sáng|chiều|tối)$/iu;
const WEEKDAY = /^thứ$/iu;
const DATE = /^ngày(?: tháng)?$/iu;
const DAY = /^(?:thứ|ngày)(?:[\s,/–-]*(?:thứ|ngày|tháng|năm))*$/iu;

/**
 * Sheets that are laid out otherwise than an entry a row: a column for each session, or for each leader, becomes a row
 * for each of its cells, with the session or the leader in a column of its own (what several leaders have at one time is
 * one row with all of them); "Thứ" beside "Ngày" becomes one column. Other grids come back as they are.
 */
export function rowsOfSheet(grid: PastedGrid, known: (name: string) => string | undefined): PastedGrid {
  const at = grid.slice(0, HEAD_WITHIN).findIndex((row) => row.some((cell) => DAY.test(cleanText(cell))));
  if (at < 0) return grid;
  const heads = grid[at]!.map(cleanText);
  const columnsOf = (is: (head: string) => boolean) => heads.flatMap((head, column) => (is(head) ? column : []));
  const sessions = columnsOf((head) => SESSION.test(head));
  const leaders = columnsOf((head) => known(head)?.startsWith('person:') === true);
  const body = grid.slice(at + 1);
  const unfolds =
    sessions.length > 1
      ? [...unfolded(heads, body, sessions, 'Buổi', sessionOf)]
      : leaders.length > 1
        ? [...unfolded(heads, body, leaders, 'Chủ trì', (head) => head)]
        : null;
  return withOneDay(unfolds ?? grid.slice(at)) ?? unfolds ?? grid;
}

function withOneDay(rows: PastedGrid): PastedGrid | null {
  const heads = rows[0]!.map(cleanText);
  const weekday = heads.findIndex((head) => WEEKDAY.test(head));
  const date = heads.findIndex((head) => DATE.test(head));
  if (weekday < 0 || date < 0) return null;
  return rows.map((row, index) =>
    row.flatMap((cell, column) => {
      if (column === date) return [];
      if (column !== weekday) return cell;
      return index === 0 ? 'Thứ, ngày' : [cell, row[date] ?? ''].map(cleanText).filter(Boolean).join(' ');
    }),
  );
}

const sessionOf = (head: string): string => SESSION.exec(head)![1]!;

/** A row for each filled cell of the columns `of`, with the column's head in a column named `as`. */
function* unfolded(
  heads: readonly string[],
  body: PastedGrid,
  of: readonly number[],
  as: string,
  nameOf: (head: string) => string,
): Generator<readonly string[]> {
  const others = heads.flatMap((_, column) => (of.includes(column) ? [] : column));
  yield [...others.map((column) => heads[column]!), as, 'Nội dung'];
  for (const row of body) {
    const whose = new Map<string, string[]>();
    for (const column of of) {
      for (const one of linesOf(row[column] ?? '')) {
        whose.set(one, [...(whose.get(one) ?? []), nameOf(heads[column]!)]);
      }
    }
    // A row that has none of them may still be a day, or say that nothing is on.
    const cells = others.map((column) => row[column] ?? '');
    if (whose.size === 0) yield [...cells, '', ''];
    for (const [content, names] of whose) yield [...cells, names.join(', '), content];
  }
}

/** "- 8h00: Họp giao ban", "2. 14 giờ 30': …": where a line of a cell is an entry of its own. */
export const TIMED_LINE =
  /^(?:(?:[-–+•*·]|\d{1,2}[.)](?!\d)|[a-zđ]\)) *)?\(?(?:lúc )?\d{1,2} ?(?:h|g|giờ|:)(?![\p{L}])/iu;

/** The entries of a cell: its timed lines, each with the lines under it; a cell with one or none is one. */
export function linesOf(cell: string): readonly string[] {
  const lines = cell.split('\n').filter((line) => cleanText(line) !== '');
  if (lines.length === 0) return [];
  if (lines.filter((line) => TIMED_LINE.test(line)).length < 2) return [lines.join('\n')];
  const entries: string[] = [];
  for (const line of lines) {
    if (entries.length === 0 || TIMED_LINE.test(line)) entries.push(line);
    else entries.push(`${entries.pop()!}\n${line}`);
  }
  return entries;
}

/** "- Giám đốc: 7 giờ 30, họp … . 14 giờ, dự …": the whole day of one leader. */
const LED = /^[-–+•*·]? *([^:\d]{2,60}): *(.*)$/su;
const NEXT_TIME = /(?<=[\p{L}\d)]{2}\.) +(?=\(?\d{1,2} ?(?:h|g|giờ)(?![\p{L}])|(?:sáng|chiều|tối)[ ,])/iu;

/** The entries of a leader's paragraph, each led by the leader's name; null: it is none. */
export function sentencesOf(paragraph: string, known: (name: string) => string | undefined): readonly string[] | null {
  const led = LED.exec(paragraph);
  const sentences = led?.[2]!.split(NEXT_TIME) ?? [];
  if (!led || sentences.length < 2) return null;
  const names = led[1]!.split(/[,;]/).map(cleanText);
  return names.every((name) => known(name)?.startsWith('person:')) ? sentences.map((one) => `${led[1]}: ${one}`) : null;
}
