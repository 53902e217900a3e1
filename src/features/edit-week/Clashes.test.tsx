// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { absence } from '#domain/arbitraries.ts';
import { localDate } from '#domain/time.ts';
import { storedOf, WEEK } from '#domain/fixtures.ts';
import { backend, first, focusLine, lastSave, line, open, press, second, type } from './testPage.tsx';
import type { Absence } from '#domain/absence.ts';

describe('what clashes', () => {
  const inRoom = (id: string, time: string, content: string) =>
    storedOf({ time, content, place: 'room:p1', chairs: ['person:van'] }, 1, id);

  test('the line says so, and the open one lists with whom, why, and the way there', () => {
    backend.entries = [inRoom('a', '8h', 'Xét thăng hạng'), inRoom('b', '9h30', 'Rà soát chỉ tiêu'), second];
    open();
    expect(line(/Xét thăng hạng/).textContent).toContain('Có thể trùng');
    expect(line(/Họp Hội đồng/).textContent).not.toContain('trùng');
    focusLine(/Rà soát/);
    press('Enter');
    const listed = within(screen.getByRole('list', { name: 'Trùng lịch của mục này' })).getAllByRole('listitem');
    expect(listed.map((item) => item.textContent)).toEqual([
      'Có thể trùngPGĐ Nguyễn Thị Hồng Vân, Phòng họp số 1 · 08:00 Xét thăng hạng (chưa có giờ kết thúc, tạm tính 2 giờ) Chọn phòng trốngChọn người trốngXemChấp nhận…',
    ]);
    fireEvent.click(within(listed[0]!).getByRole('button', { name: /Xem .*Xét thăng hạng/ }));
    expect(document.activeElement).toBe(line(/Xét thăng hạng/));
  });

  test('who hears the page is told once the hands rest, in a place that stood before, and not of every button', async () => {
    backend.entries = [inRoom('a', '8h-9h', 'Xét thăng hạng'), inRoom('b', '9h30', 'Rà soát chỉ tiêu')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    await act(async () => void (await import('./ClashesAloud.tsx')));
    const places = screen.getAllByRole('status');
    type('Giờ', '8h30');
    const told = await screen.findByText(
      '1 xung đột. Trùng giờ: PGĐ Nguyễn Thị Hồng Vân, Phòng họp số 1. 08:00–09:00 Xét thăng hạng',
    );
    expect(places).toContain(told);
    type('Giờ', '9h');
    await waitFor(() => expect(told.textContent).toBe(''));
    expect(screen.queryByRole('list', { name: 'Trùng lịch của mục này' })?.hasAttribute('aria-live')).not.toBe(true);
  });

  test('it follows what is typed, before anything is saved', async () => {
    backend.entries = [inRoom('a', '8h-9h', 'Xét thăng hạng'), inRoom('b', '9h30', 'Rà soát chỉ tiêu')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    expect(screen.queryByText('Trùng giờ')).toBeNull();
    type('Giờ', '8h30');
    expect(await screen.findAllByText('Trùng giờ')).toHaveLength(2); // under the open line, and in the other
    type('Giờ', '9h');
    await waitFor(() => expect(screen.queryByText('Trùng giờ')).toBeNull());
    expect(backend.answers).toEqual([]);
  });

  test('one that is accepted, with why, counts no more while both stand as they stood', async () => {
    backend.entries = [inRoom('a', '8h-9h', 'Xét thăng hạng'), inRoom('b', '8h30', 'Rà soát chỉ tiêu')];
    open();
    expect(screen.getByRole('button', { name: '1 xung đột' })).toBeDefined();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: /^Chấp nhận trùng với .*Xét thăng hạng…$/ }));
    const reason = screen.getByLabelText('Lý do chấp nhận');
    expect(document.activeElement).toBe(reason);
    fireEvent.click(screen.getByRole('button', { name: 'Chấp nhận' }));
    expect(backend.accepted).toEqual([]);
    expect(screen.getByText('Ghi lý do: người soạn sau sẽ hỏi.')).toBeDefined();
    fireEvent.change(reason, { target: { value: ' Hai nhóm  chung phòng ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Chấp nhận' }));
    expect(backend.accepted).toMatchObject([{ reason: 'Hai nhóm chung phòng' }]);
    expect(document.activeElement?.textContent).toBe('Xem');
    expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull();
    expect(line(/Xét thăng hạng/).textContent).not.toContain('Trùng giờ');
    const item = within(screen.getByRole('list', { name: 'Trùng lịch của mục này' })).getByRole('listitem');
    expect(item.textContent).toMatch(/Đã chấp nhận: Hai nhóm chung phòng Đỗ Thu Hà, /);
    type('Giờ', '8h45');
    expect(await screen.findByRole('button', { name: '1 xung đột' })).toBeDefined();
    type('Giờ', '8h30');
    await waitFor(() => expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: /^Bỏ chấp nhận/ }));
    expect(await screen.findByRole('button', { name: '1 xung đột' })).toBeDefined();
  });

  test('Enter and Escape in the reason are its own: the row is neither saved nor dropped', () => {
    backend.entries = [inRoom('a', '8h-9h', 'Xét thăng hạng'), inRoom('b', '8h30', 'Rà soát chỉ tiêu')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lần hai');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
    fireEvent.click(screen.getByRole('button', { name: /^Chấp nhận trùng với/ }));
    press('Escape');
    expect(screen.queryByLabelText('Lý do chấp nhận')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /^Chấp nhận trùng với/ }));
    press('Enter');
    expect(backend.answers).toEqual([]);
    expect(screen.getByDisplayValue('Rà soát lần hai')).toBeDefined();
  });

  test('a day off stands at the head of its day, and is hinted at, not counted, in a line that falls on it', () => {
    backend.holidays = [{ date: first.date, name: 'Quốc khánh', kind: 'holiday' }];
    open();
    expect(screen.getByText('Nghỉ: Quốc khánh').closest('th')!.textContent).toContain('Thứ');
    expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull();
    focusLine(/Rà soát/);
    press('Enter');
    expect(screen.getByRole('list', { name: 'Lưu ý về ngày giờ' }).textContent).toMatch(/là ngày nghỉ: Quốc khánh$/);
  });

  test('entries of other calendars count, and are named with theirs', () => {
    backend.entries = [inRoom('a', '8h', 'Xét thăng hạng')];
    const elsewhere = { ...inRoom('x', '8h', 'Tập huấn'), calendar: 'gdtrh', stage: 'requested' };
    backend.elsewhere = [...backend.entries, elsewhere];
    open();
    focusLine(/Xét thăng hạng/);
    press('Enter');
    const item = within(screen.getByRole('list', { name: 'Trùng lịch của mục này' })).getByRole('listitem');
    expect(item.textContent).toContain('08:00 Tập huấn (Phòng GDTrH; phiếu chờ nhận)');
    expect(within(item).getByRole('link').getAttribute('href')).toBe(`/view/${WEEK}?lich=gdtrh`);
  });

  test('the count shows only the lines that clash, and the whole week again', () => {
    backend.entries = [inRoom('a', '8h', 'Xét thăng hạng'), inRoom('b', '8h', 'Rà soát chỉ tiêu'), second];
    open();
    fireEvent.click(screen.getByRole('button', { name: '1 xung đột' }));
    expect(line(/Rà soát/)).toBeTruthy();
    expect(screen.queryByRole('row', { name: /Họp Hội đồng/ })).toBeNull();
    expect(screen.queryByText('Không có lịch')).toBeNull(); // a hidden day is not an empty one
    fireEvent.click(screen.getByRole('button', { name: '1 xung đột' }));
    expect(line(/Họp Hội đồng/)).toBeTruthy();
  });
});

