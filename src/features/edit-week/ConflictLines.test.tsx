// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { clashIndex, type ConflictContext } from '#domain/conflicts.ts';
import type { Directory, Person, Room } from '#domain/directory.ts';
import { emptyDraft, parseEntry, type Entry, type EntryDraft } from '#domain/entry.ts';
import { localDate } from '#domain/time.ts';
import { parseWeekId } from '#domain/week.ts';
import { aroundEntry } from './around.ts';
import { ConflictLines } from './ConflictLines.tsx';
import { HintLines } from './HintLines.tsx';
import { RowFields } from './RowFields.tsx';
import { fresh } from './rowState.ts';

vi.mock('#data/pastEntries.ts', () => ({ usePastEntries: () => ({ data: [] }) }));

const person = (id: string, name: string, order: number, unit: string | null = null): [string, Person] => [
  id,
  {
    id,
    name,
    positions: [{ title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit, from: null, to: null }],
    order,
    public: true,
  },
];
const room = (
  id: string,
  name: string,
  order: number,
  seats: number | null,
  equipment: string[] = [],
): [string, Room] => [id, { id, name, seats, equipment, order, active: true }];
const directory: Directory = {
  people: new Map([person('van', 'Vân', 1), person('huy', 'Huy', 2), person('tuan', 'Tuấn', 3, 'qlcl')]),
  calendars: new Map(),
  rooms: new Map([
    room('p1', 'Phòng họp số 1', 1, 20, ['màn hình', 'micro']),
    room('p2', 'Phòng họp số 2', 2, 40, ['màn hình']),
    room('ht', 'Hội trường', 3, null),
  ]),
  vehicles: new Map(),
};
const context: ConflictContext = {
  directory,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  absences: [],
  assumedMinutes: { fieldVisit: 210 },
};
const holidays = new Map([
  [localDate('2026-12-03'), { date: localDate('2026-12-03'), name: 'Lễ', kind: 'holiday' as const }],
]);

const read = (id: string, draft: EntryDraft): Entry => {
  const parsed = parseEntry(draft, { id, calendar: 'board', week: parseWeekId('2026-W49')! });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
};
const standing = [
  { time: '8h-10h', content: 'Xét thăng hạng', place: 'room:p1', chairs: ['person:van'] },
  { time: '9h30', content: 'Tập huấn', place: 'room:ht', attendees: ['person:tuan'] },
].map((over, at) => read(`s${at}`, { ...emptyDraft('2026-11-30'), ...over }));

let typed: EntryDraft;
let said: readonly string[];
/** A line that is open, in the room and with the chair of a meeting that stands. */
function Line({ over }: { over: Partial<EntryDraft> }) {
  const [draft, setDraft] = useState<EntryDraft>({
    ...emptyDraft('2026-11-30'),
    time: '9h',
    content: 'Rà soát chỉ tiêu',
    chairs: ['person:van'],
    place: 'room:p1',
    ...over,
  });
  useEffect(() => {
    typed = draft;
  }, [draft]);
  const entry = read('e', draft);
  const index = clashIndex(standing, context);
  const around = aroundEntry(entry, index, context, holidays);
  const type = (part: Partial<EntryDraft>) => setDraft({ ...draft, ...part });
  const acts = {
    type,
    letters: type,
    save: () => {},
    dropEdit: () => {},
    allFields: () => {},
    stop: () => {},
    duplicate: () => {},
    remove: undefined,
    say: () => {},
  };
  return (
    <>
      <table>
        <tbody>
          <tr>
            <RowFields
              row={fresh('e', null, draft)}
              calendar="board"
              {...{ directory, around, acts }}
              note={null}
              isNew
            />
          </tr>
        </tbody>
      </table>
      <ConflictLines
        of={entry}
        conflicts={index.of(entry)}
        directory={directory}
        onSee={() => {}}
        repairing={{
          draft,
          around,
          onRepair: (part, told) => {
            acts.type(part);
            said = [...said, told];
          },
        }}
      />
      <HintLines around={around} />
    </>
  );
}
const open = (over: Partial<EntryDraft> = {}) => {
  said = [];
  render(<Line over={over} />);
};
const button = (name: string | RegExp) => screen.getByRole('button', { name });
afterEach(cleanup);

