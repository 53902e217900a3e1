import { expect, test } from 'vitest';
import type { Directory, Person } from '#domain/directory.ts';
import { localDate } from '#domain/time.ts';
import { proposedSigner } from './signer.ts';

const person = (id: string, name: string, title: string, unit: string, order: number): Person => ({
  id,
  name,
  order,
  public: true,
  positions: [{ title, shortTitle: '', unit, from: null, to: null }],
});

const people = [
  person('huy', 'Lê Quang Huy', 'Phó Giám đốc', 'board', 2),
  person('thinh', 'Trần Đức Thịnh', 'Giám đốc', 'board', 1),
  person('ha', 'Đỗ Thu Hà', 'Chánh Văn phòng', 'vp', 5),
];
const directory: Directory = {
  people: new Map(people.map((one) => [one.id, one])),
  calendars: new Map(),
  rooms: new Map(),
  vehicles: new Map(),
};
const signed = (id: string) =>
  proposedSigner(directory.people.get(id)!, {
    directory,
    board: 'board',
    onDate: localDate('2026-11-23'),
    words: { onBehalf: (head) => `TL. ${head}`, inPlace: (head) => `KT. ${head}` },
  });

test.each([
  ['the head signs as such', 'thinh', 'Giám đốc Trần Đức Thịnh'],
  ['a deputy signs in the head’s place', 'huy', 'KT. Giám đốc, Phó Giám đốc Lê Quang Huy'],
  ['the chief of office signs by the head’s order', 'ha', 'TL. Giám đốc, Chánh Văn phòng Đỗ Thu Hà'],
])('%s', (_name, id, line) => {
  expect(signed(id)).toBe(line);
});

test('somebody without a position on that day signs with the bare name', () => {
  const retired = { ...people[0]!, positions: [{ ...people[0]!.positions[0]!, to: localDate('2026-01-01') }] };
  expect(
    proposedSigner(retired, {
      directory,
      board: 'board',
      onDate: localDate('2026-11-23'),
      words: { onBehalf: (head) => `TL. ${head}`, inPlace: (head) => `KT. ${head}` },
    }),
  ).toBe('Lê Quang Huy');
});
