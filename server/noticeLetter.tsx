import { renderToStaticMarkup } from 'react-dom/server';
import type { Notice } from '#domain/notice.ts';
import { adjustment } from '#domain/publication.ts';
import type { PublicEntry } from '#domain/publication.ts';
import { formatDate, formatDay } from '#domain/time.ts';
import { MessagesContext } from '#i18n/messages.tsx';
import { notices } from '#i18n/vi/notices.ts';
import { vi as words } from '#i18n/vi.ts';
import { ChangeList, changeLines, whenWords } from '#ui/ChangeList.tsx';
import { EntryWho } from '#ui/EntryParts.tsx';
import { weekPath } from './place.tsx';

/** What a member is told of a revision: in Vietnamese, as all letters are: plain text, and simple HTML that says the same. `home`: the site, without a slash. */
export function noticeLetter(
  { week, entries, changes }: Notice,
  { name, home }: { name: string; home: string },
): { subject: string; text: string; html: string } {
  const t = notices.letter;
  const title = `${words.readers.title} ${week.number} (${formatDay(week.from)} – ${formatDate(week.to)})`;
  const of = `${title}, ${week.calendarName}`;
  const said = week.revision === 1 ? t.issued(of) : t.adjusted(adjustment(week.revision), of);
  const subject =
    week.revision === 1
      ? t.issuedSubject(week.number, entries.length)
      : t.adjustedSubject(week.number, adjustment(week.revision), changes.length);
  const href = `${home}${weekPath(week.calendar, week.week)}`;
  const lines = [
    ...entries.map((entry) => `- ${whenWords(entry, words)}: ${entryLine(entry)}`),
    ...changes.flatMap((change) => changeLines(change, words)),
  ];
  const text = [t.greeting(name), '', said, '', ...lines, '', href, '', t.why, ''].join('\n');
  const html = renderToStaticMarkup(
    <MessagesContext value={words}>
      <p>{t.greeting(name)}</p>
      <p>{said}</p>
      {entries.length > 0 && (
        <ul>
          {entries.map((entry) => (
            <li key={entry.id}>
              <b>{whenWords(entry, words)}</b>: {entry.content}
              <br />
              <EntryWho entry={entry} />
              {entry.place !== null && ` · ${entry.place}`}
            </li>
          ))}
        </ul>
      )}
      {changes.length > 0 && <ChangeList changes={changes} />}
      <p>
        <a href={href}>{t.see}</a>
      </p>
      <p>
        <small>{t.why}</small>
      </p>
    </MessagesContext>,
  );
  return { subject, text, html };
}

const entryLine = (entry: PublicEntry): string =>
  [entry.content.replaceAll('\n', ' '), entry.chairs.join(', '), entry.place].filter(Boolean).join(' · ');
