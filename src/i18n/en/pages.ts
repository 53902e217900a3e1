import type { PageWords } from '../vi/pages.ts';

export const pages: PageWords = {
  today: 'Today',
  reception: 'Citizen reception',
  subscribeEmbed: 'Subscribe, embed',
  search: 'Search',
  searchHint: 'Search text, people, places',
  calendar: 'Calendar',
  calendars: 'Calendars',
  allCalendars: 'All calendars',
  layout: 'Layout',
  layouts: {
    a: 'By session',
    b: 'By leader',
    c: 'Numbered list',
    d: 'Week table',
    e: 'Morning, afternoon',
  },

  sheet: {
    session: 'Session',
    leader: 'Leaders',
    everybody: 'Whole office',
    chair: 'Chair:',
  },
  day: {
    title: 'Work schedule today',
    tomorrow: 'Tomorrow',
    wholeWeek: 'The whole week, all calendars',
    nothing: 'Nothing scheduled:',
    notIssued: 'This week not issued:',
    noneIssued: 'No unit has issued a schedule for this week.',
    noneIssuedKind: 'Not issued',
  },
  all: {
    notIssued: 'Not issued:',
    noneIssuedText: (from, to) =>
      `No schedule of the week ${from} – ${to} has been issued. It will appear here as soon as one is.`,
  },
};
