// What a reader waits for: the first entry of a week of 60 on a slow phone, the bytes until then, and what must not be
// there at all: shifts, third parties, cookies. Floor: the same week as somebody would write it by hand.
import { createServer } from 'node:http';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { connection, request } from './client.mjs';
import {
  importRows,
  launchBrowser,
  median,
  monday,
  round,
  seededDirectory,
  share,
  start,
  stop,
  weekId,
  weekOfRows,
} from './product.mjs';

const LOADS = 15;
const ENTRIES = 60;

export async function readers() {
  const dataDir = await seededDirectory();
  await importRows(dataDir, weekOfRows(monday(6), ENTRIES), '--issue');
  const { child, url } = await start(dataDir);
  const week = weekId(monday(6));
  const page = `${url}/lich/board/${week}`;
  const needed = await bytesToFirstEntry(page);
  const floor = await handWritten(`${url}/data/board/${week}.json`);
  const browser = await launchBrowser();
  const loads = { page: [], floor: [] };
  for (let turn = -1; turn < LOADS; turn++) {
    for (const [side, at] of [
      ['page', page],
      ['floor', floor.url],
    ]) {
      const load = await coldLoad(browser, at);
      if (turn >= 0) loads[side].push(load);
    }
  }
  await browser.close();
  floor.server.close();
  await stop(child);
  const ratios = loads.page.map(({ ms }, i) => ms / loads.floor[i].ms);
  const most = (pick) => Math.max(...loads.page.map(pick));
  const kb = (side, pick) => round(median(loads[side].map(pick)) / 1000, 1);
  return {
    entries: loads.page[0].entries,
    firstEntryMs: round(median(loads.page.map(({ ms }) => ms))),
    handWrittenMs: round(median(loads.floor.map(({ ms }) => ms))),
    ratio: round(median(ratios), 2),
    ratioMiddleHalf: [round(share(ratios, 0.25), 2), round(share(ratios, 0.75), 2)],
    kbToFirstEntry: round(needed / 1000, 1),
    kbCameBeforeIt: kb('page', ({ before }) => before),
    kbOfFontsAfterIt: kb('page', ({ font }) => font),
    kbWithEverything: kb('page', ({ all }) => all),
    handWrittenKb: kb('floor', ({ all }) => all),
    layoutShift: round(
      most(({ shift }) => shift),
      4,
    ),
    thirdPartyRequests: most(({ foreign }) => foreign),
    cookies: most(({ cookies }) => cookies),
  };
}

/** Bytes that must have come before the first entry can be drawn: the answer's head, and the packed body up to that row's end. */
async function bytesToFirstEntry(page) {
  const { ask, close } = connection(page, { keepBody: true });
  const { head, body } = await ask(request(page, { 'Accept-Encoding': 'gzip' }));
  close();
  const shows = (length) =>
    /class="what"[\s\S]*?<\/tr>/.test(
      gunzipSync(body.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH }).toString(),
    );
  let [short, enough] = [0, body.length];
  while (enough - short > 1) {
    const middle = (short + enough) >> 1;
    if (shows(middle)) enough = middle;
    else short = middle;
  }
  return head.length + enough;
}

/**
 * One load as Lighthouse throttles it: slow 4G, a CPU 4 times slower, 360 px, nothing cached. Bytes are what
 * the browser's network says that came over the wire, headers and all: by when the first entry was painted, in whole files,
 * and in four seconds.
 */
async function coldLoad(browser, url) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 562,
    downloadThroughput: (1.44 * 1024 * 1024) / 8,
    uploadThroughput: (0.675 * 1024 * 1024) / 8,
  });
  await cdp.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': 'gzip' } }); // loopback would get Brotli
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const requests = new Map();
  const files = []; // as they have come
  cdp.on('Network.requestWillBeSent', ({ requestId, request: { url: to } }) => requests.set(requestId, { url: to }));
  cdp.on('Network.responseReceived', ({ requestId, type }) => Object.assign(requests.get(requestId) ?? {}, { type }));
  cdp.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) =>
    files.push({ ...requests.get(requestId), at: timestamp, bytes: encodedDataLength }),
  );
  await page.addInitScript(() => {
    // The browser itself says when an element's text came on the screen (Element Timing), once it is marked.
    const marking = new MutationObserver(() => {
      const cell = document.querySelector('table.week td.what');
      if (!cell) return;
      marking.disconnect();
      cell.setAttribute('elementtiming', 'entry');
    });
    marking.observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      window.firstEntryAt ??= list.getEntries()[0].renderTime;
    }).observe({ type: 'element', buffered: true });
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) window.shift += value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(url, { waitUntil: 'commit' });
  // Longer than any load took, the font and what it may move included. Asking the page meanwhile would cost it 130 to 170 ms.
  await page.waitForTimeout(4_000);
  const ms = await (await page.waitForFunction(() => window.firstEntryAt, null, { timeout: 60_000 })).jsonValue();
  const seen = await page.evaluate(() => ({
    shift: window.shift,
    entries: document.querySelectorAll('table.week td.what').length,
    answered: performance.getEntriesByType('navigation')[0].responseEnd,
  }));
  const cookies = await context.cookies();
  await context.close();
  const until = Math.min(...files.map(({ at }) => at)) + (ms - seen.answered) / 1000; // the page itself came first
  const sum = (wanted) => files.reduce((bytes, file) => (wanted(file) ? bytes + file.bytes : bytes), 0);
  const own = new URL(url).origin;
  return {
    ms,
    ...seen,
    before: sum(({ at }) => at <= until),
    font: sum(({ type }) => type === 'Font'),
    all: sum(() => true),
    foreign: [...requests.values()].filter(({ url: to }) => /^https?:/.test(to) && new URL(to).origin !== own).length,
    cookies: cookies.length,
  };
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A page of the same week by hand: a heading, one table, twenty lines of style, no script, from a bare server. */
async function handWritten(dataUrl) {
  const week = await (await fetch(dataUrl)).json();
  const clock = (minutes) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const rows = week.entries.map(({ date, time, start, content, chairs, attendees, place }, index) => {
    const first = week.entries[index - 1]?.date !== date;
    const from = start ?? time?.start;
    return `${first ? `<tr><th colspan="2">${date.split('-').reverse().join('/')}` : ''}<tr><td><b>${typeof from === 'number' ? clock(from) : (from ?? '')}</b><td class="what">${escape(content)}<p>Chủ trì: ${escape(chairs.join(', '))}<p>Thành phần: ${escape(attendees.join(', '))}<p>Địa điểm: ${escape(place ?? '')}`;
  });
  const html = `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Lịch công tác tuần ${week.number}</title><style>
body{font:17px/1.4 system-ui,sans-serif;margin:0 12px;color:#15191f}
h1{font-size:21px}
table{border-collapse:collapse;width:100%}
th{text-align:left;border-top:2px solid;padding:8px 0}
td{vertical-align:top;border-top:1px solid #ccd;padding:6px 8px 6px 0}
p{margin:0;color:#525c69;font-size:15px}
</style><h1>Lịch công tác tuần ${week.number} (${week.from} – ${week.to})</h1><table class="week">${rows.join('\n')}</table>`;
  const body = gzipSync(html); // as any web server sends it, and ours too
  const server = createServer((_req, res) =>
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' }).end(body),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
}
