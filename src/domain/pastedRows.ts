import { columnHeaded } from './columnHeads.ts';
import { emptyDraft } from './entry.ts';
import type { EntryDraft } from './entry.ts';
import { readNamedDay } from './namedDay.ts';
import { listedParties } from './partyList.ts';
import type { PastedGrid } from './pastedCells.ts';
import { cleanLines, cleanText } from './text.ts';
import { formatTime, isLocalDate, parseDate, parseTime, weekday } from './time.ts';
import type { LocalDate } from './time.ts';
import { daysOf } from './week.ts';
import type { WeekId } from './week.ts';

/** What the cells of a pasted column become. `who`: chairs, then after a semicolon attendees, as our own sheets print. */
export const PASTED_COLUMNS = [
  'date',
  'session',
  'start',
  'end',
  'content',
  'chair',
  'participants',
  'who',
  'place',
  'preparedBy',
  'officeLead',
  'none',
] as const;
type PastedColumn = (typeof PASTED_COLUMNS)[number];

/** The directory's own things by the names that a cell may hold: a reference, or undefined. */
interface KnownNames {
  readonly party: (name: string) => string | undefined;
  readonly place: (name: string) => string | undefined;
}

export interface PastedRow {
  readonly index: number; // of the grid's row
  readonly draft: EntryDraft;
  /** The printed weekday is not that of the printed date, which was taken. */
  readonly otherWeekday: boolean;
  /** The row is one line that says all, and was taken apart as one that is typed. */
  readonly fromLine: boolean;
}

/** Where a line of a cell is an entry of its own: "- 8h00: Họp giao ban". */
const TIMED_LINE = /^(?:[-–+•*] *)?(?:lúc )?\d{1,2} ?(?:h|g|giờ|:)(?![\p{L}])/iu;

/**
 * The rows with cells of several timed lines taken apart, a row a line; the other cells of the row stay in the first and
 * are empty below, as where a cell is merged.
 */
export function apart(grid: PastedGrid): PastedGrid {
  return grid.flatMap((row) => {
    const at = row.findIndex((cell) => cell.split('\n').filter((line) => TIMED_LINE.test(line)).length > 1);
    if (at < 0) return [row];
    const entries: string[] = [];
    for (const line of row[at]!.split('\n')) {
      if (entries.length === 0 || TIMED_LINE.test(line)) entries.push(line);
      else entries.push(`${entries.pop()!}\n${line}`);
    }
    return entries.map((entry, index) => row.map((cell, column) => (column === at ? entry : index === 0 ? cell : '')));
  });
}

const isPasted = (column: string | null): column is PastedColumn =>
  (PASTED_COLUMNS as readonly (string | null)[]).includes(column);

/** Undefined: no head. Columns that entries have not (STT, the office's remarks) are `none`. */
function headOf(cell: string): PastedColumn | undefined {
  if (/^chủ trì\s*[,;/–-]\s*thành phần/iu.test(cleanText(cell))) return 'who';
  const column = columnHeaded(cell);
  if (column === undefined) return undefined;
  return isPasted(column) ? column : 'none';
}

/** Rows in which a head may stand, under a title. */
const HEAD_WITHIN = 4;

/**
 * What each column holds: by the heads where a row has at least two, otherwise by what the cells hold. `body`: where the
 * rows begin.
 */
