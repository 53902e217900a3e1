import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ASSUMED_KEYS,
  isSameSetting,
  parseSetting,
  settingChanges,
  settingDraft,
  settingOver,
  type SettingKey,
} from './agencyForm.ts';
import type { AgencySettings, Calendar } from './directory.ts';
import { DEFAULT_DEADLINE } from './request.ts';
import type { Minutes } from './time.ts';

const calendars = new Map(
  [
    { id: 'board', active: true },
    { id: 'gdtrh', active: true },
    { id: 'gone', active: false },
  ].map((one): [string, Calendar] => [one.id, { ...one, name: one.id, shortName: one.id, kind: 'board', order: 0 }]),
);
const agency: AgencySettings = {
  name: 'Sở mẫu',
  parentName: 'UBND tỉnh',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT',
  replacesInvitation: true,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  blockedWords: ['mật', 'đề thi'],
  embedAncestors: ['*'],
};
const KEYS: readonly SettingKey[] = [
  'name',
  'parentName',
  'defaultCalendar',
  'documentNoTemplate',
  'weekNumbering',
  'replacesInvitation',
  'locality',
  'recipients',
  'requestDeadline',
  'morning',
  'afternoon',
  'evening',
  'season',
  'season:morning',
  'season:afternoon',
  'season:evening',
  ...ASSUMED_KEYS,
  'blockedWords',
  'embedAncestors',
  'feedWindow',
];
const typed = (key: SettingKey, text: string, beside = '') => parseSetting(key, { text, beside }, agency, calendars);
const read = (key: SettingKey, text: string, beside = ''): AgencySettings => {
  const result = typed(key, text, beside);
  if (!result.ok) throw new Error(result.error);
  return result.settings;
};

test.each(KEYS)('%s, shown and saved without a change, says what it said', (key) => {
  const season = { from: '10-15', to: '04-15', sessions: agency.sessions };
  const stands = key.startsWith('season') ? { ...agency, season } : agency;
  const result = parseSetting(key, settingDraft(key, stands), stands, calendars);
  expect(result.ok && isSameSetting(key, stands, result.settings)).toBe(true);
});

test('the deadline is a weekday and a time as clerks type it, or none', () => {
  expect(settingDraft('requestDeadline', agency)).toEqual({ text: '11:30', beside: String(DEFAULT_DEADLINE.weekday) });
  expect(read('requestDeadline', '16h', '4').requestDeadline).toEqual({ weekday: 4, time: 960 });
  expect(read('requestDeadline', 'whatever', '').requestDeadline).toBeNull();
  expect(typed('requestDeadline', '25h', '4')).toEqual({ ok: false, error: 'noTime' });
});

test('hours are a span, in order with the other sessions', () => {
  expect(read('morning', '7h-11 giờ 30').sessions.morning).toEqual({ start: 420, end: 690 });
  expect(read('evening', '19:00 - 24:00').sessions.evening).toEqual({ start: 1140, end: 1440 });
  expect(typed('morning', '7h30')).toMatchObject({ error: 'noSpan' });
  expect(typed('morning', 'sáng')).toMatchObject({ error: 'noSpan' });
  expect(typed('morning', '11h-7h')).toMatchObject({ error: 'endBeforeStart' });
  expect(typed('morning', '7h-14h')).toMatchObject({ error: 'overlap' });
});

test.each([
  ['90', 90],
  ['90 phút', 90],
  ['1h30', 90],
  ['2 giờ', 120],
  ['24h', 1440],
])('the length %j is %i minutes', (text, minutes) => {
  expect(read('assumed:reception', text).assumedMinutes).toEqual({ reception: minutes });
});

test('a length left blank is as long as everything else; what is none is said', () => {
  const settings = { ...agency, assumedMinutes: { reception: 210, duty: 60 } };
  const result = parseSetting('assumed:reception', { text: ' ', beside: '' }, settings, calendars);
  expect(result).toMatchObject({ ok: true, settings: { assumedMinutes: { duty: 60 } } });
  expect(typed('assumed:duty', '4')).toMatchObject({ error: 'lengthRange' });
  expect(typed('assumed:duty', '1441')).toMatchObject({ error: 'lengthRange' });
  expect(typed('assumed:duty', 'lâu')).toMatchObject({ error: 'noLength' });
});

test('a number’s template has the week in it, and no part that is not filled in', () => {
  expect(read('documentNoTemplate', ' {week}/{year}-LCT ').documentNoTemplate).toBe('{week}/{year}-LCT');
  expect(typed('documentNoTemplate', 'LCT/{year}')).toMatchObject({ error: 'noWeek' });
  expect(typed('documentNoTemplate', '{week}/{tuần}')).toEqual({ ok: false, error: 'unknownPart', part: '{tuần}' });
  expect(typed('documentNoTemplate', '{week}/{year')).toMatchObject({ error: 'unknownPart', part: '{year' });
});

test('words come one a line or with commas, each once; sites are addresses without a path', () => {
  expect(read('blockedWords', 'mật, đề thi\n\n  in sao đề \nmật').blockedWords).toEqual(['mật', 'đề thi', 'in sao đề']);
  expect(read('embedAncestors', 'https://xa-a.example.vn/\nhttp://10.0.0.5:8080').embedAncestors).toEqual([
    'https://xa-a.example.vn',
    'http://10.0.0.5:8080',
  ]);
  expect(typed('embedAncestors', 'https://a.vn\nxa-b.vn')).toEqual({ ok: false, error: 'badOrigin', part: 'xa-b.vn' });
  expect(typed('blockedWords', Array.from({ length: 201 }, (_, n) => n).join('\n'))).toMatchObject({
    error: 'tooMany',
  });
});

