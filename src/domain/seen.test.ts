import { expect, test } from 'vitest';
import { calendars, people, publicEntry } from '#ui/fixtures.ts';
import type { Directory, Person } from './directory.ts';
import { partyReader } from './meant.ts';
import type { Member } from './permissions.ts';
import { holding, invites, seenList, type SeenReceipt } from './seen.ts';

test.each([
  ['a sheet that replaces invitations', true, false, false, true],
  ['an entry that does by itself', false, true, false, true],
  ['a letter of its own', true, true, true, false],
  ['neither', false, false, false, false],
])('%s', (_what, sheet, entry, separate, expected) => {
  const one = { replacesInvitation: entry, separateInvitation: separate };
  expect(invites({ replacesInvitation: sheet }, one)).toBe(expected);
});

test('what changed after it was seen has to be seen again, and only that', () => {
  const receipt = (by: string, entry: string, revision: number) => ({ by, entry, revision, at: 0 });
  const receipts = [receipt('van', 'a', 1), receipt('huy', 'a', 2), receipt('an', 'a', 3), receipt('an', 'b', 3)];
  expect(holding(receipts, { id: 'a', changedIn: 2 }).map(({ by }) => by)).toEqual(['huy', 'an']);
});

const ofUnit = (id: string, name: string, order: number, shortTitle: string): Person => ({
  ...{ id, name, order, public: false },
  positions: [{ title: shortTitle, shortTitle, unit: 'gdtrh', from: null, to: null }],
});
const office = [...people, ofUnit('khanh', 'Bùi Văn Khánh', 10, 'TP'), ofUnit('quan', 'Võ Anh Quân', 11, '')];
const directory: Directory = {
  people: new Map(office.map((person) => [person.id, person])),
  calendars: new Map(
    [...calendars, { ...calendars[1]!, id: 'moi', name: 'Phòng Mới', shortName: 'Phòng Mới' }].map((one) => [
      one.id,
      one,
    ]),
  ),
  rooms: new Map(),
  vehicles: new Map(),
};
const member = (person: string, active = true): Member => ({
  ...{ uid: `u-${person}`, name: person, email: '', person, active, editorOf: [] },
  roles: ['viewer'],
});
const members = [member('van'), member('khanh'), member('quan'), member('huy', false)];
const entry = publicEntry(
  'hop',
  '2026-11-24',
  { session: 'allDay', start: null, end: null },
  {
    chairs: ['GĐ Trần Đức Thịnh'],
    attendees: ['PGĐ Nguyễn Thị Hồng Vân', 'PGĐ Lê Quang Huy', 'GĐ Trần Đức Thịnh', 'Trưởng các phòng'],
    invitees: ['Phòng GDTrH', 'Hiệu trưởng các trường'],
    changedIn: 2,
  },
);
const seen = (by: string, revision: number, at = 5): SeenReceipt => ({ by: `u-${by}`, entry: 'hop', revision, at });
const listOf = (...receipts: SeenReceipt[]) => seenList(entry, receipts, members, partyReader(directory));
const short = (list: ReturnType<typeof listOf>) =>
  list.invited.map(({ person, unit, hasAccount, seenAt }) => [
    person?.id ?? null,
    unit?.id ?? null,
    hasAccount,
    seenAt,
  ]);

test('whom the sheet invites is listed once, without who chairs; with their unit, and whether they could say so at all', () => {
  const list = listOf();
  expect(short(list)).toEqual([
    ['van', null, true, null],
    ['huy', null, false, null], // the account is closed
    ['khanh', 'gdtrh', true, null], // as one of the heads, and by the unit
    [null, 'moi', false, null],
  ]);
  expect([list.seen, list.outside]).toEqual([0, ['Hiệu trưởng các trường']]);
});

test('who has seen it as it stands counts; who saw it before it changed does not', () => {
  const list = listOf(seen('van', 2), seen('khanh', 1));
  expect(list.seen).toBe(1);
  expect(short(list)[0]).toEqual(['van', null, true, 5]);
  expect(short(list)[2]).toEqual(['khanh', 'gdtrh', true, null]);
});

test('a colleague of an invited unit who has seen it is told beside, and does not stand for its head', () => {
  const list = listOf(seen('quan', 2, 7));
  expect(list.seen).toBe(0);
  expect(list.also).toEqual([{ member: members[2], seenAt: 7 }]);
});
