import { describe, expect, test } from 'vitest';
import { NOW, Office, warnings, type Data } from './office.ts';
import { MEMBERS, OFFICE, type MemberName } from './people.ts';
import {
  deleting,
  entry,
  issuing,
  published,
  returning,
  saving,
  seeded,
  sending,
  seriesDocument,
  WEEK,
  weekState,
  weekStateDocument,
} from './samples.ts';
import { memberToDocument } from '#data/documents.ts';
import { ACTIONS, may, type Action, type CalendarKind } from '#domain/permissions.ts';

/*
 * Every cell of the permission table (src/domain/permissions.ts) is tried: each action, by somebody of each standing, in
 * the board's calendar and in a division's. Between an allowed and a refused cell only who asks differs.
 */

const BOARD: CalendarKind = { id: 'board', kind: 'board' };
const DIVISION: CalendarKind = { id: 'gdtrh', kind: 'division' };

const WHO: readonly (MemberName | 'visitor' | 'stranger')[] = [
  'visitor',
  'stranger', // has an account, but nobody made them a member
  ...(Object.keys(MEMBERS) as MemberName[]),
];

const room = { name: 'Phòng họp 1', seats: 20, order: 1, active: true };
const vehicle = { name: 'Xe 7 chỗ', order: 1, active: true };
const person = { name: 'Nguyễn Thị Hồng Vân', positions: [], order: 1, public: false };
const holiday = { name: 'Quốc khánh', kind: 'holiday' };
const absence = {
  person: 'van',
  from: '2026-11-23',
  to: '2026-11-24',
  fromSession: null,
  toSession: null,
  kind: 'trip',
  kindPublic: false,
  substitute: 'person:huy',
  scope: 'all',
  attends: [],
};
/** With its record, as every write of an absence. */
const absenceWrites = (
  action: 'create' | 'update' | 'delete',
  id: string,
  uid: string | null,
  revision: number,
  data: Data,
) => [
  action === 'delete' ? { remove: `absences/${id}` } : { set: `absences/${id}`, data: { ...data, revision } },
  {
    set: `absences/${id}/history/${revision}`,
    data: { revision, action, by: uid ?? 'visitor', at: NOW, absence: data },
  },
];
const settings = {
  name: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
  parentName: 'UBND tỉnh Vĩnh An',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT-SGDĐT',
  replacesInvitation: true,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  blockedWords: ['mật'],
  embedAncestors: ['https://xa-a.example.vn'],
};
const member = memberToDocument({ ...MEMBERS.staff, uid: 'new' });

const office = (): Office =>
  new Office().seed({
    ...OFFICE,
    'settings/agency': settings,
    'people/van': person,
    'people/chau': { ...person, public: true },
    'rooms/p1': room,
    'vehicles/x7': vehicle,
    'holidays/2026-09-02': holiday,
    'absences/a1': { ...absence, revision: 1 },
    'absences/a1/history/1': {},
    ...seeded(entry('e1', 'board')),
    ...seeded(entry('e1', 'gdtrh')),
    'calendars/board/private/e1': { meetingLink: null, note: 'Nội bộ' },
    'calendars/board/series/e8': {},
    'calendars/gdtrh/series/e8': {},
    'calendars/gdtrh/private/e1': { meetingLink: null, note: 'Nội bộ' },
    [`weeks/board_${WEEK}`]: weekStateDocument(weekState('board')),
    [`weeks/gdtrh_${WEEK}`]: weekStateDocument(weekState('gdtrh')),
    [`weeks/board_${WEEK}/acceptedClashes/a1`]: {},
    [`weeks/gdtrh_${WEEK}/acceptedClashes/a1`]: {},
    'publishedWeeks/board_2026-W47': { entryIds: ['e1'], revision: 1 },
    'publishedWeeks/board_2026-W47/revisions/1': {},
  });

type Attempt = (at: Office, uid: string | null, calendar: string) => { allowed: boolean };

