// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi as mocks } from 'vitest';
import { at } from '#ui/fixtures.ts';
import { hydratePublicWeek } from './hydrate.ts';

/** A page as the server writes it, as far as the script looks at it. */
const page = (
  tag: string,
  revision: number,
  today = '2026-11-23',
) => `<!doctype html><title>Tuần 48, lần ${revision}</title>
  <main><details class="drop"><summary>Mọi lãnh đạo</summary></details><p class="fresh">Điều chỉnh lần ${revision - 1}</p>
  <button data-print>In</button>
  <table>
  <tbody id="d-2026-11-23"><tr id="a" data-start="450" data-end="495"></tr><tr id="b" data-start="840"></tr><tr id="c"></tr></tbody>
  <tbody id="d-2026-11-24"><tr id="d" data-start="840"></tr></tbody></table></main>
  <script type="application/json" id="page-data">${JSON.stringify({
    tag,
    today,
    revision,
    words: { newRevision: 'Có bản điều chỉnh mới.', stale: 'Chưa kiểm tra được từ', staleRest: 'Có thể đã thay đổi.' },
  })}</script>`;

const fetchMock = mocks.fn<(url: string, init: RequestInit) => Promise<Response>>();
let stop = () => {};

function open(html: string) {
  document.open();
  document.write(html);
  document.close();
  stop = hydratePublicWeek(document.getElementById('page-data')!);
}

const notModified = () => new Response(null, { status: 304, headers: { date: new Date(Date.now()).toUTCString() } });
const current = () => [...document.querySelectorAll('tr.now')].map((row) => row.id);
const status = () => document.querySelector('[role=status]')!.textContent;

beforeEach(() => {
  mocks.useFakeTimers();
  mocks.setSystemTime(at('2026-11-23', 470));
  window.fetch = fetchMock as unknown as typeof fetch;
  fetchMock.mockReset().mockImplementation(async () => notModified());
});
afterEach(() => {
  stop();
  mocks.useRealTimers();
});

