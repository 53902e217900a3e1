import type { quickLine as source } from '../vi/quickLine.ts';

export const quickLine: typeof source = {
  label: 'Quick entry',
  example: 'For example: t5 14h họp giao ban tại phòng họp 1, chủ trì: Giám đốc',
  add: 'Add',
  understood: 'Understood',
  correct: (field, text) => `${field}: ${text}. Correct in the line`,
  noTime: 'no time yet',
  unclear: 'Unclear',
  quoted: (text) => `“${text}”`,
  why: { outsideWeek: 'outside this week', noSuchTime: 'not a time', unknown: 'goes after the content' },
  errors: {
    noSuchTime: (text) => `“${text}” is not a time. Write 8h30, 8h30-11h, sáng, cả ngày.`,
    outsideWeek: (text) =>
      `“${text}” is outside this week. Choose a day of this week, or add the entry in its own week.`,
  },
  free: 'No clash',
  assumed: (span) => `${span} (assumed)`,
  freeOf: (when, day, names) => `${when} ${day}: ${names.join(', ')} free`,
  clashing: (n) => (n === 1 ? 'clashes with 1 entry' : `clashes with ${n} entries`),
  moreClashes: (n) => `and ${n} more`,
  added: (content, when) => `“${content}” added, ${when}`,
};
