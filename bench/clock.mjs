// A day's clock run forward: the server (Debian's libfaketime) under the zone of another country, and browsers abroad, from a
// minute before midnight of a working day, of a Sunday and of New Year's Eve until a minute after. What stays open must be the
// new day by itself, and nothing that was kept may be given for it. Not a speed, but it takes minutes: `npm run bench -- clock`.
import { spawnSync } from 'node:child_process';
import {
  dayAfter,
  identity,
  importRows,
  launchBrowser,
  monday,
  pause,
  renewed,
  seededDirectory,
  start,
  stop,
  weekId,
  weekOfRows,
} from './product.mjs';

const BEFORE_MS = 75_000;
const AFTER_MS = 40_000; // an open page looks at the clock every 30 s
const day = (instant) => new Date(instant + 7 * 3_600_000).toISOString().slice(0, 10);
const spoken = (date) => date.split('-').reverse().join('/');
const OLDEST = 'Mục cũ nhất của luồng';

/** Addresses that stay open, and how the day is told by them. */
const OPEN = {
  '/': (_text, marked, date) => marked.includes(`d-${date}`),
  '/hom-nay': (text, _marked, date) => text.includes(spoken(date)),
  '/lich/board': (_text, marked, date) => marked.includes(`d-${date}`),
  '/lich/tat-ca': (_text, marked, date) => marked.includes(`d-${date}`),
  '/wall/board': (_text, marked, date) => marked.includes(`d-${date}`),
  '/embed/board': (_text, marked, date) => marked.includes(`d-${date}`),
  '/embed/board?chi=hom-nay': (text, _marked, date) => text.includes(spoken(date).slice(0, 5)),
};

/** Asked for before and after, by the tags and times of before: those of a day must be new at midnight. */
const OF_A_DAY = [...Object.keys(OPEN), '/lich/board?mau=b', '/?lang=en', '/tiep-cong-dan'];
const OF_A_WEEK = ['/ical/board.ics', '/ical/tat-ca.ics'];
const OF_ITS_CONTENT = ['/ical/nghi-le.ics', '/sitemap.xml', '/data/index.json'];

export async function clock() {
  const found = spawnSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  if (found.status !== 0) return { skipped: 'faketime is not installed' };
  const dataDir = await seededDirectory();
  const old = weekOfRows(monday(-12), 5).map((row) => ({ ...row, content: OLDEST }));
  const eve = newYear();
  // Of every day, so that the whole of a Sunday's and of a Thursday's can be looked at.
  const everyDay = (from) => weekOfRows(from, 35).map((row, index) => ({ ...row, date: dayAfter(from, index % 7) }));
  await importRows(dataDir, [...old, ...[monday(1), monday(2), eve].flatMap(everyDay)], '--issue');
  const browser = await launchBrowser();
  const midnight = (date) => Date.parse(`${date}T17:00:00Z`);
  // Only forward: what was issued or signed in today must not lie in the server's future.
  const nights = {
    workingDay: { at: midnight(dayAfter(monday(1), 2)), zone: 'UTC' },
    sunday: { at: midnight(dayAfter(monday(1), 6)), zone: 'America/New_York' },
    newYear: { at: midnight(`${eve.slice(0, 4)}-12-31`), zone: 'Pacific/Kiritimati' },
  };
  const result = {};
  let session = null;
  for (const [name, night] of Object.entries(nights)) {
    ({ session, ...result[name] } = await over(browser, dataDir, found.stdout.trim(), night, session));
  }
  await browser.close();
  return result;
}

/** The Monday of the week that holds the coming New Year's Eve. */
function newYear() {
  const eve = `${monday().slice(0, 4)}-12-31`;
  return dayAfter(eve, -((new Date(eve).getUTCDay() + 6) % 7));
}

