import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  absenceFromDocument,
  calendarFromDocument,
  entryFromDocument,
  historyFromDocument,
  memberFromDocument,
  personFromDocument,
  publishedWeekFromDocument,
  requestFromDocument,
  roomFromDocument,
  settingsFromDocument,
  vehicleFromDocument,
  weekStateFromDocument,
} from '#data/documents.ts';
import { awayIn } from '#domain/absence.ts';
import { conflicts } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { partyLabel, referenceOf } from '#domain/party.ts';
import { publish } from '#domain/publication.ts';
import { warnings } from '#domain/warnings.ts';
import { lateBy } from '#domain/request.ts';
import { sessionOf, weekday } from '#domain/time.ts';
import { seedDemo } from './seed.ts';
import { openTestOffice } from './testOffice.ts';

const NOW = Date.parse('2026-11-24T05:00:00Z'); // a Tuesday, week 48
const PASSWORD = 'mật khẩu mẫu';

let office: Awaited<ReturnType<typeof openTestOffice>>;
beforeAll(async () => {
  office = await openTestOffice();
  await seedDemo(office.admin, { now: NOW, password: PASSWORD });
});
afterAll(() => office.close());

const all = async <T>(collection: string, from: (id: string, data: unknown) => T): Promise<T[]> =>
  (await office.admin.db.collection(collection).get()).docs.map((doc) => from(doc.id, doc.data()));
const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]));

async function directory(): Promise<Directory> {
  return {
    people: byId(await all('people', personFromDocument)),
    calendars: byId(await all('calendars', calendarFromDocument)),
    rooms: byId(await all('rooms', roomFromDocument)),
    vehicles: byId(await all('vehicles', vehicleFromDocument)),
  };
}
const entries = async (): Promise<StoredEntry[]> =>
  (await office.admin.db.collectionGroup('entries').get()).docs.map((doc) => entryFromDocument(doc.id, doc.data()));
const issued = async (id: string) => {
  const document = await office.admin.db.doc(`publishedWeeks/${id}`).get();
  return document.exists ? publishedWeekFromDocument(document.data()) : null;
};

test('the department has a board of four, twelve divisions, some forty people, six rooms, three vehicles', async () => {
  const { people, calendars, rooms, vehicles } = await directory();
  const board = [...people.values()].filter((person) => person.positions[0]?.unit === 'board');
  expect(board).toHaveLength(4);
  expect([...calendars.values()].filter(({ kind }) => kind === 'division')).toHaveLength(12);
  expect(calendars.get('board')?.kind).toBe('board');
  expect([people.size, rooms.size, vehicles.size]).toEqual([40, 6, 3]);
  expect(settingsFromDocument((await office.admin.db.doc('settings/agency').get()).data()).defaultCalendar).toBe(
    'board',
  );
});

test('each demo account signs in as the person it is, with its roles', async () => {
  const members = new Map((await all('members', memberFromDocument)).map((member) => [member.email, member]));
  const roles = [...members.values()].map(({ email, roles: has, editorOf }) => [email.split('@')[0], has, editorOf]);
  expect(roles.sort()).toEqual([
    ['chuyenvien', ['viewer'], []],
    ['giamdoc', ['approver'], ['board']],
    ['phong.gdtrh', ['viewer'], ['gdtrh']],
    ['quantri', ['admin'], []],
    ['vanthu', ['clerk'], ['board', 'vp']],
  ]);
  for (const [email, { uid, active }] of members) {
    expect(active).toBe(true);
    expect((await office.admin.auth.getUserByEmail(email)).uid).toBe(uid);
  }
  expect((await office.backend.accounts.signIn('phong.gdtrh@example.test', PASSWORD))?.uid).toBe('phong-gdtrh');
});

test('two past weeks and this one are issued, the next is in draft; one has a second revision', async () => {
  expect((await issued('board_2026-W46'))?.revision).toBe(2);
  expect((await issued('board_2026-W47'))?.revision).toBe(1);
  expect((await issued('board_2026-W48'))?.revision).toBe(1);
  expect(await issued('board_2026-W49')).toBeNull();
  const { changes, documentNo } = (await issued('board_2026-W46'))!;
  expect(changes.map(({ kind }) => kind).sort()).toEqual(['added', 'cancelled', 'changed', 'postponed']);
  expect(documentNo).toBe('46-ĐC1/LCT-SGDĐT');
  for (const revision of [1, 2]) {
    const copy = await office.admin.db.doc(`publishedWeeks/board_2026-W46/revisions/${revision}`).get();
    expect(publishedWeekFromDocument(copy.data()).revision).toBe(revision);
  }
});

test.each(['2026-W46', '2026-W47', '2026-W48', '2026-W49'])('week %s has some sixty entries', async (week) => {
  const count = (await entries()).filter((entry) => entry.week === week).length;
  expect(count).toBeGreaterThan(50);
  expect(count).toBeLessThan(70);
});