export function recognisedColumns(
  grid: PastedGrid,
  week: WeekId,
  known: KnownNames,
): { readonly columns: readonly PastedColumn[]; readonly body: number } {
  const width = Math.max(0, ...grid.map((row) => row.length));
  const at = grid
    .slice(0, HEAD_WITHIN)
    .findIndex((row) => row.filter((cell) => headOf(cell) !== undefined).length >= 2);
  const body = at + 1;
  const heads = at < 0 ? [] : grid[at]!.map(headOf);
  const columns: (PastedColumn | undefined)[] = Array.from({ length: width }, (_, column) => heads[column]);
  // Each kind once; a second "Nội dung" is somebody's remark.
  columns.forEach((column, index) => {
    if (column !== undefined && column !== 'none' && columns.indexOf(column) < index) columns[index] = 'none';
  });
  const cells = columns.map((_, column) => grid.slice(body).flatMap((row) => cleanText(row[column] ?? '') || []));
  const share = (column: number, test: (cell: string) => boolean): number =>
    cells[column]!.length === 0 ? 0 : cells[column]!.filter(test).length / cells[column]!.length;
  const take = (as: PastedColumn, score: (column: number) => number, least: number) => {
    if (columns.includes(as)) return;
    const free = columns.flatMap((column, index) => (column === undefined ? index : []));
    const best = free.sort((a, b) => score(b) - score(a))[0];
    if (best !== undefined && score(best) >= least) columns[best] = as;
  };
  const each = (test: (cell: string) => boolean) => (column: number) => share(column, test);
  take(
    'date',
    each((cell) => dayOf(cell, week) !== undefined),
    0.5,
  );
  take(
    'start',
    each((cell) => parseTime(cell) !== undefined && /\d/.test(cell)),
    0.5,
  );
  take(
    'session',
    each((cell) => parseTime(cell)?.start === null),
    0.5,
  );
  take('content', (column) => cells[column]!.reduce((sum, cell) => sum + cell.length, 0), 1);
  if (at < 0) {
    take(
      'place',
      each((cell) => known.place(cell) !== undefined || PLACE.test(cell)),
      0.5,
    );
    take(
      'chair',
      each((cell) => known.party(cell) !== undefined || CHAIR.test(cell)),
      0.5,
    );
    take('participants', (column) => cells[column]!.length, 1);
  }
  return { columns: columns.map((column) => column ?? 'none'), body };
}

const PLACE = /^(phòng họp|p\. ?họp|phòng (tiếp|khánh)|hội trường|trụ sở|tại |sân |nhà |trường |khách sạn|ubnd)/iu;
const CHAIR = /^(đ\/c|đc |đồng chí|pgđ|gđ|(phó )?(giám đốc|chủ tịch|bí thư|trưởng)|pct|ct\b)/iu;

/** The drafts that the rows mean. A day, or a session, that stands once for several rows holds until the next. */
export function pastedDrafts(
  grid: PastedGrid,
  { columns, body }: { readonly columns: readonly PastedColumn[]; readonly body: number },
  {
    week,
    day,
    known,
    readLine,
  }: {
    readonly week: WeekId;
    readonly day: LocalDate; // of rows before any day
    readonly known: KnownNames;
    /** An entry typed as one line, on the day of its row unless it names another. */
    readonly readLine: (line: string, day: LocalDate) => EntryDraft;
  },
): readonly PastedRow[] {
  let date: Day = { text: day, otherWeekday: false };
  let session = '';
  return grid.slice(body).flatMap((row, offset): readonly PastedRow[] => {
    const cell = (column: PastedColumn): string => row[columns.indexOf(column)] ?? '';
    const filled = row.filter((text) => cleanText(text) !== '');
    const head =
      filled.length === 1
        ? cleanText(filled[0]!)
            .replace(BULLET, '')
            .replace(/[\s:.]+$/, '')
        : '';
    const heading = dayOf(head, week);
    if (heading) {
      date = heading;
      session = '';
      return [];
    }
    if (TITLE.test(head)) return [];
    if (parseTime(head)?.start === null) {
      session = head;
      return [];
    }
    const dated = cleanText(cell('date'));
    if (dated !== '') {
      const next = dayOf(dated, week) ?? { text: dated, otherWeekday: false };
      if (next.text !== date.text) session = '';
      date = next;
    }
    if (cleanText(cell('session')) !== '') session = cleanText(cell('session'));
    // Of columns that are left out nothing is known; a row that has only a day says nothing.
    const rest = columns.filter(
      (column, index) => !['none', 'date', 'session'].includes(column) && cleanText(row[index] ?? ''),
    );
    if (rest.length === 0) return [];

    let time = typedTime(cell('start'), cell('end'), session);
    let content = cleanLines(cell('content'));
    if (!columns.some((column) => NAMED_COLUMNS.includes(column)) && content !== '' && isLocalDate(date.text)) {
      // The sheet says all in one: as if somebody had typed the line.
      const line = readLine(content.replace(BULLET, '').replace(/ *\n */g, ' '), date.text);
      const timed = cleanText(cell('start')) === '' && line.time !== '';
      const plain = !timed && OF_LINE.every((field) => line[field].length === 0);
      const draft = {
        ...line,
        time: timed ? typedTime(line.time, '', session) : time,
        content: plain ? content.replace(BULLET, '') : line.content,
      };
      return [{ index: body + offset, draft, otherWeekday: date.otherWeekday, fromLine: !plain }];
    }
    const led = cleanText(cell('start')) === '' ? LEADING_TIME.exec(content) : null;
    if (led && parseTime(led[1]!) !== undefined) {
      time = led[1]!.trim();
      content = led[2]!;
    }
    const [first = '', ...others] = cell('who').split(';');
    const parties = (text: string): string[] =>
      text
        .split(/[;\r\n]/)
        .map(cleanText)
        .filter((part) => part !== '')
        .flatMap((part) => listedParties(part, known.party));
    const place = cleanText(cell('place'));
    const one = (text: string): string => known.party(cleanText(text)) ?? cleanText(text);
    const draft: EntryDraft = {
      ...emptyDraft(date.text),
      time,
      content,
      chairs: [...parties(cell('chair')), ...parties(first)],
      attendees: [...parties(cell('participants')), ...parties(others.join(';'))],
      place: known.place(place) ?? place,
      preparingUnit: one(cell('preparedBy')),
      officeLead: one(cell('officeLead')),
    };
    return [{ index: body + offset, draft, otherWeekday: date.otherWeekday, fromLine: false }];
  });
}

