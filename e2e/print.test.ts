import type { Page } from '@playwright/test';
import { extractText } from 'unpdf';
import { addDays, type LocalDate } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import { expect, importRows, signIn, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

const week = thisWeek();
const WEEK = '2024-W11';
const MONDAY = '2024-03-11' as LocalDate;

test('long days go on over the end of a sheet: no sheet stays half empty', async ({ visitor }, info) => {
  const rows = Array.from({ length: 42 }, (_row, index) => ({
    date: addDays(MONDAY, index % 7),
    start: `${8 + Math.floor(index / 7)}h00`,
    content: `Họp lần ${index} về việc chuẩn bị các nội dung trình kỳ họp chuyên đề, lấy ý kiến các đơn vị liên quan`,
    participants: 'Ban Giám đốc, trưởng các phòng, giám đốc các trung tâm, đại diện Công đoàn, Đoàn thanh niên',
  }));
  const done = importRows(info.outputPath('dai.json'), rows, '--calendar', 'board', '--issue');
  expect(done.stderr).toBe('');
  await visitor.goto(`/lich/board/${WEEK}`);
  const sheets = await printed(visitor);
  expect(sheets.landscape).toBe(true);
  // Torn anywhere, the week takes the least paper there is; kept whole, an entry may cost the end of a sheet.
  await visitor.locator('.week :is(tr, th, td)').evaluateAll((parts) =>
    parts.forEach((part) => {
      (part as HTMLElement).style.breakInside = 'auto';
    }),
  );
  expect(sheets.count).toBeLessThanOrEqual((await printed(visitor)).count + 1);
});

test('a day that goes on over the end of a sheet has its name on the first line of the next', async ({
  visitor,
}, info) => {
  const rows = Array.from({ length: 30 }, (_row, index) => ({
    date: addDays(MONDAY, index < 28 ? 7 : 8),
    start: `${7 + Math.floor(index / 4)}h${String((index % 4) * 10).padStart(2, '0')}`,
    content: `Họp lần ${index} về việc chuẩn bị các nội dung trình kỳ họp chuyên đề, lấy ý kiến các đơn vị liên quan`,
    participants: 'Ban Giám đốc, trưởng các phòng, giám đốc các trung tâm, đại diện Công đoàn, Đoàn thanh niên',
  }));
  const done = importRows(info.outputPath('mot-ngay.json'), rows, '--calendar', 'board', '--issue');
  expect(done.stderr).toBe('');
  await visitor.goto('/lich/board/2024-W12');
  const sheets = await sheetsOf(visitor);
  const going = sheets.filter((text) => /Họplần(1?\d|2[0-7])về/.test(text));
  expect(going.length).toBeGreaterThanOrEqual(3);
  for (const text of going) {
    expect(text.match(/Thứhai/g)).toHaveLength(1);
    expect(text.indexOf('Thứhai')).toBeLessThan(text.indexOf('Họplần'));
  }
  expect(sheets.join('').match(/Thứba/g)).toHaveLength(1);
});

test('the sheet of receptions, which names the year of each day, breaks none', async ({ visitor }) => {
  await visitor.goto('/tiep-cong-dan');
  const days = await visitor.locator('.week time').allInnerTexts();
  expect(days.length).toBeGreaterThan(0);
  const { text } = await extractText(new Uint8Array(await visitor.pdf({ preferCSSPageSize: true })), {
    mergePages: true,
  });
  expect(days.filter((day) => !text.includes(day))).toEqual([]);
});

test('the signature is never alone on a sheet, wherever the week ends', async ({ visitor }, info) => {
  const rows = Array.from({ length: 14 }, (_row, index) => ({
    date: addDays(MONDAY, 28 + (index % 7)),
    start: `${8 + Math.floor(index / 7)}h00`,
    content: `Họp lần ${index} về việc chuẩn bị các nội dung trình kỳ họp chuyên đề, lấy ý kiến các đơn vị liên quan`,
  }));
  const done = importRows(info.outputPath('chu-ky.json'), rows, '--calendar', 'board', '--issue');
  expect(done.stderr).toBe('');
  for (const layout of ['d', 'a', 'e']) {
    await visitor.goto(`/lich/board/2024-W15?mau=${layout}`);
    for (const lower of [0, 10, 20, 30, 40, 50, 60]) {
      await visitor.evaluate((millimetres) => {
        const style = new CSSStyleSheet();
        style.replaceSync(`.sheet-head { padding-bottom: ${millimetres}mm }`);
        document.adoptedStyleSheets = [style];
      }, lower);
      expect((await sheetsOf(visitor)).at(-1), `${layout} ${lower}`).toMatch(/Chủnhật|Họplần|Khôngcólịch/);
    }
  }
});

test('staff print the office’s sheet, whatever the screen shows: no buttons, the table, and that it is not the issued one', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, 'specialist');
  for (const look of ['', '?kieu=tuan', '?kieu=danhsach']) {
    await page.goto(`/view/${week}${look}`);
    await page
      .getByRole('main')
      .getByText(/\d\d:\d\d/)
      .first()
      .waitFor();
    expect((await printed(page)).landscape, look).toBe(true);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect(page.getByText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')).toBeVisible();
    await expect(page.getByText('Bản xem nội bộ, không thay lịch đã ban hành')).toBeVisible();
    await expect(page.getByRole('table', { name: /Lịch công tác tuần/ })).toBeVisible();
    await expect(page.getByRole('rowheader')).toHaveCount(daysOf(week).length);
    await expect(page.getByRole('button')).toHaveCount(0);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
  }
  await page.context().close();
});

/** What comes out of the printer. */
async function printed(page: Page): Promise<{ count: number; landscape: boolean }> {
  const file = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(file)!;
  return { count: file.match(/\/Type \/Page\b(?!s)/g)!.length, landscape: Number(width) > Number(height) };
}

/** The letters of each sheet as a PDF reader finds them; where blanks are between the pieces of a word is its guess. */
async function sheetsOf(page: Page): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
  return text.map((sheet) => sheet.replaceAll(/\s/g, ''));
}

test('in English the longest name of a day stays within its column on the sheet', async ({ visitor }) => {
  await visitor.setViewportSize({ width: 945, height: 680 }); // A4 across, without its margins
  await visitor.emulateMedia({ media: 'print' });
  await visitor.goto(`/lich/board/${week}?lang=en`);
  const beyond = await visitor.locator('.week .day b').evaluateAll((names) =>
    names.flatMap((name) => {
      const words = document.createRange();
      words.selectNodeContents(name);
      const room = name.closest('.day')!.getBoundingClientRect().right - words.getBoundingClientRect().right;
      return room < 0 ? [`${name.textContent} by ${-room} px`] : [];
    }),
  );
  expect(await visitor.locator('.week .day b').count()).toBeGreaterThan(5);
  expect(beyond).toEqual([]);
});