test.each<[string, (entry: StoredEntry) => boolean]>([
  ['a start without an end', ({ time }) => time.start !== null && time.end === null],
  ['a start and an end', ({ time }) => time.end !== null],
  ['a session only', ({ time }) => time.start === null && time.session !== 'allDay'],
  ['all day', ({ time }) => time.session === 'allDay'],
  ['joint chairs', ({ chairs }) => chairs.length > 1],
  ['no chair', ({ chairs }) => chairs.length === 0],
  ['an online meeting with its points', ({ connectionPoints }) => connectionPoints.length > 1],
  ['a citizen reception', ({ kind }) => kind === 'reception'],
  ['a cancelled one with its reason', ({ status, reason }) => status === 'cancelled' && reason !== null],
  ['an evening', ({ time }) => sessionOf(time) === 'evening'],
  ['a weekend', ({ date }) => weekday(date) > 5],
  ['several days', ({ date, lastDate }) => date !== lastDate],
  ['an internal one', ({ visibility }) => visibility === 'internal'],
])('this week of the board shows %s', async (_name, fits) => {
  const week = (await entries()).filter((entry) => entry.calendar === 'board' && entry.week === '2026-W48');
  expect(week.some(fits)).toBe(true);
});

test('requests wait, were accepted or returned with a reason, and one came late', async () => {
  const requests = (await office.admin.db.collection('calendars/board/requests').get()).docs.map((doc) =>
    requestFromDocument(doc.id, doc.data()),
  );
  const stages = new Map((await entries()).map(({ id, stage }) => [id, stage]));
  const of = (stage: string) => requests.filter(({ entry }) => stages.get(entry) === stage);
  expect([of('requested').length, of('accepted').length, of('returned').length]).toEqual([6, 1, 1]);
  expect(of('returned')[0]?.reason).toMatch(/PGĐ Vân/);
  const settings = settingsFromDocument((await office.admin.db.doc('settings/agency').get()).data());
  const late = requests.filter(({ sentAt, week }) => lateBy(sentAt, week, settings) > 0);
  expect(late.map(({ unit }) => unit)).toEqual(['cttt']);
  const waiting = [...stages].filter(([, stage]) => stage !== 'accepted').map(([id]) => id);
  expect(waiting.every((id) => requests.some(({ entry }) => entry === id))).toBe(true);
});

test('every name stands in the directory, nothing is blocked, and every day has its duty leader', async () => {
  const known = await directory();
  const settings = settingsFromDocument((await office.admin.db.doc('settings/agency').get()).data());
  const stored = await entries();
  for (const entry of stored) {
    const parties = [...entry.chairs, ...entry.attendees, entry.preparingUnit, entry.logistics, entry.officeLead];
    for (const party of parties) {
      if (party === null || party.startsWith('text:')) continue;
      expect(partyLabel(party, known, entry.date)).not.toBe(referenceOf(party));
    }
  }
  const rooms = stored.map(({ place }) => place).filter((place) => place?.startsWith('room:'));
  expect(new Set(rooms.map((room) => referenceOf(room!)))).toEqual(new Set(known.rooms.keys()));
  expect(warnings(stored, settings)).toEqual([]);
  const states = (await all('weeks', (_id, data) => weekStateFromDocument(data))).filter((s) => s.calendar === 'board');
  expect(states.map(({ duty }) => Object.keys(duty).length)).toEqual(Array.from({ length: 8 }, () => 7));
});

test('next week somebody is away, another acts, and who acts clashes with nothing', async () => {
  const [away, ...more] = await all('absences', absenceFromDocument);
  expect([away!.from, away!.substitute, more]).toEqual(['2026-12-04', 'person:huy', []]);
  const stored = (await entries()).filter(({ stage }) => stage === 'accepted');
  const acting = stored.filter((entry) => awayIn(entry, [away!]).some(({ acts }) => acts === 'person:huy'));
  expect(acting.map(({ content }) => content)).toEqual(['Duyệt lịch công tác tuần 50']);
  const settings = settingsFromDocument((await office.admin.db.doc('settings/agency').get()).data());
  const context = { directory: await directory(), sessions: settings.sessions, absences: [away!] };
  const clashes = conflicts(stored, context).filter(
    ({ entries: pair, over }) =>
      pair.some(({ id }) => acting.some((one) => one.id === id)) && over.includes('person:huy'),
  );
  expect(clashes).toEqual([]);
});

test('issuing again would change nothing: what is public is what the entries say', async () => {
  const known = await directory();
  const stored = await entries();
  const absences = await all('absences', absenceFromDocument);
  const settings = settingsFromDocument((await office.admin.db.doc('settings/agency').get()).data());
  for (const state of await all('weeks', (_id, data) => weekStateFromDocument(data))) {
    const previous = await issued(`${state.calendar}_${state.week}`);
    if (!previous) continue;
    const calendar = known.calendars.get(state.calendar)!;
    const issue = { documentNo: previous.documentNo, signer: previous.signer, at: NOW };
    const next = publish({ entries: stored, state, previous, directory: known, absences, settings, calendar, issue });
    expect(next.changes).toEqual([]);
  }
});

test('every entry has one history record a revision, the last one as it is', async () => {
  const records = (await office.admin.db.collectionGroup('history').get()).docs.map((doc) =>
    historyFromDocument(doc.ref.parent.parent!.id, doc.data()),
  );
  const stored = await entries();
  expect(records).toHaveLength(stored.reduce((sum, { revision }) => sum + revision, 0));
  for (const { revision, updatedBy, updatedAt, ...entry } of stored) {
    const last = records.find((record) => record.entry.id === entry.id && record.revision === revision);
    expect(last).toMatchObject({ by: updatedBy, at: updatedAt, entry });
  }
});

test('a seed that was interrupted is made again', async () => {
  const before = (await entries()).length;
  await office.admin.db.doc('settings/agency').delete();
  await seedDemo(office.admin, { now: NOW, password: 'another password' });
  expect(await entries()).toHaveLength(before);
  expect((await office.backend.accounts.signIn('vanthu@example.test', 'another password'))?.uid).toBe('vanthu');
});
