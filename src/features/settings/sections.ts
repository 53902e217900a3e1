import { ASSUMED_KEYS, type SettingKey } from '#domain/agencyForm.ts';

/** The pages of the settings, in order: which rows each has, or which list it is. */
export const SECTIONS = {
  agency: ['name', 'parentName', 'defaultCalendar', 'documentNoTemplate', 'weekNumbering', 'replacesInvitation'],
  requests: ['requestDeadline'],
  hours: ['morning', 'afternoon', 'evening', ...ASSUMED_KEYS],
  words: ['blockedWords'],
  web: ['embedAncestors', 'feedWindow'],
  rooms: 'rooms',
  vehicles: 'vehicles',
} as const satisfies Readonly<Record<string, readonly SettingKey[] | 'rooms' | 'vehicles'>>;

export type Section = keyof typeof SECTIONS;
