import { cleanText } from './text.ts';

const WEEKDAYS = [/2|hai/i, /3|ba/i, /4|tư/i, /5|năm/i, /6|sáu/i, /7|bảy/i, /chủ nhật|cn/i] as const;
const NAMED_DAY = /^(?:((?:thứ ?|t)(?:[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ nhật|cn)(?![\p{L}\d]))?(.*)$/iu;

/** A day as sheets print it, taken apart: "Thứ Hai (23/11/2026)", "T2 ngày 23 tháng 11". */
export function readNamedDay(text: string): {
  readonly name: string; // '' where none is printed
  readonly weekday: number | null; // 1 is Monday
  readonly date: string; // for parseDate; '' where only the weekday is printed
} {
  const [, name = '', typed = ''] = NAMED_DAY.exec(cleanText(text))!;
  const date = typed
    .replace(/^[\s,:(-]+|\)$| 0?0:00(:00)?$/g, '')
    .replace(/^ngày /i, '')
    .replace(/ tháng | năm /gi, '/')
    .replace(/^(\d{4})\/(\d\d?)\/(\d\d?)$/, '$3/$2/$1');
  const at = name === '' ? -1 : WEEKDAYS.findIndex((pattern) => pattern.test(name));
  return { name, weekday: at < 0 ? null : at + 1, date };
}
