import { chromium, type Browser, type Page } from '@playwright/test';
import { addWeeks } from '#domain/week.ts';
import { accessibilityFaults } from './axe.ts';
import { expect, importRows, test } from './fixtures.ts';
import { nextWeek, thisWeek } from './weeks.ts';

const week = thisWeek();
const ISSUED = `/lich/board/${week}`;
/** A week that was adjusted once. */
const REVISED = `/lich/board/${addWeeks(week, -2)}`;
const LONG = '/lich/board/2024-W20';

/** Every kind of readers' page (docs/architecture.md, Addresses), each in what it can look like. */
const PAGES = [
  '/',
  '/?mau=a',
  '/?mau=b',
  '/?mau=c',
  '/?mau=e',
  '/?nguoi=huy&lang=en',
  '/?lang=en',
  '/lich/gdtrh',
  `/lich/board/${nextWeek()}`, // not issued
  `/lich/board/nam/${week.slice(0, 4)}`,
  '/lich/board/nam/1990',
  `${REVISED}?lan=0`,
  `${REVISED}?lan=1&so-voi=0`,
  '/lich/tat-ca',
  '/hom-nay',
  '/tiep-cong-dan',
  '/tim',
  '/tim?q=hop',
  '/tim?q=nghieng',
  '/tim?q=khong+co+gi',
  '/theo-doi',
  '/data',
  LONG,
  `${LONG}?mau=a`,
  `${LONG}?mau=b`,
  `${LONG}?mau=c`,
  `${LONG}?mau=e`,
  '/khong-co',
  '/lich/khong-co',
] as const;
const FRAMES = [
  '/embed/board',
  '/embed/board?mau=c&nen=toi&truc=co',
  '/embed/board?chi=hom-nay',
  '/embed/board?nen=toi&co=lon',
  '/embed/board?mau=a&nen=sang',
  '/embed/board?nguoi=khong-co&nen=toi',
] as const;

test.beforeEach(async ({ baseURL }, info) => {
  // Words that no line holds, and accents that pile up.
  const long = 'Nghiêngnghiêngngảngả'.repeat(6);
  const rows = [
    {
      date: '2024-05-13',
      start: '7h30-11h',
      content: 'https://vinhan.example/van-ban/quy-dinh-ve-viec-to-chuc-hoi-nghi?so=1205-SGDDT-KHTC-2024&loai=cong-van',
      chair: 'PGĐ Công Tằng Tôn Nữ Thị Nguyễn Phước Hồng Vân Quỳnh',
      participants: long,
      place: 'Hộitrườngtrungtâmvănhóathểthaotỉnh',
    },
    { date: '2024-05-14', session: 'cả ngày', content: `${long} ẪỄỖ ỪỰỬ`, place: 'x'.repeat(90) },
    { date: '2024-05-15', start: '9h30', content: 'Họp', status: 'hoãn: Chờ ý kiến', mode: 'Điểm cầu Sở; Điểm cầu 2' },
  ];
  if ((await fetch(`${baseURL}${LONG}`).then((page) => page.text())).includes('Nghiêng')) return;
  expect(importRows(info.outputPath('dai.json'), rows, '--calendar', 'board', '--issue').stderr).toBe('');
});

test('no readers’ page has a fault that axe finds, light or dark', async ({ visitor }) => {
  test.setTimeout(300_000); // axe twice on each
  for (const path of [...PAGES, ...FRAMES, '/sign-in']) {
    await visitor.goto(path);
    await visitor.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await accessibilityFaults(visitor), path).toEqual([]);
  }
});

test('on a phone of 320 px nothing scrolls sideways, and a finger hits what can be tapped', async ({ visitor }) => {
  await visitor.setViewportSize({ width: 320, height: 640 });
  for (const path of [...PAGES, ...FRAMES]) {
    await visitor.goto(path);
    expect(await over(visitor), path).toBeLessThanOrEqual(0);
    expect(await visitor.evaluate(smallTargets), path).toEqual([]);
  }
  await visitor.goto('/');
  for (const list of await visitor.locator('details.drop:visible').all()) {
    await list.locator('summary').click();
    for (const link of await list.getByRole('link').all()) {
      const box = (await link.boundingBox())!;
      expect(box.x, await link.innerText()).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, await link.innerText()).toBeLessThanOrEqual(320);
    }
    await list.locator('summary').click();
  }
});

test('no cell runs into the next one, however wide the screen', async ({ visitor }) => {
  for (const path of [...PAGES, ...FRAMES, '/wall/board']) {
    await visitor.goto(path);
    for (const width of [1280, 1024, 800]) {
      await visitor.setViewportSize({ width, height: 800 });
      expect(await over(visitor), `${path} ${width}`).toBeLessThanOrEqual(0);
      const cells = visitor.locator('.week td, .week th');
      const spilt = await cells.evaluateAll((all) =>
        all
          .filter((cell) => cell.clientWidth > 1 && cell.scrollWidth > cell.clientWidth + 1)
          .map((cell) => cell.textContent),
      );
      expect(spilt, `${path} ${width}`).toEqual([]);
    }
  }
});

