// @vitest-environment node
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, clock, publicEntry, publishedWeek, session } from '#ui/fixtures.ts';
import { createApp } from './app.ts';
import { openTestSite } from './testSite.ts';

// Real clients over a real socket. vdirsyncer subscribes and names entries anew at each fetch; `khal import` keeps them by
// the names of the feed; Evolution's data server tells what it takes for new, changed and gone.

const isThere = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const without = (packages: readonly string[]) =>
  packages.length > 0 ? ` (skipped: apt-get install ${packages.join(' ')})` : '';

const dir = mkdtempSync(join(tmpdir(), 'subscribed-'));
let site: Awaited<ReturnType<typeof openTestSite>>;
let server: ReturnType<typeof createServer>;
let port: number;
/** What the feed's readers were answered with. */
let answers: number[] = [];

beforeAll(async () => {
  site = await openTestSite('subscribed-clients');
  const app = createApp({ db: site.db, now: () => site.clock.now, assets: { script: null, inlineCss: '' } });
  const listener = getRequestListener(app.fetch);
  server = createServer((request, response) => {
    response.once('finish', () => answers.push(response.statusCode));
    void listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await site.close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});
beforeEach(() => site.clear());

const hop = (date: string, start: number, more = {}) => publicEntry('hop', date, clock(start, start + 60), more);
const kept = publicEntry('giu', '2026-11-24', clock(600, 660), { content: 'Không đổi' });
const first = publishedWeek('2026-W48', [hop('2026-11-24', 480), kept]);

/** The week as it is issued once more: what does not change keeps the time of its revision. */
const again = (revision: number, entries: (typeof first)['entries']) => {
  const issuedAt = at('2026-11-23', 100 * revision);
  return { ...first, entries, revision, issuedAt, revisionTimes: { ...first.revisionTimes, [revision]: issuedAt } };
};

/** What is issued, one after another: an entry changes, is put off, takes place in the next week; another one goes; one has no hour. */
const STEPS = {
  first,
  changed: again(2, [hop('2026-11-24', 840, { content: 'Họp, đổi giờ', sequence: 1, changedIn: 2 }), kept]),
  putOff: again(3, [
    hop('2026-11-24', 840, { status: 'postponed', reason: 'Chuyển sang ngày 01/12', sequence: 2, changedIn: 3 }),
    kept,
  ]),
  heldAgain: publishedWeek('2026-W49', [hop('2026-12-01', 480)]),
  gone: again(4, []),
  // Long before the settings were written, whose time is this machine's.
  morning: publishedWeek('2026-W50', [publicEntry('sang', '2026-12-08', session('morning'))], {
    issuedAt: 0,
    revisionTimes: { 1: 0 },
  }),
};

const missing = ['vdirsyncer', 'khal'].filter((command) => !isThere(command, '--version'));

describe.skipIf(missing.length > 0)(`a subscribed client${without(missing)}`, () => {
  beforeAll(() => {
    mkdirSync(join(dir, 'board'));
    writeFileSync(
      join(dir, 'vdirsyncer.conf'),
      `[general]
status_path = "${dir}/status"
[pair lich]
a = "ours"
b = "theirs"
collections = null
conflict_resolution = "b wins"
[storage theirs]
type = "http"
url = "http://127.0.0.1:${port}/ical/board.ics"
[storage ours]
type = "filesystem"
path = "${dir}/board"
fileext = ".ics"
`,
    );
    writeFileSync(
      join(dir, 'khal.conf'),
      `[calendars]
[[board]]
path = ${dir}/board
[sqlite]
path = ${dir}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Ho_Chi_Minh
default_timezone = Asia/Ho_Chi_Minh
`,
    );
  });

  /** Not in this process's own time: it serves the feed meanwhile. */
  const run = (command: string, ...args: string[]) =>
    promisify(execFile)(command, args, { env: { ...process.env, HOME: dir, LC_ALL: 'C.UTF-8' } });
  const conf = `${dir}/vdirsyncer.conf`;
  const subscribed = async () => {
    await run('vdirsyncer', '-c', conf, 'discover');
    await run('vdirsyncer', '-c', conf, 'sync');
  };
  const imported = async () => {
    writeFileSync(`${dir}/board.ics`, await (await site.get('/ical/board.ics')).text());
    await run('khal', '-c', `${dir}/khal.conf`, 'import', '--batch', '-a', 'board', `${dir}/board.ics`);
  };
  /** What the client has of the two weeks. */
  async function look(fetched: () => Promise<void>): Promise<string[]> {
    await fetched();
    const { stdout } = await run(
      ...(['khal', '-c', `${dir}/khal.conf`, 'list', '--once', '--day-format', ''] as const),
      ...['--format', '{start} {title} [{status}]', '2026-11-23', '14d'],
    );
    return stdout
      .split('\n')
      .map((line) => line.trim().replace(/ \]$/, ']'))
      .filter((line) => line !== '');
  }

  test.each([
    ['vdirsyncer and khal', subscribed],
    ['khal import', imported],
  ])(
    '%s: a change of an issued entry is an update, in its week and in another, never a twin',
    async (_name, fetched) => {
      rmSync(join(dir, 'board'), { recursive: true, force: true });
      rmSync(join(dir, 'status'), { recursive: true, force: true });
      mkdirSync(join(dir, 'board'));
      await site.issue(STEPS.first);
      const files = () => readdirSync(join(dir, 'board')).sort();
      expect(await look(fetched)).toEqual([
        '2026-11-24 08:00 Họp hop [CONFIRMED]',
        '2026-11-24 10:00 Không đổi [CONFIRMED]',
      ]);
      expect(files()).toHaveLength(2);

      await site.issue(STEPS.changed);
      expect(await look(fetched)).toEqual([
        '2026-11-24 10:00 Không đổi [CONFIRMED]',
        '2026-11-24 14:00 Họp, đổi giờ [CONFIRMED]',
      ]);
      expect(files()).toHaveLength(2);

      await site.issue(STEPS.putOff);
      expect(await look(fetched)).toContain('2026-11-24 14:00 HOÃN: Họp hop [CANCELLED]');
      await site.issue(STEPS.heldAgain);
      expect(await look(fetched)).toEqual([
        '2026-11-24 10:00 Không đổi [CONFIRMED]',
        '2026-12-01 08:00 Họp hop [CONFIRMED]',
      ]);
      expect(files()).toHaveLength(2);
    },
    180_000, // ten runs of Python programs each
  );
});

/** What Evolution's data server needs, and how to see whether it is there. */
const EVOLUTION = [
  { packages: 'dbus-daemon', probe: ['dbus-run-session', '--version'] },
  {
    packages: 'python3-gi gir1.2-ecal-2.0',
    probe: ['/usr/bin/python3', '-c', 'import gi; gi.require_version("ECal", "2.0")'],
  },
  { packages: 'evolution-data-server', probe: ['ls', '/usr/lib/evolution-data-server/calendar-backends'] },
] as const;
const missingOfEvolution = EVOLUTION.filter(({ probe: [command, ...args] }) => !isThere(command, ...args));

describe.skipIf(missingOfEvolution.length > 0)(
  `Evolution, subscribed${without(missingOfEvolution.map(({ packages }) => packages))}`,
  () => {
    let client: ReturnType<typeof spawn> | undefined;
    let told: string[] = [];

    const subscribe = () => {
      const home = join(dir, 'evolution');
      mkdirSync(join(home, 'config/evolution/sources'), { recursive: true });
      mkdirSync(join(home, 'run'), { mode: 0o700 });
      writeFileSync(
        join(home, 'config/evolution/sources/board.source'),
        `[Data Source]
DisplayName=Ban Giám đốc
Enabled=true
Parent=webcal-stub
[Authentication]
Host=127.0.0.1
Port=${port}
Method=none
[Security]
Method=none
[WebDAV Backend]
ResourcePath=/ical/board.ics
[Calendar]
BackendName=webcal
[Refresh]
Enabled=false
`,
      );
      const script = new URL('./feedParsers/evolution.py', import.meta.url).pathname;
      client = spawn('dbus-run-session', ['--', '/usr/bin/python3', script], {
        env: {
          ...{ PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', GSETTINGS_BACKEND: 'memory', HOME: home },
          ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: join(home, 'cache') },
          ...{ XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: join(home, 'run') },
        },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      createInterface(client.stdout!).on('line', (line) => told.push((JSON.parse(line) as string[]).join(': ')));
    };
    afterAll(async () => {
      const ended = client?.exitCode === null && new Promise((resolve) => client!.once('exit', resolve));
      client?.stdin!.end();
      await ended;
    });

    const ask = (command: string) => {
      [told, answers] = [[], []];
      client!.stdin!.write(`${command}\n`);
    };
    const tells = (expected: readonly string[]) =>
      expect.poll(() => [...told].sort(), { timeout: 30_000 }).toEqual([...expected].sort());

    test('takes a changed entry for a changed one, never for a new one, and what is unchanged is not sent again', async () => {
      await site.issue(STEPS.first);
      subscribe();
      await tells(['added: 2026-11-24T01:00Z Họp hop [CONFIRMED]', 'added: 2026-11-24T03:00Z Không đổi [CONFIRMED]']);

      ask('refresh');
      await expect.poll(() => answers.at(-1), { timeout: 30_000 }).toBe(304);
      expect(told).toEqual([]);

      await site.issue(STEPS.changed);
      ask('refresh');
      await tells(['changed: 2026-11-24T07:00Z Họp, đổi giờ [CONFIRMED]']);

      await site.issue(STEPS.putOff);
      ask('refresh');
      await tells(['changed: 2026-11-24T07:00Z HOÃN: Họp hop [CANCELLED]']);

      await site.issue(STEPS.heldAgain);
      ask('refresh');
      await tells(['changed: 2026-12-01T01:00Z Họp hop [CONFIRMED]']);

      await site.issue(STEPS.gone);
      ask('refresh');
      await tells(['removed: giu@board.lich-cong-tac']);
      ask('list');
      await tells(['has: 2026-12-01T01:00Z Họp hop [CONFIRMED]']);

      await site.issue(STEPS.morning);
      ask('refresh');
      await tells(['added: 2026-12-08T00:30Z Họp sang [CONFIRMED]']);
      await site.db.doc('settings/agency').update({ 'sessions.morning': { start: 420, end: 660 } });
      site.clock.now += 10_000; // settings are read anew
      ask('refresh');
      await tells(['changed: 2026-12-08T00:00Z Họp sang [CONFIRMED]']);
    }, 120_000);
  },
);
