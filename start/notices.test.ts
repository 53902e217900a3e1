import type { Auth } from 'firebase-admin/auth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi as mocks } from 'vitest';
import webPush from 'web-push';
import {
  calendarToDocument,
  memberToDocument,
  noticeChoiceToDocument,
  personToDocument,
  publishedWeekToDocument,
  pushDeviceToDocument,
  type PushDevice,
} from '#data/documents.ts';
import type { NoticeChoice } from '#domain/notice.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import type { Mail } from '#server/mail.ts';
import { pushWith, type Push } from '#server/push.ts';
import { calendars, people, publicEntry, publishedWeek } from '#ui/fixtures.ts';
import { startNotices } from './notices.ts';
import { openPushService } from './testPushService.ts';
import { openTestOffice } from './testOffice.ts';

type Sent = Parameters<Mail['send']>[0];

const HOUR = 3600_000;
const NOW = Date.UTC(2026, 10, 23, 3);
const allDay = { session: 'allDay', start: null, end: null } as const;

const service = await openPushService();
let office: Awaited<ReturnType<typeof openTestOffice>>;
let stop = async () => {};
const sent: Sent[] = [];
const said: string[] = [];
let send: Mail['send'] = async (message) => void sent.push(message);

beforeAll(async () => {
  office = await openTestOffice();
  for (const [uid, person] of [
    ['u-huy', 'huy'],
    ['u-van', 'van'],
    ['u-clerk', null],
    ['u-khanh', 'khanh'],
    ['u-quan', 'quan'],
  ] as const) {
    await office.admin.auth.createUser({ uid, email: `${uid}@example.test` });
    await office.admin.db.doc(`members/${uid}`).set(
      memberToDocument({
        uid,
        name: `Bà ${uid}`,
        email: `${uid}@example.test`,
        person,
        active: true,
        roles: ['viewer'],
        editorOf: [],
      }),
    );
  }
  const { db } = office.admin;
  for (const calendar of calendars) await db.doc(`calendars/${calendar.id}`).set(calendarToDocument(calendar));
  const ofUnit = { title: 'Trưởng phòng', shortTitle: 'TP', unit: 'gdtrh', from: null, to: null };
  for (const person of [
    ...people,
    { id: 'khanh', name: 'Bùi Văn Khánh', order: 10, public: false, positions: [ofUnit] },
    { id: 'quan', name: 'Võ Anh Quân', order: 11, public: false, positions: [ofUnit] },
  ])
    await db.doc(`people/${person.id}`).set(personToDocument(person));
});
afterAll(async () => {
  await office.close();
  await service?.close();
});
beforeEach(() => {
  sent.length = said.length = 0;
  send = async (message) => void sent.push(message);
});
afterEach(async () => {
  mocks.restoreAllMocks();
  await stop();
  stop = async () => {};
  const { db } = office.admin;
  for (const name of ['notices', 'sentNotices', 'publishedWeeks']) await db.recursiveDelete(db.collection(name));
});

const start = async (
  mail: Mail | null = { send: (message) => send(message) },
  {
    push = null,
    now = () => NOW,
    auth = office.admin.auth,
  }: { push?: Push | null; now?: () => number; auth?: Pick<Auth, 'getUser'> } = {},
) => {
  stop = await startNotices({
    db: office.admin.db,
    auth,
    mail,
    push,
    home: 'https://lich.example.vn',
    now,
    log: (line) => said.push(line),
    retryMs: 200,
  });
};
const chooses = (uid: string, of: string[] = [], since = NOW - 10 * HOUR, more: Partial<NoticeChoice> = {}) =>
  office.admin.db
    .doc(`notices/${uid}`)
    .set(noticeChoiceToDocument({ calendars: of, unit: false, way: 'mail', since, ...more }));
async function issue(week: PublishedWeek) {
  const document = publishedWeekToDocument(week);
  const ref = office.admin.db.doc(`publishedWeeks/${week.calendar}_${week.week}`);
  const batch = office.admin.db.batch();
  batch.set(ref, document);
  batch.set(ref.collection('revisions').doc(String(week.revision)), document);
  await batch.commit();
}