test('text twice as large stays on the page, on a usual screen and on a phone', async ({ baseURL }, info) => {
  const { executablePath, args = [] } = info.project.use.launchOptions ?? {};
  const large: Browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...args, '--blink-settings=defaultFontSize=32'],
  });
  const page = await large.newPage({ baseURL: baseURL!, locale: 'vi-VN' });
  for (const path of [...PAGES, ...FRAMES]) {
    await page.goto(path);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await over(page), `${path} ${width}`).toBeLessThanOrEqual(0);
    }
  }
  await large.close();
});

test('on a phone who is on duty stands apart from the day, and above its entries, in English too', async ({
  visitor,
}) => {
  for (const path of ['?lang=en', '?lang=en&mau=c', '?lang=en&mau=e'].map((look) => ISSUED + look)) {
    await visitor.goto(path);
    for (const width of [320, 360, 390]) {
      await visitor.setViewportSize({ width, height: 800 });
      const days = await visitor.locator('.week .day, .one-day h2').evaluateAll((all) =>
        all.map((day) => {
          const [date, duty] = ['time', 'small'].map((part) => day.querySelector(part)?.getBoundingClientRect());
          const first = day.closest('tbody, section')!.querySelector('.time, .hour, .what')!.getBoundingClientRect();
          if (!date || !duty) return 'no duty';
          const apart = duty.left - date.right >= 8 || duty.top >= date.bottom - 4;
          return apart && duty.bottom <= first.top + 4 ? 'apart' : day.textContent;
        }),
      );
      expect(new Set(days), `${path} ${width}`).toEqual(new Set(['apart']));
    }
  }
});

test('in forced colours the frame of a mark such as "Hoãn" is whole', async ({ visitor }) => {
  await visitor.emulateMedia({ forcedColors: 'active' });
  await visitor.goto(`/lich/board/${addWeeks(week, -1)}`);
  const mark = visitor.locator('.mark.can').first();
  // The browser puts a ground behind the letters, as high as their font: it must leave the border alone.
  const [letters, inside] = await mark.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [range.getBoundingClientRect().height, element.clientHeight];
  });
  expect(letters).toBeLessThanOrEqual(inside!);
});

test('in forced colours only the current entry has the bar of the current hour', async ({ visitor }) => {
  await visitor.emulateMedia({ forcedColors: 'active' });
  await visitor.setViewportSize({ width: 360, height: 800 });
  for (const [path, rows, cell] of [
    [ISSUED, '.week tr[data-start]', '.what'],
    [`${ISSUED}?mau=e`, '.one-day li[data-start]', ''],
  ] as const) {
    await visitor.goto(path);
    // In one go: the page marks the current entry itself, too.
    const { bars, ground } = await visitor.evaluate(
      ([row, part]) => {
        const [first, second] = document.querySelectorAll(row);
        first!.classList.remove('now');
        second!.classList.add('now');
        const colour = (each: Element) => getComputedStyle(each).borderLeftColor;
        return {
          bars: [first!, second!].map((each) => colour(part === '' ? each : each.querySelector(part)!)),
          ground: getComputedStyle(document.documentElement).backgroundColor,
        };
      },
      [rows, cell] as const,
    );
    expect(bars[0], path).toBe(ground);
    expect(bars[1], path).not.toBe(ground);
  }
});

test('whatever is printed is the office’s sheet, with what the page says and nothing to press', async ({ visitor }) => {
  await visitor.emulateMedia({ media: 'print' });
  for (const path of PAGES.filter((each) => each !== '/theo-doi')) {
    await visitor.goto(path);
    await expect(visitor.locator('header:visible'), path).toHaveCount(0);
    await expect(visitor.getByRole('button').locator('visible=true'), path).toHaveCount(0);
    await expect(visitor.locator('.btn:visible'), path).toHaveCount(0);
    if ((await visitor.locator('.state-page').count()) > 0) continue;
    await expect(visitor.getByText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'), path).toBeVisible();
    // No heading twice: the sheet has its own.
    await expect(visitor.locator('h1:visible'), path).toHaveCount(0);
    if (path === '/tim') continue; // nothing was asked
    await expect(visitor.locator('main :is(td, li, section):visible').first(), path).toBeVisible();
  }
  await visitor.goto(`${REVISED}?lan=1&so-voi=0`);
  await expect(visitor.locator('.changes li').first()).toBeVisible();
});

/** By how much the page is wider than its window. */
const over = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** What can be pressed and is narrower or lower than 24 px (WCAG 2.2, 2.5.8), by its words. */
function smallTargets(): string[] {
  return [...document.querySelectorAll<HTMLElement>('a, button, summary, input, select')]
    .filter((each) => each.getClientRects().length > 0 && !each.matches('.skip, [type=hidden]'))
    .filter((each) => getComputedStyle(each).visibility === 'visible')
    .filter((each) => {
      const { width, height } = (each.closest('label') ?? each).getBoundingClientRect();
      return width < 24 || height < 24;
    })
    .map((each) => each.outerHTML.slice(0, 120));
}
