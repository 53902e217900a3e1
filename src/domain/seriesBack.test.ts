import { expect, test } from 'vitest';
import { changesOf, seriesBack } from './seriesBack.ts';
import { repeatWrites, type RepeatChange, type SeriesWrite } from './dueEntries.ts';
import type { Entry } from './entry.ts';
import { storedOf } from './fixtures.ts';
import { seriesOf, type Series } from './series.ts';
import { localDate } from './time.ts';

const first = storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb');
const second: Entry = { ...first, id: 'gb_2026-11-30', date: localDate('2026-11-30'), content: 'Giao ban mới' };
const stamps = { revision: 1, updatedBy: 'mai', updatedAt: 0 };
const weekly: Series = { id: 'gb', entry: first, rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO', skipped: [], ...stamps };
const written = (all: readonly Series[], writes: readonly SeriesWrite[]): readonly Series[] =>
  writes.reduce((series, write) => {
    const rest = series.filter(({ id }) => id !== ('remove' in write ? write.remove : write.save).id);
    return 'remove' in write ? rest : [...rest, { ...stamps, ...write.save }];
  }, all);
const sorted = (all: readonly Series[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
const did = (entry: Entry, change: RepeatChange, all: readonly Series[]) => {
  const writes = repeatWrites(entry, seriesOf(entry.id, all), change);
  return { changes: changesOf(writes), all: written(all, writes) };
};

test.each<[string, Entry, RepeatChange, readonly Series[]]>([
  ['set', first, { kind: 'set', recurrence: { on: { every: 'week', weekday: 1 }, until: null, count: null } }, []],
  [
    'set otherwise',
    second,
    { kind: 'set', recurrence: { on: { every: 'month', day: 30 }, until: null, count: 3 } },
    [weekly],
  ],
  ['followed', second, { kind: 'follow' }, [weekly]],
  ['ended', second, { kind: 'stop' }, [weekly]],
  ['ended at the first', { ...first, content: 'Đã sửa riêng' }, { kind: 'stop' }, [weekly]],
])('%s: taken back it is as it was, and done again as it had become', (_name, entry, change, before) => {
  const { changes, all } = did(entry, change, before);
  const back = written(
    all,
    seriesBack(changes, all, () => entry)!,
  );
  expect(sorted(back)).toEqual(sorted(before));
  const again = changes.map((one) => ({ before: one.after, after: one.before }));
  expect(
    sorted(
      written(
        back,
        seriesBack(again, back, () => entry)!,
      ),
    ),
  ).toEqual(sorted(all));
});

test('what somebody changed since is not taken back; a day left out since stays so', () => {
  const { changes, all } = did(second, { kind: 'follow' }, [weekly]);
  const skipping = all.map((series) => ({ ...series, skipped: [localDate('2026-12-14')] }));
  expect(seriesBack(changes, skipping, () => second)).toMatchObject([
    { remove: { id: 'gb_2026-11-30' } },
    { save: { id: 'gb', skipped: ['2026-12-14'] } },
  ]);
  const changed = all.map((series) => ({ ...series, rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' }));
  expect(seriesBack(changes, changed, () => second)).toBeNull();
  expect(seriesBack(changes, [], () => second)).toBeNull();
});
