import { expect, test } from 'vitest';
import type { Person } from './directory.ts';
import {
  EMPTY_PERSON,
  EMPTY_POSITION,
  parsePerson,
  personDraft,
  withFirstDay,
  withPosition,
  type PersonDraft,
} from './personForm.ts';
import { localDate } from './time.ts';

const today = localDate('2026-11-29');
const huy: Person = {
  id: 'huy',
  name: 'Lê Quang Huy',
  positions: [
    { title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: 'board', from: localDate('2025-03-01'), to: null },
    { title: 'Trưởng phòng', shortTitle: 'TP', unit: 'gdtrh', from: null, to: localDate('2025-02-28') },
  ],
  order: 2,
  public: true,
};
const typed = (more: Partial<PersonDraft>): PersonDraft => ({ ...EMPTY_PERSON, ...more });

test('what stands, typed again, is the same', () => {
  const { name, positions, public: isPublic } = huy;
  expect(parsePerson(personDraft(huy, ''), [], today)).toEqual({
    ok: true,
    person: { name, positions, public: isPublic },
  });
});

test('a new deputy with one position; blank positions are none', () => {
  const draft = typed({
    name: 'Vũ  Thị Lan',
    positions: [{ ...EMPTY_POSITION, title: 'Phó Giám đốc', unit: 'board', from: '1/12/2026' }, EMPTY_POSITION],
  });
  expect(parsePerson(draft, [huy], today)).toMatchObject({
    ok: true,
    person: { name: 'Vũ Thị Lan', positions: [{ shortTitle: '', unit: 'board', from: '2026-12-01', to: null }] },
  });
});

test('two of one name are told apart by their positions; without, the second is refused', () => {
  const again = personDraft(huy, '');
  expect(parsePerson({ ...again, name: 'le quang huy' }, [huy], today)).toMatchObject({ errors: { name: 'known' } });
  expect(parsePerson({ ...again, positions: again.positions.slice(1) }, [huy], today)).toMatchObject({ ok: true });
});

test('a new position comes first, and ends the one before it unless somebody said when that ends', () => {
  const { positions } = personDraft(huy, '');
  const typed = ['1', '1/1', '1/1/2027'].reduce(
    (before, from) => withFirstDay(before, 0, from, today),
    withPosition(positions),
  );
  expect(typed.map(({ from, to }) => [from, to])).toEqual([
    ['1/1/2027', ''],
    ['01/03/2025', '31/12/2026'],
    ['', '28/02/2025'],
  ]);
  expect(withFirstDay(typed, 0, '', today)[1]).toEqual(positions[0]);
  const said = typed.map((one, at) => (at === 1 ? { ...one, to: '15/12/2026' } : one));
  expect(withFirstDay(said, 0, '2/1/2027', today)[1]!.to).toBe('15/12/2026');
});

test('what is wrong is said at its field, of the position it is in', () => {
  expect(parsePerson(typed({}), [], today)).toMatchObject({ errors: { name: 'missing' } });
  const positions = [
    EMPTY_POSITION,
    { ...EMPTY_POSITION, shortTitle: 'PGĐ', from: '31/2' },
    { ...EMPTY_POSITION, title: 'Trưởng phòng', from: '2/3/2026', to: '1/3/2026' },
  ];
  expect(parsePerson(typed({ name: 'A', positions }), [], today)).toEqual({
    ok: false,
    errors: { positions: [{}, { title: 'missing', from: 'noDay' }, { to: 'endBeforeStart' }] },
  });
  const eight = Array.from({ length: 8 }, (_, n) => ({ ...EMPTY_POSITION, title: `Việc ${n}` }));
  expect(parsePerson(typed({ name: 'A', positions: eight }), [], today)).toMatchObject({ errors: { tooMany: true } });
});
