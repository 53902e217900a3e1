import type { BrowserContext, Page } from '@playwright/test';
import { addWeeks } from '#domain/week.ts';
import { adminChannel, expect, signIn, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

const EDITORS = 10;
const LINES = 3;
/** Whose network is cut in the middle. */
const CUT = [2, 5, 8];
const week = addWeeks(thisWeek(), 27);
const WEEKDAYS = ['hai', 'ba', 'tư', 'năm', 'sáu'];

const nameOf = (editor: number, line: number) => `Họp của máy ${editor} lần ${line}`;
const names = Array.from({ length: EDITORS * LINES }, (_, at) => nameOf(Math.floor(at / LINES), at % LINES)).sort();
const shown = async (page: Page): Promise<string[]> =>
  (await page.getByRole('row', { name: /Họp của máy/ }).allInnerTexts())
    .map((text) => /Họp của máy \d+ lần \d+( bản \d+)?/.exec(text)?.[0] ?? text)
    .sort();

test('of ten editors in one week, three of them cut off meanwhile, every line is there once, the same for all', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const everyone = Array.from({ length: EDITORS }, (_, editor) => editor);
  const contexts: BrowserContext[] = await Promise.all(everyone.map(() => browser.newContext()));
  const pages: Page[] = await Promise.all(contexts.map((context) => context.newPage()));
  await Promise.all(
    pages.map(async (page, editor) => {
      await signIn(page, editor % 2 === 0 ? 'clerk' : 'approver');
      await page.goto(`/edit/board/${week}`);
      await page.getByRole('textbox', { name: 'Nhập nhanh' }).waitFor();
    }),
  );
  const type = async (editor: number, line: number) => {
    const field = pages[editor]!.getByRole('textbox', { name: 'Nhập nhanh' });
    const [hour, day] = [7 + ((editor + line) % 10), WEEKDAYS[(editor + line) % WEEKDAYS.length]];
    await field.fill(`${hour}h thứ ${day} ${nameOf(editor, line)}`);
    await field.press('Enter');
    await pages[editor]!.getByRole('row', { name: new RegExp(nameOf(editor, line)) }).waitFor();
  };
  await Promise.all(everyone.map((editor) => type(editor, 0)));
  for (const page of pages) await expect.poll(() => shown(page), { timeout: 60_000 }).toHaveLength(EDITORS);
  await Promise.all(CUT.map((editor) => contexts[editor]!.setOffline(true)));
  await Promise.all(everyone.map((editor) => type(editor, 1)));
  // Everybody changes what a neighbour began with, the cut ones too: different entries, one change each.
  await Promise.all(
    everyone.map(async (editor) => {
      const page = pages[editor]!;
      const row = page.getByRole('row', { name: new RegExp(nameOf((editor + 1) % EDITORS, 0)) });
      await row.press('Enter');
      const content = page.getByRole('textbox', { name: 'Nội dung', exact: true });
      await content.fill(`${nameOf((editor + 1) % EDITORS, 0)} bản ${editor}`);
      await content.press('Enter');
    }),
  );
  await Promise.all(CUT.map((editor) => contexts[editor]!.setOffline(false)));
  await Promise.all(everyone.map((editor) => type(editor, 2)));

  const expected = names
    .map((name) => {
      const [, of, line] = /máy (\d+) lần (\d+)/.exec(name)!;
      return line === '0' ? `${name} bản ${(Number(of) + EDITORS - 1) % EDITORS}` : name;
    })
    .sort();
  for (const page of pages) await expect.poll(() => shown(page), { timeout: 60_000 }).toEqual(expected);

  const admin = await adminChannel();
  const stored = await admin.db.collection('calendars/board/entries').where('week', '==', week).get();
  expect(stored.docs.map((entry) => String(entry.get('content'))).sort()).toEqual(expected);
  for (const entry of stored.docs) {
    const history = await entry.ref.collection('history').get();
    expect(history.size).toBe(entry.get('revision'));
  }
  await admin.close();
  for (const context of contexts) await context.close();
});
