import type { Absence } from '#domain/absence.ts';
import { formatDay } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';

/** "24/11", "24/11 – 26/11", "chiều 24/11 – hết sáng 26/11": the days of an absence as a sentence has them. */
export function absenceDays({ from, to, fromSession, toSession }: Absence, { absences: t }: Messages): string {
  if (from === to) {
    const parts = fromSession === toSession ? fromSession : null; // "chiều 24/11"
    if (parts !== null) return t.session(parts, formatDay(from));
    if (fromSession === null) return toSession === null ? formatDay(from) : t.until(toSession, formatDay(to));
    return toSession === null ? t.since(fromSession, formatDay(from)) : formatDay(from);
  }
  const begin = fromSession === null ? formatDay(from) : t.since(fromSession, formatDay(from));
  const end = toSession === null ? formatDay(to) : t.until(toSession, formatDay(to));
  return `${begin} – ${end}`;
}
