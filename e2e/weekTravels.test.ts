import { expect, issue, openUntilShown, signIn, test } from './fixtures.ts';
import { dayName, nextWeek } from './weeks.ts';

const week = nextWeek();
const thursday = dayName(week, 4);

test('an entry travels from the clerk to the public page and to a phone’s calendar', async ({
  clerk,
  approver,
  visitor,
  browser,
}) => {
  await clerk.goto(`/edit/board/${week}`);
  await clerk.getByRole('button', { name: `Thêm mục ${thursday}` }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('7 giờ 30');
  await expect(clerk.getByText('→ 07:30')).toBeVisible();
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Giao ban thử nghiệm hành trình');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await expect(clerk.getByRole('row', { name: /07:30.*Giao ban thử nghiệm hành trình/ })).toBeVisible();

  // The week is a draft: nobody outside sees it.
  await visitor.goto(`/lich/board/${week}`);
  await expect(visitor.getByText('chưa ban hành', { exact: false }).first()).toBeVisible();
  await expect(visitor.getByText('Không có lịch')).toHaveCount(0);
  expect(await (await visitor.request.get('/ical/board.ics')).text()).not.toContain('Giao ban thử nghiệm');

  await issue(approver, week, 'Ban hành');
  await expect(approver.getByText('Đã ban hành tuần này.')).toBeVisible();

  const issued = visitor.getByRole('row', { name: /07:30.*Giao ban thử nghiệm hành trình/ });
  await openUntilShown(visitor, `/lich/board/${week}`, issued);
  const feed = await (await visitor.request.get('/ical/board.ics')).text();
  expect(unfold(feed)).toContain('SUMMARY:Giao ban thử nghiệm hành trình');

  // A later change is a draft again, until the next revision lists it.
  await clerk.getByRole('row', { name: /Giao ban thử nghiệm hành trình/ }).press('h');
  await clerk.getByLabel('Lý do (công khai)').fill('Giám đốc họp Tỉnh ủy');
  await clerk.getByRole('button', { name: 'Hủy mục này' }).click();
  await expect(clerk.getByRole('row', { name: /Giao ban thử nghiệm hành trình.*Hủy/ })).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByText('Giám đốc họp Tỉnh ủy')).toHaveCount(0);

  await issue(approver, week, 'Ban hành điều chỉnh lần 1');
  await expect(approver.getByText('Đã ban hành điều chỉnh lần 1.')).toBeVisible();
  await openUntilShown(visitor, `/lich/board/${week}`, visitor.getByText('Giám đốc họp Tỉnh ủy').first());
  const after = unfold(await (await visitor.request.get('/ical/board.ics')).text());
  expect(after).toContain('SUMMARY:HỦY: Giao ban thử nghiệm hành trình');
  expect(after).toContain('STATUS:CANCELLED');

  // Complete with scripts off.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto(`/lich/board/${week}`);
  await expect(page.getByRole('row', { name: /Giao ban thử nghiệm hành trình/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Điều chỉnh lần 1' }).first()).toBeVisible();
  await plain.close();
});

test('a second window sees a saved entry live, and on a plain-http intranet name too', async ({
  clerk,
  browser,
  baseURL,
}) => {
  const origin = baseURL!.replace('127.0.0.1', 'lich.intranet.test');
  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, 'approver', origin);
  expect(await other.evaluate(() => isSecureContext)).toBe(false);
  await other.goto(`${origin}/edit/board/${week}`);
  await clerk.goto(`/edit/board/${week}`);
  await clerk.getByRole('button', { name: `Thêm mục ${thursday}` }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('sáng');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp hai cửa sổ');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await expect(other.getByRole('row', { name: /Sáng.*Họp hai cửa sổ/ })).toBeVisible();
  await context.close();
});

test('unsaved text survives a reload', async ({ clerk }) => {
  await clerk.goto(`/edit/board/${week}`);
  await clerk.getByRole('button', { name: `Thêm mục ${thursday}` }).click();
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Đang gõ dở thì mất điện');
  await clerk.reload();
  await expect(clerk.getByText('Đang gõ dở thì mất điện').first()).toBeVisible();
});

test('ten tabs of one browser all see a save, whichever of them made it', async ({ clerk }) => {
  const tabs = [clerk];
  while (tabs.length < 10) tabs.push(await clerk.context().newPage());
  for (const tab of tabs) {
    await tab.goto(`/edit/board/${week}`);
    await expect(tab.getByRole('grid')).toBeVisible();
  }
  for (const [number, tab] of [tabs[0]!, tabs.at(-1)!].entries()) {
    await tab.getByRole('button', { name: `Thêm mục ${thursday}` }).click();
    await tab.getByRole('textbox', { name: 'Giờ' }).fill('16h');
    await tab.getByRole('textbox', { name: 'Nội dung' }).fill(`Họp mười tab, lần ${number}`);
    await tab.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
    for (const other of tabs)
      await expect(other.getByRole('row', { name: `Họp mười tab, lần ${number}` })).toBeVisible();
  }
});

test('a save that waits for the network is sent after all, though the page was loaded anew', async ({
  clerk,
  approver,
}) => {
  await clerk.goto(`/edit/board/${week}`);
  await approver.goto(`/edit/board/${week}`);
  await clerk.getByRole('button', { name: `Thêm mục ${thursday}` }).click();
  await clerk.context().setOffline(true);
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('17h');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Gửi khi có mạng');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await expect(clerk.getByRole('row', { name: /Gửi khi có mạng.*Chờ gửi/ })).toBeVisible();
  await clerk.context().setOffline(false);
  await clerk.reload();
  await expect(approver.getByRole('row', { name: /17:00.*Gửi khi có mạng/ })).toBeVisible();
  await expect(clerk.getByRole('row', { name: /17:00.*Gửi khi có mạng/ })).not.toContainText(/Chờ gửi|Đang lưu/);
});

test('a deletion that waits for the network is done after all, though its tab crashed', async ({ clerk, approver }) => {
  const context = clerk.context();
  await clerk.goto(`/edit/board/${week}`);
  await approver.goto(`/edit/board/${week}`);
  await clerk.getByRole('button', { name: `Thêm mục ${thursday}` }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('18h');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Xóa khi mất mạng');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await expect(approver.getByRole('row', { name: /Xóa khi mất mạng/ })).toBeVisible();
  await context.setOffline(true);
  await clerk.getByRole('row', { name: /Xóa khi mất mạng/ }).press('Delete');
  await expect(clerk.getByRole('row', { name: /Xóa khi mất mạng/ })).toHaveCount(0);
  const crashed = clerk.waitForEvent('crash');
  void (await context.newCDPSession(clerk)).send('Page.crash').catch(() => {});
  await crashed;
  await clerk.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/edit/board/${week}`);
  await expect(again.getByRole('grid')).toBeVisible();
  await expect(approver.getByRole('row', { name: /Xóa khi mất mạng/ })).toHaveCount(0);
  await expect(again.getByRole('row', { name: /Xóa khi mất mạng/ })).toHaveCount(0);
});

test('two people on one entry: the later save is told who changed what, and loses nothing', async ({
  clerk,
  approver,
}) => {
  await clerk.goto(`/edit/board/${week}`);
  await clerk.getByRole('button', { name: `Thêm mục ${thursday}` }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('15h');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp hai người cùng sửa');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await approver.goto(`/edit/board/${week}`);
  const row = /Họp hai người cùng sửa/;
  await clerk.getByRole('row', { name: row }).press('Enter');
  await approver.getByRole('row', { name: row }).press('Enter');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp hai người cùng sửa, bản của văn thư');
  await approver.getByRole('textbox', { name: 'Nội dung' }).fill('Họp hai người cùng sửa, bản của giám đốc');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await expect(clerk.getByRole('row', { name: /bản của văn thư/ })).toBeVisible();
  await approver.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await approver.getByRole('button', { name: 'So sánh' }).first().click();
  const dialog = approver.getByRole('dialog');
  await expect(dialog.getByRole('table')).toContainText('bản của văn thư');
  await expect(dialog.getByRole('table')).toContainText('bản của giám đốc');
  await dialog.getByRole('button', { name: 'Giữ tất cả của tôi' }).click();
  await expect(clerk.getByRole('row', { name: /bản của giám đốc/ })).toBeVisible();
});

function unfold(ics: string): string {
  return ics.replace(/\r\n /g, '');
}
