// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { DataError } from '#data/errors.ts';
import { storedOf, WEEK } from '#domain/fixtures.ts';
import { backend, first, focusLine, lastSave, line, open, press, second, show, type } from './testPage.tsx';
import type { Shown } from './testPage.tsx';
import type { Entry } from '#domain/entry.ts';

describe('duplicating', () => {
  test('D copies the line under it, with the time to be typed; what is of one meeting only stays behind', () => {
    const cancelled = { status: 'cancelled', reason: 'Bận', invitationNo: '12/GM', fixed: true } as const;
    backend.entries = [
      storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu', chairs: ['person:van'], ...cancelled }, 1, 'e1'),
      second,
    ];
    open();
    focusLine(/Rà soát/);
    press('d');
    expect(document.activeElement).toBe(screen.getByLabelText('Giờ'));
    const rows = screen.getAllByRole('row').map((row) => row.dataset['row']);
    expect(rows.indexOf('new0')).toBe(rows.indexOf('e1') + 1);
    type('Giờ', '10h');
    press('Enter');
    expect(lastSave()).toMatchObject({
      base: null,
      entry: {
        content: 'Rà soát chỉ tiêu',
        time: { start: 600 },
        chairs: ['person:van'],
        status: 'planned',
        reason: null,
        invitationNo: null,
        fixed: false,
      },
    });
  });
  test('an open line is saved, and its words as typed are copied', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lần hai');
    fireEvent.click(screen.getByRole('button', { name: 'Nhân đôi' }));
    expect(lastSave()).toMatchObject({ base: first, entry: { content: 'Rà soát lần hai' } });
    expect(screen.getByLabelText('Nội dung')).toHaveProperty('value', 'Rà soát lần hai');
    press('Escape');
    expect(backend.answers).toHaveLength(1);
  });
});

describe('pasting rows', () => {
  const paste = (text: string, html = '') =>
    fireEvent.paste(document.activeElement!, {
      clipboardData: { getData: (type: string) => (type === 'text/html' ? html : text) },
    });
  const dialog = () => within(screen.getByRole('dialog', { name: /^Dán/ }));
  const html = `<table><tr><td>Thứ, ngày</td><td>Giờ</td><td>Nội dung</td><td>Chủ trì</td><td>Địa điểm</td></tr>
    <tr><td rowspan=2>Thứ năm 26/11</td><td>8h30</td><td>Xét thăng hạng</td><td>PGĐ Nguyễn Thị Hồng Vân</td>
    <td>phòng họp số 1</td></tr><tr><td>25h</td><td>Giờ chưa rõ</td><td></td><td></td></tr></table>`;

  test('a line that names a day is said to do so', () => {
    open();
    focusLine(/Rà soát/);
    paste('Giờ\tNội dung\nThứ năm 26/11\t\n8h\tMột\n9h\tHai');
    expect(dialog().getByRole('rowheader', { name: 'dòng ghi ngày' })).toBeTruthy();
    expect(dialog().queryByText('không thành mục')).toBeNull();
    fireEvent.click(dialog().getByRole('button', { name: 'Thêm 2 mục' }));
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-26' } });
  });

  test('a table of Word is shown with what it means; what is right is saved, what is not stays with its words', async () => {
    open();
    focusLine(/Rà soát/);
    paste('', html);
    expect(dialog().getByRole('rowheader', { name: /Thứ năm 26\/11, 08:30/ })).toBeTruthy();
    expect(dialog().getByRole('rowheader', { name: /25h.*Giờ: Chưa rõ giờ/s })).toBeTruthy();
    expect(backend.answers).toHaveLength(0);
    fireEvent.click(dialog().getByRole('button', { name: 'Thêm 2 mục, 1 mục cần sửa' }));
    expect(backend.answers).toHaveLength(1);
    expect(lastSave()).toMatchObject({
      base: null,
      entry: {
        date: '2026-11-26',
        time: { start: 510 },
        content: 'Xét thăng hạng',
        chairs: ['person:van'],
        place: 'room:p1',
      },
    });
    expect(line(/Giờ chưa rõ/).textContent).toContain('Chưa lưu: cần sửa');
    await waitFor(() => expect(document.activeElement).toBe(line(/Giờ chưa rõ/)));
    expect(localStorage.length).toBeGreaterThan(0); // kept over a reload
  });
  test('one refused leaves the others saved and its own words in its line', async () => {
    open();
    focusLine(/Rà soát/);
    paste('8h\tMột\n9h\tHai');
    fireEvent.click(dialog().getByRole('button', { name: 'Thêm 2 mục' }));
    expect(backend.answers.map(({ entry }) => (entry as Entry).content)).toEqual(['Một', 'Hai']);
    expect(backend.answers.map(({ entry }) => (entry as Entry).date)).toEqual(['2026-11-24', '2026-11-24']);
    await act(async () => {
      backend.answers[0]!.accept();
      backend.answers[1]!.refuse(new DataError('forbidden'));
    });
    expect(line(/Hai/).textContent).toContain('Chưa lưu được');
  });
  test('one Ctrl Z takes all of them back', async () => {
    open();
    focusLine(/Rà soát/);
    paste('8h\tMột\n9h\tHai');
    fireEvent.click(dialog().getByRole('button', { name: 'Thêm 2 mục' }));
    await act(async () => backend.answers.forEach(({ accept }) => accept()));
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(backend.deleted).toMatchObject([{ content: 'Hai' }, { content: 'Một' }]);
    expect(screen.getByText('Đã hoàn tác: thêm 2 mục').closest('[role=status]')).toBeTruthy();
  });
  test('in a text field a paste is the field’s', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    expect(paste('8h\tMột\n9h\tHai')).toBe(true); // not prevented
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  test('more rows than a week has are refused in words', () => {
    open();
    focusLine(/Rà soát/);
    paste('8h\tHọp\n'.repeat(301));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('alert').textContent).toContain('Dán nhiều nhất 300 hàng');
  });
});

