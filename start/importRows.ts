import { parse as parseCsv } from 'csv-parse/sync';
import { findNodeAtLocation, getNodeValue, parseTree, type ParseError } from 'jsonc-parser';
import { COLUMNS, columnHeaded, type Column } from '#domain/columnHeads.ts';

/** One row of the file as it was typed; blank cells are ''. */
export interface Row {
  readonly line: number; // where it begins in the file, from 1
  readonly cells: Readonly<Record<Column, string>>;
}

export interface BadRow {
  readonly line: number;
  readonly fault: string;
}

/** Nothing was imported. The message is for the person at the console, with every bad row by its line. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly rows: readonly BadRow[];
  constructor(message: string, rows: readonly BadRow[] = []) {
    super([message, ...rows.map(({ line, fault }) => `  Dòng ${line}: ${fault}`)].join('\n'));
    this.rows = rows;
  }
}

export const badRows = (rows: readonly BadRow[]) =>
  new ImportError(
    `Chưa nhập mục nào: ${rows.length} chỗ cần sửa trong tệp.`,
    [...rows].sort((a, b) => a.line - b.line),
  );

export function readRows(text: string, format: 'json' | 'csv'): Row[] {
  // What another encoding leaves behind when it is read as UTF-8.
  if (text.includes('\uFFFD')) {
    throw new ImportError('Tệp không phải UTF-8. Trong Excel chọn "CSV UTF-8 (Comma delimited)" khi lưu.');
  }
  const plain = text.replace(/^\uFEFF/, '');
  const rows = format === 'json' ? readJson(plain) : readCsv(plain);
  if (rows.length === 0) throw new ImportError('Tệp không có mục nào.');
  return rows;
}

const blank = (): Record<Column, string> =>
  Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Record<Column, string>;

function readJson(text: string): Row[] {
  const errors: ParseError[] = [];
  const lineAt = linesOf(text);
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (!root || error) throw badRows([{ line: lineAt(error?.offset ?? 0), fault: 'không phải JSON hợp lệ từ đây' }]);
  const entries = findNodeAtLocation(root, ['entries']);
  if (entries?.type !== 'array') throw new ImportError('Tệp JSON phải là một đối tượng có danh sách "entries".');
  const bad: BadRow[] = [];
  const rows = (entries.children ?? []).map((node): Row => {
    const line = lineAt(node.offset);
    const cells = blank();
    if (node.type !== 'object') bad.push({ line, fault: 'mỗi mục của "entries" phải là một đối tượng' });
    else {
      for (const [name, value] of Object.entries(getNodeValue(node) as Record<string, unknown>)) {
        if (!isColumn(name)) bad.push({ line, fault: `không có trường "${name}"` });
        else if (typeof value === 'string') cells[name] = value;
        else if (value !== null) bad.push({ line, fault: `"${name}" phải là chữ hoặc null` });
      }
    }
    return { line, cells };
  });
  if (bad.length > 0) throw badRows(bad);
  return rows;
}

function readCsv(text: string): Row[] {
  const [head = ''] = text.split('\n', 1);
  // Excel on a Vietnamese Windows separates by semicolons, as the comma is its decimal point.
  const delimiter = [',', ';', '\t'].reduce((best, mark) =>
    head.split(mark).length > head.split(best).length ? mark : best,
  );
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parseCsv(text, { delimiter, info: true, relax_column_count: true, trim: true }) as never;
  } catch (cause) {
    const { lines, message } = cause as { lines?: number; message: string };
    throw badRows([{ line: lines ?? 1, fault: `không đọc được như CSV (${message})` }]);
  }
  const [header, ...rest] = records;
  if (!header) throw new ImportError('Tệp không có mục nào.');
  const columns = header.record.map(columnHeaded);
  const bad: BadRow[] = [];
  header.record.forEach((name, index) => {
    if (name !== '' && columns[index] === undefined)
      bad.push({ line: 1, fault: `không có cột "${name}" (tên các cột: docs/import.md)` });
    else if (columns[index] && columns.indexOf(columns[index]) < index)
      bad.push({ line: 1, fault: `cột "${name}" có hai lần` });
  });
  for (const needed of ['date', 'content'] as const) {
    if (!columns.includes(needed)) bad.push({ line: 1, fault: `thiếu cột "${needed}"` });
  }
  let line = header.info.lines;
  const rows: Row[] = [];
  for (const { record, info } of rest) {
    const begins = line + 1;
    line = info.lines;
    if (record.every((cell) => cell === '')) continue;
    const cells = blank();
    record.forEach((cell, index) => {
      const column = columns[index];
      if (column) cells[column] = cell;
      else if (column === undefined && cell !== '' && !header.record[index])
        bad.push({ line: begins, fault: `có ô thừa: "${cell}"` });
    });
    rows.push({ line: begins, cells });
  }
  if (bad.length > 0) throw badRows(bad);
  return rows;
}

const isColumn = (name: string): name is Column => (COLUMNS as readonly string[]).includes(name);

/** The line, from 1, of an offset. */
function linesOf(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => starts.filter((start) => start <= offset).length;
}
