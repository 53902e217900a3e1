import { columnHeaded, columnLike } from './columnHeads.ts';
import { emptyDraft } from './entry.ts';
import type { EntryDraft } from './entry.ts';
import { readNamedDay } from './namedDay.ts';
import { listedParties } from './partyList.ts';
import type { PastedGrid } from './pastedCells.ts';
import { HEAD_WITHIN, linesOf, rowsOfSheet, sentencesOf } from './pastedSheet.ts';
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

/**
 * The rows with cells of several timed lines taken apart, a row a line; the other cells of the row stay in the first and
 * are empty below, as where a cell is merged. So is a leader's day in one paragraph.
 */
export function apart(pasted: PastedGrid, known: KnownNames['party']): PastedGrid {
  return rowsOfSheet(pasted, known).flatMap((row) => {
    const filled = row.filter((cell) => cleanText(cell) !== '');
    const sentences = filled.length === 1 ? sentencesOf(filled[0]!, known) : null;
    const at = sentences ? row.indexOf(filled[0]!) : row.findIndex((cell) => linesOf(cell).length > 1);
    if (at < 0) return [row];
    return (sentences ?? linesOf(row[at]!)).map((entry, index) =>
      row.map((cell, column) => (column === at ? entry : index === 0 ? cell : '')),
    );
  });
}

const isPasted = (column: string | null): column is PastedColumn =>
  (PASTED_COLUMNS as readonly (string | null)[]).includes(column);

