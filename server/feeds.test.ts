// @vitest-environment node
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend, type Backend } from 'embedded-backend/backend.ts';
import ICAL from 'ical.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  calendarToDocument,
  holidayToDocument,
  personToDocument,
  publishedWeekToDocument,
  settingsToDocument,
} from '#data/documents.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { localDate } from '#domain/time.ts';
import { at, calendars, clock, people, publicEntry, publishedWeek, session, settings, week48 } from '#ui/fixtures.ts';
import { createApp } from './app.ts';

const ORIGIN = 'http://lich.example.vn';

let backend: Backend;
let admin: Awaited<ReturnType<typeof connectAdmin>>;
let now: number;
let app: ReturnType<typeof createApp>;
let closing: AbortController;

beforeAll(async () => {
  const rules = "rules_version = '2'; service cloud.firestore { match /none/{id} { allow read: if false; } }";
  backend = await openBackend({ projectId: 'feeds-test', dataDir: null, rules, emulator: false, log: () => {} });
  admin = await connectAdmin({ projectId: 'feeds-test', ...(await backend.listenAdmin()) });
});
afterAll(async () => {
  await admin.close();
  await backend.close();
});
beforeEach(async () => {
  now = at('2026-11-23', 870); // Monday of week 48, 14:30
  closing = new AbortController();
  app = createApp({
    db: admin.db,
    now: () => now,
    assets: { script: null, inlineCss: '' },
    closing: closing.signal,
  });
  for (const name of ['publishedWeeks', 'holidays'])
    for (const doc of await admin.db.collection(name).listDocuments()) await doc.delete();
  const batch = admin.db.batch();
  batch.set(admin.db.doc('settings/agency'), settingsToDocument(settings));
  for (const calendar of calendars) batch.set(admin.db.doc(`calendars/${calendar.id}`), calendarToDocument(calendar));
  for (const person of people) batch.set(admin.db.doc(`people/${person.id}`), personToDocument(person));
  await batch.commit();
  await issue(week48);
});
afterEach(() => closing.abort());

const issue = (week: PublishedWeek) =>
  admin.db.doc(`publishedWeeks/${week.calendar}_${week.week}`).set(publishedWeekToDocument(week));

const get = (path: string, headers: Record<string, string> = {}) => app.request(`${ORIGIN}${path}`, { headers });

const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0])
    .getAllSubcomponents('vevent')
    .map((event) => {
      const value = (name: string) => String(event.getFirstPropertyValue(name));
      return {
        id: value('uid').split('@')[0]!,
        uid: value('uid'),
        start: value('dtstart'),
        summary: value('summary'),
        status: value('status'),
        sequence: Number(value('sequence')),
        changed: value('last-modified'),
        category: value('categories'),
        transp: value('transp'),
      };
    });
const events = async (path: string) => read(await (await get(path)).text());
const ids = async (path: string) => (await events(path)).map(({ id }) => id);

/** A week with one entry, named after it. */
const weekOfOne = (week: string, date: string, more: Partial<PublishedWeek> = {}) =>
  publishedWeek(week, [publicEntry(`e-${week}`, date, clock(480))], more);

