import { ValiError } from 'valibot';
import { describe, expect, test } from 'vitest';
import { NOW, Office, type Data } from './office.ts';
import { MEMBERS, OFFICE, type MemberName } from './people.ts';
import {
  absenceFromDocument,
  calendarFromDocument,
  feedFromDocument,
  noticeChoiceFromDocument,
  pushDeviceFromDocument,
  holidayFromDocument,
  memberFromDocument,
  memberToDocument,
  personFromDocument,
  roomFromDocument,
  settingsFromDocument,
  vehicleFromDocument,
} from '#data/documents.ts';
import { LIMITS } from '#domain/text.ts';

/*
 * What only administrators write (who may, is in permissions.test.ts). Each case is judged by schema and by rules, which
 * must agree; each refusal differs from `good` in one field.
 */

const long = 'a'.repeat(LIMITS.name + 1);
const position = { title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: null, from: '2026-07-01', to: null };
const reception = { day: 1, who: 'Giám đốc Sở', place: 'Phòng tiếp công dân', hours: '7h30–11h30' };
const spans = {
  morning: { start: 450, end: 690 },
  afternoon: { start: 810, end: 1020 },
  evening: { start: 1140, end: 1290 },
};

interface Shape {
  readonly path: string;
  readonly read: (data: unknown) => unknown;
  readonly good: Data;
  readonly alsoGood?: Readonly<Record<string, Data>>;
  readonly faults: Readonly<Record<string, Data>>;
  /** Fields that every write has, and older documents lack. */
  readonly later?: readonly string[];
  /** Written with its history record. */
  readonly recorded?: boolean;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  calendars: {
    path: 'calendars/khaothi',
    read: (data) => calendarFromDocument('khaothi', data),
    good: { name: 'Phòng Khảo thí', shortName: 'Phòng KT', kind: 'division', order: 3, active: true },
    alsoGood: {
      board: { kind: 'board' },
      'ordered before all': { order: -1 },
      'switched off': { active: false },
      'merged from two': { formerIds: ['gdth', 'gdmn'] },
    },
    faults: {
      'no name': { name: '' },
      'too long a name': { name: long },
      'a name of two lines': { name: 'a\nb' },
      'a blank short name': { shortName: ' ' },
      'an unknown kind': { kind: 'school' },
      'a former name that is none': { formerIds: ['Phòng A'] },
      'former names that are text': { formerIds: 'gdth' },
      'more former names than twenty': { formerIds: Array.from({ length: 21 }, (_, index) => `p${index}`) },
      'half an order': { order: 1.5 },
      'an order that is text': { order: '1' },
      'neither on nor off': { active: null },
    },
  },
  people: {
    path: 'people/van',
    read: (data) => personFromDocument('van', data),
    good: { name: 'Nguyễn Thị Hồng Vân', positions: [position], order: 1, public: true },
    alsoGood: {
      'no position': { positions: [] },
      'as many positions as may be': {
        positions: Array.from({ length: LIMITS.positions }, () => ({ ...position, unit: 'gdtrh', to: '2027-01-01' })),
      },
      'no short title': { positions: [{ ...position, shortTitle: '' }] },
    },
    faults: {
      'no name': { name: '' },
      'one position too many': { positions: Array.from({ length: LIMITS.positions + 1 }, () => position) },
      'positions that are no list': { positions: {} },
      'a position that is text': { positions: ['Phó Giám đốc'] },
      'a position with a field more': { positions: [{ ...position, phone: '0912345678' }] },
      'a position with a field less': { positions: [{ title: 'a', shortTitle: '', unit: null, from: null }] },
      'a position with a blank short title': { positions: [{ ...position, shortTitle: ' ' }] },
      'a position without a title': { positions: [{ ...position, title: '' }] },
      'a position since a day that is none': { positions: [{ ...position, from: '2026-02-29' }] },
      'a position until no day': { positions: [{ ...position, to: 'nay' }] },
      'a position in no unit': { positions: [{ ...position, unit: 'Phòng GDTrH' }] },
      ...Object.fromEntries(
        Array.from({ length: LIMITS.positions }, (_, at) => [
          `position ${at + 1} of ${LIMITS.positions} at fault`,
          {
            positions: Array.from({ length: LIMITS.positions }, (_, n) => ({ ...position, title: n === at ? 1 : 'a' })),
          },
        ]),
      ),
      'no order': { order: null },
      'public by word': { public: 'yes' },
    },
  },
  rooms: {
    path: 'rooms/p1',
    read: (data) => roomFromDocument('p1', data),
    good: { name: 'Phòng họp 1', seats: 20, order: 1, active: true },
    alsoGood: {
      'nobody counted the seats': { seats: null },
      'nothing in it': { equipment: [] },
      'twenty things in it': { equipment: ['màn hình', ...Array.from({ length: 19 }, (_, n) => `micro ${n}`)] },
    },
    faults: {
      'too many things': { equipment: Array.from({ length: 21 }, (_, n) => `micro ${n}`) },
      'things that are no list': { equipment: 'màn hình' },
      'things in a map': { equipment: { screen: true } },
      'a thing without a name': { equipment: [''] },
      'two things in one': { equipment: ['màn hình\nmicro'] },
      'a thing that is a number': { equipment: [1] },
      'no list of things': { equipment: null },
      'no name': { name: '' },
      'no seat': { seats: 0 },
      'half a seat': { seats: 1.5 },
      'too many seats': { seats: 100_001 },
      'no order': { order: null },
      'an order too large': { order: 1_000_001 },
      'an order too small': { order: -1_000_001 },
      'neither on nor off': { active: 1 },
    },
  },
  vehicles: {
    path: 'vehicles/x7',
    read: (data) => vehicleFromDocument('x7', data),
    good: { name: 'Xe 7 chỗ, 29A-000.01', order: 1, active: true },
    faults: { 'no name': { name: null }, 'no order': { order: null }, 'neither on nor off': { active: 'no' } },
  },
  holidays: {
    path: 'holidays/2026-09-02',
    read: (data) => holidayFromDocument('2026-09-02', data),
    good: { name: 'Quốc khánh', kind: 'holiday' },
    alsoGood: { 'a day in exchange': { kind: 'compensatory' }, 'a day worked in exchange': { kind: 'swapped' } },
    faults: { 'no name': { name: ' ' }, 'an unknown kind': { kind: 'party' } },
  },
  absences: {
    path: 'absences/a1',
    read: (data) => absenceFromDocument('a1', data),
    good: {
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
      revision: 1,
    },
    recorded: true,
    alsoGood: {
      'one day': { to: '2026-11-23' },
      'five years': { to: '2031-11-27' },
      'nobody stands in': { substitute: null },
      'a unit stands in': { substitute: 'unit:gdtrh' },
      'somebody of no list stands in': { substitute: 'text:Phó Chánh Văn phòng' },
      'from one afternoon to the next morning': { fromSession: 'afternoon', toSession: 'morning' },
      'one afternoon': { to: '2026-11-23', fromSession: 'afternoon', toSession: 'afternoon' },
      'one evening': { to: '2026-11-23', fromSession: 'evening' },
      'one morning': { to: '2026-11-23', toSession: 'morning' },
      'the reason is told': { kindPublic: true },
      'only chairs': { scope: 'chairs' },
      'the trip itself': { attends: ['board/e1', 'gdtrh/e-2_x'] },
      'twenty entries': { attends: Array.from({ length: 20 }, (_, n) => `board/e${n}`) },
    },
    faults: {
      'ends before it starts': { to: '2026-11-22' },
      'longer than five years': { to: '2031-11-28' },
      'ends in the morning of the afternoon it starts': {
        to: '2026-11-23',
        fromSession: 'afternoon',
        toSession: 'morning',
      },
      'ends in the afternoon of the evening it starts': {
        to: '2026-11-23',
        fromSession: 'evening',
        toSession: 'afternoon',
      },
      'starts with a session that is the day': { fromSession: 'morning' },
      'ends with a session that is the day': { toSession: 'evening' },
      'a first day that is none': { from: '2026-10-32' },
      'a last day that is none': { to: '2026-11-31' },
      'an unknown kind': { kind: 'fun' },
      'told by word': { kindPublic: 'yes' },
      'nobody away': { person: null },
      'a substitute who is no party': { substitute: 'Ông Huy' },
      'stands in for themselves': { substitute: 'person:van' },
      'an unknown scope': { scope: 'half' },
      'an entry without a calendar': { attends: ['e1'] },
      'an entry below a calendar’s entry': { attends: ['board/e1/x'] },
      'two entries in one': { attends: ['board/e1\nboard/e2'] },
      'too many entries': { attends: Array.from({ length: 21 }, (_, n) => `board/e${n}`) },
      'entries that are no list': { attends: {} },
    },
    later: ['fromSession', 'toSession', 'kindPublic', 'scope', 'attends', 'revision'],
  },
  members: {
    path: 'members/new',
    read: (data) => memberFromDocument('new', data),
    good: memberToDocument({ ...MEMBERS.staff, uid: 'new', editorOf: ['gdtrh', 'board'], roles: ['viewer', 'clerk'] }),
    alsoGood: {
      'no role': { roles: [] },
      'all roles': { roles: ['viewer', 'clerk', 'approver', 'admin'] },
      'sixty calendars': { editorOf: Array.from({ length: 60 }, (_, n) => `c${n}`) },
      'no calendar': { editorOf: [] },
    },
    faults: {
      'no name': { name: '' },
      'no address': { email: null },
      'a person who is none': { person: 'Bà Châu' },
      'active by word': { active: 'yes' },
      'an unknown role': { roles: ['owner'] },
      'five roles': { roles: ['viewer', 'viewer', 'clerk', 'approver', 'admin'] },
      'roles that are no list': { roles: 'admin' },
      'roles in a map': { roles: { admin: true } },
      'a calendar that is none': { editorOf: ['gd trh'] },
      'two calendars in one': { editorOf: ['a\nb'] },
      'a calendar that is a number': { editorOf: [1] },
      'too many calendars': { editorOf: Array.from({ length: 61 }, (_, n) => `c${n}`) },
      'calendars that are no list': { editorOf: {} },
    },
  },
  settings: {
    path: 'settings/agency',
    read: settingsFromDocument,
    good: {
      name: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
      parentName: 'UBND tỉnh Vĩnh An',
      defaultCalendar: 'board',
      weekNumbering: 'iso',
      documentNoTemplate: '{week}{adjustment}/LCT-SGDĐT',
      replacesInvitation: true,
      sessions: spans,
      blockedWords: ['mật', 'đề thi'],
      embedAncestors: ['https://xa-a.example.vn', 'http://10.0.0.5:8080', '*'],
    },
    alsoGood: {
      'numbered by hand': { weekNumbering: 'manual' },
      'no words': { blockedWords: [] },
      'no other site': { embedAncestors: [] },
      'a place for the date': { locality: 'Vĩnh An' },
      'who gets the sheet': { recipients: Array.from({ length: 12 }, (_, n) => `Nơi ${n}`) },
      'feeds of this week': { feedWindow: { past: 0, ahead: 0 } },
      'feeds of ten years': { feedWindow: { past: 3650, ahead: 3650 } },
      'receptions on the first': { reception },
      'receptions on the last': { reception: { ...reception, day: 31 } },
      'winter hours over New Year': { season: { from: '10-15', to: '04-15', sessions: spans } },
      'a season to the last of February': { season: { from: '01-01', to: '02-29', sessions: spans } },
      'a length for no kind': { assumedMinutes: {} },
      'a length for every kind': {
        assumedMinutes: { meeting: 90, fieldVisit: 1440, reception: 210, duty: 5, leave: 240, other: 60 },
      },
    },
    faults: {
      'a place that is none': { locality: '' },
      'a place of two lines': { locality: 'Vĩnh\nAn' },
      'a place that is too long': { locality: 'x'.repeat(201) },
      'recipients that are one text': { recipients: 'Lưu: VT' },
      'a recipient of two lines': { recipients: ['Ban\nGiám đốc'] },
      'a recipient that is none': { recipients: [''] },
      'too many recipients': { recipients: Array.from({ length: 13 }, (_, n) => `Nơi ${n}`) },
      'receptions without a place': { reception: { day: 15, who: 'Giám đốc', hours: '8h' } },
      'receptions on no day': { reception: { ...reception, day: 0 } },
      'receptions on the 32nd': { reception: { ...reception, day: 32 } },
      'receptions by nobody': { reception: { ...reception, who: '' } },
      'receptions with a word more': { reception: { ...reception, note: 'x' } },
      'receptions that are text': { reception: 'ngày 15' },
      'feeds without an end': { feedWindow: { past: 90 } },
      'feeds of half a day': { feedWindow: { past: 0.5, ahead: 365 } },
      'feeds of the future only': { feedWindow: { past: -1, ahead: 365 } },
      'feeds of more than ten years': { feedWindow: { past: 90, ahead: 3651 } },
      'feeds with a word': { feedWindow: { past: 90, ahead: 365, unit: 'days' } },
      'feeds of a number': { feedWindow: 90 },
      'a season without an end': { season: { from: '10-15', sessions: spans } },
      'a season with a year': { season: { from: '2026-10-15', to: '04-15', sessions: spans } },
      'a season from a day that is none': { season: { from: '04-31', to: '10-14', sessions: spans } },
      'a season to February 30th': { season: { from: '01-01', to: '02-30', sessions: spans } },
      'a season of two sessions': {
        season: { from: '04-16', to: '10-14', sessions: { morning: spans.morning, afternoon: spans.afternoon } },
      },
      'a season with a name': { season: { from: '04-16', to: '10-14', sessions: spans, name: 'hè' } },
      'a season that ends a session before it starts': {
        season: { from: '04-16', to: '10-14', sessions: { ...spans, morning: { start: 690, end: 450 } } },
      },
      'a season that is text': { season: 'hè' },
      'lengths that are a list': { assumedMinutes: [120] },
      'a length of an unknown kind': { assumedMinutes: { party: 120 } },
      'a length that is text': { assumedMinutes: { meeting: '120' } },
      'half a minute': { assumedMinutes: { duty: 90.5 } },
      'a length of nothing': { assumedMinutes: { other: 0 } },
      'a length beyond a day': { assumedMinutes: { fieldVisit: 1441 } },
      'no length': { assumedMinutes: { reception: null } },
      'a length of leave that is none': { assumedMinutes: { leave: 4 } },
      'no name': { name: '' },
      'no parent': { parentName: null },
      'a calendar that is none': { defaultCalendar: 'Ban Giám đốc' },
      'an unknown numbering': { weekNumbering: 'lunar' },
      'no template': { documentNoTemplate: '' },
      'replaces by word': { replacesInvitation: 'yes' },
      'a session missing': { sessions: { morning: spans.morning, afternoon: spans.afternoon } },
      'a fourth session': { sessions: { ...spans, night: spans.evening } },
      'a session that ends before it starts': { sessions: { ...spans, morning: { start: 690, end: 450 } } },
      'a session beyond the day': { sessions: { ...spans, evening: { start: 1140, end: 1441 } } },
      'a session before the day': { sessions: { ...spans, morning: { start: -1, end: 690 } } },
      'an afternoon that ends before it starts': { sessions: { ...spans, afternoon: { start: 1020, end: 810 } } },
      'an evening that ends as it starts': { sessions: { ...spans, evening: { start: 1140, end: 1140 } } },
      'a session with a name': { sessions: { ...spans, morning: { ...spans.morning, name: 'Sáng' } } },
      'a session that is text': { sessions: { ...spans, morning: '07:30' } },
      'a word with a break': { blockedWords: ['đề\nthi'] },
      'a word that is none': { blockedWords: ['mật', ''] },
      'too many words': { blockedWords: Array.from({ length: 201 }, (_, n) => `từ ${n}`) },
      'a site without a scheme': { embedAncestors: ['xa-a.example.vn'] },
      'a site with a path': { embedAncestors: ['https://xa-a.example.vn/trang'] },
      'a site that would end the header': { embedAncestors: ["https://a.vn; script-src 'unsafe-inline'"] },
      'too many sites': { embedAncestors: Array.from({ length: 51 }, (_, n) => `https://xa${n}.example.vn`) },
    },
  },
};

