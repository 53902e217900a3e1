import { afterAll, beforeAll, expect, test } from 'vitest';
import { laterChanges, repeatWrites, type RepeatChange } from '#domain/dueEntries.ts';
import type { Entry } from '#domain/entry.ts';
import { changesOf, seriesBack } from '#domain/seriesBack.ts';
import { seriesOf, type Series } from '#domain/series.ts';
import { addDays, localDate } from '#domain/time.ts';
import { lastRecord } from './history.ts';
import { saveEntry } from './saveEntry.ts';
import { readEntry } from './readEntry.ts';
import { watchSeries, writeSeries } from './series.ts';
import { readSeriesEntries } from './seriesEntries.ts';
import { entryOn, heard, openOffice } from './testOffice.ts';

// The real SDK against the embedded backend and the project's own rules: two clerks.

let office: Awaited<ReturnType<typeof openOffice<'mai' | 'lan'>>>;
beforeAll(async () => {
  office = await openOffice({ mai: { roles: ['clerk'] }, lan: { roles: ['clerk'] } });
});
afterAll(() => office.close());

const seriesOfRoot = async (root: string, fits: (all: readonly Series[]) => boolean = () => true) =>
  (await heard(watchSeries('board'), (all) => fits(all.filter(({ id }) => id.startsWith(root))))).filter(({ id }) =>
    id.startsWith(root),
  );

/** Every Monday from 23 November, and what three later weeks have of it already. */
async function weekly(root: string) {
  office.as('mai');
  const first = entryOn('2026-11-23', 'Giao ban', root);
  await saveEntry(first, null);
  await writeSeries('board', [
    { save: { id: root, entry: first, rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO', skipped: [] }, base: null },
  ]);
  const later = [7, 14, 21].map((days) => {
    const date = addDays(localDate('2026-11-23'), days);
    return entryOn(date, 'Giao ban', `${root}_${date}`);
  });
  for (const entry of later) await saveEntry(entry, null);
  return { first, later };
}
/** As the page does it: the entry, then the series, then what later weeks have. */
async function changed(entry: Entry, change: RepeatChange, all: readonly Series[]) {
  await saveEntry(entry, (await readEntry(entry))!);
  const writes = repeatWrites(entry, seriesOf(entry.id, all), change);
  await writeSeries('board', writes);
  return writes;
}

test('what weeks have of a series is found by its name, and nothing else', async () => {
  await weekly('tim');
  await saveEntry(entryOn('2026-11-30', 'Khác', 'timkhac_2026-11-30'), null);
  await saveEntry(entryOn('2026-11-30', 'Chép', 'tim_2026-W49'), null);
  const found = (await readSeriesEntries('board', 'tim_2026-11-30')).map(({ id }) => id);
  expect(found).toEqual(['tim_2026-11-30', 'tim_2026-12-07', 'tim_2026-12-14', 'tim_2026-W49']);
});

test('of two who choose “từ lần này về sau” at once, one does; the later is refused, may do it again, and nothing is lost', async () => {
  const { later } = await weekly('hai');
  const [second, third] = [
    { ...later[0]!, content: 'Giao ban của Mai' },
    { ...later[1]!, content: 'Giao ban của Lan' },
  ];
  const before = await seriesOfRoot('hai');
  office.as('mai');
  await changed(second, { kind: 'follow' }, before);
  office.as('lan');
  await expect(changed(third, { kind: 'follow' }, before)).rejects.toMatchObject({ code: 'forbidden' });
  const now = await seriesOfRoot('hai', (all) => all.length === 2);
  expect(now.map(({ id, rule }) => [id, rule.split(';')[3]])).toEqual([
    ['hai', 'UNTIL=20261129'],
    ['hai_2026-11-30', undefined],
  ]);
  const options = { before, after: now[1]!, holidays: new Map(), numbering: 'iso' } as const;
  const { changes, kept } = laterChanges(await readSeriesEntries('board', 'hai'), options);
  expect(kept.map(({ id, content }) => [id, content])).toEqual([['hai_2026-12-07', 'Giao ban của Lan']]);
  for (const one of changes) await saveEntry(one.after, one.before);
  expect(await lastRecord('board', 'hai_2026-12-14')).toMatchObject({ action: 'update', revision: 2, by: 'lan' });

  const [write] = await changed({ ...third, content: 'Giao ban của Lan, lần hai' }, { kind: 'follow' }, now);
  if (!write || !('save' in write)) throw new Error('nothing was written');
  const again = laterChanges(await readSeriesEntries('board', 'hai'), { ...options, before: now, after: write.save });
  expect(again.changes.map(({ after }) => [after.id, after.content])).toEqual([
    ['hai_2026-12-14', 'Giao ban của Lan, lần hai'],
  ]);
});

test.each<[string, RepeatChange]>([
  ['followed', { kind: 'follow' }],
  ['ended', { kind: 'stop' }],
  ['set', { kind: 'set', recurrence: { on: { every: 'secondWeek', weekday: 1 }, until: null, count: null } }],
])('%s, taken back and done again: the store takes each write, after that of its entry', async (name, change) => {
  for (const at of [0, 1]) {
    const root = `${name}${at}`;
    const { first, later } = await weekly(root);
    const entry = at === 0 ? first : later[0]!;
    const before = await seriesOfRoot(root);
    const writes = await changed({ ...entry, content: 'Giao ban mới' }, change, before);
    const said = (all: readonly Series[]) => all.map(({ id, rule, entry: { content } }) => [id, rule, content]);
    const stands = async () => seriesOfRoot(root, (all) => all.every(({ updatedAt }) => updatedAt > 0));
    const after = await stands();
    const back = async (content: string, changes: ReturnType<typeof changesOf>) => {
      const next = { ...entry, content };
      await saveEntry(next, (await readEntry(entry))!);
      await writeSeries(
        'board',
        seriesBack(changes, await stands(), () => next)!,
      );
    };
    await back('Giao ban', changesOf(writes));
    expect(said(await stands())).toEqual(said(before));
    await back(
      'Giao ban mới',
      changesOf(writes).map((one) => ({ before: one.after, after: one.before })),
    );
    expect(said(await stands())).toEqual(said(after));
  }
});
