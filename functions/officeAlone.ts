import type { PublishedWeek } from '#domain/publication.ts';
import type { Frame } from '#server/publicStore.ts';

/** The calendar at `/`: as an office begins (start/accounts.ts). */
export const DEFAULT_CALENDAR = 'board';

/** The office, as far as an issued week tells of it. */
export function officeOf(week: PublishedWeek | null, calendar: string): Frame {
  const name = week?.calendarName ?? '';
  return {
    settings: {
      name: week?.agencyName ?? 'Lịch công tác',
      parentName: '',
      defaultCalendar: DEFAULT_CALENDAR,
      weekNumbering: 'iso',
      documentNoTemplate: '',
      replacesInvitation: false,
      sessions: {
        morning: { start: 0, end: 720 },
        afternoon: { start: 720, end: 1080 },
        evening: { start: 1080, end: 1440 },
      },
      blockedWords: [],
      embedAncestors: [],
    },
    calendars: [{ id: calendar, name, shortName: name, kind: 'board', order: 0, active: true }],
    people: [],
    settingsChanged: 0,
    changed: 0,
  };
}
