import { renderToStaticMarkup } from 'react-dom/server';
import { adjustment, type PublishedWeek } from '#domain/publication.ts';
import { formatDate, formatDay } from '#domain/time.ts';
import { MessagesContext } from '#i18n/messages.tsx';
import { openDataWords } from '#i18n/openData.ts';
import type { Messages } from '#i18n/vi.ts';
import { ChangeList } from '#ui/ChangeList.tsx';
import { LICENCE } from './weekData.ts';

/** A revision, the newest ones first. `week`: as it was issued then; null: its copy is gone, only its time is known. */
export interface IssuedRevision {
  readonly current: PublishedWeek; // names and dates
  readonly revision: number;
  readonly issuedAt: number; // epoch ms
  readonly week: PublishedWeek | null;
}

/** The revisions of a calendar as an Atom feed (RFC 4287). An entry's id and its text never change once it is issued. */
export function atomText({
  calendar,
  agency,
  origin,
  revisions,
  words,
}: {
  calendar: { readonly id: string; readonly name: string };
  agency: string;
  origin: string; // "https://lich.example.vn"
  revisions: readonly IssuedRevision[];
  words: Messages;
}): string {
  const t = openDataWords(words);
  const self = `${origin}/data/${calendar.id}.atom`;
  const updated = revisions.length === 0 ? 0 : Math.max(...revisions.map(({ issuedAt }) => issuedAt));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${words.common.language}">`,
    `<id>${xml(self)}</id>`,
    `<title>${xml(`${t.atomTitle(calendar.name)}, ${agency}`)}</title>`,
    `<updated>${instant(updated)}</updated>`,
    `<author><name>${xml(agency)}</name></author>`,
    `<rights>${xml(`${t.licenceName}: ${LICENCE}`)}</rights>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(`${origin}/lich/${calendar.id}`)}"/>`,
    `<link rel="license" href="${LICENCE}"/>`,
    ...revisions.flatMap((one) => entryLines(one, origin, words)),
    '</feed>',
    '',
  ].join('\n');
}

function entryLines({ current, revision, issuedAt, week }: IssuedRevision, origin: string, words: Messages): string[] {
  const t = openDataWords(words);
  const page = `${origin}/lich/${current.calendar}/${current.week}`;
  const dates = `${formatDay(current.from)} – ${formatDate(current.to)}`;
  const title =
    revision === 1 ? t.issued(current.number, dates) : t.adjusted(current.number, dates, adjustment(revision));
  const content =
    week === null
      ? []
      : [
          `<content type="html">${xml(
            revision === 1
              ? `<p>${t.entries(week.entries.length)}</p>`
              : renderToStaticMarkup(
                  <MessagesContext value={words}>
                    <ChangeList changes={week.changes} />
                  </MessagesContext>,
                ),
          )}</content>`,
        ];
  return [
    '<entry>',
    `<id>${xml(`${page}#revision-${revision}`)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${instant(issuedAt)}</updated>`,
    `<published>${instant(issuedAt)}</published>`,
    `<link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    `<link rel="enclosure" type="application/json" href="${xml(`${origin}/data/${current.calendar}/${current.week}.json`)}"/>`,
    ...content,
    '</entry>',
  ];
}

const instant = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d+/, '');

/** Text and attributes of XML 1.0, without the characters that it cannot hold at all. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
