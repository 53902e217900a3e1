import { accessibilityFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';

test('the hall screen shows today without scrolling, and more entries than it holds in turns', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto('/wall');
  await expect(page.locator('[data-clock]')).toHaveText(/^\d\d:\d\d$/);
  await expect(page.getByRole('rowheader', { name: /Hôm nay/ })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);

  // A day with forty entries more.
  await page.evaluate(() => {
    const day = document.querySelector('.days tbody.today')!;
    const entry = day.querySelector('tr')!;
    for (let index = 0; index < 40; index += 1) {
      const copy = entry.cloneNode(true) as HTMLElement;
      for (const cell of copy.querySelectorAll('.day, .duty')) cell.remove();
      day.append(copy);
    }
  });
  for (const height of [1080, 720, 500]) {
    await page.setViewportSize({ width: 1280, height });
    await page.clock.runFor(1_500);
    const part = page.locator('[data-part]');
    await expect(part).toHaveText(/^Mục 1–\d+ \/ \d+$/);
    const first = await part.textContent();
    const fits = () =>
      page.evaluate(() => {
        const days = document.querySelector('.days')!;
        const last = [...days.querySelectorAll('tr')].filter((row) => row.getBoundingClientRect().height > 0).at(-1)!;
        return (
          document.documentElement.scrollHeight <= window.innerHeight &&
          last.getBoundingClientRect().bottom <= days.getBoundingClientRect().bottom + 1
        );
      });
    expect(await fits(), `${height}`).toBe(true);
    await page.clock.runFor(15_000);
    await expect(part).not.toHaveText(first!);
    expect(await fits(), `${height}, second part`).toBe(true);
  }
  await context.close();
});