describe('several rows at once', () => {
  const third = storedOf({ date: '2026-11-25', time: '9h', content: 'Tiếp đoàn' }, 1, 'e3');
  beforeEach(() => {
    backend.entries = [first, second, third];
  });
  const acceptAll = () => act(async () => backend.answers.splice(0).forEach(({ accept }) => accept()));
  const chosen = () =>
    screen
      .getAllByRole('row', { selected: true })
      .map((row) => ['Rà soát', 'Họp Hội đồng', 'Tiếp đoàn'].find((name) => row.textContent!.includes(name)));
  /** What a copy or a cut puts on the clipboard. */
  const copied = (what: 'copy' | 'cut') => {
    const data = new Map<string, string>();
    const event = new Event(what, { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { setData: (type: string, text: string) => data.set(type, text) } });
    act(() => void document.activeElement!.dispatchEvent(event));
    return { event, data };
  };
  const paste = (data: ReadonlyMap<string, string>) =>
    act(async () => {
      fireEvent.paste(document.activeElement!, { clipboardData: { getData: (type: string) => data.get(type) ?? '' } });
    });

  test('Shift and arrows choose, it is said how many, and an arrow alone lets go', () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { shiftKey: true });
    expect(chosen()).toEqual(['Rà soát', 'Họp Hội đồng']);
    expect(screen.getByText('Đã chọn 2 mục')).toBeTruthy();
    press('ArrowDown', { shiftKey: true }); // days without entries are passed over
    expect(chosen()).toEqual(['Rà soát', 'Họp Hội đồng', 'Tiếp đoàn']);
    press('ArrowUp', { shiftKey: true });
    expect(chosen()).toEqual(['Rà soát', 'Họp Hội đồng']);
    press('ArrowUp');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
    press('a', { ctrlKey: true });
    expect(chosen()).toHaveLength(3);
    press('Escape');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
  });

  test('a click with Shift chooses up to there, with Ctrl one more, and opens no line', () => {
    open();
    focusLine(/Rà soát/);
    fireEvent.click(line(/Họp Hội đồng/), { shiftKey: true });
    fireEvent.click(line(/Tiếp đoàn/), { ctrlKey: true });
    fireEvent.click(line(/Rà soát/), { ctrlKey: true });
    expect(chosen()).toEqual(['Họp Hội đồng', 'Tiếp đoàn']);
    expect(screen.queryByLabelText('Giờ')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Bỏ chọn/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Chọn nhiều mục' })); // a finger has neither key
    fireEvent.click(line(/Rà soát/));
    fireEvent.click(line(/Tiếp đoàn/));
    expect(chosen()).toEqual(['Rà soát', 'Tiếp đoàn']);
  });

  test('Delete takes all of them, but no issued one, and one Ctrl Z brings them back', async () => {
    backend.published = { entries: [{ id: 'e3' }], revision: 1, issuedAt: 0, remarks: null, duty: {}, changes: [] };
    open();
    focusLine(/Rà soát/);
    press('a', { ctrlKey: true });
    press('Delete');
    expect(backend.deleted).toMatchObject([{ id: 'e1' }, { id: 'e2' }]);
    expect(screen.getAllByText(/Đã xóa 2 mục. 1 mục đã ban hành không xóa được/)).not.toHaveLength(0);
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(backend.answers.map(({ entry }) => (entry as Entry).content)).toEqual(['Họp Hội đồng', 'Rà soát chỉ tiêu']);
    expect(screen.getAllByText('Đã hoàn tác: xóa 2 mục')).not.toHaveLength(0);
    await acceptAll();
  });

  test('where nothing is left the focus stays on the day', () => {
    backend.entries = [first, second];
    open();
    focusLine(/Rà soát/);
    press('a', { ctrlKey: true });
    press('Delete');
    show([]);
    expect((document.activeElement as HTMLElement).dataset['stop']).toBe(`none-${first.date}`);
  });

  test('Delete leaves a request where it is, and says why', () => {
    backend.entries = [
      first,
      second,
      { ...storedOf({ time: '15h', content: 'Đề nghị họp' }, 1, 'r1'), stage: 'requested' },
    ];
    open();
    focusLine(/Rà soát/);
    press('a', { ctrlKey: true });
    press('Delete');
    expect(backend.deleted).toMatchObject([{ id: 'e1' }, { id: 'e2' }]);
    expect(screen.getByText(/“Đề nghị họp” là phiếu đăng ký, không xóa được/)).toBeTruthy();
  });

  test('H cancels all of them with one reason; Alt and an arrow move all of them; each is one step', async () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { shiftKey: true });
    press('h');
    type('Lý do (công khai)', 'Đi công tác');
    fireEvent.click(screen.getByRole('button', { name: 'Hủy mục này' }));
    expect(backend.answers.map(({ entry }) => (entry as Entry).reason)).toEqual(['Đi công tác', 'Đi công tác']);
    await acceptAll();
    focusLine(/Rà soát/);
    press('ArrowDown', { altKey: true });
    expect(backend.answers.map(({ entry }) => (entry as Entry).date)).toEqual(['2026-11-25', '2026-11-25']);
    await acceptAll();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(screen.getAllByText('Đã hoàn tác: dời 2 mục sang thứ tư 25/11')).not.toHaveLength(0);
    await acceptAll();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(screen.getAllByText('Đã hoàn tác: hủy 2 mục')).not.toHaveLength(0);
    expect(backend.answers.map(({ entry }) => (entry as Entry).status)).toEqual(['planned', 'planned']);
  });

  test('what is copied is a table of words for other programs, and whole entries for this one', async () => {
    backend.entries = [
      { ...first, vehicle: 'text:29A-123', visibility: 'internal' },
      storedOf({ time: '14h', content: 'Họp Hội đồng', invitees: ['Báo chí'], officeLead: 'person:van' }, 1, 'e2'),
      third,
    ];
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { shiftKey: true });
    const { event, data } = copied('copy');
    expect(event.defaultPrevented).toBe(true);
    expect(data.get('text/plain')).toContain('Thứ ba 24/11/2026\t08:30\tRà soát chỉ tiêu');
    expect([...data.values()].join()).not.toContain('29A');
    press('Escape');
    focusLine(/Tiếp đoàn/);
    await paste(data);
    expect(backend.answers.map(({ entry, base }) => [entry, base])).toMatchObject([
      [{ date: '2026-11-25', content: 'Rà soát chỉ tiêu', vehicle: 'text:29A-123', visibility: 'internal' }, null],
      [{ date: '2026-11-25', content: 'Họp Hội đồng', invitees: ['text:Báo chí'], officeLead: 'person:van' }, null],
    ]);
    expect(backend.deleted).toEqual([]);
    await acceptAll();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(backend.deleted).toHaveLength(2);
  });

  test('who is at another line by the time that pasted rows are read goes on typing there', async () => {
    open();
    focusLine(/Rà soát/);
    const { data } = copied('copy');
    focusLine(/Tiếp đoàn/);
    fireEvent.paste(document.activeElement!, { clipboardData: { getData: (type: string) => data.get(type) ?? '' } });
    focusLine(/Họp Hội đồng/);
    press('Enter');
    const field = document.activeElement;
    expect(field).toBe(screen.getByRole('textbox', { name: 'Giờ' }));
    await waitFor(() => expect(screen.getAllByRole('row', { name: /Rà soát/ })).toHaveLength(2));
    expect(document.activeElement).toBe(field);
  });

  test('link and note go with the copy, and are in nothing that the clipboard holds', async () => {
    backend.hidden = { meetingLink: 'https://hop.example/1', note: 'Mật khẩu 12' };
    open();
    focusLine(/Rà soát/);
    const { data } = copied('copy');
    expect([...data.values(), JSON.stringify(localStorage)].join()).not.toMatch(/hop\.example|Mật khẩu/);
    focusLine(/Tiếp đoàn/);
    await paste(data);
    expect(lastSave()).toMatchObject({ hidden: backend.hidden });
  });

  test('what is cut stays, marked, until it is pasted: then it moves and is the same entry', async () => {
    open();
    focusLine(/Rà soát/);
    const { data } = copied('cut');
    expect(backend.deleted).toEqual([]);
    expect(line(/Rà soát/).textContent).toContain('Đã cắt');
    press('ArrowDown');
    press('ArrowDown');
    await paste(data);
    expect(lastSave()).toMatchObject({ entry: { id: 'e1', date: '2026-11-25' }, base: { id: 'e1' } });
    expect(line(/Rà soát/).textContent).not.toContain('Đã cắt');
  });

  test('cut in another week, it is deleted there once it is stored here; Ctrl Z puts both back', async () => {
    const elsewhere = { ...first, id: 'far', week: '2026-W47', date: '2026-11-17', lastDate: '2026-11-17' };
    const rows = { id: 'r1', cut: true, calendar: 'board', week: '2026-W47', entries: [elsewhere] };
    localStorage.setItem('copied:mai', JSON.stringify(rows));
    open();
    focusLine(/Tiếp đoàn/);
    await paste(new Map([['text/html', '<table data-rows="r1"><tr><td>x</td></tr></table>']]));
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-25', week: WEEK }, base: null });
    expect(backend.deleted).toEqual([]);
    await acceptAll();
    expect(backend.deleted).toMatchObject([{ id: 'far' }]);
    await act(async () => void fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true }));
    expect(backend.deleted).toMatchObject([{ id: 'far' }, { date: '2026-11-25' }]);
    expect(lastSave()).toMatchObject({ entry: { id: 'far', week: '2026-W47' }, base: { deletedIn: 2 } });
  });

  const cutElsewhere = () => {
    const elsewhere = { ...first, id: 'far', week: '2026-W47', date: '2026-11-17', lastDate: '2026-11-17' };
    const rows = { id: 'r1', cut: true, calendar: 'board', week: '2026-W47', entries: [elsewhere] };
    localStorage.setItem('copied:mai', JSON.stringify(rows));
    open();
    focusLine(/Tiếp đoàn/);
    return { elsewhere, pasted: () => paste(new Map([['text/html', '<table data-rows="r1"></table>']])) };
  };

  test('cut in another week and deleted there by a colleague, it comes back nowhere: who deleted it is said', async () => {
    const { elsewhere, pasted } = cutElsewhere();
    backend.history = [{ revision: 2, action: 'delete', by: 'ha', at: 1, entry: elsewhere }];
    await pasted();
    expect(backend.answers).toEqual([]);
    expect(screen.getByText(/“Rà soát chỉ tiêu” không dời: Đỗ Thu Hà đã xóa mục này/)).toBeTruthy();
    expect(screen.queryByText(/Đã dời/)).toBeNull();
  });

  test('the same in the moment of pasting: its line goes again, and Ctrl Z has nothing to take back', async () => {
    const { elsewhere, pasted } = cutElsewhere();
    await pasted();
    expect(screen.getAllByText(/Đã dời 1 mục/)).not.toHaveLength(0);
    backend.history = [{ revision: 2, action: 'delete', by: 'ha', at: 1, entry: elsewhere }];
    const { refuse } = lastSave();
    show((backend.entries as Shown[]).filter(({ id }) => !id.startsWith('new')));
    await act(async () => refuse(new DataError('stale', { current: null })));
    expect(screen.getByText(/“Rà soát chỉ tiêu” không dời: Đỗ Thu Hà đã xóa mục này/)).toBeTruthy();
    expect(document.querySelector('.toast')).toBeNull();
    expect(screen.getAllByRole('row', { name: /Rà soát/ })).toHaveLength(1);
    await act(async () => void fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true }));
    expect(backend.answers).toHaveLength(1);
    expect(screen.getAllByText(/Chưa có gì để hoàn tác/)).not.toHaveLength(0);
  });

  test('issued there it stays, and is said to be in both places', async () => {
    backend.refuseDeletion = true;
    const { pasted } = cutElsewhere();
    await pasted();
    await acceptAll();
    await acceptAll();
    expect(screen.getByText(/Mục gốc “Rà soát chỉ tiêu” vẫn còn ở tuần cũ/)).toBeTruthy();
    expect(screen.getAllByRole('row', { name: /Rà soát/ })).toHaveLength(2);
  });

  test('cut and deleted by a colleague in this week, it is said which one did not move', async () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { shiftKey: true });
    const { data } = copied('cut');
    backend.history = [{ revision: 2, action: 'delete', by: 'ha', at: 1, entry: first }];
    show((backend.entries as Shown[]).filter(({ id }) => id !== 'e1'));
    focusLine(/Tiếp đoàn/);
    await paste(data);
    expect(lastSave()).toMatchObject({ entry: { id: 'e2', date: '2026-11-25' } });
    expect(screen.getByText(/“Rà soát chỉ tiêu” không dời: Đỗ Thu Hà đã xóa mục này/)).toBeTruthy();
  });

  test('what cannot be read whole is copied, and stays where it was cut', async () => {
    backend.hidden = undefined;
    const elsewhere = { ...first, id: 'far', week: '2026-W47', date: '2026-11-17', lastDate: '2026-11-17' };
    const rows = { id: 'r1', cut: true, calendar: 'board', week: '2026-W47', entries: [elsewhere] };
    localStorage.setItem('copied:mai', JSON.stringify(rows));
    open();
    focusLine(/Tiếp đoàn/);
    await paste(new Map([['text/html', '<table data-rows="r1"><tr><td>x</td></tr></table>']]));
    await acceptAll();
    expect(backend.deleted).toEqual([]);
    expect(screen.getAllByText(/mục gốc vẫn còn nguyên/)).not.toHaveLength(0);
  });
});

