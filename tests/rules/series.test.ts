import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seriesFromDocument } from '#data/documents.ts';
import { localDate } from '#domain/time.ts';
import { Office, type Data } from './office.ts';
import { OFFICE } from './people.ts';
import { entry, saving, seeded, seriesDocument } from './samples.ts';

const allowed = { allowed: true };
const refused = { allowed: false };

const one = entry('e1', 'board');
const path = 'calendars/board/series/e1';
const good = seriesDocument(one, 'clerk');
const office = (over: Readonly<Record<string, Data>> = {}) => new Office().seed({ ...OFFICE, ...seeded(one), ...over });

describe('an entry that comes again', () => {
  test('is written as the entry stands, changed by one revision at a time, and ended', () => {
    const at = office();
    expect(at.write('clerk', { set: path, data: good })).toMatchObject(allowed);
    const skipping = { ...good, revision: 2, updatedBy: 'boardEditor', skipped: ['2026-11-30'] };
    expect(at.write('boardEditor', { set: path, data: { ...skipping, revision: 3 } })).toMatchObject(refused);
    expect(at.write('boardEditor', { set: path, data: skipping })).toMatchObject(allowed);
    expect(at.write('clerk', { set: path, data: good })).toMatchObject(refused);
    expect(at.write('clerk', { remove: path })).toMatchObject(allowed);
  });

  test('keeps what it was made from while the entry goes its own way, and may follow it', () => {
    const at = office({ [path]: good });
    const changed = { ...one, content: 'Giao ban mở rộng' };
    expect(at.write('clerk', ...saving(changed, 2, 'clerk'))).toMatchObject(allowed);
    const next = { ...good, revision: 2 };
    expect(at.write('clerk', { set: path, data: { ...next, skipped: ['2026-11-30'] } })).toMatchObject(allowed);
    expect(at.write('clerk', { set: path, data: seriesDocument(changed, 'clerk', { revision: 3 }) })).toMatchObject(
      allowed,
    );
  });

  test('may be in the batch that makes the entry', () => {
    const other = entry('e2', 'board');
    const data = seriesDocument(other, 'clerk');
    const set = 'calendars/board/series/e2';
    expect(office().write('clerk', { set, data })).toMatchObject(refused); // there is none
    expect(office().write('clerk', ...saving(other, 1, 'clerk'), { set, data })).toMatchObject(allowed);
  });

  test.each<[string, string, Data]>([
    ['with other words than the entry', path, { entry: { ...(good['entry'] as Data), content: 'Khác' } }],
    ['with a field more in its entry', path, { entry: { ...(good['entry'] as Data), more: 1 } }],
    ['under another name', 'calendars/board/series/e9', {}],
    ['in another calendar', 'calendars/gdtrh/series/e1', {}],
    ['in another’s name', path, { updatedBy: 'boardEditor' }],
    ['with a clock of its own', path, { updatedAt: new Date('2026-11-24T02:00:01Z') }],
    ['with a field more', path, { more: 1 }],
    ['every second', path, { rule: 'FREQ=SECONDLY' }],
    ['by a rule of two lines', path, { rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO\nx' }],
    ['from its second revision', path, { revision: 2 }],
  ])('%s is refused', (_what, set, alter) => {
    expect(office().write('clerk', { set: path, data: good })).toMatchObject(allowed);
    expect(office().write('clerk', { set, data: { ...good, ...alter } })).toMatchObject(refused);
  });
});

/** Schema and rules say the same of a document. */
function agree(alter: Data): boolean {
  const data = { ...good, ...alter };
  const verdict = office().write('clerk', { set: path, data });
  let read = true;
  try {
    seriesFromDocument('e1', { ...data, updatedAt: new Date(0) });
  } catch {
    read = false;
  }
  expect({ alter, accepted: verdict.allowed, verdict }).toEqual({ alter, accepted: read, verdict });
  return read;
}

test('of a rule, schema and rules take the same', () => {
  const part = fc.constantFrom(
    'FREQ=WEEKLY',
    'FREQ=MONTHLY',
    'FREQ=DAILY',
    'INTERVAL=1',
    'INTERVAL=2',
    'INTERVAL=3',
    'BYDAY=MO',
    'BYDAY=1MO',
    'BYDAY=-1SU',
    'BYDAY=5MO',
    'BYMONTHDAY=1',
    'BYMONTHDAY=28',
    'BYMONTHDAY=29',
    'BYMONTHDAY=28,29,30',
    'BYSETPOS=-1',
    'UNTIL=20261231',
    'UNTIL=20261332',
    'UNTIL=0',
    'COUNT=10',
    'COUNT=0',
    'COUNT=1000',
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => void agree({ rule: parts.join(';') })),
    { numRuns: 150 },
  );
  const taken = [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=10',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;UNTIL=20271231',
  ];
  for (const rule of taken) expect(agree({ rule })).toBe(true);
  for (const rule of ['', 7, null, ['FREQ=WEEKLY;INTERVAL=1;BYDAY=MO']]) expect(agree({ rule })).toBe(false);
});

test('of the days that are skipped, schema and rules take the same', () => {
  const day = fc.oneof(fc.constantFrom('2026-11-30', '2026-13-01', '2026-02-30', '', 'x', '2026-11-30\n2026-12-07'));
  fc.assert(
    fc.property(fc.array(day, { maxLength: 4 }), (skipped) => void agree({ skipped })),
    { numRuns: 60 },
  );
  const days = Array.from({ length: 200 }, () => localDate('2026-11-30'));
  expect(agree({ skipped: days })).toBe(true);
  expect(agree({ skipped: [...days, '2026-11-30'] })).toBe(false);
  for (const skipped of [null, 'x', [7]]) expect(agree({ skipped })).toBe(false);
});
