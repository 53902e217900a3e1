import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const PATHS = ['/lich/board', '/?mau=b', '/lich/tat-ca', '/hom-nay', '/tiep-cong-dan', '/tim?q=hop'];
const VOWELS = [...'aăâeêioôơuưy'].flatMap((vowel) =>
  ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
);
const LOWER = `${VOWELS.join('')}bcdđghklmnpqrstvxfjwz`;
const LETTERS = `${LOWER}${LOWER.toUpperCase()}0123456789.,;:/()-–“”`;

/** https://wicg.github.io/layout-instability, which TypeScript does not know yet. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Whether all text of an element is drawn in the office's own font. Asked once no font is on its way: Chromium calls the blank that holds the place of one `custom` too. */
async function isInOurFont(page: Page, selector: string): Promise<boolean> {
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('DOM.enable');
  await cdp.send('CSS.enable');
  const { root } = await cdp.send('DOM.getDocument');
  const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await cdp.send('CSS.getPlatformFontsForNode', { nodeId });
  await cdp.detach();
  return fonts.length > 0 && fonts.every(({ isCustomFont }) => isCustomFont);
}

/** Opens a page, and waits until its font has come and the page was drawn since. What moved, by how much of the screen. */
async function open(context: BrowserContext, path: string): Promise<string[]> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[])
        moved.push(`${entry.value}: ${entry.sources.map(({ node }) => node?.textContent).join(' | ')}`);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const font = page.waitForResponse(/\/text-[\w-]+\.woff2$/);
  await page.goto(path);
  await (await font).finished();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 200))));
  return page.evaluate(() => (window as unknown as { moved: string[] }).moved);
}

for (const width of [360, 1280]) {
  test(`nothing moves, also where the font comes late, ${width} px wide`, async ({ browser }) => {
    for (const path of PATHS) {
      const context = await browser.newContext({ viewport: { width, height: 740 } }); // nothing kept from before
      await context.route(/\.woff2$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await route.continue();
      });
      expect(await open(context, path), path).toEqual([]);
      await context.close();
    }
  });
}

test('a later page is drawn in the office’s font, which has every letter of a schedule', async ({ page }) => {
  await expect(async () => {
    await page.goto('/');
    expect(await isInOurFont(page, 'h1')).toBe(true);
  }).toPass();
  await page.locator('h1').evaluate((heading, letters) => (heading.textContent = letters), LETTERS);
  expect(await isInOurFont(page, 'h1')).toBe(true);
  await page.locator('h1').evaluate((heading) => (heading.textContent = 'Ж'));
  expect(await isInOurFont(page, 'h1')).toBe(false); // the question can be answered by no
});

test('a word is as heavy in each of its letters, between the usual weight and the boldest', async ({ page }) => {
  await expect(async () => {
    await page.goto('/');
    expect(await isInOurFont(page, 'h1')).toBe(true);
  }).toPass();
  const uneven = await page.evaluate(async (letters) => {
    await document.fonts.load('550 100px "Lichct Sans"', letters);
    const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    [pen.canvas.width, pen.canvas.height] = [200, 200];
    const ink = (letter: string, weight: number) => {
      pen.clearRect(0, 0, 200, 200);
      pen.font = `${weight} 100px "Lichct Sans"`;
      pen.fillText(letter, 40, 140);
      return pen.getImageData(0, 0, 200, 200).data.reduce((sum, byte, at) => sum + (at % 4 === 3 ? byte : 0), 0);
    };
    return [...letters].filter((letter) => {
      const [usual, bold] = [ink(letter, 400), ink(letter, 700)];
      return [500, 550, 600, 650].some((weight, at) => {
        const grown = (ink(letter, weight) - usual) / (bold - usual);
        return Math.abs(grown - [0.26, 0.38, 0.5, 0.76][at]!) > 0.1;
      });
    });
  }, LETTERS);
  expect(uneven.join('')).toBe('');
});

test('the hall screen and the staff’s pages, which stay open, take the font when it comes', async ({ browser }) => {
  for (const [path, selector] of [
    ['/wall/board', 'h1'],
    ['/sign-in', 'h1'],
  ] as const) {
    const context = await browser.newContext();
    await context.route(/\.woff2$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    const page = await context.newPage();
    await page.goto(path);
    // Drawn anew between two of its questions, the heading cannot be asked: it is asked again.
    await expect.poll(() => isInOurFont(page, selector).catch(() => null), path).toBe(true);
    await context.close();
  }
});
