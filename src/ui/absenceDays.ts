import type { Absence } from '#domain/absence.ts';
import { formatDate, formatDay } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';

/** "24/11/2026", "24/11 – 26/11/2026", "từ chiều 24/11 – hết sáng 26/11/2026": the days of an absence as a sentence has them. */
export function absenceDays({ from, to, fromSession, toSession }: Absence, { absences: t }: Messages): string {
  if (from === to) {
    const parts = fromSession === toSession ? fromSession : null; // "chiều 24/11"
    if (parts !== null) return t.session(parts, formatDate(from));
    if (fromSession === null) return toSession === null ? formatDate(from) : t.until(toSession, formatDate(to));
    return toSession === null ? t.since(fromSession, formatDate(from)) : formatDate(from);
  }
  const first = from.slice(0, 4) === to.slice(0, 4) ? formatDay(from) : formatDate(from);
  const begin = fromSession === null ? first : t.since(fromSession, first);
  const end = toSession === null ? formatDate(to) : t.until(toSession, formatDate(to));
  return `${begin} – ${end}`;
}
