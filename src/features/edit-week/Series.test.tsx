// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { storedOf, WEEK } from '#domain/fixtures.ts';
import { backend, focusLine, lastSave, line, open, press, second, type } from './testPage.tsx';

describe('an entry that comes again', () => {
  /** Every Monday from that of the week before, as the first one stood. */
  const weekly = () => {
    const { pending: _, ...entry } = { ...storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb') };
    const first = { ...entry, week: '2026-W47', date: '2026-11-16', lastDate: '2026-11-16' };
    const stamps = { skipped: [], revision: 3, updatedBy: 'ha', updatedAt: 0 };
    return { id: 'gb', entry: first, rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO', ...stamps };
  };
  const openForm = (name: RegExp) => {
    focusLine(name);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
  };
  const pick = (name: RegExp, option: string) => {
    const list = screen.getByRole('combobox', { name });
    const { value } = within(list).getByText<HTMLOptionElement>(option);
    fireEvent.change(list, { target: { value } });
  };
  const saveForm = () =>
    fireEvent.click(within(screen.getByRole('complementary')).getByRole('button', { name: 'Lưu' }));
  /** Whatever would be written has been: the code that writes it is fetched first. */
  const settled = () =>
    act(async () => {
      await import('#domain/dueEntries.ts');
      await new Promise((next) => setTimeout(next));
    });
  const written = () => waitFor(() => expect(backend.seriesWrites.length).toBeGreaterThan(0));
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T02:00:00Z') });
  });
  afterEach(() => void vi.useRealTimers());

  test('how is chosen in the form, and written with the entry as it is saved', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hằng tuần vào thứ ba');
    type('Nội dung', 'Rà soát hằng tuần');
    expect(backend.seriesWrites).toEqual([]);
    saveForm();
    await written();
    expect(backend.seriesWrites).toMatchObject([
      [{ save: { id: 'e1', rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU', entry: { content: 'Rà soát hằng tuần' } } }],
    ]);
    expect(screen.getAllByText('Đã đặt lặp lại: Hằng tuần vào thứ ba')).not.toHaveLength(0);
  });
  test('until when that is not understood is said, and nothing is written', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hai tuần một lần, vào thứ ba');
    pick(/^Đến khi nào/, 'đến ngày…');
    type('Đến hết ngày', '32/13');
    expect(screen.getByLabelText('Đến hết ngày').getAttribute('aria-invalid')).toBe('true');
    saveForm();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Chưa đặt lặp lại'));
    expect(backend.seriesWrites).toEqual([]);
  });
  test('an edit that is dropped changes nothing of it', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hằng tuần vào thứ ba');
    press('Escape');
    await settled();
    expect(backend.seriesWrites).toEqual([]);
  });
  test('nor one that was left with a fault, taken up again in its line, and dropped there', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hằng tuần vào thứ ba');
    type('Giờ', '25h');
    fireEvent.click(document.body); // leaves it
    expect(line(/Rà soát/).textContent).toContain('cần sửa');
    focusLine(/Rà soát/);
    press('Enter');
    press('Escape');
    expect(screen.queryByText('25h')).toBeNull();
    await settled();
    expect(backend.seriesWrites).toEqual([]);
  });
  test('what is due is offered over the table: added once under its name, or left out this time', async () => {
    backend.series = [weekly()];
    open();
    const due = within(await screen.findByRole('region', { name: '1 mục lặp lại chưa có trong tuần này' }));
    expect(due.getByText(/Hằng tuần vào thứ hai/)).toBeTruthy();
    fireEvent.click(due.getByRole('button', { name: 'Bỏ lần này: “Giao ban”' }));
    expect(backend.seriesWrites).toMatchObject([[{ save: { skipped: ['2026-11-23'] }, base: { revision: 3 } }]]);
    fireEvent.click(due.getByRole('button', { name: 'Thêm “Giao ban”' }));
    expect(lastSave()).toMatchObject({ entry: { id: 'gb_2026-11-23', date: '2026-11-23', week: WEEK }, base: null });
    expect(screen.queryByRole('region', { name: /lặp lại chưa có/ })).toBeNull();
    expect(line(/Giao ban/).textContent).toContain('Hằng tuần');
  });
  test('on a holiday it is named, and not among those added together', async () => {
    backend.series = [weekly(), { ...weekly(), id: 'other' }];
    backend.holidays = [{ date: '2026-11-23', name: 'Ngày truyền thống', kind: 'holiday' }];
    open();
    const due = within(await screen.findByRole('region', { name: /^2 mục/ }));
    expect(due.getAllByText('nghỉ: Ngày truyền thống')).toHaveLength(2);
    expect(due.queryByRole('button', { name: /^Thêm cả/ })).toBeNull();
  });
  test('one that is deleted is left out, and one that is changed may take the later ones along', async () => {
    backend.series = [weekly()];
    const own = storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb_2026-11-23');
    backend.entries = [own, second];
    open();
    openForm(/Giao ban/);
    type('Nội dung', 'Giao ban mở rộng');
    fireEvent.click(screen.getByRole('button', { name: 'Từ lần này về sau' }));
    saveForm();
    await written();
    expect(backend.seriesWrites).toMatchObject([
      [
        { save: { id: 'gb_2026-11-23', entry: { content: 'Giao ban mở rộng' } }, base: null },
        { save: { id: 'gb', rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;UNTIL=20261122' }, base: { revision: 3 } },
      ],
    ]);
    await act(async () => backend.answers.forEach(({ accept }) => accept()));
    focusLine(/Giao ban/);
    press('Delete');
    await waitFor(() => expect(backend.seriesWrites.at(-1)).toMatchObject([{ save: { skipped: ['2026-11-23'] } }]));
  });
});