describe('a page left open', () => {
  test('marks what takes place now, and moves on with the clock', async () => {
    open(page('t1', 1));
    expect(current()).toEqual(['a']);
    mocks.setSystemTime(at('2026-11-23', 495)); // its stated end
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(current()).toEqual([]);
    mocks.setSystemTime(at('2026-11-23', 845)); // no end stated: two hours are assumed
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(current()).toEqual(['b']);
  });

  test('asks every 30 seconds with what it has, and keeps still while nothing changes', async () => {
    open(page('t1', 1));
    const before = document.querySelector('main');
    await mocks.advanceTimersByTimeAsync(60_000);
    expect(fetchMock).toHaveBeenCalledTimes(2);
    expect(fetchMock.mock.calls[0]![1].headers).toEqual({ 'If-None-Match': '"t1"' });
    expect(document.querySelector('main')).toBe(before);
    expect(status()).toBe('');
  });

  test('shows a new revision and says so; what was open stays open, focus stays', async () => {
    open(page('t1', 1));
    document.querySelector('details')!.open = true;
    document.querySelector('summary')!.tabIndex = 0;
    document.querySelector('summary')!.focus();
    fetchMock.mockImplementationOnce(
      async () => new Response(page('t2', 2).replaceAll('<summary>', '<summary tabindex="0">')),
    );
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(document.querySelector('.fresh')!.textContent).toBe('Điều chỉnh lần 1');
    expect(document.title).toBe('Tuần 48, lần 2');
    expect(status()).toBe('Có bản điều chỉnh mới.');
    expect(document.querySelector('details')!.open).toBe(true);
    expect(document.activeElement?.textContent).toBe('Mọi lãnh đạo');
    expect(current()).toEqual(['a']);
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(fetchMock.mock.lastCall![1].headers).toEqual({ 'If-None-Match': '"t2"' });
  });

  test('an entry added above another does not take the focus from its link', async () => {
    const links = (...names: string[]) => `<main>${names.map((name) => `<a href="/${name}.ics">+ Lịch</a>`).join('')}`;
    open(page('t1', 1).replace('<main>', links('hop', 'tiep')));
    document.querySelector<HTMLElement>('a[href="/tiep.ics"]')!.focus();
    fetchMock.mockImplementationOnce(
      async () => new Response(page('t2', 2).replace('<main>', links('moi', 'hop', 'tiep'))),
    );
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(document.activeElement?.getAttribute('href')).toBe('/tiep.ics');
  });

  test('asks at midnight even when nobody looks, and shows the new day', async () => {
    mocks.setSystemTime(at('2026-11-23', 1439));
    open(page('t1', 1));
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(fetchMock).not.toHaveBeenCalled();
    fetchMock.mockImplementation(async () => new Response(page('t2', 1, '2026-11-24')));
    await mocks.advanceTimersByTimeAsync(60_000);
    expect(fetchMock).toHaveBeenCalledOnce();
    expect(status()).toBe(''); // another day is no new revision
    Reflect.deleteProperty(document, 'visibilityState');
  });

  test('asks when the reader comes back', async () => {
    open(page('t1', 1));
    document.dispatchEvent(new Event('visibilitychange'));
    await mocks.advanceTimersByTimeAsync(0);
    expect(fetchMock).toHaveBeenCalledOnce();
  });

  test.each([
    ['the network is gone', async () => Promise.reject(new TypeError('network'))],
    ['the server fails', async () => new Response('', { status: 503 })],
    [
      'the network swallows the question',
      (_url: string, { signal }: RequestInit) =>
        new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
    ],
  ])('keeps what it has and says since when it could not ask, when %s', async (_name, answer) => {
    open(page('t1', 1));
    await mocks.advanceTimersByTimeAsync(30_000);
    fetchMock.mockImplementation(answer);
    await mocks.advanceTimersByTimeAsync(120_000);
    expect(status()).toBe('');
    await mocks.advanceTimersByTimeAsync(60_000);
    expect(status()).toBe('Chưa kiểm tra được từ 07:50. Có thể đã thay đổi.');
    expect(document.querySelector('.fresh')!.textContent).toBe('Điều chỉnh lần 0');
    fetchMock.mockImplementation(async () => notModified());
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(status()).toBe('');
  });

  test('says at once how old it is when the machine loses its network, with the day once that is past', async () => {
    open(page('t1', 1));
    window.dispatchEvent(new Event('offline'));
    expect(status()).toBe('Chưa kiểm tra được từ 07:50. Có thể đã thay đổi.');
    fetchMock.mockRejectedValue(new TypeError('network'));
    mocks.setSystemTime(at('2026-11-24', 480));
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(status()).toBe('Chưa kiểm tra được từ 07:50, 23/11. Có thể đã thay đổi.');
    fetchMock.mockImplementation(async () => notModified());
    window.dispatchEvent(new Event('online'));
    await mocks.advanceTimersByTimeAsync(0);
    expect(status()).toBe('');
  });

  test('calls no day today after a midnight without a network, and today today again once there is one', async () => {
    mocks.setSystemTime(at('2026-11-23', 1439));
    open(page('t1', 1));
    const isOver = () => document.documentElement.classList.contains('day-over');
    fetchMock.mockRejectedValue(new TypeError('network'));
    expect(isOver()).toBe(false);
    await mocks.advanceTimersByTimeAsync(90_000);
    expect(isOver()).toBe(true);
    fetchMock.mockImplementation(async () => new Response(page('t2', 1, '2026-11-24')));
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(isOver()).toBe(false);
  });

  test('goes by the server’s clock where this machine’s is wrong', async () => {
    open(page('t1', 1));
    fetchMock.mockImplementation(
      async () => new Response(null, { status: 304, headers: { date: new Date(at('2026-11-23', 850)).toUTCString() } }),
    );
    await mocks.advanceTimersByTimeAsync(30_000);
    expect(current()).toEqual(['b']);
  });

  test('an open list closes when the reader turns elsewhere or presses Escape', () => {
    open(page('t1', 1));
    const list = document.querySelector('details')!;
    const summary = document.querySelector('summary')!;
    summary.tabIndex = 0;
    list.open = true;
    document.querySelector<HTMLElement>('table')!.click();
    expect(list.open).toBe(false);
    list.open = true;
    summary.focus();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect([list.open, document.activeElement]).toEqual([false, summary]);
  });

  test('prints by its button', () => {
    open(page('t1', 1));
    window.print = mocks.fn<() => void>();
    document.querySelector<HTMLElement>('[data-print]')!.click();
    expect(window.print).toHaveBeenCalledOnce();
  });
});
