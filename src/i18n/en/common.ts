import type { common as source } from '../vi/common.ts';

export const common: typeof source = {
  language: 'en',
  otherLanguage: { name: 'Tiếng Việt', code: 'vi' },
  appName: 'Work schedule',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  sessions: { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening', allDay: 'All day' },
  today: 'Today',
  noEntries: 'Nothing scheduled',
};
