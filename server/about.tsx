import { instantOf, type LocalDate } from '#domain/time.ts';
import type { ReceptionRule } from '#domain/reception.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { Alternates, chosen, weekPath, type Ground } from './place.tsx';

/** What a page is to search engines and to whoever is sent its link: the one address of it, and a card. */
export function About({ ground, title, person = null }: { ground: Ground; title: string; person?: string | null }) {
  const { frame, origin, addresses, words } = ground;
  const path = addresses.vi.replace(/\?.*/, '');
  // The default calendar's week of today has two addresses, and a layout is the same page.
  const own = path === `/lich/${frame.settings.defaultCalendar}` ? '/' : path;
  const url = origin + chosen(own, words, person);
  return (
    <>
      <meta name="description" content={`${title}, ${frame.settings.name}`} />
      <link rel="canonical" href={url} />
      <Alternates place={ground} />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={frame.settings.name} />
      <meta property="og:url" content={url} />
      <meta property="og:image" content={`${origin}/card.png`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content="Lịch công tác" />
      <meta property="og:locale" content={words.common.language === 'vi' ? 'vi_VN' : 'en_US'} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

/** "2026-11-23T07:30:00+07:00"; the day alone where no clock time is stated. */
const moment = (date: LocalDate, minutes: number | null): string => {
  if (minutes === null) return date;
  const local = new Date(instantOf(date, minutes) + 7 * 3_600_000).toISOString();
  return `${local.slice(0, 19)}+07:00`;
};

const STATUS = { planned: 'EventScheduled', postponed: 'EventPostponed', cancelled: 'EventCancelled' } as const;

/** An issued week as schema.org's Events, for the end of the page. */
export const linkedWeek = (ground: Ground, week: PublishedWeek, entries: readonly PublicEntry[]): object => ({
  '@context': 'https://schema.org',
  '@graph': entries.map((entry) => ({
    '@type': 'Event',
    name: entry.content,
    startDate: moment(entry.date, entry.time.start),
    // A day alone would end before an hour of its own.
    ...(entry.time.end === null && entry.lastDate === entry.date
      ? {}
      : { endDate: moment(entry.lastDate, entry.time.end) }),
    eventStatus: `https://schema.org/${STATUS[entry.status]}`,
    location: { '@type': 'Place', name: entry.place ?? week.agencyName, address: entry.place ?? week.agencyName },
    organizer: { '@type': 'GovernmentOrganization', name: week.agencyName, url: ground.origin },
    ...(entry.chairs.length === 0 ? {} : { performer: entry.chairs.map((name) => ({ '@type': 'Person', name })) }),
    url: `${ground.origin}${weekPath(week.calendar, week.week)}#d-${entry.date}`,
  })),
});

/** A day of each month as schema.org's Schedule. */
export const linkedReception = (ground: Ground, title: string, rule: ReceptionRule, next: LocalDate): object => ({
  '@context': 'https://schema.org',
  '@type': 'Event',
  name: title,
  startDate: next,
  description: `${rule.who}, ${rule.hours}`,
  location: { '@type': 'Place', name: rule.place, address: rule.place },
  organizer: { '@type': 'GovernmentOrganization', name: ground.frame.settings.name, url: ground.origin },
  eventSchedule: {
    '@type': 'Schedule',
    repeatFrequency: 'P1M',
    byMonthDay: rule.day,
    startDate: next,
    scheduleTimezone: 'Asia/Ho_Chi_Minh',
  },
});
