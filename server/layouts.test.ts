// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;

beforeAll(async () => {
  site = await openTestSite('layouts-test');
  await site.issue(week48);
});
afterAll(() => site.close());

const layouts = ['a', 'b', 'c', 'd', 'e'];

test.each(layouts)('layout %s says everything that the issued week says', async (layout) => {
  const { status, document } = await site.open(`/lich/board/2026-W48?mau=${layout}`);
  expect(status).toBe(200);
  const main = document.querySelector('main')!;
  for (const unread of main.querySelectorAll('.sheet-head, .after, .sheet-foot')) unread.remove();
  const text = main.textContent!.replace(/\s+/g, ' ');
  for (const entry of week48.entries) {
    const said = [
      entry.content,
      ...entry.chairs,
      ...entry.attendees,
      ...entry.invitees,
      ...entry.connectionPoints,
      ...[entry.place, entry.gatheringPoint, entry.reason, entry.preparingUnit, entry.actingFor].filter(
        (words) => words !== null,
      ),
    ];
    for (const words of said) expect(text).toContain(words.replace(/\s+/g, ' '));
  }
  for (const duty of Object.values(week48.duty)) expect(text).toContain(duty);
  expect(document.querySelectorAll('[id="d-2026-11-24"]')).toHaveLength(1);
});

test.each([...layouts.map((layout) => `/lich/board/2026-W48?mau=${layout}`), '/lich/tat-ca/2026-W48', '/embed/board'])(
  'the first paint of %s waits for the first day and no longer',
  async (path) => {
    const { document } = await site.open(path);
    const first = document.querySelector('link[rel=expect]')!.getAttribute('href')!;
    expect(first).toBe('#d-2026-11-24'); // where it begins, the first is whole
    expect(document.querySelector(first)).not.toBeNull();
  },
);

test.each(layouts)(
  'layout %s on paper has the place before the date, and who gets it beside the signature',
  async (layout) => {
    const paper = async (path: string) => (await site.open(path)).document;
    const path = `/lich/board/2026-W48?mau=${layout}`;
    const plain = await paper(path);
    expect(plain.querySelector('.dated')!.textContent).toMatch(/^Ngày \d/);
    expect(plain.querySelector('.recipients')).toBeNull();
    await site.issue({ ...week48, locality: 'Vĩnh An', recipients: ['Ban Giám đốc', 'Lưu: VT'] });
    site.restart();
    const sheet = await paper(path);
    expect(sheet.querySelector('.dated')!.textContent).toMatch(/^Vĩnh An, ngày \d\d tháng 11 năm 2026$/);
    expect(sheet.querySelector('.recipients')!.textContent).toBe('Nơi nhận:- Ban Giám đốc;- Lưu: VT.');
    expect((await paper(`${path}&lang=en`)).querySelector('.recipients li')!.innerHTML).toContain('lang="vi"');
    await site.issue(week48);
    site.restart();
  },
);

test.each(layouts)('layout %s names a day off as it was issued, also one with an entry', async (layout) => {
  const holidays = { '2026-11-24': 'Nghỉ lễ: Ngày Văn hóa', '2026-11-29': 'Làm bù: thay ngày 15/01' };
  await site.issue({ ...week48, holidays });
  site.restart();
  const { document } = await site.open(`/lich/board/2026-W48?mau=${layout}`);
  for (const [date, words] of Object.entries(holidays))
    expect(document.querySelector(`[id="d-${date}"] .day-off`)!.textContent!.trim()).toBe(words);
  expect(document.querySelectorAll('.day-off')).toHaveLength(2);
  await site.issue(week48);
  site.restart();
});

test.each(layouts.filter((layout) => layout !== 'd'))(
  'layout %s stays chosen on the ways to other weeks, people and calendars, and can be left',
  async (layout) => {
    const { document } = await site.open(`/lich/board/2026-W48?nguoi=huy&mau=${layout}`);
    const href = (label: string) => document.querySelector(`[aria-label="${label}"]`)?.getAttribute('href');
    expect(href('Tuần sau')).toBe(`/lich/board/2026-W49?nguoi=huy&mau=${layout}`);
    const tools = [...document.querySelectorAll('.week-tools a')].map((link) => link.getAttribute('href'));
    expect(tools).toContain(`/?nguoi=van&mau=${layout}`);
    expect(tools).toContain(`/lich/gdtrh?mau=${layout}`);
    expect(tools).toContain('/?nguoi=huy');
    const menu = [...document.querySelectorAll('.menu a')].map((link) => link.getAttribute('href'));
    expect(menu).toContain('/?nguoi=huy');
  },
);

test('the hours of each layout’s entries are there for the bar of the current hour', async () => {
  for (const layout of layouts) {
    const { document } = await site.open(`/?mau=${layout}`);
    expect(document.querySelectorAll('#d-2026-11-23 [data-start="450"]')).toHaveLength(1);
  }
});

test('a page’s own rules are allowed by its own policy', async () => {
  const policy = async (path: string) => (await site.get(path)).headers.get('content-security-policy')!;
  const { document, headers } = await site.open('/?mau=b');
  const styles = document.querySelectorAll('style').length;
  expect(headers.get('content-security-policy')!.match(/'sha256-/g)).toHaveLength(styles);
  expect((await policy('/')).match(/'sha256-/g)).toHaveLength(1);
});

test('an unknown layout is the table', async () => {
  site.clock.now = at('2026-11-23', 870);
  expect((await site.open('/?mau=z')).document.querySelectorAll('table.week')).toHaveLength(1);
});

test('a session may be empty, never beside what takes the whole day', async () => {
  const { document } = await site.open('/?mau=a');
  const sessions = (day: string) =>
    [...document.querySelectorAll(`#d-2026-11-${day} .session`)].map((cell) => cell.textContent);
  expect(sessions('26')).toEqual(['Cả ngày', 'Tối']);
  expect(sessions('29')).toEqual(['Sáng', 'Chiều']);
});