/** As revision 1, with its record. */
const recordOf = (path: string, { revision: _revision, ...absence }: Data) => ({
  set: `${path}/history/1`,
  data: { revision: 1, action: 'create', by: 'admin', at: NOW, absence },
});

describe.each(Object.entries(SHAPES))(
  '%s',
  (_name, { path, read, good, alsoGood = {}, faults, later = [], recorded }) => {
    const write = (data: Data) =>
      new Office().seed(OFFICE).write('admin', { set: path, data }, ...(recorded ? [recordOf(path, data)] : []));

    test.each(Object.entries({ 'as they are': {}, ...alsoGood }))('%s: accepted', (_what, alter) => {
      expect(write({ ...good, ...alter })).toEqual({ allowed: true });
      expect(() => read({ ...good, ...alter })).not.toThrow();
    });

    test.each(Object.entries({ ...faults, 'an unknown field': { note: 'x' } }))('%s: refused', (_what, alter) => {
      expect(write({ ...good, ...alter })).toMatchObject({ allowed: false });
      expect(() => read({ ...good, ...alter })).toThrow(ValiError);
    });

    test.each(Object.keys(good))('without %s: refused', (field) => {
      const { [field]: _gone, ...rest } = good;
      expect(write(rest)).toMatchObject({ allowed: false });
      const readable = () => {
        try {
          return read(rest) !== undefined;
        } catch (cause) {
          return !(cause instanceof ValiError);
        }
      };
      expect(readable()).toBe(later.includes(field));
    });
  },
);