const entries = [
  publicEntry('cua-huy', '2026-11-24', allDay, { content: 'Họp của ông Huy', personIds: ['huy'] }),
  publicEntry('cua-van', '2026-11-25', allDay, { content: 'Họp của bà Vân', personIds: ['van'] }),
];
const first: PublishedWeek = {
  ...publishedWeek('2026-W48', entries),
  issuedAt: NOW - HOUR,
  revisionTimes: { 1: NOW - HOUR },
};
const moved = { ...entries[0]!, place: 'Hội trường tầng 2', sequence: 1, changedIn: 2 };
const second: PublishedWeek = {
  ...first,
  revision: 2,
  issuedAt: NOW - HOUR / 2,
  revisionTimes: { 1: NOW - HOUR, 2: NOW - HOUR / 2 },
  entries: [moved, entries[1]!],
  changes: [
    { kind: 'changed', entryId: 'cua-huy', fields: ['place'], before: entries[0]!, after: moved, reason: null },
  ],
};
const told = async (count: number) => mocks.waitFor(() => expect(sent).toHaveLength(count), { timeout: 20_000 });
const done = (name: string) =>
  mocks.waitFor(
    async () => expect((await office.admin.db.doc(`sentNotices/${name}`).get()).data()?.['done']).toBe(true),
    { timeout: 20_000 },
  );

test('a week that is over is told to nobody: an office that brings its past years along writes no letters', async () => {
  await chooses('u-huy');
  const past = publicEntry('da-qua', '2026-11-20', allDay, { content: 'Họp đã qua', personIds: ['huy'] });
  await issue({ ...publishedWeek('2026-W47', [past]), issuedAt: NOW - HOUR, revisionTimes: { 1: NOW - HOUR } });
  await start();
  await issue(first);
  await told(1);
  await issue({ ...publishedWeek('2026-W46', [past]), issuedAt: NOW, revisionTimes: { 1: NOW } });
  await issue(second);
  await told(2);
  expect(sent.map(({ text }) => text).join()).not.toContain('Họp đã qua');
});

test('each is told of their own entries when a week is issued, and nobody else', async () => {
  await chooses('u-huy');
  await chooses('u-clerk');
  await start();
  await issue(first);
  await done('board_2026-W48_1');
  expect(sent.map(({ to }) => to)).toEqual([{ name: 'Bà u-huy', address: 'u-huy@example.test' }]);
  const [{ subject, text, html, messageId }] = sent as [Sent];
  expect(subject).toBe('Lịch công tác tuần 48: 1 mục của bạn');
  for (const body of [text, html]) {
    expect(body).toContain('Họp của ông Huy');
    expect(body).not.toContain('bà Vân');
    expect(body).toContain('https://lich.example.vn/lich/board/2026-W48');
  }
  expect(html).toContain('lang="vi"');
  expect(messageId).toBe('board_2026-W48_1.u-huy');
});

test('a revision tells what it changed, old and new, once', async () => {
  await chooses('u-huy');
  await chooses('u-van');
  await start();
  await issue(first);
  await done('board_2026-W48_1');
  await issue(second);
  await done('board_2026-W48_2');
  expect(sent.map(({ to }) => to.address)).toEqual(['u-huy@example.test', 'u-van@example.test', 'u-huy@example.test']);
  expect(sent[2]!.subject).toBe('Lịch công tác tuần 48, điều chỉnh lần 1: 1 thay đổi với bạn');
  expect(sent[2]!.text).toContain('→ Hội trường tầng 2');
});

test('a server that starts anew tells nobody twice, and makes up for what was issued meanwhile', async () => {
  await chooses('u-huy');
  await start();
  await issue(first);
  await done('board_2026-W48_1');
  await stop();
  await issue(second);
  await start();
  await done('board_2026-W48_2');
  expect(sent.map(({ messageId }) => messageId)).toEqual(['board_2026-W48_1.u-huy', 'board_2026-W48_2.u-huy']);
});

test('a process that died between a letter and its note sends the letter again, under the same message id', async () => {
  await chooses('u-huy');
  await start();
  await issue(first);
  await done('board_2026-W48_1');
  await stop();
  await office.admin.db.doc('sentNotices/board_2026-W48_1').delete();
  await start();
  await done('board_2026-W48_1');
  expect(sent.map(({ messageId }) => messageId)).toEqual(['board_2026-W48_1.u-huy', 'board_2026-W48_1.u-huy']);
});

test('a calendar that was chosen is told whole', async () => {
  await chooses('u-clerk', ['board']);
  await start();
  await issue(first);
  await told(1);
  expect(sent[0]!.subject).toBe('Lịch công tác tuần 48: 2 mục của bạn');
});

test('nothing issued before the choice, and nothing of last week, is told', async () => {
  await chooses('u-huy', [], NOW);
  await chooses('u-van', [], 0);
  await issue({
    ...first,
    week: '2026-W47' as never,
    issuedAt: NOW - 72 * HOUR,
    revisionTimes: { 1: NOW - 72 * HOUR },
  });
  await issue(first);
  await start();
  await done('board_2026-W48_1');
  expect(sent.map(({ messageId }) => messageId)).toEqual(['board_2026-W48_1.u-van']);
});

