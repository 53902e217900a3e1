// @vitest-environment node
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, clock, publicEntry, publishedWeek } from '#ui/fixtures.ts';
import { createApp } from './app.ts';
import { openTestSite } from './testSite.ts';

// Real clients over a real socket. vdirsyncer subscribes and names entries anew at each fetch; `khal import` keeps them by
// the names of the feed.

const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;
const missing = ['vdirsyncer', 'khal'].filter((command) => !isThere(command));

describe.skipIf(missing.length > 0)(
  `a subscribed client${missing.length > 0 ? ` (skipped: apt-get install ${missing.join(' ')})` : ''}`,
  () => {
    const dir = mkdtempSync(join(tmpdir(), 'subscribed-'));
    let site: Awaited<ReturnType<typeof openTestSite>>;
    let server: ReturnType<typeof createServer>;

    beforeAll(async () => {
      site = await openTestSite('subscribed-clients');
      const app = createApp({ db: site.db, now: () => site.clock.now, assets: { script: null, inlineCss: '' } });
      server = createServer(getRequestListener(app.fetch));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
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
    afterAll(async () => {
      await new Promise((resolve) => server.close(resolve));
      await site.close();
      rmSync(dir, { recursive: true, force: true });
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
        await site.clear();
        rmSync(join(dir, 'board'), { recursive: true, force: true });
        rmSync(join(dir, 'status'), { recursive: true, force: true });
        mkdirSync(join(dir, 'board'));
        const hop = (date: string, start: number, more = {}) =>
          publicEntry('hop', date, clock(start, start + 60), more);
        const kept = publicEntry('giu', '2026-11-24', clock(600, 660), { content: 'Không đổi' });
        await site.issue(publishedWeek('2026-W48', [hop('2026-11-24', 480), kept]));
        const files = () => readdirSync(join(dir, 'board')).sort();
        expect(await look(fetched)).toEqual([
          '2026-11-24 08:00 Họp hop [CONFIRMED]',
          '2026-11-24 10:00 Không đổi [CONFIRMED]',
        ]);
        expect(files()).toHaveLength(2);

        const second = { revision: 2, issuedAt: at('2026-11-23', 600), revisionTimes: { 2: at('2026-11-23', 600) } };
        const changed = { content: 'Họp, đổi giờ', sequence: 1, changedIn: 2 };
        await site.issue(publishedWeek('2026-W48', [hop('2026-11-24', 840, changed), kept], second));
        expect(await look(fetched)).toEqual([
          '2026-11-24 10:00 Không đổi [CONFIRMED]',
          '2026-11-24 14:00 Họp, đổi giờ [CONFIRMED]',
        ]);
        expect(files()).toHaveLength(2);

        const third = { revision: 3, issuedAt: at('2026-11-23', 700), revisionTimes: { 3: at('2026-11-23', 700) } };
        const left = { status: 'postponed', reason: 'Chuyển sang ngày 01/12', sequence: 2, changedIn: 3 } as const;
        await site.issue(publishedWeek('2026-W48', [hop('2026-11-24', 840, left), kept], third));
        expect(await look(fetched)).toContain('2026-11-24 14:00 HOÃN: Họp hop [CANCELLED]');
        await site.issue(publishedWeek('2026-W49', [hop('2026-12-01', 480)]));
        expect(await look(fetched)).toEqual([
          '2026-11-24 10:00 Không đổi [CONFIRMED]',
          '2026-12-01 08:00 Họp hop [CONFIRMED]',
        ]);
        expect(files()).toHaveLength(2);
      },
      180_000, // ten runs of Python programs each
    );
  },
);
