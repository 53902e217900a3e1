// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { allUnsavedOf, countUnsaved } from './allUnsaved.ts';
import { forgetForm, keepForm, keptForms } from './keptForms.ts';
import { isOfAnother, unsavedOf } from './unsaved.ts';

const line = (tab: string) => ({
  place: `quick/board/2026-W49/${tab}`,
  href: '/edit/board/2026-W49',
  words: 't5 14h họp',
  form: 't5 14h họp',
});
beforeEach(() => localStorage.clear());

test('a form is kept as it was typed, until it is saved or dropped; each person and place its own', () => {
  keepForm(localStorage, 'mai', line('b'));
  keepForm(localStorage, 'mai', line('a'));
  expect(keptForms(localStorage, 'mai', 'quick/board/2026-W49/')).toEqual([line('a'), line('b')]);
  expect(keptForms(localStorage, 'mai', 'quick/vp/')).toEqual([]);
  expect(keptForms(localStorage, 'ha')).toEqual([]);
  forgetForm(localStorage, 'mai', line('a').place);
  expect(keptForms(localStorage, 'mai')).toEqual([line('b')]);
});

test('it counts as unsaved, is no entry, and goes with whoever signs out', () => {
  keepForm(localStorage, 'mai', line('a'));
  expect(allUnsavedOf(localStorage, 'mai')).toMatchObject({ entries: [], duty: [], absences: [], forms: [line('a')] });
  expect(countUnsaved(allUnsavedOf(localStorage, 'mai'))).toBe(1);
  expect(unsavedOf(localStorage, 'mai')).toEqual([]);
  expect(isOfAnother(Object.keys(localStorage)[0]!, 'ha')).toBe(true);
});

test('what another version wrote there, or half of it, is no form', () => {
  for (const text of ['', '{', 'null', '[]', '{"href":1,"words":""}']) {
    localStorage.setItem('unsaved:mai:@form:x', text);
    expect(keptForms(localStorage, 'mai')).toEqual([]);
  }
});