test.each([
  ['calendars/khao thi', SHAPES['calendars']!.good],
  ['people/bà vân', SHAPES['people']!.good],
  ['rooms/p 1', SHAPES['rooms']!.good],
  ['vehicles/x 7', SHAPES['vehicles']!.good],
  ['absences/a 1', SHAPES['absences']!.good],
  ['holidays/2026-02-29', SHAPES['holidays']!.good],
  ['settings/other', SHAPES['settings']!.good],
  ['elsewhere/x', {}],
])('nobody writes to %s', (path, data) => {
  const record = path.startsWith('absences') ? [recordOf(path, data)] : [];
  expect(new Office().seed(OFFICE).write('admin', { set: path, data }, ...record)).toMatchObject({ allowed: false });
});

describe('the history of an absence', () => {
  const path = 'absences/a1';
  const { revision: _first, ...fields } = SHAPES['absences']!.good;
  const changed = { ...fields, kind: 'leave' };
  const record = (revision: number, action: string, absence: Data, over: Data = {}) => ({
    set: `${path}/history/${revision}`,
    data: { revision, action, by: 'clerk', at: NOW, absence, ...over },
  });
  const stored = (revision: number, data: Data = fields) => ({ set: path, data: { ...data, revision } });
  const office = () =>
    new Office().seed({
      ...OFFICE,
      [path]: { ...fields, revision: 1 },
      [`${path}/history/1`]: record(1, 'create', fields).data,
    });

  test('each change stands in it, and what was deleted comes back after its deletion', () => {
    const at = office();
    expect(at.write('clerk', stored(2, changed), record(2, 'update', changed))).toEqual({ allowed: true });
    expect(at.write('clerk', { remove: path }, record(3, 'delete', changed))).toEqual({ allowed: true });
    expect(at.write('clerk', stored(1), record(1, 'create', fields))).toMatchObject({ allowed: false });
    expect(at.write('clerk', stored(4), record(4, 'create', fields))).toEqual({ allowed: true });
    expect(at.list('staff', `${path}/history`)).toEqual({ allowed: true });
    expect(at.list(null, `${path}/history`)).toMatchObject({ allowed: false });
  });

  test('one from before there were revisions is changed and deleted', () => {
    const { scope: _scope, ...old } = fields;
    const at = () => new Office().seed({ ...OFFICE, [path]: old });
    expect(at().write('clerk', stored(1, changed), record(1, 'update', changed))).toEqual({ allowed: true });
    expect(at().write('clerk', { remove: path }, record(1, 'delete', fields))).toEqual({ allowed: true });
  });

  test.each([
    ['without its record', [stored(2, changed)]],
    ['made from an older one', [stored(1, changed), record(1, 'update', changed)]],
    ['two revisions on', [stored(3, changed), record(3, 'update', changed)]],
    ['with a record of something else', [stored(2, changed), record(2, 'update', fields)]],
    ['as another act', [stored(2, changed), record(2, 'create', changed)]],
    ['in another’s name', [stored(2, changed), record(2, 'update', changed, { by: 'admin' })]],
    ['at another time', [stored(2, changed), record(2, 'update', changed, { at: new Date('2026-11-24T02:00:01Z') })]],
    ['with a record that says more', [stored(2, changed), record(2, 'update', changed, { why: 'x' })]],
    ['a record alone', [record(2, 'update', changed)]],
    ['a record written anew', [record(1, 'update', changed)]],
    ['a record taken away', [{ remove: `${path}/history/1` }]],
    ['a deletion without its record', [{ remove: path }]],
    ['a deletion made from an older one', [{ remove: path }, record(1, 'delete', fields)]],
  ])('%s: refused', (_what, writes) => {
    expect(office().write('clerk', stored(2, changed), record(2, 'update', changed))).toEqual({ allowed: true });
    expect(office().write('clerk', ...writes)).toMatchObject({ allowed: false });
  });
});

