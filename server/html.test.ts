// @vitest-environment node
import { HtmlValidate } from 'html-validate';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsToDocument } from '#data/documents.ts';
import { at, settings, week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

// HTML as the standard has it, by a checker that is not ours. Left out of its recommended rules is what is a matter of
// taste, and, with the reason, what the pages do on purpose.
const checker = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': 'off',
    'void-style': 'off',
    'attr-case': 'off', // React writes some as its own names; HTML does not mind
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off', // week, calendar and agency: people have many tabs
    'no-redundant-role': 'off', // written out: the phone's dress takes a table's display, and with it its meaning
    'prefer-native-element': 'off', // the same; and <search> is unknown to old browsers
    'meta-refresh': 'off', // the hall's screen without scripts: nobody is there to be disturbed
    'require-sri': 'off', // our own files
    'tel-non-breaking': 'off',
    'no-inline-style': 'error',
  },
});

let site: Awaited<ReturnType<typeof openTestSite>>;

beforeAll(async () => {
  site = await openTestSite('html-test');
  site.clock.now = at('2026-11-23', 870);
  const reception = { day: 15, who: 'Giám đốc Sở', place: 'Phòng tiếp công dân', hours: '7h30–11h30' };
  await site.db.doc('settings/agency').set(settingsToDocument({ ...settings, reception }));
  await site.issue(week48);
});
afterAll(() => site.close());

test.each([
  '/',
  '/?nguoi=huy&lang=en',
  '/?mau=a',
  '/?mau=b',
  '/?mau=c',
  '/?mau=e',
  '/lich/board/2026-W49',
  '/lich/board/2026-W48?lan=1',
  '/lich/board/2026-W48?lan=1&so-voi=1',
  '/lich/board/nam/2026',
  '/lich/tat-ca/2026-W48',
  '/lich/tat-ca/2026-W50',
  '/hom-nay',
  '/tiep-cong-dan',
  '/tim',
  '/tim?q=hop',
  '/tim?q=khong+co+gi&lang=en',
  '/theo-doi',
  '/data',
  '/wall/board',
  '/embed/board',
  '/embed/board?mau=c&nen=toi&truc=co',
  '/khong-co',
  '/lich/khong-co',
])('%s is valid HTML', async (path) => {
  const { html } = await site.open(path);
  const { results } = await checker.validateString(html);
  const faults = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column, selector }) => ({ ruleId, message, line, column, selector })),
  );
  expect(faults).toEqual([]);
  const { document } = new JSDOM(html).window;
  // Chromium warns of an element that the first paint waits for in vain.
  const awaited = document.querySelector('link[rel=expect]')?.getAttribute('href');
  expect(awaited && document.querySelector(awaited)).not.toBeNull();
});