test('the place of the date and who gets the sheet may be left blank: then the sheet has neither', () => {
  expect(read('locality', '  Vĩnh  An ').locality).toBe('Vĩnh An');
  const both = { ...agency, locality: 'Vĩnh An', recipients: ['Lưu: VT'] };
  const left = (key: SettingKey, text: string) => parseSetting(key, { text, beside: '' }, both, calendars);
  expect(left('locality', ' ')).toEqual({ ok: true, settings: { ...agency, recipients: both.recipients } });
  expect(left('recipients', ' - \n')).toEqual({ ok: true, settings: { ...agency, locality: both.locality } });
  expect(settingChanges(both, agency)).toEqual({ locality: undefined, recipients: undefined });
});

test('who gets the sheet is typed one a line, with or without the marks that the sheet puts', () => {
  expect(read('recipients', '- Ban Giám đốc;\n-Các phòng, đơn vị ;\n\n Lưu: VT, VP.').recipients).toEqual([
    'Ban Giám đốc',
    'Các phòng, đơn vị',
    'Lưu: VT, VP',
  ]);
  expect(typed('recipients', `Ban Giám đốc\n${'x'.repeat(501)}`)).toMatchObject({ error: 'tooLong' });
  expect(typed('recipients', Array.from({ length: 13 }, (_, n) => `nơi ${n}`).join('\n'))).toMatchObject({
    error: 'tooMany',
  });
});

test('feeds hold so many days before and after today', () => {
  expect(settingDraft('feedWindow', agency)).toEqual({ text: '90', beside: '365' });
  expect(read('feedWindow', '30 ngày', '0').feedWindow).toEqual({ past: 30, ahead: 0 });
  expect(typed('feedWindow', '30', '3651')).toEqual({ ok: false, error: 'noDays', beside: true });
  expect(typed('feedWindow', '', '30')).toEqual({ ok: false, error: 'noDays' });
});

test('a calendar that is switched off is not the first page', () => {
  expect(read('defaultCalendar', 'gdtrh').defaultCalendar).toBe('gdtrh');
  expect(typed('defaultCalendar', 'gone')).toMatchObject({ error: 'noCalendar' });
});

describe('two at once', () => {
  test('of a list both additions and both removals stand', () => {
    const mine = { ...agency, blockedWords: ['đề thi', 'in sao đề'] }; // took "mật" away
    const now = { ...agency, name: 'Sở khác', blockedWords: ['mật', 'tuyệt mật'] }; // took "đề thi" away
    expect(settingOver('blockedWords', agency, mine, now).blockedWords).toEqual(['tuyệt mật', 'in sao đề']);
  });

  test('only what differs is sent, by its path; a length that goes is said', () => {
    const after: AgencySettings = {
      ...agency,
      sessions: { ...agency.sessions, morning: { start: 420, end: 690 } },
      assumedMinutes: { duty: 60 },
      requestDeadline: { weekday: 4, time: 960 as Minutes },
    };
    expect(settingChanges({ ...agency, assumedMinutes: { reception: 210 } }, after)).toEqual({
      'sessions.morning': { start: 420, end: 690 },
      'assumedMinutes.reception': undefined,
      'assumedMinutes.duty': 60,
      requestDeadline: { weekday: 4, time: 960 },
    });
    expect(settingChanges(agency, agency)).toEqual({});
  });

  test('of a list, whatever the two did: mine is in, what they added is in, what either took is out', () => {
    const words = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(words, words, words, (before, mine, theirs) => {
        const of = (blockedWords: readonly string[]) => ({ ...agency, blockedWords });
        const both = settingOver('blockedWords', of(before), of(mine), of(theirs)).blockedWords;
        const kept = before.filter((word) => mine.includes(word) && theirs.includes(word));
        const added = [...mine, ...theirs].filter((word) => !before.includes(word));
        expect([...both].sort()).toEqual([...new Set([...kept, ...added])].sort());
      }),
    );
  });
});

describe('a season with hours of its own', () => {
  const winter = read('season', '15/10 - 15/4');
  test('begins with the usual hours, and then has its own; blank, it goes', () => {
    expect(winter.season).toEqual({ from: '10-15', to: '04-15', sessions: agency.sessions });
    const later = parseSetting('season:morning', { text: '7h45-11h45', beside: '' }, winter, calendars);
    expect(later).toMatchObject({ settings: { season: { sessions: { morning: { start: 465, end: 705 } } } } });
    expect(later).toMatchObject({ settings: { sessions: agency.sessions } });
    expect(parseSetting('season', { text: ' ', beside: '' }, winter, calendars)).toEqual({
      ok: true,
      settings: agency,
    });
    expect(settingChanges(winter, agency)).toEqual({ season: undefined });
  });
  test.each(['15/10–15/4', 'từ 15/10 đến 15/4', '15.10-15.4'])('%s is read', (text) => {
    expect(read('season', text).season).toMatchObject({ from: '10-15', to: '04-15' });
  });
  test.each(['15/10', '31/4-1/5', '15/10/2026-15/4/2027', 'mùa hè'])('%s says how', (text) => {
    expect(typed('season', text)).toEqual({ ok: false, error: 'noSeason' });
  });
});
