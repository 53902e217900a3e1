// A day's clock run forward: server (Debian's faketime) and browser (Playwright's clock) half a minute before midnight of a
// working day, of a Sunday and of New Year's Eve. What stays open must be the new day by itself. Not a speed, but it takes
// minutes: `npm run bench -- clock`.
import { spawnSync } from 'node:child_process';
import {
  importRows,
  launch,
  launchBrowser,
  monday,
  newDirectory,
  PASSWORD,
  pause,
  start,
  startArguments,
  stop,
  weekOfRows,
} from './product.mjs';

const BEFORE_MS = 40_000;
const AFTER_MS = 45_000; // an open page looks at the clock every 30 s
const day = (instant) => new Date(instant + 7 * 3_600_000).toISOString().slice(0, 10);
const spoken = (date) => date.split('-').reverse().join('/');

export async function clock() {
  if (spawnSync('faketime', ['--version']).error) return { skipped: 'faketime is not installed' };
  const dataDir = newDirectory();
  const seeding = await start(dataDir);
  await stop(seeding.child);
  const old = weekOfRows(monday(-13), 5).map((row) => ({ ...row, content: 'Mục cũ nhất của luồng' }));
  await importRows(
    dataDir,
    [...old, ...weekOfRows(monday(), 20), ...weekOfRows(monday(1), 20), ...weekOfRows(newYear(), 20)],
    '--issue',
  );
  const browser = await launchBrowser();
  const nights = {
    workingDay: Date.parse(`${monday()}T17:00:00Z`) + 2 * 86_400_000,
    sunday: Date.parse(`${monday()}T17:00:00Z`) + 6 * 86_400_000,
    newYear: Date.parse(`${newYear().slice(0, 4)}-12-31T17:00:00Z`),
  };
  const result = {};
  for (const [name, midnight] of Object.entries(nights)) result[name] = await over(browser, dataDir, midnight);
  await browser.close();
  return result;
}

/** The Monday of the week that holds the coming New Year's Eve. */
function newYear() {
  const eve = Date.parse(`${monday().slice(0, 4)}-12-31`);
  return new Date(eve - ((new Date(eve).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}

/** What is wrong after one midnight; nothing where all is right. */
async function over(browser, dataDir, midnight) {
  const began = midnight - BEFORE_MS;
  const at = new Date(began).toISOString().slice(0, 19).replace('T', ' ');
  const { child, url } = await launch(
    'faketime',
    ['-f', `@${at}`, process.execPath, ...startArguments],
    /Lịch công tác: (http:\/\/\S+)/,
    { PORT: '0', DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD, TZ: 'UTC', DONT_FAKE_MONOTONIC: '1' },
  );
  const serverNow = async () => Date.parse((await fetch(`${url}/healthz`)).headers.get('date'));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const pages = {};
  for (const path of ['/hom-nay', '/lich/board', '/wall/board', '/embed/board', '/embed/board?chi=hom-nay']) {
    pages[path] = await context.newPage();
    await pages[path].clock.install({ time: await serverNow() });
    await pages[path].goto(url + path);
  }
  const [yesterday, today] = [day(midnight - 1), day(midnight)];
  const faults = [];
  const expect = async (when, date) => {
    const wanted = {
      '/hom-nay': (text) => text.includes(spoken(date)),
      '/lich/board': (_text, marked) => marked.includes(`d-${date}`),
      '/wall/board': (_text, marked) => marked.includes(`d-${date}`),
      '/embed/board': (_text, marked) => marked.includes(`d-${date}`),
      '/embed/board?chi=hom-nay': (text) => text.includes(spoken(date).slice(0, 5)),
    };
    for (const [path, page] of Object.entries(pages)) {
      const text = await page.locator('body').innerText();
      const marked = await page.locator('tbody.today').evaluateAll((days) => days.map(({ id }) => id));
      if (!wanted[path](text, marked))
        faults.push(`${when} ${path}: ${marked.join()} ${text.slice(0, 300).replace(/\s+/g, ' ')}`);
    }
  };
  const answers = async () => ({
    week: await (await fetch(`${url}/lich/board`)).text(),
    feed: await (await fetch(`${url}/ical/board.ics`)).text(),
    year: await (await fetch(`${url}/lich/board/nam/${today.slice(0, 4)}`)).text(),
    newest: await (await fetch(`${url}/lich/board/nam`)).text(),
  });
  if ((await serverNow()) >= midnight) faults.push('the start took longer than was left of the day');
  await expect('before', yesterday);
  const before = await answers();
  await pause(Math.max(0, midnight - (await serverNow())) + AFTER_MS);
  for (const path of Object.keys(pages).filter((each) => each.startsWith('/embed'))) {
    await pages[path].clock.fastForward(300_000); // the widget asks every five minutes
  }
  await pause(5_000);
  await expect('after', today);
  const after = await answers();
  const weekOf = (html) =>
    /data-week="([^"]+)"|\/data\/board\/(\d{4}-W\d\d)\.json|\/lich\/board\/(\d{4}-W\d\d)\?/
      .exec(html)
      ?.slice(1)
      .find(Boolean);
  const report = {
    faults,
    week: [weekOf(before.week), weekOf(after.week)],
    oldestInFeed: [before, after].map(({ feed }) => feed.replaceAll('\r\n ', '').includes('Mục cũ nhất của luồng')),
    archive: [before, after].map(({ newest }) => /<h1[^>]*>(.*?)<\/h1>/.exec(newest)?.[1]),
    thisYear: [before, after].map(({ year }) => /<h1[^>]*>(.*?)<\/h1>/.exec(year)?.[1]),
  };
  await context.close();
  child.kill('SIGINT');
  await new Promise((resolve) => child.once('exit', resolve));
  return report;
}