test('a calendar is switched off, never deleted', () => {
  expect(new Office().seed(OFFICE).write('admin', { remove: 'calendars/gdtrh' })).toMatchObject({ allowed: false });
});

describe('administrators', () => {
  const self = memberToDocument(MEMBERS.admin);
  const write = (uid: string, data: Data) =>
    new Office()
      .seed({ ...OFFICE, 'members/admin2': memberToDocument({ ...MEMBERS.admin, uid: 'admin2' }) })
      .write('admin', { set: `members/${uid}`, data });

  test('change each other', () => {
    expect(write('admin2', { ...self, roles: ['viewer'] })).toEqual({ allowed: true });
    expect(write('admin2', { ...self, active: false })).toEqual({ allowed: true });
  });

  test('do not lock themselves out, so that one is always left', () => {
    expect(write('admin', { ...self, name: 'Tên khác', roles: ['viewer', 'admin'] })).toEqual({ allowed: true });
    expect(write('admin', { ...self, roles: ['viewer'] })).toMatchObject({ allowed: false });
    expect(write('admin', { ...self, active: false })).toMatchObject({ allowed: false });
    expect(new Office().seed(OFFICE).write('admin', { remove: 'members/admin' })).toMatchObject({ allowed: false });
  });

  test('are not made by themselves', () => {
    const data = memberToDocument({ ...MEMBERS.staff, roles: ['viewer', 'admin'] });
    expect(new Office().seed(OFFICE).write('staff', { set: 'members/staff', data })).toMatchObject({ allowed: false });
  });
});