/** What is wrong after one midnight; nothing where all is right. `session`: one of an earlier night. */
async function over(browser, dataDir, library, { at: midnight, zone }, session) {
  const faults = [];
  // As so many seconds from now, which no zone changes.
  const ahead = Math.round((midnight - BEFORE_MS - Date.now()) / 1000);
  const { child, url } = await start(dataDir, {
    env: {
      LD_PRELOAD: library,
      FAKETIME: `${ahead < 0 ? '' : '+'}${ahead}`,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      TZ: zone,
    },
  });
  const serverNow = async () => Date.parse((await fetch(`${url}/healthz`)).headers.get('date'));
  if (Math.abs((await serverNow()) - Date.now() - ahead * 1000) > 5_000) throw new Error('its clock was not moved');
  const [yesterday, today] = [day(midnight - 1), day(midnight)];

  const contexts = [];
  const open = async (path, timezoneId) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId });
    contexts.push(context);
    const page = await context.newPage();
    await page.clock.install({ time: await serverNow() });
    await page.goto(url + path);
    return page;
  };
  const pages = {};
  for (const [index, path] of Object.keys(OPEN).entries())
    pages[path] = await open(path, ['Asia/Ho_Chi_Minh', 'America/New_York', 'Pacific/Kiritimati'][index % 3]);
  const alone = await open('/wall/board', 'America/New_York');
  await alone.context().setOffline(true);

  const shows = async (when, name, page, date, told) => {
    const text = await page.locator('body').innerText();
    const marked = await page.locator('tbody.today').evaluateAll((days) => days.map(({ id }) => id));
    if (!told(text, marked, date))
      faults.push(`${when} ${name}: ${marked.join()} ${text.slice(0, 300).replace(/\s+/g, ' ')}`);
    return text;
  };
  const expectAll = async (when, date) => {
    for (const [path, page] of Object.entries(pages)) await shows(when, path, page, date, OPEN[path]);
  };
  /** Of the wall: today, and tomorrow, which on a Sunday is of the next week. */
  const wallDays = (page) => page.locator('.days tbody:not(.over)').evaluateAll((days) => days.map(({ id }) => id));
  const expectWall = async (when, name, page, date, next) => {
    const days = await wallDays(page);
    const from = days.indexOf(`d-${date}`);
    if (from !== 0 || (next && days[1] !== `d-${dayAfter(date, 1)}`))
      faults.push(`${when} ${name}: days ${days.join()}`);
  };

  const ask = async (path, headers = {}) => {
    const answer = await fetch(url + path, { headers });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  const askAll = async () => {
    const answers = {};
    for (const path of [...OF_A_DAY, ...OF_A_WEEK, ...OF_ITS_CONTENT]) {
      answers[path] = await ask(path);
      const { status, headers } = answers[path];
      if (status !== 200 || !/^no-cache\b/.test(headers.get('cache-control') ?? ''))
        faults.push(`${path}: ${status}, Cache-Control ${headers.get('cache-control')}`);
    }
    return answers;
  };

  const before = await askAll();
  // A token is good for an hour, a session for thirty days of not being used.
  if (session !== null) {
    if (await isStaff(url, session.idToken)) faults.push('a token of days ago is taken');
    const goesOn = (await renewed(url, session.refreshToken).catch(() => null)) !== null;
    if (goesOn !== midnight - session.since < 30 * 86_400_000)
      faults.push(`a session of ${spoken(day(session.since))} ${goesOn ? 'goes on' : 'has ended'}`);
  }
  const fresh = await identity(url, 'vanthu@example.test');
  if (!(await isStaff(url, fresh.idToken))) faults.push('a fresh token is refused');
  await expectAll('before', yesterday);
  await expectWall('before', '/wall/board', pages['/wall/board'], yesterday, true);
  if ((await serverNow()) >= midnight) faults.push('the start took longer than was left of the day');

  await pause(Math.max(0, midnight - (await serverNow())) + AFTER_MS);
  await expectAll('after', today);
  const isMonday = new Date(today).getUTCDay() === 1;
  await expectWall('after', '/wall/board', pages['/wall/board'], today, true);
  await expectWall('after', '/wall/board without network', alone, today, !isMonday);
  await alone.context().setOffline(false);
  await pause(3_000);
  await expectWall('after', '/wall/board with network again', alone, today, true);
  for (const [name, page] of [
    ['/wall/board', pages['/wall/board']],
    ['/wall/board with network again', alone],
  ]) {
    const status = await page.locator('[role=status]').innerText();
    if (status !== '') faults.push(`after ${name}: says ${status}`);
  }
  if (!(await isStaff(url, fresh.idToken))) faults.push('a token of two minutes ago is refused');

  const after = await askAll();
  for (const path of [...OF_A_DAY, ...OF_A_WEEK, ...OF_ITS_CONTENT]) {
    const { headers, body } = before[path];
    const byTag = await ask(path, { 'If-None-Match': headers.get('etag') });
    const modified = headers.get('last-modified');
    const bySince = modified === null ? null : await ask(path, { 'If-Modified-Since': modified });
    const changed = body !== after[path].body;
    for (const [how, answer] of Object.entries({ 'If-None-Match': byTag, 'If-Modified-Since': bySince })) {
      if (answer && (answer.status === 304) === changed)
        faults.push(`${path} ${changed ? 'changed' : 'is the same'}, and by ${how} ${answer.status}`);
    }
    const must = OF_A_DAY.includes(path) ? path !== '/tiep-cong-dan' : OF_A_WEEK.includes(path) && isMonday;
    const mustNot = OF_ITS_CONTENT.includes(path) || (OF_A_WEEK.includes(path) && !isMonday);
    if ((must && !changed) || (mustNot && changed)) faults.push(`${path}: ${changed ? 'changed' : 'is the same'}`);
  }
  for (const [answers, date] of [
    [before, yesterday],
    [after, today],
  ]) {
    const week = /\/lich\/board\/(\d{4}-W\d\d)/.exec(answers['/embed/board'].body)?.[1];
    if (week !== weekId(date)) faults.push(`${date} is in ${weekId(date)}, shown is ${week}`);
    // 90 days back from its Monday.
    const holdsOldest = answers['/ical/board.ics'].body.replaceAll('\r\n ', '').includes(OLDEST);
    if (holdsOldest !== date < monday(2))
      faults.push(`${date}: the oldest week is ${holdsOldest ? '' : 'not '}in the feed`);
  }
  for (const context of contexts) await context.close();
  await stop(child);
  return { zone, faults, session: { ...fresh, since: midnight } };
}

/** Whether a token opens what only staff may read. */
const isStaff = async (url, token) =>
  (
    await fetch(`${url}/v1/projects/lich-cong-tac/databases/(default)/documents/weeks?pageSize=1`, {
      headers: { Authorization: `Bearer ${token}` },
    })
  ).ok;
