import type { Entry } from '#domain/entry.ts';
import { isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';

/** The ways to look at a week, as they stand in the address: kept links must go on working. */
export const LOOKS = ['bang', 'lanhdao', 'tuan', 'ngay', 'danhsach'] as const;
export type Look = (typeof LOOKS)[number];

/** What the address asks for: `?lich=board&nguoi=van&kieu=tuan`. */
export interface Filter {
  readonly calendar: string | null;
  readonly person: string | null;
  readonly look: Look;
  /** For `ngay`. */
  readonly day: LocalDate | null;
}

export function readFilter(search: string): Filter {
  const query = new URLSearchParams(search);
  const look = LOOKS.find((known) => known === query.get('kieu')) ?? 'bang';
  const day = query.get('ngay');
  return {
    calendar: query.get('lich') || null,
    person: query.get('nguoi') || null,
    look,
    day: day !== null && isLocalDate(day) ? day : null,
  };
}

/** The query for a filter, `?` included; '' for the plain week. Other parameters of the address stay. */
export function writeFilter(filter: Filter, search: string): string {
  const query = new URLSearchParams(search);
  const set = (name: string, value: string | null) => (value === null ? query.delete(name) : query.set(name, value));
  set('lich', filter.calendar);
  set('nguoi', filter.person);
  set('kieu', filter.look === 'bang' ? null : filter.look);
  set('ngay', filter.look === 'ngay' ? filter.day : null);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Accepted entries of the chosen calendar that name the chosen person, in whatever part. */
export const passes =
  ({ calendar, person }: Filter) =>
  (entry: Entry): boolean => {
    if (entry.stage !== 'accepted' || (calendar !== null && entry.calendar !== calendar)) return false;
    if (person === null) return true;
    const single = [entry.preparingUnit, entry.logistics, entry.officeLead, entry.actingFor];
    const named = [...entry.chairs, ...entry.attendees, ...entry.invitees, ...entry.forInformation, ...single];
    return named.includes(`person:${person}`);
  };
