import type { Notice } from '#domain/notice.ts';
import { adjustment, type PublicEntry } from '#domain/publication.ts';
import { formatDate, formatDay } from '#domain/time.ts';
import { notices } from '#i18n/vi/notices.ts';
import { vi as words } from '#i18n/vi.ts';
import { changeLines, whenWords } from '#ui/ChangeList.tsx';
import { weekPath } from './place.tsx';

/** What letter and push say of a revision: in Vietnamese, as everything that an office sends. */
export function noticeWords({ week, entries, changes }: Notice) {
  const t = notices.letter;
  const title = `${words.readers.title} ${week.number} (${formatDay(week.from)} – ${formatDate(week.to)})`;
  const of = `${title}, ${week.calendarName}`;
  const first = week.revision === 1;
  return {
    subject: first
      ? t.issuedSubject(week.number, entries.length)
      : t.adjustedSubject(week.number, adjustment(week.revision), changes.length),
    said: first ? t.issued(of) : t.adjusted(adjustment(week.revision), of),
    lines: [
      ...entries.map((entry) => `- ${whenWords(entry, words)}: ${entryLine(entry)}`),
      ...changes.flatMap((change) => changeLines(change, words)),
    ],
    path: weekPath(week.calendar, week.week),
  };
}

const entryLine = (entry: PublicEntry): string =>
  [entry.content.replaceAll('\n', ' '), entry.chairs.join(', '), entry.place].filter(Boolean).join(' · ');
