import { expect, test } from 'vitest';
import { EMPTY_RESOURCE, parseResource, resourceDraft, type ResourceDraft } from './resourceForm.ts';

const typed = (draft: Partial<ResourceDraft>, others: readonly string[] = []) =>
  parseResource(
    { ...EMPTY_RESOURCE, name: 'Phòng họp 1', ...draft },
    others.map((name) => ({ name })),
  );

test('a room is a name; seats and what stands in it as one writes them', () => {
  expect(typed({ seats: ' 20 chỗ', equipment: 'màn hình, trực tuyến; micro,, màn hình' })).toEqual({
    ok: true,
    fields: { name: 'Phòng họp 1', seats: 20, equipment: ['màn hình', 'trực tuyến', 'micro'], active: true },
  });
  expect(typed({})).toMatchObject({ ok: true, fields: { seats: null, equipment: [] } });
});

test('shown and saved without a change, a room is the same', () => {
  const room = { id: 'p1', name: 'Phòng họp 1', seats: 20, equipment: ['micro'], order: 3, active: false };
  expect(parseResource(resourceDraft(room, ''), [])).toEqual({
    ok: true,
    fields: { name: room.name, seats: 20, equipment: ['micro'], active: false },
  });
});

test.each([
  ['no name', { name: ' \u200b ' }, { name: 'missing' }],
  ['a name too long', { name: 'a'.repeat(201) }, { name: 'tooLong' }],
  ['no seat', { seats: '0' }, { seats: 'noNumber' }],
  ['seats that are no number', { seats: 'nhiều' }, { seats: 'noNumber' }],
  ['more seats than a town', { seats: '100001' }, { seats: 'noNumber' }],
  ['too many things', { equipment: Array.from({ length: 21 }, (_, n) => n).join(',') }, { equipment: 'tooMany' }],
  ['a thing too long', { equipment: 'a'.repeat(501) }, { equipment: 'tooLong' }],
] as const)('%s is said at its field', (_what, draft, errors) => {
  expect(typed(draft)).toEqual({ ok: false, errors });
});

test('two of one name could not be told apart, marks or not', () => {
  expect(typed({ name: 'phong hop 1' }, ['Phòng họp 1'])).toEqual({ ok: false, errors: { name: 'known' } });
});