describe('a member brings their own new address along', () => {
  const email = (uid: string) => `${uid}@new.example.test`;
  const write = (uid: MemberName, of: MemberName, change: Data) =>
    new Office()
      .seed(OFFICE)
      .write(uid, { set: `members/${of}`, data: { ...memberToDocument(MEMBERS[of]), ...change } });
  test('once it is verified', () => {
    expect(write('staff', 'staff', { email: email('staff') })).toEqual({ allowed: true });
    expect(write('editor', 'editor', { email: email('editor') })).toMatchObject({ allowed: false });
  });
  test.each<[string, MemberName, Data]>([
    ['another address than their account has', 'staff', { email: 'giamdoc@example.test' }],
    ['a role with it', 'staff', { email: email('staff'), roles: ['admin'] }],
    ['another name with it', 'staff', { email: email('staff'), name: 'Giám đốc' }],
    ["a colleague's entry", 'clerk', { email: email('staff') }],
    ['a way back for who has left', 'left', { email: email('left') }],
  ])('but not %s', (_what, of, change) => {
    expect(write(of === 'left' ? 'left' : 'staff', of, change)).toMatchObject({ allowed: false });
  });
});

test('people who have left still read that they have, and nobody else’s membership', () => {
  const at = new Office().seed(OFFICE);
  expect(at.get('left', 'members/left')).toEqual({ allowed: true });
  expect(at.get('left', 'members/staff')).toMatchObject({ allowed: false });
  expect(at.get('stranger', 'members/stranger')).toEqual({ allowed: true }); // there is none: the page says so
});

