import type { AgencySettings } from '#domain/directory.ts';
import { DEFAULT_LAYOUT, type Layout } from '#domain/layout.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { ID_PATTERN, positionOn } from '#domain/party.ts';
import type { LocalDate } from '#domain/time.ts';
import { printedNumber, printedYear, type WeekId } from '#domain/week.ts';
import type { Messages } from '#i18n/vi.ts';
import type { Frame } from './publicStore.ts';

/** Where a reader stands: an agency, seen on a day, under a host name. */
export interface Ground {
  readonly frame: Frame;
  readonly today: LocalDate;
  readonly origin: string; // "https://lich.example.vn"
  readonly words: Messages;
  readonly addresses: Addresses;
  /**
   * A browser draws the page out of one week (functions/weekAlone.tsx): nobody answers for feeds, search and other pages,
   * and of the frame it knows what the week says.
   */
  readonly alone?: true;
}

/** The same, in one calendar. */
export interface Place extends Ground {
  readonly calendar: { readonly id: string; readonly name: string };
}

/** One page in each language: path and query. */
export type Addresses = Readonly<Record<'vi' | 'en', string>>;

export function addressesAt({ pathname, search }: { readonly pathname: string; readonly search: string }): Addresses {
  const query = new URLSearchParams(search);
  query.delete('lang');
  const rest = query.toString();
  return {
    vi: rest === '' ? pathname : `${pathname}?${rest}`,
    en: `${pathname}?${rest === '' ? '' : `${rest}&`}lang=en`,
  };
}

export const weekPath = (calendar: string, week: WeekId): string => `/lich/${calendar}/${week}`;

/** The calendar that an earlier one became (`formerIds`). */
export const successorOf = (
  { calendars }: Pick<Frame, 'calendars'>,
  id: string,
): Frame['calendars'][number] | undefined => calendars.find((each) => each.id !== id && each.formerIds?.includes(id));

/** Stands in a calendar's place in addresses, and is no calendar's name: all of them together. */
export const ALL_CALENDARS = 'tat-ca';

/** An address with what a reader has chosen: a person, a layout, and English. What is left alone needs no word. */
export function chosen(
  path: string,
  words: Messages,
  person: string | null = null,
  layout: Layout = DEFAULT_LAYOUT,
): string {
  return withQuery(path, words, { nguoi: person, mau: layout === DEFAULT_LAYOUT ? null : layout });
}

/** An address with its query in the order given; what is null or empty is left out. English comes last. */
export function withQuery(path: string, words: Messages, query: Readonly<Record<string, string | null>>): string {
  const all = { ...query, lang: words.common.language === 'vi' ? null : words.common.language };
  const text = Object.entries(all)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`)
    .join('&');
  return text === '' ? path : `${path}?${text}`;
}

/** Where the file of an entry is (iCal). Null: what is over or does not take place is nobody's to keep. */
export const entryFile = (
  { alone, today }: Ground,
  { calendar, week }: Pick<PublishedWeek, 'calendar' | 'week'>,
  { id, status, lastDate }: Pick<PublicEntry, 'id' | 'status' | 'lastDate'>,
): string | null => (alone || status !== 'planned' || lastDate < today ? null : `/ical/${calendar}/${week}/${id}.ics`);

export const calendarPath = (frame: Frame, calendar: string): string =>
  calendar === frame.settings.defaultCalendar ? '/' : `/lich/${calendar}`;

/** Of `?nguoi=`: null for everybody, undefined for somebody who is not in the public list. */
export function personOf(frame: Frame, asked: string | null | undefined): string | null | undefined {
  if (!asked) return null;
  return ID_PATTERN.test(asked) && frame.people.some(({ id }) => id === asked) ? asked : undefined;
}

/** "GĐ Trần Đức Thịnh" on a day. */
export function personName(frame: Frame, person: string, on: LocalDate): string | null {
  const found = frame.people.find(({ id }) => id === person);
  if (!found) return null;
  const short = positionOn(found, on)?.shortTitle ?? '';
  return short === '' ? found.name : `${short} ${found.name}`;
}

/** "Tuần 49/2026" */
export function weekName(week: WeekId, settings: AgencySettings, words: Messages): string {
  const number = printedNumber(week, settings.weekNumbering, null);
  return `${words.readers.week} ${number}/${printedYear(week, settings.weekNumbering)}`;
}

/** Tells search engines of the same page in the other language; whose language is neither gets the office's. */
export const Alternates = ({ place: { origin, addresses } }: { place: Pick<Ground, 'origin' | 'addresses'> }) => (
  <>
    <link rel="alternate" hrefLang="vi" href={origin + addresses.vi} />
    <link rel="alternate" hrefLang="en" href={origin + addresses.en} />
    <link rel="alternate" hrefLang="x-default" href={origin + addresses.vi} />
  </>
);