describe('ways out of a clash', () => {
  test('a free room, with its seats and what it lacks, is two presses away, and the clash is over what is left', () => {
    open();
    const choose = button('Chọn phòng trống thay Phòng họp số 1');
    fireEvent.click(choose);
    const choices = within(screen.getByRole('group', { name: 'Phòng trống' })).getAllByRole('button');
    expect(choices.map(({ textContent }) => textContent)).toEqual(['Phòng họp số 2 (40 chỗ, thiếu micro)', 'Thôi']); // the hall is held
    expect(document.activeElement).toBe(choices[0]);
    fireEvent.click(choices[0]!);
    expect(typed.place).toBe('room:p2');
    expect(said).toEqual(['Đã đổi sang Phòng họp số 2']);
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Trùng giờPGĐ Vân · 08:00–10:00 Xét thăng hạng/),
    ]);
  });

  test('Escape closes the choice, gives the focus back, and drops nothing', () => {
    open();
    const choose = button(/^Chọn phòng trống/);
    fireEvent.click(choose);
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    expect(screen.queryByRole('group', { name: 'Phòng trống' })).toBeNull();
    expect(document.activeElement).toBe(choose);
    expect(typed.place).toBe('room:p1');
  });

  test('somebody who is free takes the place of who is not, in whatever they are named for', () => {
    open({ attendees: ['text:Các phòng', 'person:van'] });
    fireEvent.click(button('Chọn người trống thay PGĐ Vân'));
    fireEvent.click(button('PGĐ Huy')); // PGĐ Tuấn is at the training from half past nine
    expect(typed).toMatchObject({ chairs: ['person:huy'], attendees: ['text:Các phòng', 'person:huy'] });
  });

  test('whoever is only meant by their unit is not exchanged: the unit may send another', () => {
    open({ attendees: ['unit:qlcl'], chairs: [], place: '', time: '9h30' });
    expect(screen.getByRole('listitem').textContent).toMatch(/^Có thể trùngPGĐ Tuấn · /);
    expect(screen.queryByRole('button', { name: /^Chọn/ })).toBeNull();
  });

  test('the next time at which all are free is one press away', () => {
    open();
    fireEvent.click(button('Đổi sang 13:30'));
    expect(typed).toMatchObject({ date: '2026-11-30', time: '13:30' });
    expect(said).toEqual(['Đã đổi sang 13:30']);
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  test('on another day it names the day', () => {
    open({ time: 'cả ngày' });
    expect(button('Đổi sang Thứ ba 01/12, Cả ngày').parentElement!.textContent).toContain(': cả hai đều trống');
  });
});

test('an entry that is being typed is called so, with the length that its kind is taken to last', () => {
  const words = () => screen.getAllByRole('listitem')[0]!.textContent;
  open({ time: '7h' });
  expect(words()).toContain('(mục đang nhập chưa có giờ kết thúc, tạm tính 2 giờ)');
  cleanup();
  open({ time: '7h', kind: 'fieldVisit' });
  expect(words()).toContain('(mục đang nhập chưa có giờ kết thúc, tạm tính 3 giờ 30 phút)');
});

test('a list says who and what is taken then, how many seats a room has, and what is in it', () => {
  open({ place: '' });
  const notes = (field: string) => {
    const input = screen.getByRole('combobox', { name: field });
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    const told = screen.getAllByRole('option').map(({ textContent }) => textContent);
    fireEvent.keyDown(input, { key: 'Escape' });
    return told;
  };
  expect(notes('Địa điểm')).toEqual([
    'Phòng họp số 120 chỗ · màn hình, micro · bận 08:00–10:00',
    'Phòng họp số 240 chỗ · màn hình · trống',
    'Hội trườngbận 09:30',
  ]);
  expect(notes('Thành phần')).toEqual(['PGĐ Vânbận 08:00–10:00', 'PGĐ Huy', 'PGĐ Tuấnbận 09:30']);
});

describe('about the day and the hour', () => {
  const hints = () => screen.queryByRole('list', { name: 'Lưu ý về ngày giờ' })?.textContent;

  test('an hour outside the sessions is told, an evening is meant', () => {
    open({ time: '2h' });
    expect(hints()).toBe('Ngoài giờ02:00 ngoài giờ làm việc (07:30–11:30, 13:30–17:00)');
    cleanup();
    open({ time: '19h30' });
    expect(hints()).toBeUndefined();
  });

  test('a day off is named', () => {
    open({ date: '2026-12-03' });
    expect(hints()).toBe('Ngày nghỉThứ năm 03/12 là ngày nghỉ: Lễ');
  });
});