test.each(['tat-ca', 'tiep-cong-dan', 'nghi-le', 'nguoi', 'private'])(
  'no calendar is named “%s”: that is the address of another feed',
  (name) => {
    const data = { name: 'Phòng A', shortName: 'A', kind: 'division', order: 9, active: true };
    expect(new Office().seed(OFFICE).write('admin', { set: `calendars/${name}`, data })).toMatchObject({
      allowed: false,
    });
  },
);

test('visitors see public profiles only, one or all of them', () => {
  const person = { name: 'Vân', positions: [], order: 1 };
  const at = new Office().seed({ 'people/a': { ...person, public: true }, 'people/b': { ...person, public: false } });
  expect(at.get(null, 'people/a')).toEqual({ allowed: true });
  expect(at.get(null, 'people/b')).toMatchObject({ allowed: false });
  expect(at.list(null, 'people', { public: true })).toEqual({ allowed: true });
  expect(at.list(null, 'people')).toMatchObject({ allowed: false });
});

describe('private feeds', () => {
  const path = `feeds/${'0a'.repeat(32)}`;
  const good = { member: 'staff', calendar: 'board', person: null, createdAt: NOW, lastUsedAt: null };
  const office = () => new Office().seed(OFFICE);

  test('are made and read by their owner', () => {
    const at = office();
    expect(at.write('staff', { set: path, data: good })).toEqual({ allowed: true });
    expect(at.get('staff', path)).toEqual({ allowed: true });
    expect(at.list('staff', 'feeds', { member: 'staff' })).toEqual({ allowed: true });
    expect(() => feedFromDocument('0a', { ...good, createdAt: new Date(0) })).not.toThrow();
  });

  test.each(['clerk', 'admin', null])('are not read by %s', (who) => {
    const at = office().seed({ [path]: good });
    expect(at.get(who, path)).toMatchObject({ allowed: false });
    expect(at.list(who, 'feeds', { member: 'staff' })).toMatchObject({ allowed: false });
  });

  test('are ended by their owner or an administrator, and not changed', () => {
    const at = () => office().seed({ [path]: good });
    expect(at().write('staff', { remove: path })).toEqual({ allowed: true });
    expect(at().write('admin', { remove: path })).toEqual({ allowed: true });
    expect(at().write('clerk', { remove: path })).toMatchObject({ allowed: false });
    expect(at().write('staff', { set: path, data: good })).toMatchObject({ allowed: false });
  });

  test.each([
    ['for somebody else', path, { member: 'clerk' }],
    ['with a time of its own', path, { createdAt: new Date(0) }],
    ['with an unknown field', path, { note: 'x' }],
    ['of a calendar that is none', path, { calendar: 'a b' }],
    ['of a person who is none', path, { person: 'a b' }],
    ['used already', path, { lastUsedAt: NOW }],
    ['under a name that can be guessed', 'feeds/staff', {}],
    ['under the address itself', `feeds/${'Zz'.repeat(21)}A`, {}],
  ])('%s are refused', (_what, set, alter) => {
    expect(office().write('staff', { set, data: { ...good, ...alter } })).toMatchObject({ allowed: false });
  });

  test('are out of reach for owners who have left', () => {
    const at = office().seed({ [path]: { ...good, member: 'left' } });
    expect(at.get('left', path)).toMatchObject({ allowed: false });
    expect(at.write('left', { remove: path })).toMatchObject({ allowed: false });
  });

  test('are not made by people who have left', () => {
    expect(office().write('left', { set: path, data: { ...good, member: 'left' } })).toMatchObject({ allowed: false });
  });
});

