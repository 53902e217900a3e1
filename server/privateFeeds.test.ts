// @vitest-environment node
import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { absenceToDocument, entryToDocument, feedToDocument, memberToDocument } from '#data/documents.ts';
import { emptyDraft, parseEntry, type Entry } from '#domain/entry.ts';
import type { Member } from '#domain/permissions.ts';
import { localDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import { at, clock, publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import { accountIsEnabled } from './accountIsEnabled.ts';
import { openTestSite } from './testSite.ts';

const TOKEN = 'A'.repeat(42) + '-';
const HASH = createHash('sha256').update(TOKEN).digest('hex');
const PATH = `/ical/private/${TOKEN}.ics`;

let site: Awaited<ReturnType<typeof openTestSite>>;
const enabled = new Map<string, boolean>();
const logged: string[] = [];

beforeAll(async () => {
  site = await openTestSite('private-feeds', {
    isEnabled: async (uid) => enabled.get(uid) ?? true,
    log: (message) => logged.push(message),
  });
});
afterAll(() => site.close());
beforeEach(async () => {
  site.restart();
  site.clock.now = at('2026-11-23', 870);
  enabled.clear();
  await site.clear();
  for (const name of ['feeds', 'members', 'absences']) {
    for (const doc of await site.db.collection(name).listDocuments()) await doc.delete();
  }
  for (const doc of (await site.db.collectionGroup('entries').get()).docs) await doc.ref.delete();
  await site.issue(week48);
  await site.db.doc('members/u1').set(memberToDocument(member));
  await make();
});

const member: Member = {
  uid: 'u1',
  name: 'Đỗ Thu Hà',
  email: 'ha@coquan.vn',
  person: 'ha',
  active: true,
  roles: ['viewer'],
  editorOf: [],
};

const make = (more: { calendar?: string; person?: string } = {}) =>
  site.db
    .doc(`feeds/${HASH}`)
    .set(feedToDocument({ member: 'u1', calendar: null, person: null, createdAt: 0, lastUsedAt: null, ...more }));

/** Saves an entry, internal unless said otherwise. */
async function save(id: string, more: Partial<Entry> = {}, revision = 1) {
  const date = more.date ?? localDate('2026-11-24');
  const parsed = parseEntry(
    { ...emptyDraft(date), time: '8h', content: `Họp ${id}` },
    { id, calendar: 'board', week: weekOf(date) },
  );
  if (!parsed.ok) throw new Error('sample');
  const entry: Entry = { ...parsed.entry, visibility: 'internal', ...more };
  const updatedAt = new Date(at('2026-11-23', 800) + revision * 60_000);
  await site.db
    .doc(`calendars/${entry.calendar}/entries/${id}`)
    .set(entryToDocument(entry, { revision, updatedBy: 'u1', updatedAt }));
}

const vanIsAway = () =>
  site.db.doc('absences/a').set(
    absenceToDocument({
      id: 'a',
      person: 'van',
      from: localDate('2026-11-24'),
      to: localDate('2026-11-24'),
      fromSession: null,
      toSession: null,
      revision: 1,
      kind: 'leave',
      kindPublic: false,
      substitute: 'person:huy',
      scope: 'all',
      attends: [],
    }),
  );

async function read(path = PATH) {
  const text = await (await site.get(path)).text();
  const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
  const events = calendar.getAllSubcomponents('vevent').map((event) => {
    const value = (name: string) => String(event.getFirstPropertyValue(name));
    return {
      id: value('uid').split('@')[0]!,
      uid: value('uid'),
      summary: value('summary'),
      description: value('description'),
      sequence: Number(value('sequence')),
      url: value('url'),
    };
  });
  return {
    text,
    name: String(calendar.getFirstPropertyValue('name')).replaceAll('\\,', ','),
    events,
    ids: events.map(({ id }) => id),
  };
}

describe('a private feed', () => {
  test('holds what is issued and what is internal, and says which is which', async () => {
    await save('noi-bo', { content: 'Họp kiểm điểm' });
    const { ids, events, name } = await read();
    expect(name).toBe('Lịch công tác, mọi lịch, Sở Giáo dục và Đào tạo tỉnh Vĩnh An (kèm mục nội bộ)');
    expect(ids).toEqual([...week48.entries.map(({ id }) => id), 'noi-bo']);
    expect(events.at(-1)).toMatchObject({ summary: 'Họp kiểm điểm', url: 'http://lich.example.vn/view/2026-W48' });
    expect(events.at(-1)!.description).toContain('Mục nội bộ');
    expect(events[0]!.description).not.toContain('Mục nội bộ');
    expect(await (await site.get('/ical/tat-ca.ics')).text()).not.toContain('noi-bo');
  });

  test('holds no request, no draft of a public entry, and nothing of vehicle and driver', async () => {
    await save('phieu', { stage: 'requested' });
    await save('du-thao', { visibility: 'public' });
    await save('di-xa', { vehicle: 'text:Xe 7 chỗ', driver: 'Nguyễn Văn Tài' });
    const { text, ids } = await read();
    expect(ids.filter((id) => !week48.entries.some((entry) => entry.id === id))).toEqual(['di-xa']);
    expect(text).not.toMatch(/Xe 7 chỗ|Nguyễn Văn Tài/);
  });

  test('says who acts for somebody who is away, as the issued week would', async () => {
    await vanIsAway();
    await save('hop', { chairs: ['person:van'] });
    expect((await read()).events.at(-1)!.description).toContain('PGĐ Lê Quang Huy (thay PGĐ Nguyễn Thị Hồng Vân)');
  });

  test('counts on when who acts changes in an entry that nobody saved', async () => {
    await save('hop', { chairs: ['person:van'] });
    await save('khac', { chairs: ['person:huy'] });
    const look = async () => {
      site.clock.now += 30_000;
      const { events } = await read();
      return ['hop', 'khac'].map((wanted) => events.find(({ id }) => id === wanted)!);
    };
    const [hop, other] = await look();
    await vanIsAway();
    const [acting, same] = await look();
    expect(acting!.description).not.toBe(hop!.description);
    expect(acting!.sequence).toBeGreaterThan(hop!.sequence);
    expect(same).toEqual(other);
    await site.db.doc('absences/a').delete();
    const [back] = await look();
    expect(back!.description).toBe(hop!.description);
    expect(back!.sequence).toBeGreaterThan(acting!.sequence);
    expect(await look()).toEqual([back, other]);
  });

  test('of one calendar, or of what names a person, whether or not they have a public profile', async () => {
    await save('cua-phong', { calendar: 'gdtrh' });
    await save('cua-ban', {});
    await make({ calendar: 'gdtrh' });
    expect((await read()).ids).toEqual(['cua-phong']);
    await save('co-ha', { attendees: ['person:ha'] });
    await save('giao-ban', { visibility: 'public', attendees: ['person:ha'] }); // issued in week 48
    await make({ person: 'ha' });
    site.clock.now += 30_000;
    expect((await read()).ids).toEqual(['giao-ban', 'co-ha']);
  });

  test('keeps an entry’s name, and counts on, when it is made public and issued, and when it is taken back', async () => {
    const seen: { uid: string; sequence: number; summary: string }[] = [];
    const look = async () => {
      site.clock.now += 30_000;
      const all = (await read()).events.filter(({ id }) => id === 'doi');
      expect(all).toHaveLength(1);
      seen.push(all[0]!);
    };
    await save('doi', { content: 'Nội bộ' }, 1);
    await look();
    await save('doi', { content: 'Nội bộ, sửa' }, 2);
    await look();
    await save('doi', { visibility: 'public', content: 'Công khai' }, 3);
    const issue = (revision: number, minutes: number, status: 'planned' | 'postponed') => {
      const issuedAt = at('2026-11-23', minutes);
      const entry = publicEntry('doi', '2026-11-24', clock(480), {
        content: 'Công khai',
        status,
        reason: status === 'planned' ? null : 'Rút khỏi lịch công tác tuần',
        changedIn: revision,
      });
      return site.issue(
        publishedWeek('2026-W48', [entry], { revision, issuedAt, revisionTimes: { [revision]: issuedAt } }),
      );
    };
    await issue(3, 810, 'planned');
    await look();
    await save('doi', { content: 'Lại nội bộ' }, 15);
    await issue(4, 830, 'postponed');
    await look();
    expect(seen.map(({ summary }) => summary)).toEqual(['Nội bộ', 'Nội bộ, sửa', 'Công khai', 'Lại nội bộ']);
    expect(new Set(seen.map(({ uid }) => uid)).size).toBe(1);
    const counts = seen.map(({ sequence }) => sequence);
    expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b));
  });

  test('is for its reader alone: not kept by others, in no index, not to be read by other pages', async () => {
    const { headers } = await site.get(PATH);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('is told as unchanged until something changes, internal entries within half a minute', async () => {
    await save('noi-bo');
    const etag = (await site.get(PATH)).headers.get('etag')!;
    site.clock.now += 60_000;
    expect((await site.get(PATH, { 'if-none-match': etag })).status).toBe(304);
    await save('noi-bo', { content: 'Đổi' }, 2);
    site.clock.now += 30_000;
    expect((await site.get(PATH, { 'if-none-match': etag })).status).toBe(200);
  });

  test('notes when it was used, to the hour', async () => {
    const used = async () => (await site.db.doc(`feeds/${HASH}`).get()).get('lastUsedAt')?.toMillis();
    const first = site.clock.now;
    await site.get(PATH);
    await expect.poll(used, { timeout: 20_000 }).toBe(first);
    site.clock.now += 3_599_000;
    await site.get(PATH);
    site.clock.now += 1000;
    await site.get(PATH);
    await expect.poll(used, { timeout: 20_000 }).toBe(first + 3_600_000);
  });
});

describe('a private feed is nothing', () => {
  const status = async () => (await site.get(PATH)).status;

  test('under another address, and its hash is no address', async () => {
    for (const token of [HASH, TOKEN.toLowerCase(), 'x', 'a'.repeat(200)]) {
      const response = await site.get(`/ical/private/${token}.ics`);
      expect([response.status, response.headers.get('x-robots-tag')]).toEqual([404, 'noindex']);
    }
    expect(await status()).toBe(200);
  });

  test('once it is revoked', async () => {
    expect(await status()).toBe(200);
    await site.db.doc(`feeds/${HASH}`).delete();
    expect(await status()).toBe(404);
  });

  test('once its owner is no member any more', async () => {
    expect(await status()).toBe(200);
    await site.db.doc('members/u1').update({ active: false });
    expect(await status()).toBe(404);
    await site.db.doc('members/u1').delete();
    expect(await status()).toBe(404);
  });

  test('with an account that is disabled or gone, as the store of accounts tells', async () => {
    const isEnabled = accountIsEnabled(site.auth);
    await site.auth.createUser({ uid: 'u2', email: 'u2@example.test' });
    expect(await isEnabled('u2')).toBe(true);
    await site.auth.updateUser('u2', { disabled: true });
    expect(await isEnabled('u2')).toBe(false);
    await site.auth.deleteUser('u2');
    expect(await isEnabled('u2')).toBe(false);
  });

  test('while its owner’s account is disabled', async () => {
    enabled.set('u1', false);
    expect(await status()).toBe(404);
    enabled.set('u1', true);
    expect(await status()).toBe(200);
  });
});

test('the address is in no log, also when the store fails, and in no feed', async () => {
  expect((await read()).text).not.toContain(TOKEN);
  const failing = await openTestSite('private-feeds-failing', {
    log: (message, cause) => logged.push(`${message} ${String(cause)}`),
    isEnabled: () => Promise.reject(new Error('gone')),
  });
  try {
    await failing.db.doc('members/u1').set(memberToDocument(member));
    await failing.db
      .doc(`feeds/${HASH}`)
      .set(feedToDocument({ member: 'u1', calendar: null, person: null, createdAt: 0, lastUsedAt: null }));
    for (const path of [PATH, `//ical/private/${TOKEN}.ics`]) await failing.get(path);
    expect((await failing.get(PATH)).status).toBe(503);
  } finally {
    await failing.close();
  }
  expect(logged).toContain('GET /ical/private/… Error: gone');
  expect(logged.join('\n')).not.toContain(TOKEN);
});
