import { disableNetwork } from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { absence } from '#domain/arbitraries.ts';
import { emptyWeekState } from '#domain/publication.ts';
import { localDate } from '#domain/time.ts';
import { parseWeekId } from '#domain/week.ts';
import { deleteAbsence, saveAbsence } from './absences.ts';
import { acceptClash, takeAcceptanceBack } from './acceptedClashes.ts';
import { deleteEntry } from './deleteEntry.ts';
import { answerAs } from './livingTabs.ts';
import { readEntry } from './readEntry.ts';
import { resendUnsent } from './resendUnsent.ts';
import { saveEntry } from './saveEntry.ts';
import { entryOn, openOffice } from './testOffice.ts';
import { saveWeekState } from './weekState.ts';

// The real SDK against the embedded backend and the project's own rules: what a page without a network was about to send.

let office: Awaited<ReturnType<typeof openOffice<'mai' | 'lan'>>>;
beforeAll(async () => {
  office = await openOffice({ mai: { roles: ['clerk'] }, lan: { roles: ['clerk'] } });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await office.close();
});

/** A browser's storage, in the order of its keys like the real one. */
class Shelf {
  [key: string]: unknown;
  getItem(key: string) {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}
let disk: Shelf;
beforeEach(() => {
  vi.stubGlobal('localStorage', (disk = new Shelf()));
  vi.stubGlobal('sessionStorage', new Shelf());
});
const kept = () => Object.keys(disk).filter((key) => key.startsWith('unsent:'));

/** The tab crashes: whatever its page had in hand is gone, and a new window opens. */
async function crash(name: 'mai' | 'lan') {
  vi.stubGlobal('sessionStorage', new Shelf());
  await office.onNewPage(name);
}

async function saved(content: string) {
  const entry = entryOn('2026-11-23', content);
  await saveEntry(entry, null);
  return (await readEntry(entry))!;
}

test('a deletion that waited for the network when the page died is done by the next page', async () => {
  office.as('mai');
  const entry = await saved('Họp A');
  await disableNetwork(office.people.mai.db);
  void deleteEntry(entry);
  expect(kept()).toHaveLength(1);
  await crash('mai');
  expect(await resendUnsent()).toEqual([]);
  expect(await readEntry(entry)).toBeNull();
  expect(kept()).toEqual([]);
});

test('several go out in their order', async () => {
  office.as('mai');
  const week = parseWeekId('2026-W48')!;
  await disableNetwork(office.people.mai.db);
  const first = { ...emptyWeekState('board', week, false), duty: { '2026-11-23': 'person:huy' } };
  void saveWeekState(first, null);
  void saveWeekState({ ...first, duty: { '2026-11-23': 'person:van' }, revision: 1 }, { ...first, revision: 1 });
  await crash('mai');
  expect(await resendUnsent()).toEqual([]);
  const stored = (await office.admin.db.doc('weeks/board_2026-W48').get()).data();
  expect([stored!['revision'], stored!['duty']]).toEqual([2, { '2026-11-23': 'person:van' }]);
});

test('what a colleague changed first is not deleted over, and is named', async () => {
  office.as('mai');
  const entry = await saved('Họp B');
  await disableNetwork(office.people.mai.db);
  void deleteEntry(entry);
  office.as('lan');
  await saveEntry({ ...entry, content: 'Họp B, đổi' }, entry);
  await crash('mai');
  expect(await resendUnsent()).toEqual(['Họp B']);
  expect((await readEntry(entry))?.content).toBe('Họp B, đổi');
  expect(kept()).toEqual([]);
});

test('what had arrived, only its answer was lost, is no refusal', async () => {
  office.as('mai');
  const entry = await saved('Họp C');
  const before = { ...disk };
  const gone = deleteEntry(entry);
  Object.assign(before, disk);
  await gone;
  expect(kept()).toEqual([]);
  Object.assign(disk, before);
  await crash('mai');
  expect(await resendUnsent()).toEqual([]);
  expect(kept()).toEqual([]);
});

test('an acceptance that comes again after it was taken back does not undo that', async () => {
  office.as('mai');
  const week = parseWeekId('2026-W48')!;
  const all = office.admin.db.collection('weeks/board_2026-W48/acceptedClashes');
  const gone = acceptClash('board', week, 'board/e1 | board/e2', 'Hai nhóm chung phòng');
  const letter = { ...disk };
  await gone;
  const [accepted] = (await all.get()).docs;
  await takeAcceptanceBack('board', week, accepted!.id);
  Object.assign(disk, letter);
  await crash('mai');
  expect(await resendUnsent()).toEqual([]);
  expect((await all.get()).docs.map((one) => one.data())).toMatchObject([{ takenBack: { by: expect.any(String) } }]);
});

test('an absence that was changed since is not taken away by a deletion that comes late', async () => {
  office.as('mai');
  const [from, to] = [localDate('2026-11-24'), localDate('2026-11-26')];
  const trip = absence({ id: 'trip', person: 'thinh', from, to });
  await saveAbsence(trip, null);
  await disableNetwork(office.people.mai.db);
  void deleteAbsence({ ...trip, revision: 1 });
  office.as('lan');
  await saveAbsence({ ...trip, to: from }, { ...trip, revision: 1 });
  await crash('mai');
  expect(await resendUnsent()).toHaveLength(1);
  expect((await office.admin.db.doc('absences/trip').get()).data()).toMatchObject({ to: '2026-11-24', revision: 2 });
});

test('another window of the same person that lives sends its own', async () => {
  office.as('mai');
  const entry = await saved('Họp D');
  await disableNetwork(office.people.mai.db);
  void deleteEntry(entry);
  const stop = answerAs(String((sessionStorage as unknown as Shelf)['tab']));
  await crash('mai');
  expect(await resendUnsent()).toEqual([]);
  expect((await readEntry(entry))?.content).toBe('Họp D');
  expect(kept()).toHaveLength(1);
  stop();
  expect(await resendUnsent()).toEqual([]);
  expect(await readEntry(entry)).toBeNull();
});

test('nobody sends what somebody else was about to send', async () => {
  office.as('mai');
  const entry = await saved('Họp E');
  await disableNetwork(office.people.mai.db);
  void deleteEntry(entry);
  await crash('lan');
  expect(await resendUnsent()).toEqual([]);
  expect((await readEntry(entry))?.content).toBe('Họp E');
  await crash('mai');
  await resendUnsent();
});

test('what is written down can no longer be read: the page starts all the same', async () => {
  office.as('lan');
  disk.setItem('unsent:lan:0.x', '{');
  disk.setItem('unsent:lan:1.x', '{"tab":"t","writes":{}}');
  expect(await resendUnsent()).toEqual([]);
});
