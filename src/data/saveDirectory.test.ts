import { readFileSync } from 'node:fs';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { doc, getDocFromServer } from 'firebase/firestore';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend as openEmbedded } from 'embedded-backend/backend.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgencySettings, Calendar, Person, Room } from '#domain/directory.ts';
import type { Holiday } from '#domain/holiday.ts';
import type { Member } from '#domain/permissions.ts';
import { localDate } from '#domain/time.ts';
import {
  calendarFromDocument,
  memberFromDocument,
  memberToDocument,
  roomFromDocument,
  settingsFromDocument,
  settingsToDocument,
} from './documents.ts';
import { backend, closeBackend, openBackend, talkTo, type Backend } from './firebase.ts';
import { newListedId, saveListed, saveSettings } from './saveDirectory.ts';

// The real SDK against the embedded backend and the project's own rules: two administrators, a clerk.

const WHO = { minh: ['admin'], lan: ['admin'], mai: ['clerk'] } satisfies Record<string, Member['roles']>;
type Who = keyof typeof WHO;

const people = {} as Record<Who, Backend>;
const closing: (() => Promise<unknown>)[] = [];
const agency: AgencySettings = {
  name: 'Sở mẫu',
  parentName: 'UBND tỉnh',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT',
  replacesInvitation: true,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  blockedWords: ['mật'],
  embedAncestors: [],
};

beforeAll(async () => {
  const embedded = await openEmbedded({
    projectId: 'lich-cong-tac',
    dataDir: null,
    rules: readFileSync('firestore.rules', 'utf8'),
    emulator: false,
    log: () => {},
  });
  closing.push(() => embedded.close());
  const port = await embedded.listen('127.0.0.1', 0);
  const admin = await connectAdmin({ projectId: 'lich-cong-tac', ...(await embedded.listenAdmin()) });
  closing.push(() => admin.close());
  await admin.db.doc('settings/agency').set(settingsToDocument(agency));
  for (const uid of Object.keys(WHO) as Who[]) {
    const email = `${uid}@example.test`;
    await admin.auth.createUser({ uid, email, password: 'mật khẩu dài' });
    const member: Member = { uid, name: uid, email, person: null, active: true, roles: WHO[uid], editorOf: [] };
    await admin.db.doc(`members/${uid}`).set(memberToDocument(member));
    const opened = openBackend({ host: `127.0.0.1:${port}`, secure: false, inMemory: true }, uid);
    closing.push(() => closeBackend(opened));
    await signInWithEmailAndPassword(opened.auth, email, 'mật khẩu dài');
    people[uid] = opened;
  }
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const as = (name: Who) => talkTo(people[name]);
const read = async (path: string) => (await getDocFromServer(doc(backend().db, path))).data();
const settings = async () => settingsFromDocument(await read('settings/agency'));

test('two administrators who began from the same settings keep each other’s changes, a length that goes goes', async () => {
  as('minh');
  await saveSettings(agency, { ...agency, assumedMinutes: { reception: 210, duty: 60 } });
  const both = await settings();
  const morning = { start: 420, end: 690 };
  await saveSettings(both, { ...both, requestDeadline: null, sessions: { ...both.sessions, morning } });
  as('lan');
  await saveSettings(both, { ...both, assumedMinutes: { duty: 60 }, weekNumbering: 'manual' });
  expect(await settings()).toEqual({
    ...agency,
    assumedMinutes: { duty: 60 },
    requestDeadline: null,
    weekNumbering: 'manual',
    sessions: { ...agency.sessions, morning },
  });
});

test('a room is added, renamed by one while another counts its seats, and retired', async () => {
  as('minh');
  const room: Room = { id: newListedId(), name: 'Phòng họp 1', seats: null, order: 1, active: true };
  await saveListed('rooms', [{ before: null, after: room }]);
  await saveListed('rooms', [{ before: room, after: { ...room, name: 'Phòng họp A' } }]);
  as('lan');
  const counted = { ...room, seats: 20, equipment: ['màn hình'], active: false };
  await saveListed('rooms', [{ before: room, after: counted }]);
  expect(roomFromDocument(room.id, await read(`rooms/${room.id}`))).toEqual({
    ...room,
    name: 'Phòng họp A',
    seats: 20,
    equipment: ['màn hình'],
    active: false,
  });
});

test('what the rules refuse is a refusal, and nothing is changed', async () => {
  as('mai');
  const vehicle = { id: newListedId(), name: 'Xe 7 chỗ', order: 0, active: true };
  const before = await settings();
  await expect(saveSettings(before, { ...before, name: 'Sở khác' })).rejects.toMatchObject({ code: 'forbidden' });
  const adding = saveListed('vehicles', [{ before: null, after: vehicle }]);
  await expect(adding).rejects.toMatchObject({ code: 'forbidden' });
  as('minh');
  expect(await settings()).toEqual(before);
  const retiring = saveListed('vehicles', [{ before: vehicle, after: { ...vehicle, active: false } }]);
  await expect(retiring).rejects.toMatchObject({ code: 'stale' });
});

test('days off are written together and go together; a division takes another’s address', async () => {
  as('minh');
  const day = (date: string): Holiday => ({ date: localDate(date), name: 'Nghỉ Tết', kind: 'holiday' });
  const tet = ['2027-02-05', '2027-02-06'].map(day);
  await saveListed(
    'holidays',
    tet.map((after) => ({ before: null, after })),
  );
  expect(await read('holidays/2027-02-06')).toEqual({ name: 'Nghỉ Tết', kind: 'holiday' });
  await saveListed(
    'holidays',
    tet.map((before) => ({ before, after: null })),
  );
  expect(await read('holidays/2027-02-05')).toBeUndefined();
  const unit: Calendar = { id: 'gdtrh', name: 'Phòng A', shortName: 'A', kind: 'division', order: 1, active: true };
  await saveListed('calendars', [{ before: null, after: unit }]);
  const merged = { ...unit, formerIds: ['thpt'] };
  await saveListed('calendars', [{ before: unit, after: merged }]);
  expect(calendarFromDocument('gdtrh', await read('calendars/gdtrh'))).toEqual(merged);
  await saveListed('calendars', [{ before: merged, after: unit }]);
  expect(calendarFromDocument('gdtrh', await read('calendars/gdtrh'))).toEqual(unit);
});

test('of two in one order neither is changed when one is refused', async () => {
  as('minh');
  const person = (id: string, order: number): Person => ({ id, name: id, positions: [], order, public: true });
  await saveListed('people', [
    { before: null, after: person('an', 0) },
    { before: null, after: person('binh', 1) },
  ]);
  const swap = [
    { before: person('an', 0), after: person('an', 1) },
    { before: person('gone', 1), after: person('gone', 0) },
  ];
  await expect(saveListed('people', swap)).rejects.toMatchObject({ code: 'stale' });
  expect(await read('people/an')).toMatchObject({ order: 0 });
});

test('an administrator gives a role, and cannot lock themselves out', async () => {
  as('minh');
  const member = async (uid: string) => memberFromDocument(uid, await read(`members/${uid}`));
  const mai = await member('mai');
  await saveListed('members', [{ before: mai, after: { ...mai, roles: ['clerk', 'approver'], editorOf: ['gdtrh'] } }]);
  expect(await member('mai')).toMatchObject({ roles: ['clerk', 'approver'], editorOf: ['gdtrh'] });
  const minh = await member('minh');
  const locked = saveListed('members', [{ before: minh, after: { ...minh, active: false } }]);
  await expect(locked).rejects.toMatchObject({ code: 'forbidden' });
});
