// The week's editor: what it loads, how soon another window sees a save, and how soon a key is painted.
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import {
  importRows,
  launchBrowser,
  median,
  memoryMb,
  monday,
  newDirectory,
  newPage,
  round,
  share,
  signedIn,
  start,
  stop,
  weekId,
  weekOfRows,
} from './product.mjs';

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

/** A clerk in the week's editor and a leader who looks on: `save` adds a line and resolves with Enter to seen, ms. */
export async function saver(browser, url) {
  const path = `${url}/edit/board/${weekId(monday())}`;
  const editor = await signedIn(browser, url, 'vanthu@example.test');
  const watcher = await signedIn(browser, url, 'giamdoc@example.test');
  for (const page of [editor, watcher]) {
    await page.goto(path);
    await page.getByRole('grid').waitFor();
  }
  return {
    save: async (words) => {
      await editor.getByRole('button', { name: /^Thêm mục thứ bảy/i }).click();
      await editor.getByRole('textbox', { name: 'Giờ' }).fill('9h');
      return enterToSeen(editor.getByRole('textbox', { name: 'Nội dung' }), watcher, words);
    },
  };
}

/** All that the week has, as somebody sees it who opens it anew. */
export async function rowsSaved(browser, url) {
  const page = await signedIn(browser, url, 'giamdoc@example.test');
  await page.goto(`${url}/edit/board/${weekId(monday())}`);
  await page.getByRole('grid').waitFor();
  return page.getByRole('grid').innerText();
}

/** Saves in the week's editor and in the bare page by turns, so that what else the machine does slows both; medians. */
async function savesSeen(browser, url, directory) {
  const clerk = await saver(browser, url);
  const bare = await bareSave(browser, directory);
  const saves = [];
  const floors = [];
  for (let i = 0; i < 30; i++) {
    saves.push(await clerk.save(`Đo lần ${i}.`));
    floors.push(await bare.save(`Đo sàn lần ${i}.`));
  }
  bare.close();
  return { saveSeenInOtherWindowMs: median(saves), bareSaveSeenMs: median(floors) };
}

/**
 * From a key press to the frame that shows it painted, CPU 4× slower, 1280 px, a week of 300 entries: in the content of an
 * open line, in the quick line, and as the floor in a bare field put above the table; by turns, medians.
 */
async function keyPresses(browser, url, week) {
  const page = await signedIn(browser, url, 'vanthu@example.test');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${url}/edit/board/${week}`);
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
  return Object.fromEntries(
    Object.entries(times).flatMap(([name, all]) => [
      [`key_${name}Ms`, round(median(all), 1)],
      [`key_${name}NinthDecileMs`, round(share(all, 0.9), 1)],
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
  await page.goto(`${url}/edit/board/${weekId(monday())}`);
  await page.getByRole('grid').waitFor();
  const first = bytes;
  await page.evaluate(() => window.beIdle());
  await page.waitForTimeout(2_000);
  await page.context().close();
  return { editorFirstLoadKb: round(first / 1000, 1), editorIdleLoadKb: round((bytes - first) / 1000, 1) };
}

/** In a data directory of its own; a week of 300 entries comes last, as it would slow the others. */
export async function editor() {
  const dataDir = newDirectory();
  const { child, url } = await start(dataDir);
  const browser = await launchBrowser();
  const result = { ...(await editorLoad(browser, url)), ...(await savesSeen(browser, url, dataDir)) };
  await importRows(dataDir, weekOfRows(monday(4), 300));
  Object.assign(result, await keyPresses(browser, url, weekId(monday(4))));
  result.memoryMb = memoryMb(child.pid);
  await browser.close();
  await stop(child);
  return result;
}
