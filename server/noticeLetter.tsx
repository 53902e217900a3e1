import { renderToStaticMarkup } from 'react-dom/server';
import type { Notice } from '#domain/notice.ts';
import { MessagesContext } from '#i18n/messages.tsx';
import { notices } from '#i18n/vi/notices.ts';
import { vi as words } from '#i18n/vi.ts';
import { ChangeList, whenWords } from '#ui/ChangeList.tsx';
import { EntryWho } from '#ui/EntryParts.tsx';
import { noticeWords } from './noticeWords.ts';

/** What a member is told of a revision by mail: plain text, and simple HTML that says the same. `home`: the site, without a slash. */
export function noticeLetter(
  notice: Notice,
  { name, home }: { name: string; home: string },
): { subject: string; text: string; html: string } {
  const t = notices.letter;
  const { entries, changes } = notice;
  const { subject, said, lines, path } = noticeWords(notice);
  const href = home + path;
  const text = [t.greeting(name), '', said, '', ...lines, '', href, '', t.why, ''].join('\n');
  const html = renderToStaticMarkup(
    <MessagesContext value={words}>
      <div lang="vi">
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
      </div>
    </MessagesContext>,
  );
  return { subject, text, html };
}
