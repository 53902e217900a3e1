import { addWeeks, daysOf } from '#domain/week.ts';
import { accessibilityFaults } from './axe.ts';
import { adminChannel, expect, importRows, issue, newColleague, signInAs, signIn, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

// Weeks of these journeys alone.
const week = addWeeks(thisWeek(), 40);
const monday = daysOf(week)[0]!;

test('who is invited by the sheet says that they have seen it, and the office sees live who has not', async ({
  clerk,
  approver,
  browser,
}, testInfo) => {
  const file = testInfo.outputPath('week.json');
  const meeting = {
    date: monday,
    start: '8h',
    content: 'Họp chuẩn bị hội nghị tổng kết',
    chair: 'person:thinh',
    participants: 'person:ha; unit:gdtrh; person:thinh',
    place: 'Phòng họp số 1',
  };
  expect(importRows(file, [meeting], '--calendar', 'board').stderr).toBe('');

  // What is imported was an invitation elsewhere; here the sheet is.
  const { db } = await adminChannel();
  await db.doc(`weeks/board_${week}`).update({ replacesInvitation: true });
  await issue(approver, week, 'Ban hành');
  await expect(approver.getByText('Đã ban hành tuần này.')).toBeVisible();

  await clerk.goto(`/view/${week}`);
  await clerk.getByRole('button', { name: '0/2 đã xem: Họp chuẩn bị hội nghị tổng kết' }).click();
  const list = clerk.getByRole('region', { name: /đã xem$/ });
  await expect(list.getByRole('listitem')).toHaveText([
    'CVP Đỗ Thu Hà, Văn phòng chưa có tài khoản',
    'TP Bùi Văn Khánh, Phòng GDTrH',
  ]);
  expect(await accessibilityFaults(clerk)).toEqual([]);

  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const head = await context.newPage();
  await signIn(head, 'division');
  await head.goto(`/view/${week}`);
  await expect(head.getByText(/\d\/\d đã xem/)).toHaveCount(0);
  await head.getByRole('button', { name: 'Đã xem: Họp chuẩn bị hội nghị tổng kết' }).click();
  await expect(head.getByText(/^Bạn đã xem \d\d:\d\d/)).toBeVisible();
  expect(await head.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expect(list.getByRole('heading', { name: '1/2 đã xem' })).toBeVisible(); // no reload
  await context.close();
  await expect(list.getByRole('listitem')).toHaveText([
    'CVP Đỗ Thu Hà, Văn phòng chưa có tài khoản',
    /^TP Bùi Văn Khánh, Phòng GDTrH \d\d:\d\d/,
  ]);
  await list.getByRole('button', { name: 'Chép danh sách chưa xem' }).click();
  await expect(list.getByText('Đã chép.')).toBeVisible();
  await expect(list.getByRole('textbox')).toHaveValue(
    /^Chưa xem lịch \(1\/2\):\n.*\n- CVP Đỗ Thu Hà, Văn phòng · chưa/,
  );
  await clerk.getByRole('textbox', { name: 'Chép danh sách chưa xem' }).blur();
  await clerk.keyboard.press('Escape');
  await expect(clerk.getByRole('button', { name: '1/2 đã xem: Họp chuẩn bị hội nghị tổng kết' })).toBeVisible();
});

const choice = 'Thông báo hiện trên máy này';

test('on a plain-http intranet name notices on the screen are off, and one sentence says why', async ({
  page,
  baseURL,
}) => {
  const origin = baseURL!.replace('127.0.0.1', 'lich.intranet.test');
  await signIn(page, 'specialist', origin);
  await page.goto(`${origin}/account`);
  await page.getByRole('region', { name: 'Báo cho tôi' }).getByRole('button', { name: 'Chọn' }).click();
  await expect(page.getByRole('radio', { name: choice })).toBeDisabled();
  await expect(page.getByText('Trang này mở bằng http, mà thông báo cần https: máy này chưa dùng được.')).toBeVisible();
});

/** What a browser with a push service would answer; there is none here (docs/testing.md). */
const SUBSCRIPTION = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/e2e-never-asked',
  keys: { p256dh: 'B'.repeat(87), auth: 'c'.repeat(22) },
};

test('this device is chosen for notices, its worker shows what the server pushes, and signing out ends it', async ({
  browser,
  baseURL,
}) => {
  const { email } = await newColleague('thong.bao', 'Lò Thị Thông');
  const context = await browser.newContext({ permissions: ['notifications'] });
  // Only the way to the maker's service is stood in for: the worker, the permission and the page are the browser's.
  await context.addInitScript((subscription) => {
    let held: object | null = null;
    PushManager.prototype.getSubscription = async () => held as PushSubscription | null;
    PushManager.prototype.subscribe = async (options) => {
      held = { ...subscription, options, toJSON: () => subscription, unsubscribe: async () => true };
      return held as PushSubscription;
    };
  }, SUBSCRIPTION);
  const page = await context.newPage();
  await signInAs(page, email);
  await page.goto('/account');
  const row = page.getByRole('region', { name: 'Báo cho tôi' });
  await row.getByRole('button', { name: 'Chọn' }).click();
  await page.getByRole('radio', { name: choice }).check();
  expect(await accessibilityFaults(page)).toEqual([]);

  const cdp = await context.newCDPSession(page);
  const worker = new Promise<string>((found) =>
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.endsWith('/push/') && !isDeleted);
      if (ours) found(ours.registrationId);
    }),
  );
  await cdp.send('ServiceWorker.enable');
  await row.getByRole('button', { name: 'Báo cho tôi' }).click();
  await expect(row).toContainText('Báo bằng thông báo trên máy này.');

  const { db } = await adminChannel();
  const devices = async () => (await db.collectionGroup('devices').get()).docs;
  // The page shows the choice before the server has it.
  await expect
    .poll(async () => (await devices()).map((device) => device.data()))
    .toMatchObject([{ endpoint: SUBSCRIPTION.endpoint, ...SUBSCRIPTION.keys }]);
  const [stored] = await devices();

  // As the service hands it to the browser, decrypted.
  const message = {
    title: 'Lịch công tác tuần 48: 1 mục của bạn',
    body: 'Họp',
    tag: 'board_2026-W48_1',
    href: '/hom-nay',
  };
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: baseURL!,
    registrationId: await worker,
    data: JSON.stringify(message),
  });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/push/');
      const notifications = (await registration?.getNotifications()) ?? [];
      return notifications.map(({ title, body, tag }) => ({ title, body, tag }));
    });
  await expect.poll(shown).toEqual([{ title: message.title, body: message.body, tag: message.tag }]);

  // Pages load as they did without it.
  await page.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();

  await page
    .getByRole('button', { name: /Lò Thị Thông|Tài khoản/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.waitForURL(/sign-in/);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await db.doc(`notices/${stored!.ref.parent.parent!.id}`).delete();
  await context.close();
});
