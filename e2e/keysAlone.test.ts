import type { Browser, Page } from '@playwright/test';
import { formatDate, instantOf } from '#domain/time.ts';
import { addWeeks, daysOf } from '#domain/week.ts';
import { expect, itIs, password, test, type Somebody, ACCOUNTS } from './fixtures.ts';
import { Hands } from './hands.ts';
import { dayName, SENT, thisWeek } from './weeks.ts';

// A week of this journey alone. The tests follow each other: what one person leaves is what the next finds.
const week = addWeeks(thisWeek(), 35);
const days = daysOf(week);
test.describe.configure({ mode: 'serial' });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });
/** Keys that a task takes, Tab and all; docs/testing.md says the same. */
async function within(most: number, hands: Hands, task: () => Promise<void>): Promise<void> {
  const keys = await hands.counting(task);
  test.info().annotations.push({ type: 'keys', description: `${keys} of ${most}` });
  expect(keys).toBeLessThanOrEqual(most);
}

/** Signs in, and opens a page by its address. */
async function sitDown(browser: Browser, who: Somebody, path: string, at?: number): Promise<Hands> {
  const page = await (await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage();
  if (at !== undefined) await itIs(page, at);
  const hands = new Hands(page);
  await page.goto('/sign-in');
  await expect(page.getByLabel('Thư điện tử')).toBeFocused();
  await hands.type(ACCOUNTS[who]);
  await hands.press('Tab');
  await hands.type(password);
  await hands.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return hands;
}

test('the head of a division fills in requests and sends them', async ({ browser }) => {
  const hands = await sitDown(browser, 'division', `/request/${week}`);
  const { page } = hands;
  const send = async (weekday: number, time: string, content: string) => {
    await hands.act(button(page, 'Phiếu mới'));
    await expect(field(page, 'Giờ')).toBeFocused();
    await hands.type(time);
    await hands.press('Enter');
    await expect(field(page, 'Nội dung')).toBeFocused();
    await hands.type(content);
    await hands.press('Tab');
    await hands.press('ArrowDown');
    await expect(page.getByRole('radio', { name: /^PGĐ Nguyễn Thị Hồng Vân/ })).toBeChecked();
    if (weekday > 1) {
      await hands.tabTo(button(page, dayName(week, weekday)), 'Shift+Tab');
      await hands.press('Enter');
      await expect(button(page, dayName(week, weekday))).toHaveAttribute('aria-pressed', 'true');
    }
    await hands.press('Control+Enter');
    await expect(page.getByRole('link', { name: content })).toContainText(SENT);
  };
  await within(55, hands, () => send(1, '14h', 'Họp thẩm định hồ sơ mua sắm'));
  await send(2, 'sáng', 'Sinh hoạt chuyên môn cụm');
  await send(3, '8h-9h', 'Xét duyệt sáng kiến ngành');
  await send(3, '9h-10h', 'Xét duyệt sáng kiến của ngành, đợt 2');

  // One is opened again, changed, and another begun and dropped: the way back from each.
  await hands.act(page.getByRole('link', { name: /Sinh hoạt chuyên môn cụm/ }));
  await hands.tabTo(field(page, 'Giờ'));
  await hands.press('Control+a');
  await hands.type('chiều');
  await hands.press('Control+Enter');
  await expect(page.getByRole('link', { name: /Chiều Sinh hoạt chuyên môn cụm/ })).toContainText(SENT);
  await hands.act(button(page, 'Phiếu mới'));
  await hands.type('15h');
  await hands.act(button(page, 'Thêm giấy mời, xe, điểm cầu, ghi chú'));
  await hands.act(button(page, 'Bỏ nháp'));
  await hands.act(button(page, 'Hoàn tác'));
  await expect(field(page, 'Giờ')).toHaveValue('15h');
  await hands.act(button(page, 'Bỏ nháp'));
  await hands.act(page.getByRole('link', { name: /Sinh hoạt chuyên môn cụm/ }));
  await hands.act(button(page, 'Rút phiếu'));
  await hands.act(button(page, 'Hoàn tác'));
  await expect(page.getByRole('link', { name: /Chiều Sinh hoạt chuyên môn cụm/ })).toContainText(SENT);
});

test('the clerk accepts a request, returns one with a reason, merges two, and sends the week for approval', async ({
  browser,
}) => {
  const hands = await sitDown(browser, 'clerk', `/compile/${week}`);
  const { page } = hands;
  const request = (content: string) =>
    page.getByRole('list', { name: 'Phiếu chờ nhận' }).getByRole('listitem').filter({ hasText: content });
  await expect(request('Họp thẩm định hồ sơ mua sắm')).toBeVisible();

  await within(2, hands, () => hands.press('ArrowDown').then(() => hands.press('Enter')));
  await expect(page.getByText('Đã nhận “Họp thẩm định hồ sơ mua sắm”')).toBeVisible();
  await within(3, hands, async () => {
    await hands.press('g');
    await hands.act(page.getByRole('form', { name: /^Gộp phiếu/ }).getByRole('button', { name: /^Gộp với phiếu/ }));
  });
  await expect(page.getByText(/^Đã gộp “Xét duyệt sáng kiến/)).toBeVisible();
  const own = request('Sinh hoạt chuyên môn cụm');
  await expect(own.getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();
  const reason = page.getByRole('textbox', { name: 'Trả lại, lý do (đơn vị sẽ đọc)' });
  await within(9, hands, async () => {
    await hands.press('t');
    await expect(reason).toBeFocused();
    await hands.tabTo(button(page, 'Trùng giờ lãnh đạo'), 'Shift+Tab');
    await hands.press('Enter');
    await hands.tabTo(reason);
    await hands.press('Enter');
  });
  await expect(own).toHaveCount(0);

  await expect(page.getByText('Không còn phiếu nào chờ.')).toBeVisible();
  await expect(page.getByText(/^Đã lưu/)).toBeVisible();

  await hands.act(button(page, 'Chuyển duyệt'));
  await expect(page.getByText(/^Đã chuyển duyệt/)).toBeVisible();
  await hands.press('Enter'); // on “Rút lại”, which stands where it stood
  await expect(page.getByText(/^Đã chuyển duyệt/)).toHaveCount(0);
  await expect(button(page, 'Chuyển duyệt')).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByText(/^Đã chuyển duyệt/)).toBeVisible();
  await hands.press('?');
  await expect(page.getByRole('dialog', { name: 'Phím tắt' })).toBeVisible();
  await hands.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await hands.focusIsSeen('a dialog that closed');
});

test('the clerk edits the week: one line, in place, in the form beside it, rows together, and back', async ({
  browser,
}) => {
  const hands = await sitDown(browser, 'clerk', `/edit/board/${week}`);
  const { page } = hands;
  const line = field(page, 'Nhập nhanh');
  const note = (name: string) => page.getByRole('status').getByRole('button', { name });
  const saved = () => expect(page.getByText(/^Đã lưu/)).toBeVisible();
  await page.getByRole('grid').waitFor();

  const add = async (text: string) => {
    await hands.press('n');
    await expect(line).toBeFocused();
    await hands.type(text);
    await hands.press('Enter');
    await expect(line).toHaveValue('');
  };
  await within(64, hands, () => add('8h30 họp giao ban tại phòng họp 1, chủ trì: Giám đốc'));
  await hands.press('Escape');
  const briefing = row(page, /^08:30 Họp giao ban.*GĐ Trần Đức Thịnh.*Phòng họp số 1/);
  await expect(briefing).toBeFocused();
  await within(34, hands, () => add('8h30 t3 họp giao ban ph1 ct gđ'));
  await hands.press('Escape');
  await saved();
  await expect(row(page, /^08:30 Họp giao ban.*GĐ Trần Đức Thịnh.*Phòng họp số 1/)).toHaveCount(2);

  // Along the lines, and to the duty of the day.
  await hands.press('Home');
  await expect(briefing.first()).toBeFocused();
  await hands.press('ArrowDown');
  await expect(row(page, /^14:00 Họp thẩm định hồ sơ mua sắm/)).toBeFocused();
  await hands.press('ArrowLeft', 2);
  await expect(button(page, `Chọn người trực ${dayName(week, 1).toLowerCase()}`)).toBeFocused();
  await hands.press('Enter');
  await hands.type('thinh');
  await hands.press('Enter');
  await expect(button(page, /^Trực: GĐ Thịnh, thứ hai/)).toBeFocused();
  await hands.press('ArrowRight', 2);
  await hands.press('End');
  await expect(row(page, 'Không có lịch').last()).toBeFocused();
  await hands.press('Home');

  await within(4, hands, async () => {
    await hands.press('Enter');
    await expect(field(page, 'Giờ')).toBeFocused();
    await hands.type('9h');
    await hands.press('Enter');
  });
  const moved = row(page, /^09:00 Họp giao ban/);
  await expect(moved).toBeFocused();

  // All fields: in the form beside the table, from which the focus comes back to the line.
  await hands.press('Enter');
  await hands.act(button(page, 'Mọi trường'));
  await hands.tabTo(page.getByRole('textbox', { name: 'Ghi chú nội bộ' }));
  await hands.type('Mang theo hồ sơ');
  await hands.press('Enter');
  await expect(moved).toBeFocused();
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await hands.press('Enter');
  await hands.act(button(page, 'Mọi trường'));
  await hands.press('Escape');
  await expect(moved).toBeFocused();
  await saved();

  // Rows together: copied to an empty day, cut to another, taken back.
  await hands.press('Shift+ArrowDown');
  await expect(page.getByRole('region', { name: 'Các mục đã chọn' })).toContainText('2 mục');
  await hands.press('Control+c');
  const empty = (weekday: number) =>
    page
      .getByRole('rowgroup')
      .filter({ hasText: dayName(week, weekday) })
      .getByRole('row', { name: 'Không có lịch' });
  const of = (weekday: number) =>
    page
      .getByRole('rowgroup')
      .filter({ hasText: dayName(week, weekday) })
      .getByRole('row', { name: /^\d\d:\d\d/ });
  await hands.goTo(empty(4), 'ArrowDown');
  await hands.press('Control+v');
  await expect(of(4)).toHaveCount(2);
  await hands.goTo(of(4).first(), 'ArrowUp');
  await hands.press('Control+x');
  await expect(of(4).first()).toContainText('Đã cắt');
  await hands.goTo(empty(5), 'ArrowDown');
  await hands.press('Control+v');
  await expect(of(5)).toHaveCount(1);
  await expect(of(4)).toHaveCount(1);
  await hands.press('Control+z');
  await expect(of(4)).toHaveCount(2);
  await hands.press('Control+z');
  await expect(of(4)).toHaveCount(0);

  // What goes leaves the focus at the next; the note gives it back; a dialog too.
  await hands.press('Home');
  await hands.press('d');
  await hands.press('Escape');
  await hands.press('Home');
  await hands.press('Delete');
  await expect(moved).toHaveCount(0);
  await hands.act(note('Hoàn tác'));
  await expect(moved).toHaveCount(1);
  await expect(moved).toBeFocused();
  await hands.press('?');
  await expect(page.getByRole('dialog', { name: 'Phím tắt' })).toBeVisible();
  await hands.press('Escape');
  await expect(moved).toBeFocused();
  await hands.press('h');
  await expect(page.getByLabel('Lý do (công khai)')).toBeFocused();
  await hands.type('Trùng lịch khác');
  await hands.act(button(page, 'Hoãn mục này'));
  await expect(row(page, /^09:00 Họp giao ban.*Hoãn/)).toBeFocused();
  await hands.press('Control+z');
  await expect(row(page, /^09:00 Họp giao ban.*Hoãn/)).toHaveCount(0);
  await saved();
});

test('the clerk records who is away and who acts, and fills the duty of a month', async ({ browser }) => {
  const hands = await sitDown(browser, 'clerk', '/absences');
  const { page } = hands;
  const line = row(page, new RegExp(`PGĐ Lê Quang Huy ${formatDate(days[3]).replaceAll('/', '\\/')}`));
  await within(36, hands, async () => {
    await hands.press('n');
    await expect(page.getByLabel('Người vắng', { exact: true })).toBeFocused();
    await hands.type('quang huy');
    await hands.press('Enter');
    await hands.press('Tab');
    await hands.type(formatDate(days[3]));
    await hands.tabTo(page.getByLabel('Người thay', { exact: true }));
    await hands.type('hong van');
    await hands.press('Enter');
    await hands.press('Enter');
  });
  await expect(line).toContainText('PGĐ Nguyễn Thị Hồng Vân');
  await hands.act(line.getByRole('button', { name: /^Sửa/ }));
  await hands.press('Escape');
  await expect(line.getByRole('button', { name: /^Sửa/ })).toBeFocused();
  await hands.act(line.getByRole('button', { name: /^Xóa/ }));
  await expect(line).toHaveCount(0);
  await hands.act(button(page, 'Hoàn tác'));
  await expect(line).toHaveCount(1);
  await expect(page.getByText(/^Đã lưu/)).toBeVisible();

  const month = days[0].slice(0, 7);
  await page.goto(`/duty/board/${month}`);
  const fill = button(page, /^Xếp tháng/);
  await fill.waitFor();
  await hands.act(fill);
  await expect(button(page, /^Lưu \d+ ngày/)).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByText(/^Đã lưu/)).toBeVisible();
  const monday = page.getByRole('combobox', { name: new RegExp(`^Người trực ${dayName(week, 1).toLowerCase()}`) });
  await hands.tabTo(monday);
  await hands.press('ArrowDown');
  await hands.tabTo(button(page, 'Lưu 1 ngày'), 'Shift+Tab');
  await hands.press('Enter');
  await expect(button(page, 'Lưu 1 ngày')).toHaveCount(0);
  await hands.focusIsSeen('the last save');
});

