// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { storedOf, WEEK } from '#domain/fixtures.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { instantOf, localDate } from '#domain/time.ts';

const at = instantOf(localDate('2026-11-20'), 876);
vi.mock('#data/approval.ts', () => ({ useApproval: () => ({ data: { by: 'mai', at, revision: 2 } }) }));
vi.mock('#data/members.ts', () => ({ useMembers: () => new Map([['mai', { name: 'Hoàng Thị Mai' }]]) }));

const { AskedNote } = await import('./AskedNote.tsx');

afterEach(cleanup);

const show = (revision: number, updatedAt: number) =>
  render(
    <AskedNote
      calendar="board"
      week={WEEK}
      entries={[{ ...storedOf(), updatedAt }]}
      published={{ revision } as PublishedWeek}
    />,
  );

test('the approver sees who sent the week, when, and what was changed after that', () => {
  show(1, at + 1);
  expect(screen.getByRole('status').textContent).toBe(
    'Hoàng Thị Mai chuyển duyệt lúc 14:36 20/11. 1 mục được sửa sau lúc đó.',
  );
  cleanup();
  show(1, at);
  expect(screen.getByRole('status').textContent).toBe('Hoàng Thị Mai chuyển duyệt lúc 14:36 20/11. ');
});

test('once the revision is issued, the asking is answered', () => {
  show(2, at + 1);
  expect(screen.queryByRole('status')).toBeNull();
});
