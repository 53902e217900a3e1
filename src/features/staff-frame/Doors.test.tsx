// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Session } from '#data/session.ts';
import { keepForm } from '#data/keptForms.ts';
import { keepDutyDraft } from '#data/unsavedDuty.ts';
import { parseMonth } from '#domain/dutyRoster.ts';
import { Doors } from './Doors.tsx';

const state = vi.hoisted(() => ({ session: {} as unknown, online: true }));
vi.mock('#data/session.ts', () => ({ useSession: () => state.session, signOut: vi.fn() }));
vi.mock('#data/serverTime.ts', () => ({ readServerTime: () => Promise.resolve(null) }));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: state.online, since: 0 }) }));

const mai = { uid: 'mai', name: 'Mai', email: '', person: null, active: true, roles: [], editorOf: [] };
const nobody: Session = { status: 'signedOut', uid: null, email: null, member: null, error: null };
const loading: Session = { ...nobody, status: 'loading' };
const signedIn: Session = { ...nobody, status: 'signedIn', email: 'mai@example.test', member: mai };

afterEach(() => {
  cleanup();
  localStorage.clear();
});

function come(path: string, session: Session, online = true) {
  Object.assign(state, { session, online });
  history.replaceState(null, '', path);
  render(
    <Doors signIn={<h1>Đăng nhập</h1>} signInAgain={(href) => <a href={href}>Đăng nhập lại</a>}>
      {({ name }) => <h1>{`Trang của ${name}`}</h1>}
    </Doors>,
  );
  return { heading: () => screen.queryByRole('heading')?.textContent, at: () => location.pathname + location.search };
}

test('without a session one signs in first, and the page that was asked for is remembered', () => {
  const { heading, at } = come('/edit/board/2026-W48?lang=en', nobody);
  expect(heading()).toBe('Đăng nhập');
  expect(at()).toBe(`/sign-in?next=${encodeURIComponent('/edit/board/2026-W48?lang=en')}`);
});

test('with a session one gets to where one wanted to go', () => {
  const { heading, at } = come('/sign-in?next=%2Fissue%2Fboard', signedIn);
  expect(heading()).toBe('Trang của Mai');
  expect(at()).toBe('/issue/board');
});

test('a session that ended by itself leaves the page, and the way in over it', () => {
  const { heading, at } = come('/edit/board/2026-W48', { ...signedIn, status: 'ended' });
  expect(heading()).toBe('Trang của Mai');
  expect(at()).toBe('/edit/board/2026-W48');
  const again = screen.getByRole<HTMLAnchorElement>('link', { name: 'Đăng nhập lại' });
  expect(again.getAttribute('href')).toBe(`/sign-in?next=${encodeURIComponent('/edit/board/2026-W48')}`);
});

test('a session that ended before there was a page leads to the sign-in page', () => {
  expect(come('/view', { ...nobody, status: 'ended', uid: 'mai' }).heading()).toBe('Đăng nhập');
});

test('an account that nobody made a member comes no further', () => {
  expect(come('/view', { ...signedIn, member: null }).heading()).toBe('Tài khoản này chưa được cấp quyền');
});

test('an account that was taken out sees what it had not saved, months of duty and forms too', () => {
  const duty = { filling: true, turn: 'day', daysOff: 'none', keep: false, chosen: {}, ticks: {}, days: 12 } as const;
  keepDutyDraft(localStorage, 'mai', { calendar: 'board', month: parseMonth('2026-12')! }, duty);
  keepForm(localStorage, 'mai', { place: 'quick/board/x', href: '/edit/board/x', words: 't5 14h họp', form: '' });
  come('/view', { ...signedIn, uid: 'mai', member: null });
  expect(screen.getByText(/^2 mục bạn đang soạn chưa lưu được/)).toBeDefined();
  const lines = screen.getAllByRole('listitem').map(({ textContent }) => textContent?.trim());
  expect(lines).toEqual(['Trực lãnh đạo tháng 12/2026 · 12 ngày', 't5 14h họp']);
});

test.each([
  ['it takes its time', loading, true, undefined],
  ['there is no network', loading, false, 'Máy này chưa có bản nào để xem'],
  ['it was refused', { ...loading, error: new DataError('unknown') }, true, 'Chưa tải được lịch'],
] as const)('while the membership is not there as %s, no page is shown', (_name, session, online, words) => {
  expect(come('/view', session, online).heading()).toBe(words);
});