const ATTEMPTS: Readonly<Record<Action, Readonly<Record<string, Attempt>>>> = {
  readIssued: {
    'one week': (at, uid) => at.get(uid, 'publishedWeeks/board_2026-W47'),
    'a week not issued': (at, uid) => at.get(uid, 'publishedWeeks/board_2026-W01'),
    'all weeks': (at, uid) => at.list(uid, 'publishedWeeks'),
    'a revision': (at, uid) => at.get(uid, 'publishedWeeks/board_2026-W47/revisions/1'),
    'all revisions': (at, uid) => at.list(uid, 'publishedWeeks/board_2026-W47/revisions'),
    'a calendar': (at, uid, calendar) => at.get(uid, `calendars/${calendar}`),
    'all calendars': (at, uid) => at.list(uid, 'calendars'),
    'a public profile': (at, uid) => at.get(uid, 'people/chau'),
    'public profiles': (at, uid) => at.list(uid, 'people', { public: true }),
  },
  readEntries: {
    'one entry': (at, uid, calendar) => at.get(uid, `calendars/${calendar}/entries/e1`),
    'a deleted entry': (at, uid, calendar) => at.get(uid, `calendars/${calendar}/entries/e9`),
    "a calendar's week": (at, uid, calendar) => at.list(uid, `calendars/${calendar}/entries`, { week: WEEK }),
    'the week of all calendars': (at, uid) => at.list(uid, '**entries', { week: WEEK }),
    requests: (at, uid, calendar) => at.list(uid, `calendars/${calendar}/requests`, { week: WEEK }),
    'what comes again': (at, uid, calendar) => at.list(uid, `calendars/${calendar}/series`),
    history: (at, uid, calendar) => at.list(uid, `calendars/${calendar}/entries/e1/history`),
    'accepted clashes': (at, uid, calendar) => at.list(uid, `weeks/${calendar}_${WEEK}/acceptedClashes`),
    'whether a week was sent for approval': (at, uid, calendar) =>
      at.get(uid, `weeks/${calendar}_${WEEK}/approval/asked`),
    'who has a week open': (at, uid, calendar) => at.list(uid, `weeks/${calendar}_${WEEK}/presence`),
    'what was deleted from a week': (at, uid, calendar) =>
      at.list(uid, '**history', { action: 'delete', 'entry.calendar': calendar, 'entry.week': WEEK }),
    'the state of a week': (at, uid, calendar) => at.get(uid, `weeks/${calendar}_${WEEK}`),
    'the state of all weeks': (at, uid) => at.list(uid, 'weeks'),
  },
  markSeen: {
    'an issued entry': (at, uid) =>
      at.write(uid, {
        set: `publishedWeeks/board_2026-W47/seen/${uid ?? 'visitor'}_e1`,
        data: { by: uid ?? '', entry: 'e1', revision: 1, at: NOW },
      }),
    'who else has': (at, uid) => at.list(uid, 'publishedWeeks/board_2026-W47/seen'),
  },
  readDirectory: {
    'one colleague': (at, uid) => at.get(uid, 'members/boardEditor'),
    colleagues: (at, uid) => at.list(uid, 'members'),
    'a profile not public': (at, uid) => at.get(uid, 'people/van'),
    'all profiles': (at, uid) => at.list(uid, 'people'),
    rooms: (at, uid) => at.list(uid, 'rooms'),
    vehicles: (at, uid) => at.list(uid, 'vehicles'),
    holidays: (at, uid) => at.list(uid, 'holidays'),
    absences: (at, uid) => at.list(uid, 'absences'),
    'the history of an absence': (at, uid) => at.list(uid, 'absences/a1/history'),
    settings: (at, uid) => at.get(uid, 'settings/agency'),
  },
  readPrivate: {
    'of one entry': (at, uid, calendar) => at.get(uid, `calendars/${calendar}/private/e1`),
    'of all entries': (at, uid, calendar) => at.list(uid, `calendars/${calendar}/private`),
  },
  editEntries: {
    add: (at, uid, calendar) => at.write(uid, ...saving(entry('e2', calendar), 1, uid ?? '')),
    change: (at, uid, calendar) => at.write(uid, ...saving(entry('e1', calendar, { content: 'Họp' }), 2, uid ?? '')),
    delete: (at, uid, calendar) => at.write(uid, ...deletingDraft(calendar, uid ?? '')),
    'bring back what was deleted': (at, uid, calendar) => {
      const one = entry('e3', calendar);
      const record = deleting(one, 1, 'admin')[1];
      return at.seed({ [record.set]: record.data }).write(uid, ...returning(one, 2, uid ?? ''));
    },
    'let one come again': (at, uid, calendar) =>
      at.write(uid, { set: `calendars/${calendar}/series/e1`, data: seriesDocument(entry('e1', calendar), uid ?? '') }),
    'let one come no more': (at, uid, calendar) => at.write(uid, { remove: `calendars/${calendar}/series/e8` }),
    'add a link and a note': (at, uid, calendar) =>
      at.write(uid, {
        set: `calendars/${calendar}/private/e1`,
        data: { meetingLink: 'https://hop.example.vn/1', note: null },
      }),
    'remove link and note': (at, uid, calendar) => at.write(uid, { remove: `calendars/${calendar}/private/e1` }),
  },
  requestEntries: {
    register: (at, uid, calendar) =>
      at.write(uid, ...sending(entry('e2', calendar, { stage: 'requested' }), unitOf(uid), uid ?? '')),
    'register with a note': (at, uid, calendar) =>
      at.write(uid, ...sending(entry('e2', calendar, { stage: 'requested' }), unitOf(uid), uid ?? ''), {
        set: `calendars/${calendar}/private/e2`,
        data: { meetingLink: null, note: 'Xin xếp buổi sáng' },
      }),
  },
  postponeEntries: {
    postpone: (at, uid, calendar) =>
      at.write(uid, ...saving(entry('e1', calendar, { status: 'postponed', reason: 'Mưa bão' }), 2, uid ?? '')),
    cancel: (at, uid, calendar) =>
      at.write(uid, ...saving(entry('e1', calendar, { status: 'cancelled', reason: 'Mưa bão' }), 2, uid ?? '')),
  },
  editWeek: {
    'accept a clash': (at, uid, calendar) =>
      at.write(uid, {
        set: `weeks/${calendar}_${WEEK}/acceptedClashes/new`,
        data: { standing: 'board/e1 | board/e2', reason: 'Hai nhóm dùng chung phòng', by: uid ?? '', at: NOW },
      }),
    'accept a clash no more': (at, uid, calendar) =>
      at.write(uid, {
        set: `weeks/${calendar}_${WEEK}/acceptedClashes/a1`,
        data: { takenBack: { by: uid ?? '', at: NOW } },
      }),
    'send it for approval': (at, uid, calendar) =>
      at.write(uid, {
        set: `weeks/${calendar}_${WEEK}/approval/asked`,
        data: { by: uid ?? '', at: NOW, revision: 1 },
      }),
    'take it back from approval': (at, uid, calendar) =>
      at.seed({ [`weeks/${calendar}_${WEEK}/approval/asked`]: {} }).write(uid, {
        remove: `weeks/${calendar}_${WEEK}/approval/asked`,
      }),
    'say that one has it open': (at, uid, calendar) =>
      at.write(uid, {
        set: `weeks/${calendar}_${WEEK}/presence/${uid ?? 'visitor'}_1a`,
        data: { entry: 'e1', at: NOW },
      }),
    begin: (at, uid, calendar) =>
      at.write(uid, {
        set: `weeks/${calendar}_2026-W49`,
        data: { ...weekStateDocument(weekState(calendar)), week: '2026-W49', duty: {} },
      }),
    change: (at, uid, calendar) =>
      at.write(uid, {
        set: `weeks/${calendar}_${WEEK}`,
        data: weekStateDocument(weekState(calendar, { revision: 2 })),
      }),
  },
  issueWeek: {
    issue: (at, uid, calendar) => at.write(uid, ...issuing(published(calendar, [entry('e1', calendar)]))),
  },
  manageAbsences: {
    add: (at, uid) => at.write(uid, ...absenceWrites('create', 'a2', uid, 1, absence)),
    change: (at, uid) => at.write(uid, ...absenceWrites('update', 'a1', uid, 2, { ...absence, kind: 'leave' })),
    remove: (at, uid) => at.write(uid, ...absenceWrites('delete', 'a1', uid, 2, absence)),
  },
  manageDirectory: {
    'a new calendar': (at, uid) => at.write(uid, { set: 'calendars/khaothi', data: { ...OFFICE['calendars/gdtrh'] } }),
    'a calendar': (at, uid, calendar) =>
      at.write(uid, { set: `calendars/${calendar}`, data: { ...OFFICE[`calendars/${calendar}`], active: false } }),
    'a new person': (at, uid) => at.write(uid, { set: 'people/an', data: person }),
    'a person': (at, uid) => at.write(uid, { set: 'people/van', data: { ...person, public: true } }),
    'a person gone': (at, uid) => at.write(uid, { remove: 'people/van' }),
    'a new room': (at, uid) => at.write(uid, { set: 'rooms/p2', data: room }),
    'a room': (at, uid) => at.write(uid, { set: 'rooms/p1', data: { ...room, seats: null } }),
    'a room gone': (at, uid) => at.write(uid, { remove: 'rooms/p1' }),
    'a new vehicle': (at, uid) => at.write(uid, { set: 'vehicles/x4', data: vehicle }),
    'a vehicle gone': (at, uid) => at.write(uid, { remove: 'vehicles/x7' }),
    'a new holiday': (at, uid) => at.write(uid, { set: 'holidays/2027-01-01', data: holiday }),
    'a holiday gone': (at, uid) => at.write(uid, { remove: 'holidays/2026-09-02' }),
    settings: (at, uid) => at.write(uid, { set: 'settings/agency', data: { ...settings, weekNumbering: 'manual' } }),
  },
  manageMembers: {
    add: (at, uid) => at.write(uid, { set: 'members/new', data: member }),
    change: (at, uid) => at.write(uid, { set: 'members/boardEditor', data: { ...member, roles: ['clerk'] } }),
    remove: (at, uid) => at.write(uid, { remove: 'members/boardEditor' }),
  },
};

