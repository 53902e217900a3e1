import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beforeIn, putBehind } from './listOrder.ts';

const list = (...ids: string[]) => ids.map((id, order) => ({ id, order }));

test('a deputy put behind another changes places with those between, and with nobody else', () => {
  expect(putBehind(list('a', 'b', 'c', 'd'), { id: 'c', order: 2 }, 'a')).toEqual([
    { id: 'c', order: 1 },
    { id: 'b', order: 2 },
  ]);
  expect(putBehind(list('a', 'b'), { id: 'new', order: 0 }, 'b')).toEqual([{ id: 'new', order: 2 }]);
  expect(putBehind(list('a', 'b'), { id: 'b', order: 1 }, '')).toEqual([
    { id: 'b', order: 0 },
    { id: 'a', order: 1 },
  ]);
});

test('what stays where it is changes nobody’s place, however odd they are', () => {
  const odd = [
    { id: 'a', order: 10 },
    { id: 'b', order: 30 },
  ];
  expect(putBehind(odd, { id: 'b', order: 0 }, 'a')).toEqual([{ id: 'b', order: 30 }]);
});

test('wherever a thing is put, it stands right behind the other, and the rest keep their order', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(ids, fc.nat(), fc.nat(), fc.array(fc.integer({ min: -9, max: 9 })), (names, from, to, odd) => {
      const all = names.map((id, order) => ({ id, order: odd[order] ?? order })).sort((a, b) => a.order - b.order);
      const item = all[from % all.length]!;
      const behind = ['', ...names.filter((id) => id !== item.id)][to % all.length]!;
      const changed = new Map(putBehind(all, item, behind).map((one) => [one.id, one]));
      const after = all.map((one) => changed.get(one.id) ?? one).sort((a, b) => a.order - b.order);
      expect(beforeIn(after, item.id)).toBe(behind);
      const rest = (some: readonly { id: string }[]) => some.map(({ id }) => id).filter((id) => id !== item.id);
      expect(rest(after)).toEqual(rest(all));
    }),
  );
});