/** Undefined: no head. Columns that entries have not (STT, the office's remarks) are `none`. */
function headOf(cell: string): PastedColumn | undefined {
  if (/^chủ trì\s*[,;/–-]\s*thành phần/iu.test(cleanText(cell))) return 'who';
  const column = columnHeaded(cell) ?? columnLike(cell);
  if (column === undefined) return undefined;
  return isPasted(column) ? column : 'none';
}

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
  const isSession = (cell: string): boolean => parseTime(cell)?.start === null;
  // "Nội dung" over two columns, the first of which says "Sáng", "Chiều".
  const wide = columns.indexOf('content');
  if (wide >= 0 && !columns.includes('session') && share(wide, isSession) >= 0.5) columns[wide] = 'session';
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
  take('session', each(isSession), 0.5);
  take('content', (column) => cells[column]!.reduce((sum, cell) => sum + cell.length, 0), 1);
  if (at < 0) {
    take(
      'place',
      each((cell) => known.place(cell) !== undefined || PLACE.test(cell)),
      0.5,
    );
  }
  take(
    'chair',
    each((cell) => known.party(cell)?.startsWith('person:') === true || CHAIR.test(cell)),
    0.5,
  );
  if (at < 0) {
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
  /** Who stands alone over the lines of the day: "PGĐ Vân:". */
  let leader = '';
  let signed = false;
  return grid.slice(body).flatMap((row, offset): readonly PastedRow[] => {
    const cell = (column: PastedColumn): string => row[columns.indexOf(column)] ?? '';
    const filled = row.filter((text) => cleanText(text) !== '');
    const head = loneText(row);
    const heading = headingDay(row, week);
    if (heading) {
      date = heading;
      session = '';
      leader = '';
      return [];
    }
    if (TITLE.test(head)) return [];
    if (parseTime(head)?.start === null) {
      session = head;
      return [];
    }
    const isLine = head !== '' && !/\d/.test(head);
    if (isLine && known.party(head)?.startsWith('person:')) {
      leader = head;
      session = '';
      return [];
    }
    // A letter's own words: "Kính gửi Văn phòng,", "đăng ký lịch tuần như sau:", "Trân trọng cảm ơn." and who signs.
    signed ||= SIGNED.test(head);
    if (columns.length === 1 && isLine && session === '' && (signed || GREETING.test(head) || /:\s*$/.test(filled[0]!)))
      return [];
    const dated = cleanText(cell('date'));
    if (dated !== '') {
      const next = dayOf(dated, week) ?? { text: dated, otherWeekday: false };
      if (next.text !== date.text) session = '';
      date = next;
    }
    if (cleanText(cell('session')) !== '') session = cleanText(cell('session'));
    // "Sáng" in the column of hours holds as in one of its own.
    const clock = cleanText(cell('start'));
    const isSession = PART_OF_DAY.test(clock);
    if (isSession) session = clock;
    const start = isSession ? '' : clock;
    // Of columns that are left out nothing is known; a row that has only a day says nothing.
    const rest = columns.filter(
      (column, index) => !['none', 'date', 'session'].includes(column) && cleanText(row[index] ?? ''),
    );
    if (rest.length === 0) return [];

    let time = typedTime(start, cell('end'), session);
    let content = cleanLines(cell('content'));
    if (!columns.some((column) => NAMED_COLUMNS.includes(column)) && content !== '' && isLocalDate(date.text)) {
      // The sheet says all in one: as if somebody had typed the line.
      const said = content.replace(BULLET, '').replace(/ *\n */g, ' ');
      const line = readLine(leader === '' ? said : `${leader}: ${said}`, date.text);
      const timed = start === '' && line.time !== '';
      const plain = !timed && OF_LINE.every((field) => line[field].length === 0);
      const draft = {
        ...line,
        time: timed ? typedTime(line.time, '', session) : time,
        content: plain ? content.replace(BULLET, '') : line.content,
      };
      return [{ index: body + offset, draft, otherWeekday: date.otherWeekday, fromLine: !plain }];
    }
    const led = start === '' ? LEADING_TIME.exec(content.replace(BULLET, '')) : null;
    if (led && parseTime(led[1]!) !== undefined) {
      time = typedTime(led[1]!, '', session);
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

const GREETING = /^(?:kính (?:gửi|chào|thưa)|thân gửi|dear)(?![\p{L}])/iu;
const SIGNED = /^(?:trân trọng|xin (?:chân thành |trân trọng )?cảm ơn|cảm ơn|thân ái|thân mến)(?![\p{L}])/iu;
/** What stands over a sheet. */
const TITLE = /^lịch (?:công tác|làm việc|tuần)(?![\p{L}])/iu;
const BULLET = /^(?:[-–+•*·]|\d{1,2}[.)](?!\d)|[a-zđ]\)) *(?=\S)/iu;

/** Where a sheet has none of these, its lines hold them. */
const NAMED_COLUMNS: readonly PastedColumn[] = ['chair', 'participants', 'who', 'place', 'preparedBy', 'officeLead'];
const OF_LINE = ['lastDate', 'chairs', 'attendees', 'invitees', 'place', 'preparingUnit', 'vehicle'] as const;

interface Day {
  readonly text: string; // a LocalDate, or what was pasted where it is none
  readonly otherWeekday: boolean;
}

/** The one text of a row that has no other; '' where there are several. */
function loneText(row: readonly string[]): string {
  const [only = '', ...others] = row.map(cleanText).filter((text) => text !== '');
  return others.length > 0 ? '' : only.replace(BULLET, '').replace(/[\s:.]+$/, '');
}

/** The day that a row names and nothing else: those under it are of that day. Undefined: it is no such row. */
export const headingDay = (row: readonly string[], week: WeekId): Day | undefined => dayOf(loneText(row), week);

/** "Thứ hai 23/11", "23/11/2026", "T2": of the week where no date stands beside. Undefined: no day. */
function dayOf(text: string, week: WeekId): Day | undefined {
  const { weekday: named, date } = readNamedDay(text);
  if (date === '') return named === null ? undefined : { text: daysOf(week)[named - 1]!, otherWeekday: false };
  const read = parseDate(date, daysOf(week)[0]);
  return read && { text: read, otherWeekday: named !== null && named !== weekday(read) };
}

const PART_OF_DAY = /^(?:buổi )?(?:sáng|chiều|tối)$/iu;

/** "8h30: Họp giao ban", "(14h00-16h00) Họp": sheets without a column of hours. */
const LEADING_TIME =
  /^\(?((?:lúc )?\d{1,2} ?(?:h|g|giờ|:) ?(?:\d{2})?(?: ?(?:-|–|đến) ?\d{1,2} ?(?:h|g|giờ|:) ?(?:\d{2})?)?['’′]?)\)?(?: ?[:.,–-] ?| )(\D.*)$/isu;

const WORDS = { morning: 'sáng', afternoon: 'chiều', evening: 'tối', allDay: 'cả ngày' } as const;

/** One time of the cells that hold its parts, to be read by `parseEntry`; what is not understood stays as it was. */
function typedTime(start: string, end: string, session: string): string {
  const [from, to] = [cleanText(start), cleanText(end)];
  const clocks = to === '' ? from : `${from} - ${to}`;
  if (clocks === '') return session;
  const within = session === '' ? undefined : parseTime(`${clocks} ${session}`); // "2h" under "chiều" is 14:00
  return within ? formatTime(within, WORDS) : clocks;
}