test('an entry is moved and made longer in the hour grid; the leaders’ columns open it', async ({ browser }) => {
  const hands = await sitDown(browser, 'clerk', `/view/${week}`);
  const { page } = hands;
  await hands.act(button(page, 'Lưới giờ'));
  const entry = (words: RegExp) => page.getByRole('region', { name: /lưới giờ/ }).getByRole('button', { name: words });
  await expect(page.getByRole('columnheader', { name: dayName(week, 2), exact: true })).toBeVisible();
  await hands.tabTo(entry(/Họp thẩm định hồ sơ mua sắm/));
  await hands.press('Alt+ArrowDown');
  await expect(entry(/Họp thẩm định hồ sơ mua sắm/)).toBeFocused();
  await hands.press('Enter');
  const form = page.getByRole('dialog').getByRole('form', { name: 'Đổi ngày, giờ' });
  await hands.tabTo(form.getByRole('textbox', { name: 'Giờ' }));
  await hands.press('Control+a');
  await hands.type('15h-16h30');
  await hands.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(entry(/15:00.*Họp thẩm định hồ sơ mua sắm/)).toBeFocused();
  await hands.press('Control+z', 2);
  await expect(entry(/14:00.*Họp thẩm định hồ sơ mua sắm/)).toBeVisible();
  await hands.focusIsSeen('undo');

  // One of a list among tools: arrows look, Enter takes.
  await hands.tabTo(page.getByRole('combobox', { name: 'Người: Mọi người' }), 'Shift+Tab');
  await hands.press('ArrowDown', 2);
  await expect(page).not.toHaveURL(/nguoi=/);
  await hands.press('Enter');
  await expect(page).toHaveURL(/nguoi=van/);
  await hands.act(button(page, 'Xem tất cả'));
  await expect(page).not.toHaveURL(/nguoi=/);

  await hands.tabTo(button(page, 'Theo lãnh đạo'), 'Shift+Tab');
  await hands.press('Enter');
  const cell = page.getByRole('table').getByRole('button', { name: /Họp thẩm định hồ sơ mua sắm/ });
  await hands.act(cell.first());
  await expect(page.getByRole('dialog')).toBeVisible();
  await hands.press('Escape');
  await expect(cell.first()).toBeFocused();
});

