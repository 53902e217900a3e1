import { extractText } from 'unpdf';
import { addWeeks, daysOf } from '#domain/week.ts';
import { formatDate, instantOf, localDate } from '#domain/time.ts';
import { accessibilityFaults } from './axe.ts';
import { expect, itIs, openUntilShown, test } from './fixtures.ts';
import { dayName, thisWeek } from './weeks.ts';

// The Office's calendar, in a week of its own.
const week = addWeeks(thisWeek(), 40);
const wednesday = daysOf(week)[2];

test('a clerk sets an absence once: the editor, the issued page, paper and the feed say who acts', async ({
  clerk,
  approver,
  visitor,
}) => {
  await clerk.goto('/absences');
  await clerk.getByRole('button', { name: 'Ghi người vắng' }).click();
  await clerk.getByLabel('Người vắng', { exact: true }).fill('minh tuan');
  await clerk.keyboard.press('Enter');
  await clerk.getByLabel('Người thay', { exact: true }).fill('thu ha');
  await clerk.keyboard.press('Enter');
  await clerk.getByLabel('Từ ngày').fill(formatDate(wednesday));
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await clerk.keyboard.press('Enter');
  await expect(clerk.getByRole('row', { name: /PGĐ Phạm Minh Tuấn.*CVP Đỗ Thu Hà/ })).toBeVisible();
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();

  await clerk.goto(`/edit/vp/${week}`);
  await clerk.getByRole('button', { name: `Thêm mục ${dayName(week, 3)}` }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('8h');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp thử việc vắng mặt');
  await clerk.getByRole('combobox', { name: 'Chủ trì' }).fill('minh tuan');
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  const line = clerk.getByRole('row', { name: /Họp thử việc vắng mặt/ });
  await expect(line).toContainText('PGĐ Phạm Minh Tuấn vắng – CVP Đỗ Thu Hà thay');
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();

  await approver.goto(`/issue/vp/${week}`);
  const issue = approver.getByRole('button', { name: 'Ban hành', exact: true });
  await issue.waitFor();
  for (const box of await approver.getByRole('checkbox', { name: 'Đã xem' }).all()) await box.check();
  await issue.click();
  await expect(approver.getByText('Đã ban hành tuần này.')).toBeVisible();

  const acting = 'CVP Đỗ Thu Hà (thay PGĐ Phạm Minh Tuấn)';
  const issued = visitor.getByRole('row', { name: /Họp thử việc vắng mặt/ });
  await openUntilShown(visitor, `/lich/vp/${week}`, issued);
  await expect(issued).toContainText(acting);
  await expect(issued).not.toContainText('công tác'); // why is nobody's business
  const paper = await extractText(new Uint8Array(await visitor.pdf({ preferCSSPageSize: true })), { mergePages: true });
  expect(paper.text.replace(/\s+/g, ' ')).toContain(acting);
  const feed = await (await visitor.request.get('/ical/vp.ics')).text();
  expect(feed.replace(/\r\n /g, '')).toContain(`Chủ trì: ${acting}`);

  // Taken back, the issued week stays as it was issued: the next revision would tell the change.
  await clerk.goto('/absences');
  await clerk.getByRole('button', { name: 'Xóa lần vắng của PGĐ Phạm Minh Tuấn' }).click();
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();
  await clerk.goto(`/edit/vp/${week}`);
  await expect(line).not.toContainText('vắng –');
  await expect(line).toContainText('Khác bản đã ban hành');
  await visitor.reload();
  await expect(issued).toContainText(acting);
});

test('a month of duty is tried, saved at once, and stands in the weeks', async ({ clerk }) => {
  await itIs(clerk, instantOf(localDate('2028-02-15'), 8 * 60)); // a month that is over is filled no more
  await clerk.goto('/duty/board/2028-03');
  await clerk.getByRole('button', { name: 'Xếp tháng 03/2028' }).click();
  await expect(clerk.getByLabel(/^Người trực thứ tư 01\/03: (GĐ|PGĐ) /)).toBeVisible();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await clerk.getByRole('button', { name: 'Lưu 31 ngày' }).click();
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();
  await clerk.reload();
  await expect(clerk.getByLabel(/^Người trực thứ sáu 31\/03: (GĐ|PGĐ) /)).toBeVisible();
  await clerk.getByRole('link', { name: 'Tuần 9', exact: true }).click();
  await expect(clerk.getByRole('button', { name: /^Trực: .* thứ tư 01\/03/ })).toBeVisible();
});