describe('notices', () => {
  const path = 'notices/staff';
  const good = { calendars: ['board'], unit: false, way: 'mail', since: NOW };
  const office = () => new Office().seed(OFFICE);

  test('are chosen, changed and given up by each for themselves', () => {
    const at = office();
    expect(at.write('staff', { set: path, data: good })).toEqual({ allowed: true });
    expect(at.write('staff', { set: path, data: { ...good, calendars: [] } })).toEqual({ allowed: true });
    expect(at.get('staff', path)).toEqual({ allowed: true });
    expect(at.write('staff', { remove: path })).toEqual({ allowed: true });
    expect(() => noticeChoiceFromDocument({ ...good, since: new Date(0) })).not.toThrow();
  });

  test.each(['clerk', 'admin', null])('are not for %s to see or set', (who) => {
    const at = office().seed({ [path]: good });
    expect(at.get(who, path)).toMatchObject({ allowed: false });
    expect(at.write(who, { set: path, data: good })).toMatchObject({ allowed: false });
    expect(at.write(who, { remove: path })).toMatchObject({ allowed: false });
  });

  test.each([
    ['of before', { since: new Date(0) }],
    ['of a calendar that is none', { calendars: ['a b'] }],
    ['of too many calendars', { calendars: Array.from({ length: 61 }, (_none, index) => `c${index}`) }],
    ['with an unknown field', { mail: 'a@b.vn' }],
    ['by a way that is none', { way: 'sms' }],
    ['of a unit by its name', { unit: 'gdtrh' }],
  ])('%s are refused', (_what, alter) => {
    expect(office().write('staff', { set: path, data: { ...good, ...alter } })).toMatchObject({ allowed: false });
  });

  test('what the server can do is read by staff, written by nobody; whom it told is read by nobody', () => {
    const at = office().seed({
      'settings/notices': { mail: true, push: null },
      'sentNotices/board_2026-W48_1': { to: [], done: true },
    });
    expect(at.get('staff', 'settings/notices')).toEqual({ allowed: true });
    expect(at.get(null, 'settings/notices')).toMatchObject({ allowed: false });
    expect(at.write('admin', { set: 'settings/notices', data: { mail: true, push: null } })).toMatchObject({
      allowed: false,
    });
    expect(at.get('admin', 'sentNotices/board_2026-W48_1')).toMatchObject({ allowed: false });
  });
});

