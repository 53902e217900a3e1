// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { DataError } from '#data/errors.ts';
import { storedOf, WEEK } from '#domain/fixtures.ts';
import { backend, line, open, show } from './testPage.tsx';
import type { Shown } from './testPage.tsx';
import type { Entry } from '#domain/entry.ts';

describe('a week started from the last', () => {
  const fixedOf = (id: string, date: string, content: string, draft: object = {}) => {
    const shown = storedOf({ content, fixed: true, ...draft }, 1, id);
    return { ...shown, week: '2026-W47', date, lastDate: date };
  };
  const lastWeek = [
    fixedOf('chao-co', '2026-11-16', 'Chào cờ đầu tuần', { time: '7h30' }),
    fixedOf('hoi-y', '2026-11-20', 'Hội ý Ban Giám đốc', { status: 'cancelled', reason: 'Bận' }),
    fixedOf('mot-lan', '2026-11-18', 'Họp một lần', { fixed: false }),
  ];
  const answerAll = () => act(async () => backend.answers.forEach(({ accept }) => accept()));
  const toast = () => screen.getByText(/^Đã chép/).closest<HTMLElement>('[role=status]')!;
  const saved = () => backend.answers.map(({ entry }) => entry as Entry);
  beforeEach(() => Object.assign(backend, { entries: [], lastWeek }));

  test('an empty week offers it, ticked and with the reason, and Enter on the focused button copies', async () => {
    open();
    const offer = within(screen.getByRole('region', { name: 'Bắt đầu từ tuần 47' }));
    expect(offer.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Thứ hai 07:30 Chào cờ đầu tuầnHằng tuần',
      'Thứ sáu 08:30 Hội ý Ban Giám đốcHằng tuần',
      'Xem 1 mục khác của tuần 47',
    ]);
    expect(document.activeElement).toBe(offer.getByRole('button', { name: 'Chép 2 mục' }));
    fireEvent.click(document.activeElement!);
    expect(saved().map(({ id, date, status, week }) => [id, date, status, week])).toEqual([
      ['chao-co_2026-W48', '2026-11-23', 'planned', WEEK],
      ['hoi-y_2026-W48', '2026-11-27', 'planned', WEEK],
    ]);
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
    expect(screen.getByText('Đã chép 2 mục từ tuần 47')).toBeTruthy();
    expect(document.activeElement).toBe(line(/Chào cờ/));
    await answerAll();
    expect(localStorage.length).toBe(0);
  });

  test('an offer that comes late takes the focus from nobody: the next Enter is meant for where the hand is', () => {
    backend.lastWeek = [];
    open();
    const deleted = screen.getByRole('button', { name: 'Mục đã xóa…' });
    act(() => deleted.focus());
    act(() => {
      backend.lastWeek = lastWeek;
      backend.tell();
    });
    expect(screen.getByRole('button', { name: 'Chép 2 mục' })).toBeTruthy();
    expect(document.activeElement).toBe(deleted);
  });

  test('a week that has only requests offers it too', () => {
    backend.entries = [{ ...storedOf({ content: 'Đề nghị họp' }, 1, 'r1'), stage: 'requested' }];
    open();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Chép 2 mục' }));
    expect(line(/Đề nghị họp/)).toBeTruthy();
  });

  test('copying carries no duty: each day has whom the roster put there', () => {
    backend.duty = { '2026-11-24': 'person:van' };
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    expect(backend.answers.length).toBeGreaterThan(0);
    expect(backend.weekStates).toEqual([]);
    expect(screen.getByRole('button', { name: /^Trực: PGĐ Vân, thứ ba 24\/11/ })).toBeDefined();
  });

  test('what is unticked is not copied; another entry of last week can be', () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Xem 1 mục khác của tuần 47' }));
    fireEvent.click(screen.getByRole('checkbox', { name: /Chào cờ/ }));
    fireEvent.click(screen.getByRole('checkbox', { name: /Họp một lần/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    expect(saved().map(({ content }) => content)).toEqual(['Hội ý Ban Giám đốc', 'Họp một lần']);
  });

  test('a holiday is named, and its entry is not ticked', () => {
    backend.holidays = [{ date: '2026-11-23', name: 'Nghỉ bù Quốc khánh', kind: 'compensatory' }];
    open();
    expect(screen.getByText(/Nghỉ trong tuần này: 23\/11 Nghỉ bù Quốc khánh/)).toBeTruthy();
    expect(screen.getByRole('checkbox', { name: /Chào cờ/ })).toHaveProperty('checked', false);
    expect(screen.getByText('Không chép: Nghỉ bù Quốc khánh')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Chép 1 mục' })).toBeTruthy();
  });

  test('Hoàn tác deletes what it made, but nothing that somebody has changed since', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    await answerAll();
    const [kept, gone] = (backend.entries as Shown[]).map((entry) => ({ ...entry, pending: false }));
    show([{ ...kept!, content: 'Chào cờ, trao thưởng', revision: 2 }, gone!]);
    await act(async () => fireEvent.click(within(toast()).getByRole('button', { name: 'Hoàn tác' })));
    expect(backend.deleted).toEqual([gone]);
    expect(screen.getByRole('alert').textContent).toContain('đã sửa mục này sau đó');
  });

  test('what a colleague had copied first stays theirs', async () => {
    backend.present = ['chao-co_2026-W48'];
    open();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' })));
    await answerAll();
    expect(screen.getByText('1 mục đã có người chép trước')).toBeTruthy();
    show([storedOf({ content: 'Chào cờ đầu tuần' }, 1, 'chao-co_2026-W48'), ...(backend.entries as Shown[])]);
    await act(async () => fireEvent.click(within(toast()).getByRole('button', { name: 'Hoàn tác' })));
    expect(backend.deleted).toMatchObject([{ id: 'hoi-y_2026-W48' }]);
  });

  test('one that is refused says so in its line, and the others are kept', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    const refused = saved()[0]!;
    await act(async () => {
      backend.answers[0]!.refuse(new DataError('unknown'));
      backend.answers[1]!.accept();
    });
    show((backend.entries as Shown[]).filter(({ id }) => id !== refused.id));
    expect(line(/Chào cờ/).textContent).toContain('Chưa lưu được');
    expect(screen.getByText('Đã chép 1 mục; 1 mục chưa lưu được, xem ở từng dòng')).toBeTruthy();
  });

  test('copied without a network, each line waits to be sent and is on this machine', () => {
    backend.online = false;
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    expect(line(/Chào cờ/).textContent).toContain('Chờ gửi');
    expect(localStorage.length).toBeGreaterThan(0);
  });

  test('the week can be left empty, and the button still opens the list', () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Để tuần trống' }));
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Bắt đầu từ tuần trước' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Bắt đầu từ tuần 47' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Chép 2 mục' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(saved()).toHaveLength(2);
  });

  test('a week that has entries is offered only what it lacks', () => {
    const own = storedOf({ content: 'Chào cờ đầu tuần', date: '2026-11-23', time: '7h30' }, 1, 'x');
    backend.entries = [own];
    open();
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Bắt đầu từ tuần trước' }));
    const boxes = within(screen.getByRole('dialog')).getAllByRole('checkbox');
    expect(boxes.map((box) => box.closest('li')!.textContent)).toEqual(['Thứ sáu 08:30 Hội ý Ban Giám đốcHằng tuần']);
  });

  test('with nothing to copy there is no offer', () => {
    backend.lastWeek = [];
    open();
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
  });
});