describe('what a feed holds', () => {
  test('the weeks from 90 days ago to a year ahead, whole, of its own calendar', async () => {
    await issue(weekOfOne('2026-W34', '2026-08-17')); // 98 days before
    await issue(weekOfOne('2026-W35', '2026-08-25')); // the week of the 90th day before
    await issue(weekOfOne('2027-W47', '2027-11-26')); // the week of the 365th day after
    await issue(weekOfOne('2027-W48', '2027-11-29'));
    await issue(weekOfOne('2026-W47', '2026-11-16', { calendar: 'gdtrh' }));
    const found = (await ids('/ical/board.ics')).filter((id) => id.startsWith('e-'));
    expect(found).toEqual(['e-2026-W35', 'e-2027-W47']);
  });

  test('as many days as the office has set', async () => {
    await issue(weekOfOne('2026-W46', '2026-11-09'));
    await issue(weekOfOne('2026-W49', '2026-11-30'));
    await admin.db.doc('settings/agency').update({ feedWindow: { past: 14, ahead: 0 } });
    now += 10_000; // settings are asked for every ten seconds
    expect((await ids('/ical/board.ics')).filter((id) => id.startsWith('e-'))).toEqual(['e-2026-W46']);
  });

  test('moves on with the weeks', async () => {
    await issue(weekOfOne('2126-W35', '2126-08-27'));
    await issue(weekOfOne('2126-W48', '2126-11-26'));
    now = at('2126-12-01', 1439); // Sunday night
    expect(await ids('/ical/board.ics')).toContain('e-2126-W35');
    now = at('2126-12-02', 0);
    const later = await get('/ical/board.ics');
    expect(await later.text()).not.toContain('e-2126-W35');
    // Who asks by date is told, though nothing was issued since, nor any calendar changed: the store's clock is today's.
    expect(later.headers.get('last-modified')).toBe('Sun, 01 Dec 2126 17:00:00 GMT');
  });

  test('a year of it by its own address, with the weeks at both its ends', async () => {
    await issue(weekOfOne('2014-W01', '2013-12-31'));
    await issue(weekOfOne('2014-W21', '2014-05-19'));
    await issue(weekOfOne('2015-W02', '2015-01-05'));
    expect(await ids('/ical/board.ics?nam=2014')).toEqual(['e-2014-W01', 'e-2014-W21']);
    const text = (await (await get('/ical/board.ics?nam=2014')).text()).replaceAll('\r\n ', '');
    expect(text).toContain(`SOURCE;VALUE=URI:${ORIGIN}/ical/board.ics?nam=2014`);
    expect(text).toContain('\\, năm 2014\r\n');
    for (const year of ['14', '0999', '9999', '20145', 'x']) {
      expect((await get(`/ical/board.ics?nam=${year}`)).status).toBe(404);
    }
  });

  test('one person: every calendar that names them', async () => {
    const named = { chairs: ['PGĐ Lê Quang Huy'], personIds: ['huy'] };
    await issue(
      publishedWeek('2026-W48', [publicEntry('du-gio', '2026-11-24', clock(900), named)], {
        calendar: 'gdtrh',
        calendarName: 'Phòng Giáo dục Trung học',
      }),
    );
    expect(await ids('/ical/nguoi/huy.ics')).toEqual(['ra-soat', 'hdnd', 'du-gio']);
    const text = (await (await get('/ical/nguoi/huy.ics')).text()).replaceAll('\r\n ', '');
    expect(text).toContain('NAME:Lịch công tác PGĐ Lê Quang Huy\\, Sở Giáo dục và Đào tạo tỉnh Vĩnh An');
    expect((await get('/ical/nguoi/nobody.ics')).status).toBe(404);
  });

  test('all calendars, each entry with its calendar, the same as in that calendar’s own', async () => {
    await issue(
      publishedWeek('2026-W48', [publicEntry('du-gio', '2026-11-24', clock(900))], {
        calendar: 'gdtrh',
        calendarName: 'Phòng Giáo dục Trung học',
      }),
    );
    const all = await events('/ical/tat-ca.ics');
    expect(all).toEqual([...(await events('/ical/board.ics')), ...(await events('/ical/gdtrh.ics'))]);
    expect(all.at(-1)).toMatchObject({ uid: 'du-gio@gdtrh.lich-cong-tac', category: 'Phòng Giáo dục Trung học' });
  });

  test('reception days of all calendars', async () => {
    expect(await ids('/ical/tiep-cong-dan.ics')).toEqual(['tiep-dan']);
  });

  test('days off and days worked in exchange, which take nobody’s time', async () => {
    const day = (date: string, name: string, kind: 'holiday' | 'swapped') =>
      admin.db.doc(`holidays/${date}`).set(holidayToDocument({ date: localDate(date), name, kind }));
    await day('2026-12-31', 'Làm bù Tết Dương lịch', 'swapped');
    await day('2027-01-01', 'Tết Dương lịch', 'holiday');
    const before = await events('/ical/nghi-le.ics');
    expect(before.map(({ start, summary, transp }) => [start, summary, transp])).toEqual([
      ['2026-12-31', 'Làm bù: Làm bù Tết Dương lịch', 'TRANSPARENT'],
      ['2027-01-01', 'Nghỉ lễ: Tết Dương lịch', 'TRANSPARENT'],
    ]);
    await day('2027-01-01', 'Tết Dương lịch 2027', 'holiday');
    const after = await events('/ical/nghi-le.ics');
    expect(after[1]).toMatchObject({ uid: before[1]!.uid, summary: 'Nghỉ lễ: Tết Dương lịch 2027' });
    expect(after[1]!.sequence).toBeGreaterThan(before[1]!.sequence);
  });

  test('its address is far shorter than the 256 characters that some clients take', async () => {
    const long = 'a'.repeat(64); // no id is longer
    expect(`https://lich.sogddt.vinhan.gov.vn/ical/nguoi/${long}.ics?nam=2026`.length).toBeLessThan(256);
  });
});

