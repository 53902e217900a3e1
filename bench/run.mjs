// `npm run bench`: speed of the built product as ratios against a floor measured in the same run.
// Figures kept in docs/performance.md. Prints one JSON object last.
import { spawn } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { findChromium } from '../start/chromium.mjs';
import { ensureBuilt, ensureInstalled, root } from '../start/setup.mjs';
import { conflictTimes } from './conflicts.mjs';

ensureInstalled();
ensureBuilt();

const [, ...startArguments] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.start.split(' ');
const PASSWORD = 'bench password 2026';
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (n, digits = 0) => Number(n.toFixed(digits));

/** Starts the product in a data directory; resolves with its address and how long it took to be ready. */
async function start(dataDir) {
  const began = performance.now();
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let text = '';
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}\n${text}`)));
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const ready = /Lịch công tác: (http:\/\/\S+)/.exec(text);
      if (ready) resolve(ready[1]);
    });
  });
  return { child, url, ms: performance.now() - began };
}

const running = new Set();
const stop = (child) =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGINT');
  });

/** Resident memory of a process in MB (Linux). */
const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** Slow 4G and a 4× slowed CPU, as Lighthouse throttles; from navigation until the week table's first entry is painted. */
async function firstEntry(browser, url) {
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
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    const seen = () => {
      const cell = document.querySelector('table.week td.what');
      if (!cell || !cell.getBoundingClientRect().height) return requestAnimationFrame(seen);
      requestAnimationFrame(() => setTimeout(() => (window.firstEntryAt = performance.now())));
    };
    requestAnimationFrame(seen);
  });
  await page.goto(url, { waitUntil: 'commit' });
  const at = await page.waitForFunction(() => window.firstEntryAt, null, { timeout: 60_000 });
  const ms = await at.jsonValue();
  await context.close();
  return ms;
}

/** Page and floor by turns, so that what else the machine does slows both; medians, and the ratio's middle half. */
async function firstEntries(browser, url, floorUrl) {
  const loads = 15;
  const pages = [];
  const floors = [];
  for (let i = 0; i < loads; i++) {
    pages.push(await firstEntry(browser, url));
    floors.push(await firstEntry(browser, floorUrl));
  }
  const ratios = pages.map((ms, i) => ms / floors[i]).sort((a, b) => a - b);
  return {
    firstEntryMs: round(median(pages)),
    firstEntryHandWrittenMs: round(median(floors)),
    firstEntryRatio: round(median(pages) / median(floors), 2),
    firstEntryRatioMiddleHalf: [round(ratios[loads >> 2], 2), round(ratios[loads - 1 - (loads >> 2)], 2)],
  };
}

/** The same week as somebody would write it by hand: the page's HTML and CSS without script, from a bare server. */
async function handWritten(url) {
  const html = (await (await fetch(url)).text())
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<link[^>]+(preload|modulepreload)[^>]*>/g, '');
  const body = gzipSync(html); // as any web server sends it, and ours too
  const server = createServer((_req, res) =>
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' }).end(body),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
}

/** A window of a browser of its own: no cookie, no cache, no connection shared. */
async function newPage(browser) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

async function signedIn(browser, url, email) {
  const page = await newPage(browser);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Thư điện tử').fill(email);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
  return page;
}

/** Resolves in a page when the words are in its document, with the time by the machine's clock. */
const seenIn = (page, words) =>
  page.evaluate(
    (text) =>
      new Promise((resolve) => {
        const look = () => document.body.textContent.includes(text) && (observer.disconnect(), resolve(Date.now()));
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    words,
  );

/** From Enter in the editor's field to the words in the watcher's page, in ms; two browsers' worth of work on the machine. */
async function enterToSeen(field, watcher, words) {
  const seen = seenIn(watcher, words);
  await field.fill(words);
  await field.evaluate((input) =>
    input.addEventListener('keydown', () => (window.pressedAt = Date.now()), { capture: true, once: true }),
  );
  await field.press('Enter');
  return (await seen) - (await field.page().evaluate(() => window.pressedAt));
}

/**
 * The least that a save in another window can be: a field that posts its text, a server that syncs it to disk and sends it
 * to an open stream, a page that adds a line. No framework, no rules, no sign-in.
 */
async function bareSave(browser, directory) {
  const file = openSync(join(directory, 'bare-saves'), 'a');
  const watchers = new Set();
  const html = `<!doctype html><meta charset="utf-8"><input aria-label="Nội dung"><table></table><script>
    document.querySelector('input').addEventListener('keydown', (event) => {
      if (event.key === 'Enter') fetch('/save', { method: 'POST', body: event.target.value });
    });
    new EventSource('/saves').onmessage = (event) => {
      document.querySelector('table').insertRow().insertCell().textContent = JSON.parse(event.data);
    };</script>`;
  const server = createServer(async (req, res) => {
    if (req.url === '/saves') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
      watchers.add(res);
    } else if (req.method === 'POST') {
      const text = Buffer.concat(await req.toArray()).toString();
      writeSync(file, text);
      fsyncSync(file);
      for (const watcher of watchers) watcher.write(`data: ${JSON.stringify(text)}\n\n`);
      res.writeHead(204).end();
    } else res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [editor, watcher] = await Promise.all([newPage(browser), newPage(browser)]);
  for (const page of [editor, watcher]) await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return {
    save: (words) => enterToSeen(editor.getByLabel('Nội dung'), watcher, words),
    close: () => {
      server.closeAllConnections();
      server.close();
      closeSync(file);
    },
  };
}

/** Saves in the week's editor and in the bare page by turns, so that what else the machine does slows both; medians. */
async function savesSeen(browser, url, directory) {
  const path = `${url}/edit/board/${await currentWeek(browser, url)}`;
  const editor = await signedIn(browser, url, 'vanthu@example.test');
  const watcher = await signedIn(browser, url, 'giamdoc@example.test');
  for (const page of [editor, watcher]) {
    await page.goto(path);
    await page.getByRole('grid').waitFor();
  }
  const bare = await bareSave(browser, directory);
  const saves = [];
  const floors = [];
  for (let i = 0; i < 30; i++) {
    await editor.getByRole('button', { name: /^Thêm mục thứ bảy/i }).click();
    await editor.getByRole('textbox', { name: 'Giờ' }).fill('9h');
    saves.push(await enterToSeen(editor.getByRole('textbox', { name: 'Nội dung' }), watcher, `Đo lần ${i}.`));
    floors.push(await bare.save(`Đo sàn lần ${i}.`));
  }
  bare.close();
  return { saveSeenInOtherWindowMs: median(saves), bareSaveSeenMs: median(floors) };
}

const FULL_WEEK = '2026-W52';

/** 300 entries of five days into one week of the board: rooms, divisions, a leader in every sixth. */
async function importFullWeek(directory) {
  const leaders = ['GĐ Trần Đức Thịnh', 'PGĐ Lê Quang Huy', 'PGĐ Phạm Minh Tuấn', 'PGĐ Nguyễn Thị Hồng Vân'];
  const entries = Array.from({ length: 300 }, (_, index) => ({
    date: `2026-12-${21 + Math.floor(index / 60)}`,
    start: `${7 + (index % 10)}h${index % 2 === 0 ? '' : '30'}`,
    content: `Họp triển khai nhiệm vụ số ${index + 1} của năm học, rà soát tiến độ và phân công thực hiện`,
    chair: index % 6 === 0 ? leaders[(index / 6) % 4] : `Trưởng đoàn ${index % 37}`,
    participants: index % 3 === 0 ? 'Phòng GDTrH, Phòng KH-TC' : 'Lãnh đạo và chuyên viên các phòng liên quan',
    place: index % 5 === 0 ? `Phòng họp số ${1 + (index % 3)}` : `Trường số ${index % 41}`,
  }));
  const file = join(directory, 'full-week.json');
  writeFileSync(file, JSON.stringify({ entries }));
  const child = spawn(process.execPath, ['start/import.mjs', '--calendar', 'board', file], {
    cwd: root,
    env: { ...process.env, DATA_DIR: directory },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the import ended with ${code}`);
}