describe('pasting without Ctrl V', () => {
  const openField = () => {
    open();
    focusLine(/Rà soát/);
    fireEvent.click(screen.getByRole('button', { name: 'Dán…' }));
    return screen.getByLabelText('Các hàng');
  };
  test('a table pasted into the field of a phone is read as with the keys', () => {
    const html = '<table><tr><td>Giờ</td><td>Nội dung</td></tr><tr><td>8h</td><td>Một</td></tr></table>';
    fireEvent.paste(openField(), { clipboardData: { getData: (type: string) => (type === 'text/html' ? html : '') } });
    fireEvent.click(screen.getByRole('button', { name: 'Thêm 1 mục' }));
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-24', content: 'Một' } });
  });
  test('lines may be typed; none say what is missing', () => {
    const field = openField();
    fireEvent.click(screen.getByRole('button', { name: 'Xem các mục' }));
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/Chưa có hàng nào/)).toBeTruthy();
    fireEvent.change(field, { target: { value: '8h30 Họp một\n9h Họp hai' } });
    fireEvent.click(screen.getByRole('button', { name: 'Xem các mục' }));
    fireEvent.click(screen.getByRole('button', { name: 'Thêm 2 mục' }));
    expect(backend.answers.map(({ entry }) => (entry as Entry).time.start)).toEqual([510, 540]);
  });
  test('rows copied in this app come back whole', async () => {
    const rows = { id: 'r1', cut: false, calendar: 'board', week: WEEK, entries: [{ ...second, driver: 'Anh Tư' }] };
    localStorage.setItem('copied:mai', JSON.stringify(rows));
    const html = '<table data-rows="r1"><tr><td>x</td></tr></table>';
    const field = openField();
    await act(async () => {
      fireEvent.paste(field, { clipboardData: { getData: () => html } });
    });
    expect(lastSave()).toMatchObject({ entry: { driver: 'Anh Tư' }, base: null });
  });
});