test('who has left or is locked out is told nothing', async () => {
  await chooses('u-van');
  await office.admin.auth.updateUser('u-van', { disabled: true });
  await start();
  await issue(first);
  await done('board_2026-W48_1');
  await office.admin.auth.updateUser('u-van', { disabled: false });
  expect(sent).toEqual([]);
});

test('while accounts cannot be looked up nobody is taken for gone: the letter goes later', async () => {
  await chooses('u-huy');
  let calls = 0;
  const getUser = async (uid: string) => {
    if ((calls += 1) < 3) throw Object.assign(new Error('try later'), { code: 'auth/internal-error' });
    return office.admin.auth.getUser(uid);
  };
  await start(undefined, { auth: { getUser } });
  await issue(first);
  await done('board_2026-W48_1');
  expect(sent.map(({ to }) => to.address)).toEqual(['u-huy@example.test']);
});

test('a mail server that is down for a while, or refuses the password, gets the letter later; an address that it refuses is not asked again', async () => {
  await chooses('u-huy');
  await chooses('u-van');
  let calls = 0;
  send = async (message) => {
    calls += 1;
    if (message.to.address.startsWith('u-van'))
      throw Object.assign(new Error('no such mailbox'), { responseCode: 550, command: 'RCPT TO' });
    if (calls < 4) throw Object.assign(new Error('try later'), { responseCode: 450, command: 'RCPT TO' });
    if (calls < 6) throw Object.assign(new Error('wrong password'), { responseCode: 535, command: 'AUTH PLAIN' });
    sent.push(message);
  };
  await start();
  await issue(first);
  await done('board_2026-W48_1');
  expect(sent.map(({ to }) => to.address)).toEqual(['u-huy@example.test']);
  expect(said.filter((line) => line.includes('no such mailbox'))).toHaveLength(1);
});

test('a disk that gets full after a letter has left makes it leave once more at most, not at every try', async () => {
  await chooses('u-huy');
  await start();
  const disk = mocks.spyOn(office.backend.store, 'commitAll');
  send = async (message) => {
    sent.push(message);
    disk.mockImplementation(() => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    });
  };
  await issue(first);
  await mocks.waitFor(() => expect(said.length).toBeGreaterThan(4), { timeout: 20_000 });
  expect(sent).toHaveLength(1);
  send = async (message) => void sent.push(message);
  disk.mockRestore();
  await done('board_2026-W48_1');
  expect(sent.map(({ messageId }) => messageId)).toEqual(['board_2026-W48_1.u-huy', 'board_2026-W48_1.u-huy']);
});

test('an issued week that is not what was written is told in the log, and stops neither the server nor the next', async () => {
  await chooses('u-huy');
  await start();
  const week = office.admin.db.doc('publishedWeeks/board_2026-W48');
  await week.set({ ...publishedWeekToDocument(first), documentNo: null });
  await mocks.waitFor(() => expect(said.join()).toContain('board_2026-W48'), { timeout: 20_000 });
  await issue({ ...first, calendar: 'gdtrh' });
  await told(1);
  await issue(first);
  await told(2);
});

test('without mail nothing is sent, and the account’s page can say so', async () => {
  await start(null);
  expect((await office.admin.db.doc('settings/notices').get()).data()).toEqual({ mail: false, push: null });
  await stop();
  await start();
  expect((await office.admin.db.doc('settings/notices').get()).data()).toEqual({ mail: true, push: null });
});

test('an entry that invites a unit is told to who leads it, and to its others who chose so', async () => {
  for (const uid of ['u-khanh', 'u-quan', 'u-huy']) await chooses(uid);
  await start();
  const ofUnit = publicEntry('cua-phong', '2026-11-24', allDay, { attendees: ['Phòng GDTrH'] });
  await issue({ ...first, entries: [ofUnit] });
  await done('board_2026-W48_1');
  expect(sent.map(({ to }) => to.address)).toEqual(['u-khanh@example.test']);
  await chooses('u-quan', [], NOW - 10 * HOUR, { unit: true });
  const later = { ...ofUnit, place: 'Hội trường tầng 2' };
  await issue({
    ...second,
    entries: [later],
    changes: [{ kind: 'changed', entryId: 'cua-phong', fields: ['place'], before: ofUnit, after: later, reason: null }],
  });
  await done('board_2026-W48_2');
  expect(sent.slice(1).map(({ to }) => to.address)).toEqual(['u-khanh@example.test', 'u-quan@example.test']);
});

