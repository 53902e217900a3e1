// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;
beforeAll(async () => {
  site = await openTestSite('print-sheet');
  await site.issue(week48);
});
afterAll(() => site.close());

const linked = async () => {
  const { document } = await site.open('/lich/board/2026-W48');
  return document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')!;
};

test('the rules for paper come in a file that the first paint does not wait for', async () => {
  const link = await linked();
  expect(link.media).toBe('print');
  const sheet = await site.get(link.getAttribute('href')!);
  expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(await sheet.text()).toContain('A4 landscape');
  expect(sheet.headers.get('cache-control')).toContain('immutable');
});

test('a layout’s own rules for paper stand after those of every page', async () => {
  const { document } = await site.open('/lich/board/2026-W48?mau=a');
  const styles = [...document.head.querySelectorAll('style, link[rel=stylesheet]')];
  expect(styles.map(({ tagName }) => tagName)).toEqual(['STYLE', 'LINK', 'STYLE']);
});

test('a page from before an update still prints: its older address gives today’s rules, not kept', async () => {
  const old = await site.get('/print.css?v=before');
  expect(old.status).toBe(200);
  expect(await old.text()).toContain('A4 landscape');
  expect(old.headers.get('cache-control')).toBe('no-cache');
});