describe('devices that notices are pushed to', () => {
  const path = `notices/staff/devices/${'ab'.repeat(32)}`;
  const good = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/dQw4:APA91b-x_Y',
    p256dh: 'B'.repeat(87),
    auth: 'c'.repeat(22),
    createdAt: NOW,
  };
  const office = () => new Office().seed(OFFICE);
  const taken = (data: object) => {
    try {
      return pushDeviceFromDocument('d', { ...data, createdAt: new Date(0) }) !== null;
    } catch {
      return false;
    }
  };

  test('are subscribed, listed and given up by their owner', () => {
    const at = office();
    expect(at.write('staff', { set: path, data: good })).toEqual({ allowed: true });
    expect(at.write('staff', { set: path, data: { ...good, auth: 'd'.repeat(22) } })).toEqual({ allowed: true });
    expect(at.list('staff', 'notices/staff/devices')).toEqual({ allowed: true });
    expect(at.write('staff', { remove: path })).toEqual({ allowed: true });
  });

  test.each(['clerk', 'admin', null])('are not for %s to see, set or take away', (who) => {
    const at = office().seed({ [path]: good });
    expect(at.get(who, path)).toMatchObject({ allowed: false });
    expect(at.list(who, 'notices/staff/devices')).toMatchObject({ allowed: false });
    expect(at.write(who, { set: path, data: good })).toMatchObject({ allowed: false });
    expect(at.write(who, { remove: path })).toMatchObject({ allowed: false });
  });

  test.each([
    'https://fcm.googleapis.com/wp/cQ:x_-',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAAAB-_',
    'https://web.push.apple.com/QGuQyavXutnMH',
    'https://wns2-sg2p.notify.windows.com/w/?token=BQYAAAB%2bxy%3d',
  ])('%s is a push service, to rules and schema', (endpoint) => {
    expect(office().write('staff', { set: path, data: { ...good, endpoint } })).toEqual({ allowed: true });
    expect(taken({ ...good, endpoint })).toBe(true);
  });

  test.each([
    ['plain http', { endpoint: 'http://fcm.googleapis.com/x' }],
    ['this machine', { endpoint: 'https://127.0.0.1/x' }],
    ['a machine of the intranet', { endpoint: 'https://10.0.0.1/x' }],
    ['some other site', { endpoint: 'https://example.vn/x' }],
    ['a name that only begins like one', { endpoint: 'https://fcm.googleapis.com.example.vn/x' }],
    ['a name that only ends like one', { endpoint: 'https://xpush.apple.com/x' }],
    ['another port', { endpoint: 'https://fcm.googleapis.com:8443/x' }],
    ['somebody’s name in front', { endpoint: 'https://fcm.googleapis.com@10.0.0.1/x' }],
    ['a line break', { endpoint: 'https://fcm.googleapis.com/x\nHost: a' }],
    ['no address', { endpoint: 7 }],
    ['a key of another length', { p256dh: 'B'.repeat(86) }],
    ['a secret of another length', { auth: 'c'.repeat(23) }],
    ['an unknown field', { name: 'máy của tôi' }],
  ])('%s is refused, by rules and schema', (_what, alter) => {
    expect(office().write('staff', { set: path, data: { ...good, ...alter } })).toMatchObject({ allowed: false });
    expect(taken({ ...good, ...alter })).toBe(false);
  });

  test.each([
    ['under a name that is no hash', 'notices/staff/devices/may-cua-toi', {}],
    ['subscribed before now', path, { createdAt: new Date(0) }],
  ])('%s, they are refused', (_what, set, alter) => {
    expect(office().write('staff', { set, data: { ...good, ...alter } })).toMatchObject({ allowed: false });
  });

  test('are not subscribed by people who have left', () => {
    const set = `notices/left/devices/${'ab'.repeat(32)}`;
    expect(office().write('left', { set, data: good })).toMatchObject({ allowed: false });
  });
});