describe('a change of an issued entry', () => {
  const doi = (week: string, date: string, more = {}, weekMore = {}) =>
    publishedWeek(week, [publicEntry('doi', date, clock(480), more)], weekMore);
  const next = (revision: number, minutes: number) => {
    const issuedAt = at('2026-11-23', minutes);
    return { revision, issuedAt, revisionTimes: { 1: at('2026-11-22', 960), [revision]: issuedAt } };
  };

  test('keeps its name and counts on, wherever it is moved, and back', async () => {
    const seen: { uid: string; start: string; status: string; sequence: number }[] = [];
    const look = async () => {
      const all = (await events('/ical/board.ics')).filter(({ id }) => id === 'doi');
      expect(all).toHaveLength(1); // never a twin
      const { uid, start, status, sequence } = all[0]!;
      seen.push({ uid, start, status, sequence });
    };
    const gone = { status: 'postponed', sequence: 1, changedIn: 2, reason: 'Chuyển sang ngày 01/12' } as const;
    await issue(doi('2026-W48', '2026-11-24'));
    await look();
    await issue(doi('2026-W48', '2026-11-24', gone, next(2, 900)));
    await look();
    await issue(doi('2026-W49', '2026-12-01', {}, { revisionTimes: { 1: at('2026-11-23', 905) } }));
    await look();
    await issue(doi('2026-W49', '2026-12-01', { ...gone, sequence: 1 }, next(2, 910)));
    await look();
    await issue(doi('2026-W48', '2026-11-24', { sequence: 2, changedIn: 3 }, next(3, 920)));
    await look();
    expect(new Set(seen.map(({ uid }) => uid))).toEqual(new Set(['doi@board.lich-cong-tac']));
    expect(seen.map(({ start, status }) => `${start.slice(0, 10)} ${status}`)).toEqual([
      '2026-11-24 CONFIRMED',
      '2026-11-24 CANCELLED',
      '2026-12-01 CONFIRMED',
      '2026-12-01 CANCELLED',
      '2026-11-24 CONFIRMED',
    ]);
    const counts = seen.map(({ sequence }) => sequence);
    expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b)); // each more than the one before
  });

  test('is newer than all that a client has, also once the weeks that it left are in the feed no more', async () => {
    const seen: number[] = [];
    const look = async () => seen.push((await events('/ical/board.ics')).find(({ id }) => id === 'doi')!.sequence);
    // Many times changed, then moved by half a year; issued there first, here after.
    const left = { status: 'postponed', sequence: 40, changedIn: 2, reason: 'Chuyển sang ngày 04/5' } as const;
    await issue(doi('2027-W18', '2027-05-04', {}, { revisionTimes: { 1: at('2026-11-23', 860) } }));
    await issue(doi('2026-W48', '2026-11-24', left, next(2, 870)));
    await look();
    now = at('2027-04-26', 480);
    await look(); // the same as before, under whatever number
    await issue(
      doi('2027-W18', '2027-05-05', { sequence: 1, changedIn: 2 }, { revision: 2, revisionTimes: { 1: 0, 2: now } }),
    );
    await look();
    expect(seen[2]).toBeGreaterThan(Math.max(...seen.slice(0, 2)));
  });

  test('is newer when it comes into the feed from a week that was beyond it', async () => {
    await admin.db.doc('settings/agency').update({ feedWindow: { past: 14, ahead: 7 } });
    const there = at('2026-11-23', 860);
    await issue(doi('2026-W51', '2026-12-15', {}, { revisionTimes: { 1: there } })); // issued there first
    const left = { status: 'postponed', sequence: 1, changedIn: 2, reason: 'Chuyển sang ngày 15/12' } as const;
    await issue(doi('2026-W48', '2026-11-24', left, next(2, 870)));
    const look = async () => (await events('/ical/board.ics')).find(({ id }) => id === 'doi')!;
    now += 10_000;
    const out = await look();
    now = at('2026-12-07', 480);
    const back = await look();
    expect([out.status, back.status]).toEqual(['CANCELLED', 'CONFIRMED']);
    expect(back.sequence).toBeGreaterThan(out.sequence);
  });
});

describe('an hour that is only assumed', () => {
  // Issued long before the settings were written, whose time is this machine's.
  const issuedAt = at('2020-01-06', 480);
  const week = publishedWeek(
    '2026-W48',
    [publicEntry('sang', '2026-11-24', session('morning')), publicEntry('gio', '2026-11-24', clock(480))],
    { issuedAt, revisionTimes: { 1: issuedAt } },
  );
  /** What tells changes apart has seconds. */
  const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1000));

  test('moves with the office’s hours as a change of its entry and of no other', async () => {
    await issue(week);
    const [sang, gio] = await events('/ical/board.ics');
    await aSecond();
    await admin.db.doc('settings/agency').update({ 'sessions.morning': { start: 420, end: 660 } });
    now += 10_000;
    const [moved, same] = await events('/ical/board.ics');
    expect([sang!.start, moved!.start]).toEqual(['2026-11-24T07:30:00', '2026-11-24T07:00:00']);
    expect(moved!.sequence).toBeGreaterThan(sang!.sequence);
    expect(moved!.changed > sang!.changed).toBe(true);
    expect(same).toEqual(gio);
  });

  test('is not kept from a client that asks by the time alone, nor is a calendar’s new name', async () => {
    await issue(week);
    const ask = async () => {
      now += 10_000;
      const response = await get('/ical/gdtrh.ics');
      const since = response.headers.get('last-modified')!;
      return async () => {
        now += 10_000;
        return (await get('/ical/gdtrh.ics', { 'if-modified-since': since })).status;
      };
    };
    await issue({ ...week, calendar: 'gdtrh' });
    const later = await ask();
    expect(await later()).toBe(304);
    await aSecond();
    await admin.db.doc('settings/agency').update({ 'sessions.morning': { start: 420, end: 660 } });
    expect(await later()).toBe(200);
    const again = await ask();
    await aSecond();
    await admin.db.doc('calendars/gdtrh').update({ name: 'Phòng Trung học' });
    expect(await again()).toBe(200);
  });
});

