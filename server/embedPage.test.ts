// @vitest-environment node
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { JSDOM, VirtualConsole, type DOMWindow } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LAYOUTS } from '#domain/layout.ts';
import { at, settings, week48 } from '#ui/fixtures.ts';
import { openTestSite, ORIGIN } from './testSite.ts';
import { readWidget, THEMES, widgetQuery } from './widget.ts';

const source = readFileSync('public/embed.js', 'utf8');

let site: Awaited<ReturnType<typeof openTestSite>>;
beforeAll(async () => {
  site = await openTestSite('embed-page');
  await site.issue(week48);
});
afterAll(() => site.close());

/** A foreign page into which a line was pasted, after its script has run. */
function pasted(line: string, before: (window: DOMWindow) => void = () => {}) {
  const { window } = new JSDOM(`<!doctype html><body>${line}`, {
    url: 'https://xa-phuc-loc.example.vn/',
    runScripts: 'outside-only',
  });
  Object.defineProperty(window.document, 'currentScript', { value: window.document.querySelector('script') });
  before(window);
  window.eval(source);
  return { window, frame: window.document.querySelector('iframe')! };
}

const addressOf = (text: string) => {
  const { origin, pathname, searchParams } = new URL(text, ORIGIN);
  return { origin, pathname, query: Object.fromEntries(searchParams) };
};

