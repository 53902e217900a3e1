import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presenceFromDocument, type Presence } from './documents.ts';
import { crashed, othersHere } from './presence.ts';

const MINUTE = 60_000;

test('who said so within a minute of the newest stamp is here, whatever the clock of this machine', () => {
  const stamps = fc.uniqueArray(
    fc.record({ uid: fc.string({ minLength: 1 }), entry: fc.option(fc.string()), ago: fc.nat(3 * MINUTE) }),
    { selector: ({ uid }) => uid },
  );
  fc.assert(
    fc.property(stamps, fc.integer({ min: 0, max: 4e12 }), fc.string(), (people, now, own) => {
      const all = [
        ...people
          .filter(({ uid }) => uid !== own)
          .map(({ uid, entry, ago }) => ({ uid, window: 'a', entry, at: now - ago })),
        { uid: own, window: 'a', entry: null, at: now },
      ];
      const expected = people.filter(({ uid, ago }) => uid !== own && ago < MINUTE).map(({ uid }) => uid);
      expect(
        othersHere(all, own)
          .map(({ uid }) => uid)
          .toSorted(),
      ).toEqual(expected.toSorted());
    }),
  );
});

const stamp = (uid: string, window: string, entry: string | null, ago = 0): Presence => ({
  ...{ uid, window, entry },
  at: 60 * MINUTE - ago,
});

test('nobody is nobody', () => {
  expect(othersHere([], 'mai')).toEqual([]);
  expect(othersHere([stamp('mai', 'a', 'e1')], 'mai')).toEqual([]);
});

test('an hour-old stamp that nobody took back is not a colleague', () => {
  expect(othersHere([stamp('ha', 'a', 'e1', 60 * MINUTE), stamp('mai', 'a', null)], 'mai')).toEqual([]);
});

test('two windows of somebody are one person, here until the last is closed', () => {
  const own = stamp('mai', 'a', null);
  const windows = [stamp('ha', 'a', 'e2'), stamp('ha', 'b', null), stamp('ha', 'c', 'e1'), stamp('ha', 'd', 'e1')];
  expect(othersHere([own, ...windows], 'mai')).toEqual([{ uid: 'ha', entries: ['e1', 'e2'] }]);
  expect(othersHere([own, windows[1]!], 'mai')).toEqual([{ uid: 'ha', entries: [] }]);
});

test('a window of ours that crashed is known; one that lives, and others’, are not touched', () => {
  const all = [stamp('mai', 'a', null), stamp('mai', 'b', null, 2 * MINUTE), stamp('ha', 'c', null, 2 * MINUTE)];
  expect(crashed(all, 'mai')).toEqual(['b']);
});

test.each([
  ['phong-gdtrh_1a2b', 'phong-gdtrh', '1a2b'],
  ['a_b_c', 'a_b', 'c'],
  ['vanthu', 'vanthu', ''],
])('of the name %s the person is %s', (name, uid, window) => {
  expect(presenceFromDocument(name, { entry: null, at: new Date(0) })).toEqual({ uid, window, entry: null, at: 0 });
});
