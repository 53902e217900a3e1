// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Entry } from '#domain/entry.ts';
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
  test('an entry that is moved past its last day does not come again, which is said', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hằng tuần vào thứ ba');
    pick(/^Đến khi nào/, 'đến ngày…');
    type('Đến hết ngày', '25/11');
    pick(/^Ngày/, 'Thứ sáu 27/11');
    saveForm();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Chưa đặt lặp lại'));
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-27' } });
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
  const dueLines = async () => {
    backend.series = [weekly()];
    open();
    return within(await screen.findByRole('region', { name: '1 mục lặp lại chưa có trong tuần này' }));
  };
  test('what is due is offered over the table, and may be left out this time', async () => {
    const due = await dueLines();
    expect(due.getByText(/Hằng tuần vào thứ hai/)).toBeTruthy();
    fireEvent.click(due.getByRole('button', { name: 'Bỏ lần này: “Giao ban”' }));
    expect(backend.seriesWrites).toMatchObject([[{ save: { skipped: ['2026-11-23'] }, base: { revision: 3 } }]]);
    expect(screen.queryByRole('region', { name: /lặp lại chưa có/ })).toBeNull();
  });
  test('added, it stands once under its name', async () => {
    const due = await dueLines();
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
  describe('from this one on', () => {
    const own = (date: string, content = 'Giao ban', revision = 1) => ({
      ...storedOf({ date: '2026-11-23', content }, revision, `gb_${date}`),
      date,
      lastDate: date,
      week: date === '2026-11-30' ? '2026-W49' : '2026-W50',
    });
    const later = own('2026-11-30');
    const byHand = own('2026-12-07', 'Giao ban có khách', 2);
    const follow = async () => {
      backend.series = [weekly()];
      backend.entries = [storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb_2026-11-23'), second];
      backend.later = [later, byHand];
      open();
      openForm(/Giao ban/);
      type('Nội dung', 'Giao ban mở rộng');
      fireEvent.click(screen.getByRole('button', { name: 'Từ lần này về sau' }));
      saveForm();
      await written();
    };
    const saves = () => backend.answers.map(({ entry }) => entry as Entry).map(({ id, content }) => [id, content]);
    const acceptAll = () => act(async () => backend.answers.forEach(({ accept }) => accept()));
    const withCtrl = (key: 'z' | 'y') => act(async () => void fireEvent.keyDown(document.body, { key, ctrlKey: true }));

    test('what later weeks have already follows, each by a save; what was changed by hand is kept and named', async () => {
      await follow();
      await waitFor(() => expect(backend.answers).toHaveLength(2));
      expect(lastSave()).toMatchObject({
        entry: { id: 'gb_2026-11-30', date: '2026-11-30', week: '2026-W49', content: 'Giao ban mở rộng' },
        base: { revision: 1 },
      });
      await acceptAll();
      expect(screen.getAllByText(/đã sửa 1 mục có sẵn ở các tuần sau/)).not.toHaveLength(0);
      expect(screen.getByText(/Giữ nguyên vì đã sửa tay: “Giao ban có khách” \(Thứ hai 07\/12\)/)).toBeTruthy();
    });
    test('one that somebody changed in that moment is kept and named too', async () => {
      await follow();
      await waitFor(() => expect(backend.answers).toHaveLength(2));
      await act(async () => lastSave().refuse(new DataError('stale', { current: null })));
      expect(screen.getByText(/Giữ nguyên.*“Giao ban” \(Thứ hai 30\/11\), “Giao ban có khách”/)).toBeTruthy();
    });
    test('Ctrl Z takes all of it back in one step, and Ctrl Y does it again', async () => {
      await follow();
      await waitFor(() => expect(backend.answers).toHaveLength(2));
      await acceptAll();
      await withCtrl('z');
      await waitFor(() =>
        expect(saves().slice(2)).toEqual([
          ['gb_2026-11-23', 'Giao ban'],
          ['gb_2026-11-30', 'Giao ban'],
        ]),
      );
      await acceptAll();
      expect(backend.series).toMatchObject([{ id: 'gb', rule: weekly().rule }]);
      expect(screen.getAllByText(/Đã hoàn tác: sửa .*; lặp lại của .*với 1 mục/)).not.toHaveLength(0);
      await withCtrl('y');
      await waitFor(() =>
        expect(
          saves()
            .slice(4)
            .map(([, content]) => content),
        ).toEqual(['Giao ban mở rộng', 'Giao ban mở rộng']),
      );
      expect(backend.series).toHaveLength(2);
      await acceptAll();
    });
    test('of two who do it at once the later is told, and changes nothing in later weeks', async () => {
      backend.refuseSeries = true;
      backend.series = [weekly()];
      backend.entries = [storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb_2026-11-23'), second];
      backend.later = [later];
      open();
      openForm(/Giao ban/);
      type('Nội dung', 'Giao ban mở rộng');
      fireEvent.click(screen.getByRole('button', { name: 'Từ lần này về sau' }));
      saveForm();
      await waitFor(() => expect(screen.getByText(/Chưa đặt được lặp lại/)).toBeTruthy());
      expect(saves()).toEqual([['gb_2026-11-23', 'Giao ban mở rộng']]);
    });
  });
  test('a rule that was set alone is a step of its own; ended, the entry shows none', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hằng tuần vào thứ ba');
    saveForm();
    await waitFor(() => expect(backend.series).toHaveLength(1));
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Không lặp lại');
    saveForm();
    await waitFor(() => expect(backend.series).toMatchObject([{ rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=1' }]));
    expect(line(/Rà soát/).textContent).not.toContain('Hằng tuần');
    const undo = () => act(async () => void fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true }));
    await undo();
    expect(backend.series).toMatchObject([{ rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU' }]);
    await undo();
    expect(backend.series).toEqual([]);
    expect(backend.answers).toEqual([]);
  });
  test('one that is changed may take the later ones along', async () => {
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
  });
  test('one that is deleted is left out', async () => {
    backend.series = [weekly()];
    backend.entries = [storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb_2026-11-23'), second];
    open();
    focusLine(/Giao ban/);
    press('Delete');
    await waitFor(() => expect(backend.seriesWrites.at(-1)).toMatchObject([{ save: { skipped: ['2026-11-23'] } }]));
  });
});