describe.runIf(service)('to the screens that somebody subscribed', () => {
  const push = () =>
    pushWith(webPush.generateVAPIDKeys(), { contact: 'https://lich.example.vn', log: () => {}, agent: service!.agent });
  async function subscribes(uid: string): Promise<PushDevice> {
    const device = service!.subscribe();
    await office.admin.db.doc(`notices/${uid}/devices/${device.id}`).set(pushDeviceToDocument(device));
    return device;
  }
  const devicesOf = async (uid: string) =>
    (await office.admin.db.collection(`notices/${uid}/devices`).get()).docs.map(({ id }) => id);
  const recent = { ...first, issuedAt: NOW - HOUR / 2, revisionTimes: { 1: NOW - HOUR / 2 } };
  const pushed = () => service!.received.map(({ device }) => device);
  beforeEach(async () => {
    service!.answers(() => 201);
    service!.received.length = service!.asked.length = 0;
    await chooses('u-huy', [], NOW - 10 * HOUR, { way: 'push' });
  });

  test('one message a revision on each device, with what changed and where to read on; no letter', async () => {
    const [phone, desk] = [await subscribes('u-huy'), await subscribes('u-huy')];
    await start(undefined, { push: push() });
    await issue(first);
    await done('board_2026-W48_1');
    await issue(second);
    await done('board_2026-W48_2');
    expect(pushed().slice(0, 2).sort()).toEqual([phone.id, desk.id].sort());
    expect(pushed()).toHaveLength(4);
    expect(service!.received[2]!.message).toEqual({
      title: 'Lịch công tác tuần 48, điều chỉnh lần 1: 1 thay đổi với bạn',
      body: expect.stringMatching(/Họp của ông Huy\n.* → Hội trường tầng 2/) as string,
      tag: 'board_2026-W48_2',
      href: '/lich/board/2026-W48',
    });
    expect(sent).toEqual([]);
  });

  test('a server that starts anew pushes nothing twice, and a device that had it is left out when another is tried again', async () => {
    const [phone, desk] = [await subscribes('u-huy'), await subscribes('u-huy')];
    let refusals = 0;
    service!.answers((device) => (device === desk.id && (refusals += 1) < 3 ? 503 : 201));
    const same = push();
    await start(undefined, { push: same });
    await issue(recent);
    await mocks.waitFor(() => expect(pushed()).toContain(phone.id), { timeout: 20_000 });
    await stop();
    await start(undefined, { push: same });
    await done('board_2026-W48_1');
    await stop();
    await start(undefined, { push: same });
    await done('board_2026-W48_1');
    expect(pushed().sort()).toEqual([phone.id, desk.id].sort());
    expect(sent).toEqual([]);
  });

  test('a subscription that is gone is forgotten; with none left there is a letter', async () => {
    const [phone, desk] = [await subscribes('u-huy'), await subscribes('u-huy')];
    service!.answers((device) => (device === phone.id ? 410 : 201));
    await start(undefined, { push: push() });
    await issue(first);
    await done('board_2026-W48_1');
    expect([await devicesOf('u-huy'), sent.length]).toEqual([[desk.id], 0]);
    service!.answers(() => 404);
    await issue(second);
    await done('board_2026-W48_2');
    expect(await devicesOf('u-huy')).toEqual([]);
    expect(sent.map(({ messageId }) => messageId)).toEqual(['board_2026-W48_2.u-huy']);
  });

  test('a service that cannot be reached is tried for an hour, then a letter goes; without mail, for two days', async () => {
    await subscribes('u-huy');
    service!.answers(() => 503);
    let now = NOW;
    await issue(recent);
    await start(undefined, { push: push(), now: () => now });
    await mocks.waitFor(() => expect(service!.asked.length).toBeGreaterThan(1), { timeout: 20_000 });
    expect(sent).toEqual([]);
    now = NOW + HOUR;
    await done('board_2026-W48_1');
    expect(sent).toHaveLength(1);
    await stop();

    await office.admin.db.doc('sentNotices/board_2026-W48_1').delete();
    service!.asked.length = 0;
    await start(null, { push: push(), now: () => now });
    await mocks.waitFor(() => expect(service!.asked.length).toBeGreaterThan(1), { timeout: 20_000 });
    now = NOW + 48 * HOUR;
    const ends = async () => {
      const tries = service!.asked.length;
      await new Promise((later) => setTimeout(later, 600));
      expect(service!.asked.length).toBe(tries);
    };
    await mocks.waitFor(ends, { timeout: 20_000 });
  });

  test('the account’s page learns the key that browsers subscribe with', async () => {
    const own = push();
    await start(null, { push: own });
    expect((await office.admin.db.doc('settings/notices').get()).data()).toEqual({ mail: false, push: own.publicKey });
  });
});