/**
 * From a key press to the frame that shows it painted, CPU 4× slower, 1280 px, a week of 300 entries: in the content of an
 * open line, in the quick line, and as the floor in a bare field put above the table; by turns, medians.
 */
async function keyPresses(browser, url) {
  const page = await signedIn(browser, url, 'vanthu@example.test');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${url}/edit/board/${FULL_WEEK}`);
  await page.getByRole('row', { name: /nhiệm vụ số 300 / }).waitFor();
  await page.evaluate(() => {
    const bare = document.createElement('input');
    bare.setAttribute('aria-label', 'bare');
    document.querySelector('[role=grid]').before(bare);
    window.pressed = [];
    addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => window.pressed.push(performance.now() - timeStamp);
          port2.postMessage(null); // taken up when the frame is done
        }),
      { capture: true },
    );
  });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const line = page.getByRole('row', { name: /nhiệm vụ số 130 / });
  const fields = {
    content: async () => {
      await line.press('Enter');
      return page.getByRole('textbox', { name: 'Nội dung' });
    },
    quick: async () => page.getByLabel('Nhập nhanh'),
    bare: async () => page.getByLabel('bare'),
  };
  const times = { content: [], quick: [], bare: [] };
  for (let turn = 0; turn < 4; turn++) {
    for (const [name, open] of Object.entries(fields)) {
      const field = await open();
      await field.focus();
      await page.keyboard.press('End');
      await page.waitForTimeout(1_500);
      await page.evaluate(() => void (window.pressed = []));
      for (const key of 'hop giao b') {
        await page.keyboard.press(key === ' ' ? 'Space' : key);
        await page.waitForTimeout(400);
      }
      times[name].push(...(await page.evaluate(() => window.pressed)));
    }
    await page.getByLabel('Nhập nhanh').fill('');
  }
  await page.context().close();
  const late = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.9)];
  return Object.fromEntries(
    Object.entries(times).flatMap(([name, all]) => [
      [`key_${name}Ms`, round(median(all), 1)],
      [`key_${name}NinthDecileMs`, round(late(all), 1)],
    ]),
  );
}

/**
 * What a browser with an empty cache fetches for the week's editor until its table can be used, and what it fetches
 * afterwards while it is idle (parts that a click opens): script and style as they come over the wire by gzip, with headers,
 * in kB (1,000).
 */
async function editorLoad(browser, url) {
  const page = await signedIn(browser, url, 'vanthu@example.test');
  const cdp = await page.context().newCDPSession(page);
  await page.goto('about:blank'); // else what the page before still fetches would be counted
  await cdp.send('Network.enable');
  await cdp.send('Network.clearBrowserCache');
  await cdp.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': 'gzip' } }); // on loopback it would be Brotli
  const kinds = new Map();
  let bytes = 0;
  cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet'].includes(kinds.get(requestId))) bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    const real = window.requestIdleCallback.bind(window);
    const held = [];
    window.requestIdleCallback = (begin) => held.push(begin);
    window.beIdle = () => held.forEach((begin) => real(begin));
  });
  await page.goto(`${url}/edit/board/${await currentWeek(browser, url)}`);
  await page.getByRole('grid').waitFor();
  const first = bytes;
  await page.evaluate(() => window.beIdle());
  await page.waitForTimeout(2_000);
  await page.context().close();
  return { editorFirstLoadKb: round(first / 1000, 1), editorIdleLoadKb: round((bytes - first) / 1000, 1) };
}

async function currentWeek(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  const feed = await page.locator('a[href^="/lich/board/"]').first().getAttribute('href');
  await page.close();
  return feed.split('/').at(-1).slice(0, 8);
}

const dataDir = mkdtempSync(join(tmpdir(), 'lich-bench-'));
const result = {};
try {
  result.conflicts = await conflictTimes();
  const first = await start(dataDir);
  result.seedAndStartMs = round(first.ms);
  await stop(first.child);
  const { child, url, ms } = await start(dataDir);
  result.startToReadyMs = round(ms);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });

  const page = `${url}/lich/board`;
  const floor = await handWritten(page);
  Object.assign(result, await firstEntries(browser, page, floor.url));
  floor.server.close();

  Object.assign(result, await editorLoad(browser, url));
  Object.assign(result, await savesSeen(browser, url, dataDir));
  await importFullWeek(dataDir);
  Object.assign(result, await keyPresses(browser, url));

  result.residentMb = round(residentMb(child.pid));
  await browser.close();
  await stop(child);
} finally {
  for (const child of running) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(JSON.stringify(result, null, 2));
process.exit(0);
