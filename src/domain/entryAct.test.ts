import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEntry } from './arbitraries.ts';
import { draftOf, emptyDraft, parseEntry } from './entry.ts';
import type { EntryDraft, StoredEntry } from './entry.ts';
import { backFrom, type EntryAct } from './entryAct.ts';
import type { WeekId } from './week.ts';

function storedOf(draft: Partial<EntryDraft>, revision = 1): StoredEntry {
  const typed = { ...emptyDraft('2026-11-24'), time: '8h30', content: 'Rà soát chỉ tiêu', ...draft };
  const parsed = parseEntry(typed, { id: 'e1', calendar: 'board', week: '2026-W48' as WeekId });
  if (!parsed.ok) throw new Error(`no entry: ${JSON.stringify(parsed.errors)}`);
  return { ...parsed.entry, revision, updatedBy: 'mai', updatedAt: revision };
}
/** The next revision of an entry, with somebody's change. */
const saved = (before: StoredEntry, change: Partial<EntryDraft>) =>
  storedOf({ ...draftOf(before), ...change }, before.revision + 1);

/** Three states of one entry: as an act found it, as it left it, as it stands now. Few values, so that they meet. */
const change = fc.record(
  {
    time: fc.constantFrom('8h', '9h', '10h'),
    content: fc.constantFrom('Họp', 'Giao ban'),
    place: fc.constantFrom('', 'Hội trường', 'Phòng họp'),
    date: fc.constantFrom('2026-11-24', '2026-11-25'),
  },
  { requiredKeys: [] },
);

describe('taking a change back', () => {
  test('puts back only the fields it touched, and of these only those that stand as it left them', () => {
    fc.assert(
      fc.property(change, change, (ours, theirs) => {
        const before = storedOf({});
        const after = saved(before, ours);
        const now = saved(after, theirs);
        const act: EntryAct = { on: 'entry', before, after };
        const { draft, contested } = backFrom(act, now);
        const [old, made, stands] = [draftOf(before), draftOf(after), draftOf(now)];
        const result: EntryDraft = { ...stands, ...draft };
        const differ = (a: EntryDraft, b: EntryDraft, field: keyof EntryDraft) => String(a[field]) !== String(b[field]);
        for (const field of Object.keys(old) as (keyof EntryDraft)[]) {
          const touched = differ(old, made, field);
          const changedSince = differ(made, stands, field);
          // Never over what somebody wrote since.
          expect(result[field]).toEqual(touched && !changedSince ? old[field] : stands[field]);
          expect(contested.includes(field)).toBe(touched && changedSince && differ(old, stands, field));
        }
      }),
    );
  });
  test('where nobody else was, the entry is as it was before, whatever it holds', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (a, b) => {
        const stamps = { revision: 1, updatedBy: 'mai', updatedAt: 0 };
        const before: StoredEntry = { ...a, ...stamps };
        const after: StoredEntry = { ...b, id: a.id, calendar: a.calendar, week: a.week, ...stamps, revision: 2 };
        const { draft, contested } = backFrom({ on: 'entry', before, after }, after);
        expect(contested).toEqual([]);
        const back = parseEntry({ ...draftOf(after), ...draft }, a);
        expect(back).toEqual(parseEntry(draftOf(before), a));
      }),
    );
  });
});
