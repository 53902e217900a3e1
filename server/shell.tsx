import type { ComponentProps } from 'react';
import { DEFAULT_LAYOUT, type Layout } from '#domain/layout.ts';
import { pageWords } from '#i18n/pages.ts';
import type { ChoiceLink } from '#ui/ChoiceDrop.tsx';
import { PublicHeader } from '#ui/PublicHeader.tsx';
import { SheetHead } from '#ui/Sheet.tsx';
import { ALL_CALENDARS, calendarPath, chosen, withQuery, type Ground } from './place.tsx';

/** Which of the header's pages the reader is on; null: on none of them. */
type At = 'week' | 'today' | 'reception' | 'subscribe' | null;

interface Standing {
  readonly at: At;
  /** Calendar id, ALL_CALENDARS, or null on pages of no calendar. */
  readonly calendar: string | null;
  readonly layouts?: readonly ChoiceLink[];
  /** What was searched for. */
  readonly query?: string;
}

/** A readers' page: the header and what is between. */
export function Page({ ground, children, ...standing }: Standing & { ground: Ground; children: React.ReactNode }) {
  return (
    <>
      <a className="skip" href="#lich">
        {ground.words.readers.skip}
      </a>
      <Header {...ground} {...standing} />
      <main className="wk" id="lich">
        {children}
      </main>
    </>
  );
}

/** Above a sheet that is none of those that were issued: dated today. */
export const PlainSheetHead = ({
  ground: { frame, today },
  ...head
}: { ground: Ground } & Pick<ComponentProps<typeof SheetHead>, 'week' | 'of'>) => (
  <SheetHead
    agency={frame.settings.name}
    parent={frame.settings.parentName}
    documentNo=""
    locality={frame.settings.locality}
    dated={today}
    note={false}
    {...head}
  />
);

export function Header({
  frame,
  words,
  addresses,
  at,
  calendar,
  layouts = [],
  query = '',
  alone,
}: Pick<Ground, 'frame' | 'words' | 'addresses' | 'alone'> & Standing) {
  const t = pageWords(words);
  const week = calendar === null ? '/' : calendarPath(frame, calendar);
  const answered = [
    { name: t.reception.name, href: chosen('/tiep-cong-dan', words), current: at === 'reception' },
    { name: t.subscribeEmbed, href: withQuery('/theo-doi', words, { lich: calendar }), current: at === 'subscribe' },
  ];
  return (
    <PublicHeader
      agency={frame.settings.name}
      homeHref={chosen('/', words)}
      pages={[
        { name: words.readers.weekSchedule, href: chosen(week, words), current: at === 'week' },
        { name: t.today, href: chosen('/hom-nay', words), current: at === 'today' },
        ...(alone ? [] : answered),
      ]}
      searchAction={alone ? null : '/tim'}
      query={query}
      layouts={layouts}
      calendars={calendarLinks({ frame, words }, calendar)}
      staffHref={chosen('/sign-in', words)}
      languageHref={words.common.language === 'vi' ? addresses.en : addresses.vi}
    />
  );
}

/** Every calendar that is in use, this one even if it is not, and all of them together. */
export function calendarLinks(
  { frame, words }: Pick<Ground, 'frame' | 'words'>,
  current: string | null,
  layout: Layout = DEFAULT_LAYOUT,
  pathOf: (calendar: string) => string = (calendar) => calendarPath(frame, calendar),
): ChoiceLink[] {
  const calendars = frame.calendars.filter(({ id, active }) => active || id === current);
  const all = { id: ALL_CALENDARS, name: pageWords(words).allCalendars };
  return [...calendars, ...(calendars.length > 1 ? [all] : [])].map(({ id, name }) => ({
    name,
    href: chosen(pathOf(id), words, null, id === ALL_CALENDARS ? DEFAULT_LAYOUT : layout),
    current: id === current,
  }));
}

/** What an open page's script must know to keep the page fresh (features/read-week). */
export const freshness = ({ today, words: { readers: t } }: Ground, revision: number): Record<string, unknown> => ({
  today,
  revision,
  words: { newRevision: t.newRevision, stale: t.stale, staleRest: t.staleRest },
});
