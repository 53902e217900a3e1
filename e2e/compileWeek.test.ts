import type { Page } from '@playwright/test';
import { entryToDocument, historyToDocument, requestToDocument } from '#data/documents.ts';
import { emptyDraft, parseEntry, type EntryDraft } from '#domain/entry.ts';
import { deadlineOf } from '#domain/request.ts';
import { localDate } from '#domain/time.ts';
import { addWeeks, daysOf, weekOf } from '#domain/week.ts';
import { accessibilityFaults } from './axe.ts';
import { adminChannel, expect, newColleague, signIn, signInAs, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

const week = addWeeks(thisWeek(), 21);
const days = daysOf(week);

/** As its division sent it, `late` minutes after the deadline. */
async function put(id: string, unit: string | null, late: number, draft: Partial<EntryDraft>): Promise<void> {
  const admin = await adminChannel();
  const { db } = admin;
  const typed = { ...emptyDraft(days[1]), ...draft };
  const week = weekOf(localDate(typed.date));
  const read = parseEntry(typed, { id, calendar: 'board', week, stage: unit === null ? 'accepted' : 'requested' });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const sentAt = deadlineOf(week, {})! + late * 60_000;
  const [by, at] = ['phong-gdtrh', new Date(sentAt)];
  const batch = db.batch();
  const entry = db.doc(`calendars/board/entries/${id}`);
  batch.set(entry, entryToDocument(read.entry, { revision: 1, updatedBy: by, updatedAt: at }));
  batch.set(
    entry.collection('history').doc('1'),
    historyToDocument({ revision: 1, action: 'create', by, at: sentAt, entry: read.entry }),
  );
  if (unit !== null) {
    const answers = { reason: null, into: null, answeredBy: null, answeredAt: null };
    batch.set(db.doc(`calendars/board/requests/${id}`), requestToDocument({ unit, week, by, sentAt, ...answers }));
  }
  await batch.commit();
  await admin.close();
}

const request = (page: Page, content: string) =>
  page.getByRole('list', { name: 'Phiếu chờ nhận' }).getByRole('listitem').filter({ hasText: content });

test('requests are accepted, merged and returned by the keyboard alone; a late one comes in without moving the hand', async ({
  clerk,
}) => {
  const { keyboard } = clerk;
  await put('e2e-council', null, 0, {
    ...{ time: '9h', content: 'Họp Hội đồng xét duyệt sáng kiến ngành', chairs: ['person:huy'] },
    attendees: ['unit:qlcl'],
  });
  await put('e2e-accept', 'khtc', -300, { time: '14h', content: 'Thẩm định hồ sơ mua sắm', chairs: ['person:van'] });
  await put('e2e-merge', 'tccb', -200, {
    ...{ time: '9h', content: 'Xét duyệt sáng kiến ngành đợt 2', attendees: ['unit:tccb'], chairs: ['person:huy'] },
  });
  await put('e2e-return', 'gdtrh', -100, { date: days[3], time: 'sáng', content: 'Sinh hoạt chuyên môn cụm' });

  await clerk.goto(`/compile/${week}`);
  await expect(request(clerk, 'Thẩm định hồ sơ mua sắm')).toBeVisible();
  await expect(clerk.getByRole('link', { name: /^Tổng hợp \d+$/ })).toHaveAttribute('aria-current', 'page');
  await expect(clerk.getByRole('row', { name: /14:00 Thẩm định hồ sơ mua sắm Phiếu đang chọn/ })).toBeVisible();
  expect(await accessibilityFaults(clerk)).toEqual([]);

  await keyboard.press('Home');
  await expect(request(clerk, 'Thẩm định hồ sơ').getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();
  await keyboard.press('Enter');
  await expect(clerk.getByText('Đã nhận “Thẩm định hồ sơ mua sắm”')).toBeVisible();

  const double = request(clerk, 'Xét duyệt sáng kiến');
  await expect(double.getByText('Gộp sẽ: thêm Phòng TCCB vào thành phần; giữ nội dung')).toBeVisible();
  await expect(double.getByRole('button', { name: 'Gộp vào mục 09:00' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(double).toHaveCount(0);
  const own = request(clerk, 'Sinh hoạt chuyên môn cụm');
  await expect(own.getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();
  await put('e2e-late', 'qlcl', 130, { date: days[4], time: '15h30', content: 'Gặp mặt giáo viên giỏi' });
  await expect(request(clerk, 'Gặp mặt giáo viên giỏi').getByText('Muộn 2 giờ 10 phút')).toBeVisible();
  await expect(own.getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();

  await keyboard.press('t');
  const reason = clerk.getByRole('textbox', { name: 'Trả lại, lý do (đơn vị sẽ đọc)' });
  await expect(reason).toBeFocused();
  await expect(reason).toHaveValue('Không có lãnh đạo dự, đề nghị đưa vào lịch của phòng.');
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await keyboard.press('End');
  await keyboard.type(' Cảm ơn.');
  await keyboard.press('Enter');
  await expect(own).toHaveCount(0);
  await expect(request(clerk, 'Gặp mặt').getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();

  // The way back, and again.
  await keyboard.press('Control+z');
  await expect(own.getByRole('textbox')).toHaveValue(/lịch của phòng\. Cảm ơn\.$/);
  await expect(reason).toBeFocused();
  await keyboard.press('Enter');
  await expect(own).toHaveCount(0);
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();

  await clerk.reload();
  await clerk.getByRole('button', { name: 'Trả lại 1' }).press('Enter');
  await expect(clerk.getByRole('list', { name: 'Phiếu đã trả lại' })).toContainText('Cảm ơn.');
  await clerk.getByRole('button', { name: 'Đã nhận 2' }).press('Enter');
  await expect(clerk.getByRole('list', { name: 'Phiếu đã nhận' })).toContainText(/Vào mục .*09:00 · Họp Hội đồng/);
  await clerk.getByRole('button', { name: 'Cả tuần' }).press('Enter');
  await expect(clerk.getByRole('row', { name: /09:00 Họp Hội đồng xét duyệt sáng kiến ngành/ })).toContainText(
    'Phòng QLCL, Phòng TCCB',
  );
  await expect(clerk.getByRole('row', { name: /14:00 Thẩm định hồ sơ mua sắm/ })).toBeVisible();
  for (const width of [320, 768, 1280]) {
    await clerk.setViewportSize({ width, height: 800 });
    expect(await clerk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('of two clerks at one request the second is told who was first, and no answer falls on the next; a division has no inbox', async ({
  clerk,
  browser,
}) => {
  const other = addWeeks(week, 1);
  const date = daysOf(other)[2];
  await newColleague('tong.hop', 'Nguyễn Thu Tổng');
  const context = await browser.newContext();
  const second = await context.newPage();
  await signInAs(second, 'tong.hop@example.test');
  await put('e2e-both-1', 'khtc', -50, { date, time: '8h', content: 'Hai văn thư cùng xem' });
  await put('e2e-both-2', 'khtc', -40, { date, time: '16h', content: 'Phiếu đứng sau' });
  await clerk.goto(`/compile/${other}`);
  await second.goto(`/compile/${other}`);
  const title = (page: Page, name: string) => page.getByRole('heading', { name }).getByRole('button');
  await title(clerk, 'Hai văn thư cùng xem').click();
  await title(second, 'Hai văn thư cùng xem').click();
  await expect(request(second, 'Hai văn thư').getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();

  await expect(request(clerk, 'Hai văn thư').getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();
  await clerk.keyboard.press('Enter');
  await expect(request(second, 'Hai văn thư').getByText(/^Hoàng Thị Mai đã nhận phiếu này lúc/)).toBeVisible();
  await second.keyboard.press('Enter');
  await expect(request(clerk, 'Phiếu đứng sau')).toBeVisible();
  await second.keyboard.press('ArrowDown');
  await expect(request(second, 'Hai văn thư')).toHaveCount(0);
  await expect(request(second, 'Phiếu đứng sau').getByRole('button', { name: 'Nhận', exact: true })).toBeFocused();
  await context.close();

  const division = await (await browser.newContext()).newPage();
  await signIn(division, 'division');
  await expect(division.getByRole('link', { name: 'Xem', exact: true })).toBeVisible();
  await expect(division.getByRole('link', { name: /^Tổng hợp/ })).toHaveCount(0);
  await division.goto(`/compile/${week}`);
  await expect(division.getByRole('heading', { name: 'Bạn không tổng hợp lịch này' })).toBeVisible();
  await division.context().close();
});
