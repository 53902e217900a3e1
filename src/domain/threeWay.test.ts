import { describe, expect, test } from 'vitest';
import { draftOf } from './entry.ts';
import type { EntryHistory } from './entry.ts';
import { savedBy, storedOf } from './fixtures.ts';
import { authorsSince, contestedFields, differences, merged, mergedUnasked } from './threeWay.ts';

const origin = storedOf({ place: 'Phòng họp số 1' });
const mine = { ...draftOf(origin), time: '9h', content: 'Rà soát chỉ tiêu lớp 10' };
const theirs = savedBy(origin, 'ha', { time: '10h', place: 'Hội trường' });

describe('two people changed one entry', () => {
  test('each field says who changed it', () => {
    expect(differences(origin, mine, theirs)).toEqual([
      { field: 'time', changedBy: 'both' },
      { field: 'content', changedBy: 'mine' },
      { field: 'place', changedBy: 'theirs' },
    ]);
  });
  test('without a choice the saved time stays, and nothing that one side alone changed is lost', () => {
    const result = merged(mine, theirs, differences(origin, mine, theirs), new Map());
    expect(result).toMatchObject({ time: '10:00', content: 'Rà soát chỉ tiêu lớp 10', place: 'Hội trường' });
  });
  test('a chosen field is taken as it was typed', () => {
    const result = merged(mine, theirs, differences(origin, mine, theirs), new Map([['time', 'mine']]));
    expect(result.time).toBe('9h');
  });
});

describe('without asking', () => {
  const moved = savedBy(origin, 'ha', { date: '2026-11-25', lastDate: '2026-11-25' });
  test('changes of different fields both stand', () => {
    const typed = { ...draftOf(origin), content: 'Rà soát kỹ' };
    expect(mergedUnasked(origin, typed, theirs)).toMatchObject({
      ...{ content: 'Rà soát kỹ', time: '10:00', place: 'Hội trường' },
    });
    expect(mergedUnasked(origin, typed, moved)).toMatchObject({ content: 'Rà soát kỹ', date: '2026-11-25' });
  });
  test('one field of both, or the day of one and the hour of the other, is for a person to choose', () => {
    expect(mergedUnasked(origin, mine, theirs)).toBeUndefined();
    expect(mergedUnasked(origin, { ...draftOf(origin), time: '9h' }, moved)).toBeUndefined();
    expect(contestedFields(origin, mine, theirs)).toEqual([['time']]);
    expect(contestedFields(origin, { ...draftOf(origin), time: '9h' }, moved)).toEqual([['date', 'time']]);
  });
});

test('the same time typed another way is no difference', () => {
  expect(differences(origin, { ...draftOf(origin), time: '8 giờ 30' }, savedBy(origin, 'ha', {}))).toEqual([]);
});

test('text that cannot be read yet is compared as typed', () => {
  expect(differences(origin, { ...draftOf(origin), time: '25h' }, theirs)).toContainEqual({
    field: 'time',
    changedBy: 'both',
  });
});

describe('who changed what', () => {
  const second = savedBy(origin, 'ha', { place: 'Hội trường' });
  const third = savedBy(second, 'huy', { time: '10h' });
  const record = (entry: typeof second): EntryHistory => ({
    revision: entry.revision,
    action: 'update',
    by: entry.updatedBy,
    at: entry.updatedAt,
    entry,
  });
  test('each field names the one who last changed it, not the last saver', () => {
    const authorOf = authorsSince(origin, [record(third), record(second)], third);
    expect(authorOf('place').by).toBe('ha');
    expect(authorOf('time').by).toBe('huy');
  });
  test('with no history at hand the last saver stands in', () => {
    expect(authorsSince(origin, [], third)('place').by).toBe('huy');
  });
});