test('the leader issues the week and puts a meeting off', async ({ browser }) => {
  const hands = await sitDown(browser, 'approver', '/today', instantOf(days[0], 7 * 60));
  const { page } = hands;
  await within(22, hands, async () => {
    await hands.act(page.getByRole('link', { name: /^Xem và ban hành/ }));
    await page.getByRole('button', { name: 'Ban hành', exact: true }).waitFor();
    for (const box of await page.getByRole('checkbox', { name: /^Đã xem/ }).all()) await hands.act(box, 'Space');
    await expect(page.getByRole('button', { name: 'Ban hành', exact: true })).toBeEnabled(); // the store has said how it stands
    await hands.act(page.getByRole('button', { name: 'Ban hành', exact: true }));
  });
  await expect(page.getByText('Đã ban hành tuần này.')).toBeVisible();
  await hands.focusIsSeen('issue');

  await hands.tabTo(page.getByRole('link', { name: 'Hôm nay', exact: true }), 'Shift+Tab');
  await hands.press('Enter');
  const today = page.getByRole('region', { name: dayName(week, 1) });
  const stop = today.getByRole('button', { name: 'Hoãn, hủy: Họp giao ban' });
  const sheet = page.getByRole('dialog', { name: 'Họp giao ban' });
  await hands.tabTo(stop);
  await within(12, hands, async () => {
    await hands.press('Enter');
    await hands.tabTo(sheet.getByRole('radio').first());
    await hands.press('ArrowDown');
    await hands.act(sheet.getByRole('button', { name: 'Hoãn và ban hành' }));
  });
  await expect(page.getByText('Đã ban hành điều chỉnh lần 1')).toBeVisible();
  await hands.focusIsSeen('postpone');
  await hands.act(today.getByRole('button', { name: 'Đặt giờ mới: Họp giao ban' }));
  await hands.tabTo(sheet.getByRole('textbox', { name: 'Giờ' }));
  await hands.press('Control+a');
  await hands.type('16h');
  await hands.press('Enter');
  await expect(page.getByText('Đã ban hành điều chỉnh lần 2')).toBeVisible();
  await hands.focusIsSeen('a new time');
});
