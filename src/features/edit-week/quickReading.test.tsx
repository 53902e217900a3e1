// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Directory } from '#domain/directory.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { WEEK } from '#domain/fixtures.ts';
import { localDate } from '#domain/time.ts';
import { QuickLine } from './QuickLine.tsx';
import type { WeekConflicts } from './useConflicts.ts';

afterEach(cleanup);

const none = new Map<string, never>();
const directory: Directory = { people: none, calendars: none, rooms: none, vehicles: none };
const noClashes = { ofNew: () => [], aroundNew: () => null, awayNew: () => [] } as unknown as WeekConflicts;

function open() {
  const added: EntryDraft[] = [];
  render(
    <QuickLine
      field={createRef()}
      member="vanthu"
      calendar="board"
      week={WEEK}
      day={localDate('2026-11-23')}
      today={localDate('2026-11-23')}
      directory={directory}
      clashes={noClashes}
      beside={false}
      onAdd={(draft) => added.push(draft)}
      onSee={() => {}}
    />,
  );
  const field = screen.getByRole('textbox', { name: 'Nhập nhanh' }) as HTMLInputElement;
  return { added, field, type: (value: string) => fireEvent.change(field, { target: { value } }) };
}

/** The first test of this file: nothing else here has fetched the grammar. */
describe('the grammar comes after the page', () => {
  test('a line entered before it is there is added once it is, and what was typed behind it stays', async () => {
    const { added, field, type } = open();
    type('t5 14h họp giao ban');
    expect(screen.queryByRole('group', { name: 'Đã hiểu' })).toBeNull();
    fireEvent.keyDown(field, { key: 'Enter' });
    fireEvent.keyDown(field, { key: 'Enter' }); // pressed again, as nothing seems to happen
    expect(added).toEqual([]);
    type('t5 14h họp giao bant6 8h ');
    await waitFor(() => expect(field.value).toBe('t6 8h '));
    expect(added).toMatchObject([{ date: '2026-11-26', content: 'Họp giao ban' }]);
    expect(await screen.findByRole('group', { name: 'Đã hiểu' })).toBeTruthy();
  });
});
