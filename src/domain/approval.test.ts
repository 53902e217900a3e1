import { expect, test } from 'vitest';
import { changedSince, nextRevision, stillAsked } from './approval.ts';
import type { PublishedWeek } from './publication.ts';

const issued = (revision: number) => ({ revision }) as PublishedWeek;
const asked = (revision: number) => ({ by: 'mai', at: 1000, revision });

test('a week that was sent waits until the revision that was asked for is issued', () => {
  expect(nextRevision(null)).toBe(1);
  expect(stillAsked(asked(1), null)).toEqual(asked(1));
  expect(stillAsked(asked(1), issued(1))).toBeNull();
  expect(stillAsked(asked(2), issued(1))).toEqual(asked(2));
  expect(stillAsked(asked(1), issued(2))).toBeNull();
  expect(stillAsked(null, null)).toBeNull();
});

test('what was saved after it was sent is counted', () => {
  expect(changedSince(asked(1), [{ updatedAt: 999 }, { updatedAt: 1000 }, { updatedAt: 1001 }])).toBe(1);
});