describe('an entry over several days', () => {
  const course = storedOf({ date: '2026-11-24', lastDate: '2026-11-26', time: '8h', content: 'Tập huấn' }, 1, 'th');
  test('stands on each of them, is written on the first, and leads there', () => {
    backend.entries = [course, storedOf({ date: '2026-11-25', time: '9h', content: 'Tiếp đoàn' }, 1, 'e3')];
    open();
    const beginnings = screen
      .getAllByRole('row', { name: /Tập huấn/ })
      .map((row) => row.querySelector('.time')!.textContent);
    expect(beginnings).toEqual(['08:00 đến 26/11', 'Tiếp từ 24/11', 'Tiếp từ 24/11']);
    const dayText = (date: string) => document.querySelector(`tbody[data-date="${date}"]`)!.textContent;
    expect(dayText('2026-11-25')).toContain('Tiếp đoàn');
    expect(dayText('2026-11-26')).toContain('Không có mục khác');
    expect(dayText('2026-11-27')).toContain('Không có lịch');
    fireEvent.click(screen.getAllByRole('button', { name: 'Xem Tập huấn' })[1]!);
    expect(document.activeElement?.getAttribute('data-stop')).toBe('th');
  });
  test('moves with all its days, and not beyond the week', () => {
    backend.entries = [course];
    open();
    act(() => document.querySelector<HTMLElement>('[data-stop=th]')!.focus());
    press('ArrowDown', { altKey: true });
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-25', lastDate: '2026-11-27' } });
    backend.answers = [];
    for (const _ of [1, 2]) press('ArrowDown', { altKey: true });
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-27', lastDate: '2026-11-29' } });
    press('ArrowDown', { altKey: true });
    expect(backend.answers).toHaveLength(2);
    expect(screen.getByText('1 mục không dời: sẽ ra ngoài tuần')).toBeTruthy();
  });
});
