import fc from 'fast-check';
import { expect, test } from 'vitest';
import { othersHere } from './presence.ts';

const MINUTE = 60_000;

test('who said so within a minute of the newest stamp is here, whatever the clock of this machine', () => {
  const stamps = fc.uniqueArray(
    fc.record({ uid: fc.string({ minLength: 1 }), entry: fc.option(fc.string()), ago: fc.nat(3 * MINUTE) }),
    { selector: ({ uid }) => uid },
  );
  fc.assert(
    fc.property(stamps, fc.integer({ min: 0, max: 4e12 }), fc.string(), (people, now, own) => {
      const all = [
        ...people.filter(({ uid }) => uid !== own).map(({ uid, entry, ago }) => ({ uid, entry, at: now - ago })),
        { uid: own, entry: null, at: now },
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

test('nobody is nobody', () => {
  expect(othersHere([], 'mai')).toEqual([]);
  expect(othersHere([{ uid: 'mai', entry: 'e1', at: 0 }], 'mai')).toEqual([]);
});

test('an hour-old stamp that nobody took back is not a colleague', () => {
  const old = { uid: 'ha', entry: 'e1', at: 0 };
  expect(othersHere([old, { uid: 'mai', entry: null, at: 60 * MINUTE }], 'mai')).toEqual([]);
});