/** What stands over a sheet. */
const TITLE = /^lịch (?:công tác|làm việc|tuần)(?![\p{L}])/iu;
const BULLET = /^[-–+•*] */;

/** Where a sheet has none of these, its lines hold them. */
const NAMED_COLUMNS: readonly PastedColumn[] = ['chair', 'participants', 'who', 'place', 'preparedBy', 'officeLead'];
const OF_LINE = ['lastDate', 'chairs', 'attendees', 'invitees', 'place', 'preparingUnit', 'vehicle'] as const;

interface Day {
  readonly text: string; // a LocalDate, or what was pasted where it is none
  readonly otherWeekday: boolean;
}

/** "Thứ hai 23/11", "23/11/2026", "T2": of the week where no date stands beside. Undefined: no day. */
function dayOf(text: string, week: WeekId): Day | undefined {
  const { weekday: named, date } = readNamedDay(text);
  if (date === '') return named === null ? undefined : { text: daysOf(week)[named - 1]!, otherWeekday: false };
  const read = parseDate(date, daysOf(week)[0]);
  return read && { text: read, otherWeekday: named !== null && named !== weekday(read) };
}

/** "8h30: Họp giao ban", "14h00-16h00 Họp": sheets without a column of hours. */
const LEADING_TIME =
  /^((?:lúc )?\d{1,2} ?(?:h|g|giờ|:) ?(?:\d{2})?(?: ?(?:-|–|đến) ?\d{1,2} ?(?:h|g|giờ|:) ?(?:\d{2})?)?)(?: ?[:.,–-] ?| )(\D.*)$/isu;

const WORDS = { morning: 'sáng', afternoon: 'chiều', evening: 'tối', allDay: 'cả ngày' } as const;

/** One time of the cells that hold its parts, to be read by `parseEntry`; what is not understood stays as it was. */
function typedTime(start: string, end: string, session: string): string {
  const [from, to] = [cleanText(start), cleanText(end)];
  const clocks = to === '' ? from : `${from} - ${to}`;
  if (clocks === '') return session;
  const within = session === '' ? undefined : parseTime(`${clocks} ${session}`); // "2h" under "chiều" is 14:00
  return within ? formatTime(within, WORDS) : clocks;
}
