import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { formatDate, formatTime, weekday } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';
import { wordedEntry } from '#ui/wordedEntry.ts';

/**
 * Entries as a table of text for other programs, a head first: what the office's sheet shows of them. Meeting link, note,
 * vehicle and driver are not in it: a clipboard is read by whatever it is pasted into. Columns that say nothing are left out.
 */
export function copiedTable(entries: readonly Entry[], directory: Directory, t: Messages): string[][] {
  const { columns } = t.edit.pasteDialog;
  const { readers, common } = t;
  const heads = [
    columns.date,
    columns.start,
    columns.content,
    columns.chair,
    columns.participants,
    columns.place,
    columns.preparedBy,
    columns.officeLead,
  ];
  const rows = entries.map((entry) => {
    const words = wordedEntry(entry, directory, []); // who is away is said where it is pasted
    const until = entry.lastDate === entry.date ? '' : ` ${readers.until} ${formatDate(entry.lastDate)}`;
    const stopped = words.status === 'planned' ? '' : ` (${readers.status[words.status]}: ${words.reason ?? ''})`;
    const others = [
      ...words.attendees,
      ...(words.invitees.length > 0 ? [`${t.edit.fields.invitees}: ${words.invitees.join(', ')}`] : []),
    ];
    return [
      `${common.weekdays[weekday(entry.date) - 1]} ${formatDate(entry.date)}${until}`,
      formatTime(entry.time, common.sessions),
      `${words.content}${stopped}`,
      words.chairs.join('\n'),
      others.join('\n'),
      [words.place, words.gatheringPoint && `${t.edit.fields.gatheringPoint}: ${words.gatheringPoint}`]
        .filter(Boolean)
        .join('\n'),
      words.preparingUnit ?? '',
      words.officeLead ?? '',
    ];
  });
  const said = heads.map((_, column) => rows.some((row) => row[column] !== ''));
  return [heads, ...rows].map((row) => row.filter((_, column) => said[column]));
}

/** A text that a spreadsheet would reckon with is marked as text, as it does itself. */
const plain = (text: string): string => (/^([=+@]|-(?! ))/.test(text) ? `'${text}` : text);

/** Tab-separated, with the quotes that `cellsOfText` and spreadsheets read. */
export const tableText = (table: readonly (readonly string[])[]): string =>
  table
    .map((row) =>
      row
        .map(plain)
        .map((text) => (/[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
        .join('\t'),
    )
    .join('\r\n');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!).replaceAll('\n', '<br style="mso-data-placement:same-cell">');

/** `id`: of the copied rows, by which this page knows its own. Excel is told that every cell is text. */
export function tableHtml(table: readonly (readonly string[])[], id: string): string {
  const [heads = [], ...rows] = table;
  const cells = (row: readonly string[], name: string) =>
    `<tr>${row.map((text) => `<${name} style="mso-number-format:'\\@'">${escaped(text)}</${name}>`).join('')}</tr>`;
  return `<meta charset="utf-8"><table border="1" data-rows="${id}"><thead>${cells(heads, 'th')}</thead><tbody>${rows
    .map((row) => cells(row, 'td'))
    .join('')}</tbody></table>`;
}

/** The id of our own rows in copied HTML; null: it is from elsewhere. */
export const ownRowsId = (html: string): string | null =>
  new DOMParser().parseFromString(html, 'text/html').querySelector('table[data-rows]')?.getAttribute('data-rows') ??
  null;
