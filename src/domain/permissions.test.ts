import { expect, test } from 'vitest';
import { ACTIONS, may, PERMISSIONS, STANDINGS, standingsOf } from './permissions.ts';
import type { Member } from './permissions.ts';

const board = { id: 'board', kind: 'board' } as const;
const division = { id: 'gdtrh', kind: 'division' } as const;
const member = (over: Partial<Member>): Member => ({
  uid: 'u',
  name: 'N',
  email: 'n@example.test',
  person: null,
  active: true,
  roles: [],
  editorOf: [],
  ...over,
});

test('a visitor reads what was issued, and nothing else', () => {
  expect(ACTIONS.filter((action) => may(null, action, board))).toEqual(['readIssued']);
  const left = member({ active: false, roles: ['admin', 'approver'], editorOf: ['board'] });
  expect(ACTIONS.filter((action) => may(left, action, board))).toEqual(['readIssued']);
});

test('a clerk writes the board’s week and no division’s', () => {
  const clerk = member({ roles: ['clerk'] });
  expect(may(clerk, 'editEntries', board)).toBe(true);
  expect(may(clerk, 'editEntries', division)).toBe(false);
  expect(may(clerk, 'issueWeek', board)).toBe(false);
});

test('a division’s editor writes its calendar and registers for the board’s', () => {
  const editor = member({ editorOf: ['gdtrh'] });
  expect(may(editor, 'editEntries', division)).toBe(true);
  expect(may(editor, 'editEntries', board)).toBe(false);
  expect(may(editor, 'requestEntries', board)).toBe(true);
  expect(may(editor, 'requestEntries', { id: 'tochuc', kind: 'division' })).toBe(false);
});

test('roles add up: a leader approves and edits the board’s calendar', () => {
  const leader = member({ roles: ['approver'], editorOf: ['board'] });
  expect(standingsOf(leader, board)).toEqual(['visitor', 'staff', 'editor', 'approver']);
  expect(may(leader, 'issueWeek', board) && may(leader, 'editEntries', board)).toBe(true);
});

test('an administrator writes the directory, not the schedule', () => {
  const admin = member({ roles: ['admin'] });
  expect(may(admin, 'manageMembers') && may(admin, 'manageDirectory')).toBe(true);
  expect(may(admin, 'editEntries', board) || may(admin, 'issueWeek', board)).toBe(false);
});

test('every cell of the table is what somebody with that standing alone may', () => {
  const holders: Record<(typeof STANDINGS)[number], Member | null> = {
    visitor: null,
    staff: member({ roles: ['viewer'] }),
    editor: member({ editorOf: ['board', 'gdtrh'] }), // of either calendar below
    otherEditor: member({ editorOf: ['elsewhere'] }),
    clerk: member({ roles: ['clerk'] }),
    approver: member({ roles: ['approver'] }),
    admin: member({ roles: ['admin'] }),
  };
  for (const action of ACTIONS) {
    const cells: Partial<Record<string, string>> = PERMISSIONS[action];
    for (const calendar of [board, division]) {
      for (const standing of STANDINGS) {
        const base = standing === 'visitor' ? ['visitor'] : ['visitor', 'staff', standing];
        if (standing === 'editor') base.push('otherEditor');
        const expected = base.some(
          (one) => cells[one] === 'any' || (cells[one] === 'board' && calendar.kind === 'board'),
        );
        expect([action, standing, calendar.id, may(holders[standing], action, calendar)]).toEqual([
          action,
          standing,
          calendar.id,
          expected,
        ]);
      }
    }
  }
});
