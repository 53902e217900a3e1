import { says } from './findNamed.ts';
import { slice, words } from './foldedLine.ts';
import type { Folded } from './foldedLine.ts';
import { addDays, parseDate, readTime } from './time.ts';
import type { LocalDate } from './time.ts';
import { daysOf } from './week.ts';
import type { WeekId } from './week.ts';

/** Words of the line, `from` to `to` (exclusive) in the text as typed; from `said` on without their label ("chủ trì:"). */
export interface Span {
  readonly from: number;
  readonly said: number;
  readonly to: number;
}

/** Words that were not; they go with the content, so that nothing typed is lost. */
export interface Unclear extends Span {
  readonly why: 'outsideWeek' | 'noSuchTime' | 'unknown';
}

/** The week that is typed into, and the day that "hôm nay" is. */
export interface WhenContext {
  readonly week: WeekId;
  readonly today: LocalDate;
}

const WEEKDAYS: readonly (readonly string[])[] = [
  ['thứ hai', 'thứ 2', 'thứ2', 't2'],
  ['thứ ba', 'thứ 3', 'thứ3', 't3'],
  ['thứ tư', 'thứ 4', 'thứ4', 't4'],
  ['thứ năm', 'thứ 5', 'thứ5', 't5'],
  ['thứ sáu', 'thứ 6', 'thứ6', 't6'],
  ['thứ bảy', 'thứ 7', 'thứ7', 't7', 'thứ bẩy'],
  ['chủ nhật', 'cn'],
];
const SESSION = ['cả ngày', 'sáng', 'chiều', 'tối'];

const CLOCK = String.raw`\d{1,2} ruoi|\d{1,2}_(?:gio|h|g)(?:_ruoi|_\d{2}(?:_(?:phut|ph|p|'))?|_\d phut|\d)?|\d{1,2}[:.]\d{2}(?::00)?(?:_(?:am|pm|sa|ch))?`;
const BEFORE = '(?:vao luc|luc|vao|tu|hoi|bat dau)';
const TIME = words(`(?:${BEFORE} )?((?:(?:${CLOCK}|\\d{1,2})_(?:-| den | toi )_)?(?:${CLOCK}))(?!_/)`, 'uy');
export const IN_CONTENT = words(`(?:${BEFORE} )(?:${CLOCK})|\\d{1,2}_(?:gio|h)(?:\\d{2})?`, 'gu');
// Not the first words of "sáng kiến", "tối ưu", "chiều cao".
const NO_SESSION = '(?! (?:kien|tao|tac|lap|suot|uu|thieu|da|mat|cao|sau|rong|dai|muon))';
const SESSIONS = words(`(?:buoi |ca buoi )?(ca ngay|(?:sang|chieu|toi)${NO_SESSION})`, 'uy');
const WEEKDAY = words(
  String.raw`(?:vao |tu |den het |den |toi |va |ngay )?(thu (?:hai|ba|tu|nam|sau|bay|[2-7])|thu[2-7]|t[2-7]|chu nhat|cn)`,
  'uy',
);
const DAY = words(
  String.raw`(?:vao |tu |den het |den |toi |va )?(hom nay|ngay mai|(?<=(?:sang|chieu|toi) )mai|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?|ngay_\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?)?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}-\d{2})`,
  'uy',
);
const GAP = /[ ,;.:()-]*/uy;

type WhenKind = 'time' | 'session' | 'weekday' | 'day' | 'until';
interface WhenWords extends Span {
  readonly value: string;
}
/** What was found of the time; the spans here are places in the folded text. */
export interface When {
  readonly found: Map<WhenKind, WhenWords>;
  readonly unclear: Unclear[];
}

const WHEN: readonly (readonly [Exclude<WhenKind, 'until'>, RegExp])[] = [
  ['day', DAY],
  ['time', TIME],
  ['session', SESSIONS],
  ['weekday', WEEKDAY],
];

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** Reads days and times that follow one another from a place on, in any order, each once; returns where they end. */
export function readWhen(line: Folded, start: number, end: number, when: When, { week, today }: WhenContext): number {
  let at = start;
  next: for (;;) {
    const gap = matchAt(GAP, line.text, at)![0];
    const from = at + gap.length;
    for (const [kind, pattern] of WHEN) {
      const match = matchAt(pattern, line.text, from);
      const to = from + (match?.[0].length ?? 0);
      if (!match || to > end) continue;
      const said = to - match[1]!.length;
      const typed = slice(line, said, to);
      const dated = kind === 'day' || kind === 'weekday';
      if (kind === 'weekday' && !WEEKDAYS.flat().some((name) => says(typed, name))) continue;
      if (kind === 'session' && !SESSION.some((name) => says(typed, name))) continue;
      const read = dated
        ? dayOf(kind, match[1]!, typed, week, today)
        : kind === 'time'
          ? timeOf(typed)
          : { value: typed };
      const first = dated ? (when.found.get('day') ?? when.found.get('weekday')) : undefined;
      // "thứ hai và thứ ba", "01/12, 02/12"
      const nextDay =
        first && when.found.has(kind) && 'value' in read && read.value === addDays(first.value as LocalDate, 1);
      const until = first && (isUntil(gap, match[0]) || nextDay);
      const slot = until ? 'until' : kind;
      if (when.found.has(slot) || (dated && !until && /^(?:den|toi|va)/.test(match[0]))) continue;
      if ('why' in read) when.unclear.push({ from, said, to, why: read.why });
      else when.found.set(slot, { from, said, to, value: read.value });
      at = to;
      continue next;
    }
    return at;
  }
}

const isUntil = (gap: string, text: string): boolean => gap.includes('-') || /^(?:den|toi)/.test(text);

function timeOf(typed: string): { readonly value: string } | { readonly why: 'noSuchTime' } {
  return typeof readTime(typed) === 'object' ? { value: typed } : { why: 'noSuchTime' };
}

function dayOf(
  kind: 'day' | 'weekday',
  text: string,
  typed: string,
  week: WeekId,
  today: LocalDate,
): { readonly value: LocalDate } | { readonly why: 'outsideWeek' | 'unknown' } {
  const days = daysOf(week);
  if (kind === 'weekday')
    return { value: days[WEEKDAYS.findIndex((names) => names.some((name) => says(typed, name)))]! };
  const number = text.replace(/^ngay */, '').replace(/ *(?:thang|nam) */g, '/');
  const date =
    text === 'hom nay'
      ? today
      : /^(?:ngay +)?mai$/.test(text)
        ? addDays(today, 1)
        : /^\d+$/.test(number)
          ? days.find((day) => Number(day.slice(8)) === Number(number))
          : parseDate(number, days[0]);
  if (!date) return { why: /^\d+$/.test(number) ? 'outsideWeek' : 'unknown' };
  return days.includes(date) ? { value: date } : { why: 'outsideWeek' };
}