describe('one entry by itself', () => {
  test('is the entry as the feed has it, to be kept', async () => {
    const response = await get('/ical/board/2026-W48/giao-ban.ics');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="giao-ban.ics"');
    const [one, ...others] = read(await response.text());
    expect(others).toEqual([]);
    expect(one).toEqual((await events('/ical/board.ics')).find(({ id }) => id === 'giao-ban'));
  });

  test('is to be had of weeks that the feed does not hold any more', async () => {
    await issue(weekOfOne('2014-W21', '2014-05-19'));
    expect((await events('/ical/board/2014-W21/e-2014-W21.ics')).map(({ start }) => start)).toEqual([
      '2014-05-19T08:00:00',
    ]);
  });

  test.each(['board/2026-W48/khong-co', 'board/2026-W49/giao-ban', 'board/2026-W99/giao-ban', 'nowhere/2026-W48/a'])(
    '/ical/%s.ics is nothing',
    async (path) => {
      expect((await get(`/ical/${path}.ics`)).status).toBe(404);
    },
  );
});

describe('asking again', () => {
  test('costs the store nothing, and yet a revision is there at once', async () => {
    let asked = 0;
    const counting = new Proxy(admin.db, {
      get: (target, name) => {
        if (name === 'collection' || name === 'doc' || name === 'getAll') asked += 1;
        return (Reflect.get(target, name) as (...args: unknown[]) => unknown).bind(target);
      },
    });
    app = createApp({
      db: counting,
      now: () => now,
      assets: { script: null, inlineCss: '' },
      closing: closing.signal,
    });
    const paths = ['/ical/board.ics', '/ical/tat-ca.ics', '/ical/nguoi/huy.ics', '/ical/tiep-cong-dan.ics'];
    const etags = new Map<string, string>();
    // Until it has heard from the store once it asks each time.
    await expect
      .poll(
        async () => {
          for (const path of paths) etags.set(path, (await get(path)).headers.get('etag')!);
          const before = asked;
          for (const path of paths) await get(path);
          return asked - before;
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    for (const path of paths) expect((await get(path, { 'if-none-match': etags.get(path)! })).status).toBe(304);
    await issue({
      ...week48,
      revision: 3,
      issuedAt: at('2026-11-23', 869),
      entries: week48.entries.map((entry) => ({ ...entry, content: `${entry.content}.` })),
    });
    // What is issued and what is told of it come by two connections: not always in the same moment.
    const status = async (path: string) => (await get(path, { 'if-none-match': etags.get(path)! })).status;
    for (const path of paths) await expect.poll(() => status(path), { timeout: 20_000 }).toBe(200);
  });

  test('a name that changes is told a second later, when the names are read anew', async () => {
    const name = async () =>
      /^NAME:(.*)$/m.exec((await (await get('/ical/gdtrh.ics')).text()).replaceAll('\r\n ', ''))![1];
    await expect.poll(name, { timeout: 20_000 }).toContain('Phòng Giáo dục Trung học');
    await name(); // by now it listens, and what it answered is at hand
    await admin.db.doc('calendars/gdtrh').update({ name: 'Phòng Trung học' });
    now += 999;
    expect(await name()).toContain('Phòng Giáo dục Trung học');
    now += 9_001; // names are asked for every ten seconds
    expect(await name()).toContain('Phòng Trung học');
  });

  test('what was brought in without being issued now is seen within ten seconds', async () => {
    await ids('/ical/board.ics');
    await issue(weekOfOne('2026-W46', '2026-11-09')); // its time of issue lies before what was heard of
    now += 10_000;
    expect(await ids('/ical/board.ics')).toContain('e-2026-W46');
    await admin.db.doc('publishedWeeks/board_2026-W46').delete();
    now += 10_000;
    expect(await ids('/ical/board.ics')).not.toContain('e-2026-W46');
  });
});
