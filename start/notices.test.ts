import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi as mocks } from 'vitest';
import { memberToDocument, noticeChoiceToDocument, publishedWeekToDocument } from '#data/documents.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { publicEntry, publishedWeek } from '#ui/fixtures.ts';
import type { Mail } from './mail.ts';
import { startNotices } from './notices.ts';
import { openTestOffice } from './testOffice.ts';

type Sent = Parameters<Mail['send']>[0];

const HOUR = 3600_000;
const NOW = Date.UTC(2026, 10, 23, 3);
const allDay = { session: 'allDay', start: null, end: null } as const;

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
});
afterAll(() => office.close());
beforeEach(() => {
  sent.length = said.length = 0;
  send = async (message) => void sent.push(message);
});
afterEach(async () => {
  await stop();
  stop = async () => {};
  const { db } = office.admin;
  for (const name of ['notices', 'sentNotices', 'publishedWeeks']) await db.recursiveDelete(db.collection(name));
});

const start = async (mail: Mail | null = { send: (message) => send(message) }) => {
  stop = await startNotices({
    admin: office.admin,
    mail,
    home: 'https://lich.example.vn',
    now: () => NOW,
    log: (line) => said.push(line),
    retryMs: 200,
  });
};
const chooses = (uid: string, calendars: string[] = [], since = NOW - 10 * HOUR) =>
  office.admin.db.doc(`notices/${uid}`).set(noticeChoiceToDocument({ calendars, since }));
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

test('a mail server that is down for a while gets the letter later; an address that it refuses is not asked again', async () => {
  await chooses('u-huy');
  await chooses('u-van');
  let calls = 0;
  send = async (message) => {
    calls += 1;
    if (message.to.address.startsWith('u-van'))
      throw Object.assign(new Error('no such mailbox'), { responseCode: 550 });
    if (calls < 4) throw Object.assign(new Error('try later'), { responseCode: 450 });
    sent.push(message);
  };
  await start();
  await issue(first);
  await done('board_2026-W48_1');
  expect(sent.map(({ to }) => to.address)).toEqual(['u-huy@example.test']);
  expect(said.filter((line) => line.includes('no such mailbox'))).toHaveLength(1);
});

test('without mail nothing is sent, and the account’s page can say so', async () => {
  await start(null);
  expect((await office.admin.db.doc('settings/notices').get()).data()).toEqual({ mail: false });
  await stop();
  await start();
  expect((await office.admin.db.doc('settings/notices').get()).data()).toEqual({ mail: true });
});
