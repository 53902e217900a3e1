import type { AgencySettings } from './directory.ts';
import type { LocalDate, Session } from './time.ts';

/** Bounds of the sessions, minutes after midnight. */
export type Hours = Readonly<Record<Session, { readonly start: number; readonly end: number }>>;

/** A part of every year with hours of its own ("giờ mùa đông"). */
export interface Season {
  readonly from: string; // "10-15": month and day
  readonly to: string; // its last day; earlier than `from`: over New Year
  readonly sessions: Hours;
}

export type OfficeHours = Pick<AgencySettings, 'sessions' | 'season'>;

/** Nothing else of the settings. */
export const officeHours = ({ sessions, season }: OfficeHours): OfficeHours =>
  season ? { sessions, season } : { sessions };

/** The office's hours on a day. */
export function hoursOn({ sessions, season }: OfficeHours, date: LocalDate): Hours {
  if (!season) return sessions;
  const { from, to } = season;
  const day = date.slice('2026-'.length);
  const isIn = from <= to ? from <= day && day <= to : day >= from || day <= to;
  return isIn ? season.sessions : sessions;
}
