import { ASSUMED_KEYS, type SettingKey } from '#domain/agencyForm.ts';

/** The pages of the settings, in order: which rows each has, or that it is a list. */
export const SECTIONS = {
  agency: [
    ...(['name', 'parentName', 'locality', 'documentNoTemplate', 'recipients'] as const),
    ...(['defaultCalendar', 'weekNumbering', 'replacesInvitation'] as const),
  ],
  units: 'list',
  people: 'list',
  members: 'list',
  rooms: 'list',
  vehicles: 'list',
  holidays: 'list',
  reception: 'list',
  requests: ['requestDeadline'],
  hours: [
    ...['morning', 'afternoon', 'evening', 'season', 'season:morning', 'season:afternoon', 'season:evening'],
    ...ASSUMED_KEYS,
  ] as readonly SettingKey[],
  words: ['blockedWords'],
  web: ['embedAncestors', 'feedWindow'],
} as const satisfies Readonly<Record<string, readonly SettingKey[] | 'list'>>;

export type Section = keyof typeof SECTIONS;
