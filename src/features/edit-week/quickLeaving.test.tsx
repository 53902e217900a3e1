// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createRef } from 'react';
import { expect, test } from 'vitest';
import type { Directory } from '#domain/directory.ts';
import { WEEK } from '#domain/fixtures.ts';
import { localDate } from '#domain/time.ts';
import { QuickLine } from './QuickLine.tsx';
import type { WeekConflicts } from './useConflicts.ts';

const none = new Map<string, never>();
const directory: Directory = { people: none, calendars: none, rooms: none, vehicles: none };
const noClashes = { ofNew: () => [], aroundNew: () => null, awayNew: () => [] } as unknown as WeekConflicts;

// In a file of its own: nothing here has fetched the grammar.
test('Escape right after Enter goes to the table once the line is an entry there', async () => {
  const added: unknown[] = [];
  render(
    <>
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
      />
      <button type="button" data-stop="new" tabIndex={0}>
        Mục mới
      </button>
    </>,
  );
  const field = screen.getByRole('textbox', { name: 'Nhập nhanh' });
  field.focus();
  fireEvent.change(field, { target: { value: 't5 14h họp giao ban' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(added).toEqual([]);
  expect(document.activeElement).toBe(field);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Mục mới' })));
  expect(added).toHaveLength(1);
});