describe('/embed/{calendar}', () => {
  test('shows who is on duty, and empty weekends, only where the page around it asks for them', async () => {
    const duties = Object.values(week48.duty);
    const days = (text: (selector: string) => string[]) => text('tbody .day b');
    const bare = await site.open('/embed/board?nguoi=van');
    expect(bare.text('.duty, .day small')).toEqual([]);
    expect(bare.text('thead th')).toHaveLength(5);
    expect(bare.document.querySelectorAll('col')).toHaveLength(5);
    expect(days(bare.text)).not.toContain('Chủ nhật');

    const all = await site.open('/embed/board?nguoi=van&truc=co&nghi=co');
    expect(all.text('.duty').filter(Boolean)).toEqual(duties);
    expect(all.text('thead th')).toHaveLength(6);
    expect(days(all.text)).toHaveLength(7);
  });

  test('a Sunday without entries is still today', async () => {
    site.clock.now = at('2026-11-29', 600);
    try {
      expect((await site.open('/embed/board?nguoi=van&chi=hom-nay')).text('tbody .day b')).toEqual(['Chủ nhật']);
    } finally {
      site.clock.now = at('2026-11-23', 870);
    }
  });

  test.each(LAYOUTS)('holds every entry in layout %s, and its rules pass its own policy', async (layout) => {
    const { document, text, headers } = await site.open(`/embed/board?mau=${layout}&nen=toi`);
    const main = text('main').join();
    for (const { content } of week48.entries) expect(main).toContain(content.replace(/\s+/g, ' '));
    expect(document.documentElement.classList.contains('nen-toi')).toBe(true);
    const styles = document.querySelectorAll('style').length;
    expect(headers.get('content-security-policy')!.match(/'sha256-/g)).toHaveLength(styles);
    expect(document.querySelectorAll('[style]')).toHaveLength(0);
  });

  test('keeps its ground where the week is not issued', async () => {
    const { document } = await site.open('/embed/gdtrh?nen=sang');
    expect([...document.documentElement.classList]).toContain('nen-sang');
  });

  test('shows the week that it was asked for, and letters of the size', async () => {
    site.clock.now = at('2026-12-07', 600);
    try {
      expect((await site.open('/embed/board')).text('h1').join()).toContain('chưa ban hành');
      expect((await site.open('/embed/board?tuan=2026-W48')).text('h1').join()).toContain('tuần 48');
      // Today alone, of a week that has no today, is no empty table.
      expect((await site.open('/embed/board?tuan=2026-W48&chi=hom-nay')).text('tbody .day b')).toContain('Thứ hai');
    } finally {
      site.clock.now = at('2026-11-23', 870);
    }
    expect([...(await site.open('/embed/board?co=lon')).document.documentElement.classList]).toContain('co-lon');
  });

  test.each([
    ['/embed/board?nguoi=nobody&nen=toi', 'Không có người này'],
    ['/embed/nowhere?nen=toi', 'Không có lịch này'],
  ])('%s says so inside the frame, on its ground', async (path, title) => {
    const { status, headers, text, document } = await site.open(path);
    expect([status, text('h1')]).toEqual([404, [title]]);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://xa-phuc-loc.example.vn");
    expect(headers.has('x-frame-options')).toBe(false);
    expect([...document.documentElement.classList]).toContain('nen-toi');
    for (const link of document.querySelectorAll('main a')) expect(link.getAttribute('target')).toBe('_blank');
    // It tells its height, and looks again by itself.
    expect(document.querySelector('script[src]')!.getAttribute('src')).toBe('/embed-frame.js');
  });

  test('takes nothing that is not in the list', async () => {
    const { html } = await site.open('/embed/board');
    for (const query of ['nen=url(x)', 'mau=z', 'truc=1', 'nghi=', 'chi=mai', 'co=99px', 'tuan=2026-W99', 'khac=1']) {
      expect((await site.open(`/embed/board?${query}`)).html.replace(/"tag":"[^"]+"/, '')).toBe(
        html.replace(/"tag":"[^"]+"/, ''),
      );
    }
  });

  test('whatever is chosen is read back from the address', () => {
    const widget = fc.record({
      person: fc.constantFrom(null, 'huy'),
      week: fc.constantFrom(null, week48.week),
      todayOnly: fc.boolean(),
      layout: fc.constantFrom(...LAYOUTS),
      theme: fc.constantFrom(null, ...THEMES),
      large: fc.boolean(),
      duty: fc.boolean(),
      emptyWeekends: fc.boolean(),
    });
    fc.assert(
      fc.property(widget, (chosen) => {
        const query = widgetQuery(chosen);
        expect(readWidget((name) => query[name] ?? undefined, chosen.person)).toEqual(chosen);
      }),
    );
  });
});

describe('an embedded page left open', () => {
  /** As a browser shows it, its questions answered by the site. jsdom cannot load a page anew, but says that it was to. */
  async function shown(path: string) {
    const html = await (await site.get(path)).text();
    const virtualConsole = new VirtualConsole();
    const loadedAnew = vi.fn();
    virtualConsole.on('jsdomError', loadedAnew);
    const { window } = new JSDOM(html, { url: ORIGIN + path, runScripts: 'outside-only', virtualConsole });
    const asked = vi.fn((url: string, { headers }: { headers: Record<string, string>; signal: AbortSignal }) =>
      site.get(url.slice(ORIGIN.length), headers),
    );
    const givesUp: (() => void)[] = [];
    let visibility = 'visible';
    Object.defineProperty(window.document, 'visibilityState', { get: () => visibility });
    const timers: { run: () => void; every: number }[] = [];
    const setInterval = (run: () => void, every: number) => timers.push({ run, every });
    const Clock = class extends Date {
      static override now = () => site.clock.now;
    };
    Object.assign(window, {
      fetch: asked,
      setInterval,
      setTimeout: (run: () => void) => givesUp.push(run),
      Date: Clock,
    });
    window.eval(readFileSync('public/embed-frame.js', 'utf8'));
    expect(timers.map(({ every }) => every)).toEqual([30_000]);
    return {
      asked,
      loadedAnew,
      giveUp: () => givesUp.forEach((run) => run()),
      wait: () => timers[0]!.run(),
      status: () => window.document.querySelector('[role=status]')?.textContent,
      root: window.document.documentElement,
      days: () => [...window.document.querySelectorAll('[id^=d-]')].map(({ id }) => id),
      lose: () => window.dispatchEvent(new window.Event('offline')),
      come: () => window.dispatchEvent(new window.Event('online')),
      turn: (to: 'visible' | 'hidden') => {
        visibility = to;
        window.document.dispatchEvent(new window.Event('visibilitychange'));
      },
    };
  }
  const answered = (asked: Awaited<ReturnType<typeof shown>>['asked']) =>
    Promise.all(asked.mock.results.map(async ({ value }) => (await (value as Promise<Response>)).status));

  test('asks every half minute while it is seen, and shows the new day at midnight without being loaded anew', async () => {
    const { asked, loadedAnew, wait, days, root } = await shown('/embed/board?chi=hom-nay');
    wait();
    expect(await answered(asked)).toEqual([304]);
    expect(days()).toEqual(['d-2026-11-23']);
    site.clock.now = at('2026-11-24', 0);
    try {
      wait();
      expect(await answered(asked)).toEqual([304, 200]);
      await vi.waitFor(() => expect(days()).toEqual(['d-2026-11-24']));
      expect(root.classList.contains('day-over')).toBe(false);
      wait(); // with the tag of what it shows now
      expect(await answered(asked)).toEqual([304, 200, 304]);
      expect(loadedAnew).not.toHaveBeenCalled();
    } finally {
      site.clock.now = at('2026-11-23', 870);
    }
  });

  test('is loaded anew after an update of the site, and shows nothing that a network puts in its place', async () => {
    const updated = await shown('/embed/board');
    const html = await (await site.get('/embed/board')).text();
    updated.asked.mockImplementation(() => Promise.resolve(new Response(html.replace('</style>', 'p{}</style>'))));
    updated.wait();
    await vi.waitFor(() => expect(updated.loadedAnew).toHaveBeenCalledOnce());
    const proxied = await shown('/embed/board');
    const before = proxied.days();
    const answer = new Response('<p>Sign in to this network</p>');
    proxied.asked.mockImplementation(() => Promise.resolve(answer));
    proxied.wait();
    await vi.waitFor(() => expect(answer.bodyUsed).toBe(true));
    await new Promise(setImmediate);
    expect(proxied.loadedAnew).not.toHaveBeenCalled();
    expect(proxied.days()).toEqual(before);
  });

  test('waits for no answer that a network has swallowed', async () => {
    const { asked, wait, giveUp } = await shown('/embed/board');
    wait();
    expect(asked.mock.lastCall![1].signal.aborted).toBe(false);
    giveUp();
    expect(asked.mock.lastCall![1].signal.aborted).toBe(true);
  });

  test.each([
    ['the network is gone', () => Promise.reject(new TypeError('network'))],
    ['the server fails', () => Promise.resolve(new Response('', { status: 503 }))],
  ])('says in the frame since when it could not ask, when %s', async (_name, answer) => {
    const { asked, wait, status, loadedAnew, root, come } = await shown('/embed/board');
    try {
      site.clock.now = at('2026-11-23', 1437);
      wait();
      await answered(asked);
      asked.mockImplementation(answer);
      site.clock.now += 120_000;
      wait();
      await new Promise(setImmediate);
      expect([status(), root.classList.contains('day-over')]).toEqual(['', false]);
      site.clock.now = at('2026-11-24', 0);
      wait();
      await vi.waitFor(() =>
        expect(status()).toBe('Chưa kiểm tra được bản mới từ 23:57, 23/11. Lịch dưới đây có thể đã thay đổi.'),
      );
      expect(root.classList.contains('day-over')).toBe(true);
      asked.mockImplementation(() => Promise.resolve(new Response(null, { status: 304 })));
      come();
      await vi.waitFor(() => expect(status()).toBe(''));
      expect(loadedAnew).not.toHaveBeenCalled();
    } finally {
      site.clock.now = at('2026-11-23', 870);
    }
  });

  test('says so at once where the machine knows that it has no network; a page without a week has said so already', async () => {
    const { lose, status } = await shown('/embed/board?lang=en');
    lose();
    expect(status()).toBe('No new version could be looked for since 14:30. The schedule below may have changed.');
    const nobody = await shown('/embed/board?nguoi=nobody');
    nobody.lose();
    expect(nobody.status()).toBeUndefined();
  });

  test('asks nothing while nobody sees it, and at once when somebody comes back to it, or the network does', async () => {
    const { asked, wait, turn, come } = await shown('/embed/board?chi=hom-nay');
    turn('hidden');
    wait();
    come();
    expect(asked).not.toHaveBeenCalled();
    turn('visible');
    expect(asked).toHaveBeenCalledOnce();
    come();
    expect(asked).toHaveBeenCalledTimes(2);
    expect(await answered(asked)).toEqual([304, 304]);
  });
});

describe('the third step of /theo-doi', () => {
  const choices = [
    '',
    '&nguoi=huy',
    '&kieu=hom-nay&nen=sang',
    '&kieu=danh-sach&nen=toi&truc=co',
    '&kieu=hom-nay&co=lon',
    '&nguoi=van&nghi=co&truc=co&lang=en',
  ];
  test.each(choices)('the line, the frame and the preview show the same: %s', async (choice) => {
    const { document, text } = await site.open(`/theo-doi?lich=board${choice}`);
    const [line, fixed] = [text('#dong-nhung')[0]!, text('#khung-nhung')[0]!];
    const preview = addressOf(document.querySelector('iframe.preview')!.getAttribute('src')!);
    expect(preview.pathname).toBe('/embed/board');
    expect(addressOf(pasted(line).frame.src)).toEqual(preview);
    const frame = new JSDOM(fixed).window.document.querySelector('iframe')!;
    expect(addressOf(frame.src)).toEqual(preview);
    expect(frame.title).toContain('Ban Giám đốc');
    expect(frame.height).toBe('640');
    const asked = new URLSearchParams(choice);
    for (const name of ['nguoi', 'nen', 'co', 'truc', 'nghi', 'lang']) {
      expect([name, preview.query[name] ?? null]).toEqual([name, asked.get(name)]);
    }
    expect([preview.query['chi'], preview.query['mau']]).toEqual([
      asked.get('kieu') === 'hom-nay' ? 'hom-nay' : undefined,
      asked.get('kieu') === 'danh-sach' ? 'c' : undefined,
    ]);
  });

  test('all steps are one form: what was chosen in one is kept by the other', async () => {
    const { document } = await site.open('/theo-doi?lich=gdtrh&nguoi=huy&kieu=danh-sach&nen=toi&truc=co');
    const form = document.querySelector<HTMLFormElement>('form[action="/theo-doi"]')!;
    const data = new document.defaultView!.FormData(form);
    expect([...data].map(([name, value]) => `${name}=${String(value)}`)).toEqual([
      'lich=gdtrh',
      'nguoi=huy',
      'kieu=danh-sach',
      'nen=toi',
      'co=',
      'truc=co',
    ]);
  });

  test('this page alone may hold a frame, and only one of ours', async () => {
    const policy = async (path: string) => (await site.get(path)).headers.get('content-security-policy')!;
    expect(await policy('/theo-doi')).toContain("frame-src 'self'");
    expect(await policy('/theo-doi')).toContain("frame-ancestors 'none'");
    expect(await policy('/embed/board')).toContain("frame-ancestors 'self' https://xa-phuc-loc.example.vn");
    for (const path of ['/', '/embed/board', '/hom-nay']) expect(await policy(path)).not.toContain('frame-src');
  });

  test('says which sites may embed, or whom to ask where none may', async () => {
    expect((await site.open('/theo-doi')).text('#nhung').join()).toContain('xa-phuc-loc.example.vn');
    await site.db.doc('settings/agency').update({ embedAncestors: [] });
    try {
      site.restart();
      const { text, document } = await site.open('/theo-doi');
      expect(text('#nhung p').join()).toContain('Quản trị viên');
      expect(document.querySelector('iframe, #dong-nhung')).toBeNull();
    } finally {
      await site.db.doc('settings/agency').update({ embedAncestors: settings.embedAncestors });
      site.restart();
    }
  });

  test('a feed of all calendars has nothing to embed, and the page says what to choose', async () => {
    const { text, document } = await site.open('/theo-doi?lich=tat-ca');
    expect(text('#nhung p').join()).toContain('bước 1');
    expect(document.querySelector('iframe')).toBeNull();
  });
});

describe('embed.js', () => {
  const line = `<script src="${ORIGIN}/embed.js" data-calendar="board" async></script>`;

  test('is no more than a kilobyte on the way', () => {
    expect(gzipSync(source).length).toBeLessThanOrEqual(1024);
  });

  test('makes a titled, lazy frame where the script stands', () => {
    const { frame } = pasted(line);
    expect([frame.title, frame.getAttribute('loading') ?? frame.loading]).toEqual(['Lịch công tác', 'lazy']);
    expect(frame.previousElementSibling!.tagName).toBe('SCRIPT');
    expect(pasted(line.replace(' async', ' data-lang="en" async')).frame.title).toBe('Work schedule');
  });

  test('takes a height from its own frame of its own origin alone', () => {
    const { window, frame } = pasted(line);
    const tell = (origin: string, from: Window | null, data: unknown) =>
      window.dispatchEvent(
        new window.MessageEvent('message', { origin, source: from as Window & typeof globalThis, data }),
      );
    const before = frame.style.height;
    tell('https://other.example', frame.contentWindow, { lichCongTac: 10 });
    tell(ORIGIN, window as unknown as Window, { lichCongTac: 10 });
    tell(ORIGIN, frame.contentWindow, { lichCongTac: -1 });
    tell(ORIGIN, frame.contentWindow, { other: 10 });
    expect(frame.style.height).toBe(before);
    tell(ORIGIN, frame.contentWindow, { lichCongTac: 812 });
    expect(frame.style.height).toBe('812px');
  });

  describe('<lich-cong-tac>', () => {
    const script = `<script src="${ORIGIN}/embed.js" async></script>`;
    const element =
      '<lich-cong-tac calendar="board" nguoi="van" co="lon" title="Lịch Sở"><a href="/">Lịch</a></lich-cong-tac>';

    test.each([script + element, element + script])('shows what its attributes say, wherever it stands: %s', (page) => {
      const { window, frame } = pasted(page);
      expect(frame).toBeNull(); // a script without a calendar shows nothing itself
      const shown = window.document.querySelector('lich-cong-tac')!.shadowRoot!.querySelector('iframe')!;
      expect(addressOf(shown.src)).toEqual({
        origin: ORIGIN,
        pathname: '/embed/board',
        query: { nguoi: 'van', co: 'lon' },
      });
      expect(shown.title).toBe('Lịch Sở');
    });

    test('made later by a script of the page, it shows too; moved, it is still one frame', () => {
      const { window } = pasted(script);
      const made = window.document.createElement('lich-cong-tac');
      made.setAttribute('calendar', 'gdtrh');
      window.document.body.append(made);
      window.document.body.prepend(made);
      const frames = [...made.shadowRoot!.querySelectorAll('iframe')].map(({ src }) => addressOf(src).pathname);
      expect(frames).toEqual(['/embed/gdtrh']);
    });

    test('an old browser without such elements shows old lines as ever, and in the element its link', () => {
      const { window, frame } = pasted(line + element, (of) => Reflect.deleteProperty(of, 'customElements'));
      expect(frame.src).toContain('/embed/board');
      expect(window.document.querySelector('lich-cong-tac')!.textContent).toBe('Lịch');
    });

    test('two lines on one page are no trouble', () => {
      const { window } = pasted(line);
      window.eval(source);
      expect(window.document.querySelectorAll('iframe')).toHaveLength(2);
    });
  });
});
