// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi as mocks } from 'vitest';
import { at } from '#ui/fixtures.ts';
import { startWall } from './wall.ts';

const row = (heading: string, name: string, duty: string) => `<tr id="${name}">${heading}<td>${name}</td>${duty}</tr>`;

/** As the server writes it: the day's heading and duty stand in its first row. */
const day = (date: string, names: readonly string[]) =>
  `<tbody id="d-${date}">${names
    .map((name, index) =>
      index === 0
        ? row(`<th class="day"><time>${date}</time></th>`, name, '<td class="duty">Huy</td>')
        : row('', name, ''),
    )
    .join('')}</tbody>`;

const page = (days: string) => `<!doctype html><html class="wall"><main><p data-clock></p>
  <div class="days"><table>${days}</table></div><p data-part></p></main>
  <script type="application/json" id="page-data">${JSON.stringify({
    tag: 't1',
    today: '2026-11-23',
    revision: 1,
    words: { newRevision: 'Mới.', stale: 'Chưa kiểm tra được từ', staleRest: '', today: 'Hôm nay', part: 'Mục' },
  })}</script>`;

const LYING = window.innerHeight;

const fetchMock = mocks.fn<() => Promise<Response>>();
let serverAhead = 0; // ms
let stop = () => {};

function open(days: string, rowsThatFit = 100) {
  document.open();
  document.write(page(days));
  document.close();
  // jsdom lays nothing out: a row is one line high here. In a browser: e2e/wall.test.ts.
  const box = document.querySelector('.days')!;
  Object.defineProperty(box, 'clientHeight', { get: () => rowsThatFit - (window.innerHeight === LYING ? 0 : 3) });
  Object.defineProperty(box, 'scrollHeight', { get: () => shown().length });
  stop = startWall(document.getElementById('page-data')!);
}

const shown = () =>
  [...document.querySelectorAll<HTMLElement>('tbody:not(.over):not([hidden]) tr')]
    .filter((each) => !each.hidden)
    .map((each) => each.id);
const today = () => [...document.querySelectorAll('tbody.today')].map((each) => each.id);
const text = (selector: string) => document.querySelector(selector)!.textContent;

beforeEach(() => {
  mocks.useFakeTimers();
  mocks.setSystemTime(at('2026-11-23', 470));
  serverAhead = 0;
  window.fetch = fetchMock as unknown as typeof fetch;
  fetchMock
    .mockReset()
    .mockImplementation(
      async () =>
        new Response(null, { status: 304, headers: { date: new Date(Date.now() + serverAhead).toUTCString() } }),
    );
});
afterEach(() => {
  stop();
  window.innerHeight = LYING;
  mocks.useRealTimers();
});

const week = day('2026-11-23', ['a', 'b', 'c']) + day('2026-11-24', ['d', 'e']) + day('2026-11-25', ['f']);

describe('the screen in the hall', () => {
  test('has a clock that goes', async () => {
    open(week);
    expect(text('[data-clock]')).toBe('07:50');
    await mocks.advanceTimersByTimeAsync(61_000);
    expect(text('[data-clock]')).toBe('07:51');
  });

  test('what does not fit follows in parts, each under its day, and begins again', async () => {
    open(week, 4);
    expect(shown()).toEqual(['a', 'b', 'c', 'd']);
    expect(text('[data-part]')).toBe('Mục 1–4 / 6');
    await mocks.advanceTimersByTimeAsync(15_000);
    expect(shown()).toEqual(['e', 'f']);
    expect(document.getElementById('e')!.textContent).toBe('2026-11-24eHuy');
    await mocks.advanceTimersByTimeAsync(15_000);
    expect(shown()).toEqual(['a', 'b', 'c', 'd']);
    expect(document.getElementById('d')!.textContent).toBe('2026-11-24dHuy');
  });

  test('is fitted anew as soon as the screen is turned', () => {
    open(week, 6);
    expect(shown()).toHaveLength(6);
    window.innerHeight = LYING / 2;
    window.dispatchEvent(new Event('resize'));
    expect(shown()).toEqual(['a', 'b', 'c']);
  });

  test('an entry too high for the screen does not stop the others', async () => {
    open(week, 0);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'a']) {
      expect(shown()).toEqual([name]);
      await mocks.advanceTimersByTimeAsync(15_000);
    }
  });

  test('without a network it still follows midnight, and says since when it heard nothing', async () => {
    open(week);
    await mocks.advanceTimersByTimeAsync(0); // the first answer
    expect([today(), text('.today em')]).toEqual([['d-2026-11-23'], ' Hôm nay']);
    fetchMock.mockRejectedValue(new TypeError('no network'));
    mocks.setSystemTime(at('2026-11-24', 1));
    await mocks.advanceTimersByTimeAsync(31_000);
    expect(shown()).toEqual(['d', 'e', 'f']);
    expect([today(), text('.today em')]).toEqual([['d-2026-11-24'], ' Hôm nay']);
    expect(text('[role=status]')).toContain('Chưa kiểm tra được từ 07:50');
  });

  test('a machine whose clock is five hours slow shows the time of the server as soon as it is there', async () => {
    serverAhead = 5 * 3_600_000;
    open(week);
    await mocks.advanceTimersByTimeAsync(0);
    expect(text('[data-clock]')).toBe('12:50');
  });

  test('a machine whose clock is a year ahead shows the day that the server says', async () => {
    serverAhead = -365 * 86_400_000;
    mocks.setSystemTime(at('2027-11-23', 470));
    open(week);
    await mocks.advanceTimersByTimeAsync(1_000);
    expect(shown()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect([today(), text('[data-clock]')]).toEqual([['d-2026-11-23'], '07:50']);
  });
});
