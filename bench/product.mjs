// What every part of the bench starts from: the built product as a process, its data, and what it takes of the machine.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../start/chromium.mjs';
import { root } from '../start/setup.mjs';

export const [, ...startArguments] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.start.split(
  ' ',
);
export const PASSWORD = 'bench password 2026';
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const share = (numbers, of) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * of)];
export const round = (n, digits = 0) => Number(n.toFixed(digits));
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const running = new Set();
const directories = new Set();

/** Gone at the end of the run. */
export function newDirectory() {
  const path = mkdtempSync(join(tmpdir(), 'lich-bench-'));
  directories.add(path);
  return path;
}

export function clearAway() {
  for (const child of running) child.kill('SIGKILL');
  for (const path of directories) rmSync(path, { recursive: true, force: true });
}

/** A program as a process of its own; resolves with what `ready` finds in its output and how long that took. */
export async function launch(command, args, ready, env = {}) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let text = '';
  const url = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}\n${text}`)));
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = ready.exec(text);
      if (found) resolve(found[1]);
    });
  });
  return { child, url, ms: performance.now() - began };
}

/** Starts the product in a data directory; on one core where one is named. */
export const start = (dataDir, { core, env = {} } = {}) => {
  const [command, ...args] = [...onCore(core), process.execPath, ...startArguments];
  return launch(command, args, /Lịch công tác: (http:\/\/\S+)/, {
    PORT: '0',
    DATA_DIR: dataDir,
    DEMO_PASSWORD: PASSWORD,
    ...env,
  });
};

const hasTaskset = spawnSync('taskset', ['-V']).status === 0;
const onCore = (core) => (core !== undefined && hasTaskset ? ['taskset', '-c', String(core)] : []);

/** A bare server of this folder, in a process of its own as the product is. */
export const startBare = (args, core) => {
  const [command, ...rest] = [...onCore(core), process.execPath, 'bench/bare.child.mjs', ...args];
  return launch(command, rest, /(http:\/\/\S+)/);
};

/** Keeps this process to some cores; without any, to all. */
export function keepTo(cores) {
  if (hasTaskset) spawnSync('taskset', ['-apc', cores ?? '0-1023', String(process.pid)]);
}

export const stop = (child) =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGINT');
  });

/** A directory with the sample department in it. */
export async function seededDirectory() {
  const dataDir = newDirectory();
  const { child } = await start(dataDir);
  await stop(child);
  return dataDir;
}

/** Resident memory of a process in MB, now and at its peak (Linux). */
export const memoryMb = (pid) => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024;
  return { now: round(of('VmRSS')), peak: round(of('VmHWM')) };
};

/** Processor time that a process has taken with all its threads, ms (Linux). */
export const processorMs = (pid) =>
  readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
    const [ran] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return sum + Number(ran) / 1e6;
  }, 0);

export const launchBrowser = () =>
  chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });

/** `npm run import`, at most 2,000 rows of docs/import.md a time. */
export async function importRows(dataDir, rows, ...args) {
  for (let from = 0; from < rows.length; from += 1800) {
    const file = join(dataDir, `rows-${from}.json`);
    writeFileSync(file, JSON.stringify({ entries: rows.slice(from, from + 1800) }));
    const child = spawn(process.execPath, ['start/import.mjs', '--calendar', 'board', ...args, file], {
      cwd: root,
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`the import ended with ${code}`);
  }
}

/** The agency's Monday of this week, and others before and after: "2026-11-23". */
export function monday(weeksOn = 0) {
  const now = new Date(Date.now() + 7 * 3_600_000); // UTC+7
  const day = (now.getUTCDay() + 6) % 7;
  return dayAfter(now.toISOString().slice(0, 10), weeksOn * 7 - day);
}

export const dayAfter = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** The ISO week of a day: "2026-W48". */
export function weekId(date) {
  const monday = Date.parse(date) - ((new Date(date).getUTCDay() + 6) % 7) * 86_400_000;
  const thursday = new Date(monday + 3 * 86_400_000);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = 1 + Math.floor((thursday.getTime() - first) / (7 * 86_400_000));
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`;
}

const LEADERS = ['GĐ Trần Đức Thịnh', 'PGĐ Lê Quang Huy', 'PGĐ Phạm Minh Tuấn', 'PGĐ Nguyễn Thị Hồng Vân'];

/** As many entries of five days as are asked for: rooms, divisions, a leader in every sixth. */
export const weekOfRows = (from, count) =>
  Array.from({ length: count }, (_, index) => ({
    date: dayAfter(from, Math.floor((index * 5) / count)),
    start: `${7 + (index % 10)}h${index % 2 === 0 ? '' : '30'}`,
    content: `Họp triển khai nhiệm vụ số ${index + 1} của năm học, rà soát tiến độ và phân công thực hiện`,
    chair: index % 6 === 0 ? LEADERS[(index / 6) % 4] : `Trưởng đoàn ${index % 37}`,
    participants: index % 3 === 0 ? 'Phòng GDTrH, Phòng KH-TC' : 'Lãnh đạo và chuyên viên các phòng liên quan',
    place: index % 5 === 0 ? `Phòng họp số ${1 + (index % 3)}` : `Trường số ${index % 41}`,
  }));

/** Signs in without a browser: the tokens. */
export const identity = (url, email) =>
  post(
    `${url}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any`,
    JSON.stringify({ email, password: PASSWORD, returnSecureToken: true }),
  );

/** A fresh token of a session. */
export const renewed = async (url, refreshToken) =>
  (
    await post(
      `${url}/securetoken.googleapis.com/v1/token?key=any`,
      new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    )
  ).id_token;

async function post(url, body) {
  const answer = await fetch(url, { method: 'POST', body });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A window of a browser of its own: no cookie, no cache, no connection shared. */
export async function newPage(browser) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

export async function signedIn(browser, url, email) {
  const page = await newPage(browser);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Thư điện tử').fill(email);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
  return page;
}
