// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { emptyDraft } from '#domain/entry.ts';
import { isOfAnother, requestsPlace, tabName, unsavedBox, unsavedOf } from './unsaved.ts';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const unsaved = {
  draft: { ...emptyDraft('2026-11-24'), content: 'Dở dang' },
  internal: null,
  origin: null,
  deletion: null,
  sent: false,
  tab: 'a',
};

test('what is kept is found again, and forgotten when told', () => {
  const box = unsavedBox(localStorage, 'mai', 'board', '2026-W48');
  box.keep('e1', unsaved);
  expect([...unsavedBox(localStorage, 'mai', 'board', '2026-W48').all()]).toEqual([['e1', unsaved]]);
  box.forget('e1');
  expect(box.all().size).toBe(0);
});

test.each([
  ['person', 'ha', 'board', '2026-W48'],
  ['calendar', 'mai', 'gdtrh', '2026-W48'],
  ['week', 'mai', 'board', '2026-W49'],
])('another %s finds nothing', (_what, uid, calendar, week) => {
  unsavedBox(localStorage, 'mai', 'board', '2026-W48').keep('e1', unsaved);
  expect(unsavedBox(localStorage, uid, calendar, week).all().size).toBe(0);
});

test('a draft of an older version lacks fields: they are filled', () => {
  const { fixed: _fixed, ...older } = unsaved.draft;
  localStorage.setItem('unsaved:mai:board:2026-W48:e1', JSON.stringify({ ...unsaved, draft: older }));
  expect(unsavedBox(localStorage, 'mai', 'board', '2026-W48').all().get('e1')?.draft.fixed).toBe(false);
});

test('broken text on this machine is passed over', () => {
  localStorage.setItem('unsaved:mai:board:2026-W48:e1', '{"draft":');
  localStorage.setItem('unsaved:mai:board:2026-W48:e2', '{"draft":null}');
  expect(unsavedBox(localStorage, 'mai', 'board', '2026-W48').all().size).toBe(0);
});

test('a machine that stores nothing does not stop the typing', () => {
  const full = {
    ...localStorage,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as Storage;
  expect(() => unsavedBox(full, 'mai', 'board', '2026-W48').keep('e1', unsaved)).not.toThrow();
});

test('a tab keeps its name over a reload; another tab has another', () => {
  const name = tabName(sessionStorage);
  expect(tabName(sessionStorage)).toBe(name);
  sessionStorage.clear();
  expect(tabName(sessionStorage)).not.toBe(name);
});

test('all that one person typed is found, wherever it belongs, and nothing of anybody else', () => {
  unsavedBox(localStorage, 'mai', 'gdtrh', '2026-W49').keep('e2', { ...unsaved, draft: emptyDraft('2026-12-01') });
  unsavedBox(localStorage, 'mai', 'board', '2026-W48').keep('e1', unsaved);
  unsavedBox(localStorage, 'ha', 'board', '2026-W48').keep('e3', unsaved);
  expect(unsavedOf(localStorage, 'mai').map(({ calendar, week, entry }) => [calendar, week, entry])).toEqual([
    ['board', '2026-W48', 'e1'],
    ['gdtrh', '2026-W49', 'e2'],
  ]);
  expect(Object.keys(localStorage).filter((key) => isOfAnother(key, 'mai'))).toHaveLength(1);
  expect(Object.keys(localStorage).filter((key) => isOfAnother(key, null))).toHaveLength(3);
});

test('what a unit registers is kept apart from what the calendar’s own editors type, and is found as the unit’s', () => {
  unsavedBox(localStorage, 'mai', 'board', '2026-W48').keep('e1', unsaved);
  unsavedBox(localStorage, 'mai', requestsPlace('board', 'vp'), '2026-W48').keep('r1', unsaved);
  expect([...unsavedBox(localStorage, 'mai', 'board', '2026-W48').all().keys()]).toEqual(['e1']);
  expect(unsavedOf(localStorage, 'mai').map(({ calendar, unit, entry }) => [calendar, unit, entry])).toEqual(
    expect.arrayContaining([
      ['board', null, 'e1'],
      ['board', 'vp', 'r1'],
    ]),
  );
});