describe('somebody is away', () => {
  const day = localDate(first.date);
  const away = (more: Partial<Absence> = {}) => absence({ person: 'van', from: day, to: day, ...more });
  const chaired = storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu', chairs: ['person:van'] }, 1, 'e1');
  const lines = () => within(screen.getByRole('list', { name: 'Người vắng của mục này' }));

  test('with a substitute the line says who acts, and nothing is left to settle', () => {
    Object.assign(backend, { entries: [chaired, second], absences: [away({ substitute: 'text:Chánh Văn phòng' })] });
    open();
    expect(line(/Rà soát/).textContent).toContain('PGĐ Nguyễn Thị Hồng Vân vắng – Chánh Văn phòng thay');
    expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull();
    focusLine(/Rà soát/);
    press('Enter');
    expect(lines().getByRole('listitem').textContent).toContain('Chánh Văn phòng thay trên lịch ban hành');
    expect(lines().queryByRole('button')).toBeNull(); // only clerks and administrators change an absence
  });

  test('without one it is a conflict, until it is accepted with a reason', async () => {
    Object.assign(backend, { entries: [chaired, second], absences: [away()] });
    open();
    expect(line(/Rà soát/).textContent).toMatch(/vắng – chưa có người thay.*Vắng$/);
    expect(screen.getByRole('button', { name: '1 xung đột' })).toBeDefined();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(lines().getByRole('button', { name: /^Chấp nhận/ }));
    fireEvent.change(screen.getByLabelText('Lý do chấp nhận'), { target: { value: 'Về kịp' } });
    fireEvent.click(screen.getByRole('button', { name: 'Chấp nhận' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull());
  });

  test('away for a part of it, one click lets the substitute act', () => {
    const whole = storedOf({ time: 'cả ngày', content: 'Rà soát chỉ tiêu', chairs: ['person:van'] }, 1, 'e1');
    const half = away({ fromSession: 'afternoon', substitute: 'text:Chánh Văn phòng' });
    Object.assign(backend, { entries: [whole, second], absences: [half] });
    open();
    expect(line(/Rà soát/).textContent).toContain('vắng – chỉ vắng một phần thời gian này');
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(lines().getByRole('button', { name: 'Chánh Văn phòng thay' }));
    press('Enter');
    expect(lastSave().entry).toMatchObject({ chairs: ['text:Chánh Văn phòng'], actingFor: 'person:van' });
  });

  test('a clerk says that the trip itself is attended, and takes that back', () => {
    const gone = away({ id: 'a1', substitute: 'text:Chánh Văn phòng' });
    Object.assign(backend, { entries: [chaired, second], absences: [gone], roles: ['clerk'] });
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(lines().getByRole('button', { name: /vẫn tự dự/ }));
    expect(backend.absences).toMatchObject([{ id: 'a1', attends: ['board/e1'] }]);
    expect(lines().getByRole('listitem').textContent).toContain('đang vắng, vẫn tự dự mục này');
    fireEvent.click(lines().getByRole('button', { name: 'Để người thay dự' }));
    expect(backend.absences).toMatchObject([{ id: 'a1', attends: [] }]);
  });

  test('both are steps of Ctrl Z and Ctrl Y, onto the absence as it stands now', async () => {
    const gone = away({ id: 'a1', substitute: 'text:Chánh Văn phòng' });
    Object.assign(backend, { entries: [chaired, second], absences: [gone], roles: ['clerk'] });
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(lines().getByRole('button', { name: /vẫn tự dự/ }));
    press('Escape');
    expect(screen.getByText('Đã ghi: vẫn tự dự “Rà soát chỉ tiêu”')).toBeTruthy();
    // A colleague lets her go to another one too.
    act(() => {
      backend.absences = [{ ...(backend.absences[0] as object), attends: ['board/e1', 'board/e2'] }];
      backend.tell();
    });
    const key = (name: string) => act(async () => void fireEvent.keyDown(document.body, { key: name, ctrlKey: true }));
    await key('z');
    expect(backend.absences).toMatchObject([{ id: 'a1', attends: ['board/e2'] }]);
    expect(screen.getByText('Đã hoàn tác: vẫn tự dự “Rà soát chỉ tiêu”')).toBeTruthy();
    await key('y');
    expect(backend.absences).toMatchObject([{ id: 'a1', attends: ['board/e2', 'board/e1'] }]);
    act(() => {
      backend.absences = [];
      backend.tell();
    });
    await key('z');
    expect(screen.getByRole('alert').textContent).toContain('Lần vắng mặt ấy đã bị xóa');
  });

  test('it is said while the line is typed: nobody away is called free', async () => {
    Object.assign(backend, { entries: [], absences: [away()] });
    open();
    type('Nhập nhanh', `${day.slice(8)}/${day.slice(5, 7)} 9h30 họp, chủ trì: PGĐ Vân`);
    expect(await screen.findByText('PGĐ Nguyễn Thị Hồng Vân vắng – chưa có người thay')).toBeDefined();
    expect(screen.queryByText(/trống$/)).toBeNull();
  });

  test('beside the table, the form says it too', () => {
    Object.assign(backend, { entries: [chaired, second], absences: [away({ substitute: 'text:Chánh Văn phòng' })] });
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
    const form = within(screen.getByRole('complementary', { name: 'Mọi trường của mục' }));
    expect(form.getByText(/Chánh Văn phòng thay trên lịch ban hành/)).toBeDefined();
  });

  test('the day says who has the duty of a leader who is away', () => {
    Object.assign(backend, { duty: { [day]: 'person:van' }, absences: [away({ substitute: 'text:Chánh Văn phòng' })] });
    open();
    expect(screen.getByText('vắng – Chánh Văn phòng thay')).toBeDefined();
  });
});
