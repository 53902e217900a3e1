import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe finds against WCAG 2.2 A and AA, a line each; its contrasts in the other of light and dark too. Evaluated
 * through the page, past its content security policy.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(source, 'utf8'));
  const found = await faults(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark' });
  found.push(...(await faults(page, ['color-contrast'])));
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
  return found;
}

const faults = (page: Page, runOnly: string[]): Promise<string[]> =>
  page.evaluate(async (only) => {
    const run = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await run.run(document, { runOnly: only });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  }, runOnly);