/** In whose name somebody registers: their own unit's, where they have one. */
const unitOf = (uid: string | null): string =>
  MEMBERS[(uid ?? '') as MemberName]?.editorOf.find((id) => id !== 'board') ?? 'tochuc';

function deletingDraft(calendar: string, by: string) {
  const one = entry('e1', calendar);
  const path = `calendars/${calendar}/entries/e1`;
  const { id: _id, ...fields } = one;
  return [
    { remove: path },
    { set: `${path}/history/2`, data: { revision: 2, action: 'delete', by, at: NOW, entry: fields } },
  ];
}

describe.each(ACTIONS)('%s', (action) => {
  for (const [what, attempt] of Object.entries(ATTEMPTS[action])) {
    for (const calendar of [BOARD, DIVISION]) {
      const cells = WHO.map((who) => {
        const one = who === 'visitor' || who === 'stranger' ? null : MEMBERS[who];
        return [who, may(one, action, calendar)] as const;
      });
      test.each(cells)(`${what}, ${calendar.id}: %s %s`, (who, expected) => {
        const verdict = attempt(office(), who === 'visitor' ? null : who, calendar.id);
        expect(verdict).toMatchObject({ allowed: expected });
      });
    }
  }
});

test('the rules compile without a warning', () => {
  expect(warnings).toEqual([]);
});
