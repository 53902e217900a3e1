import { readFileSync } from 'node:fs';
import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import { openBackend, type Backend } from 'embedded-backend/backend.ts';
import {
  collection,
  collectionGroup,
  deleteDoc,
  doc,
  getDoc,
  getDocs,
  query,
  serverTimestamp,
  setDoc,
  setLogLevel,
  where,
  writeBatch,
  type Firestore,
} from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NOW, type Data, type Write } from './office.ts';
import { OFFICE } from './people.ts';
import { deleting, entry, issuing, published, requestPath, saving, seeded, sending, WEEK } from './samples.ts';
import { entryFromDocument, publishedWeekFromDocument } from '#data/documents.ts';
import type { Entry } from '#domain/entry.ts';

/*
 * The other tests here judge the rules directly. These go the whole way once: the SDK that the app uses, the wire, the
 * store, server timestamps, getAfter over a real batch, and a query proved before it runs.
 */

let backend: Backend;
let environment: RulesTestEnvironment;

beforeAll(async () => {
  setLogLevel('silent'); // the SDK prints every refusal, and refusals are what is tested
  const rules = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');
  backend = await openBackend({ projectId: 'demo-rules', dataDir: null, rules, emulator: true, log: () => {} });
  const port = await backend.listen('127.0.0.1', 0);
  environment = await initializeTestEnvironment({
    projectId: 'demo-rules',
    firestore: { host: '127.0.0.1', port, rules },
  });
});

afterAll(async () => {
  await environment?.cleanup();
  await backend?.close();
});

beforeEach(async () => {
  await environment.clearFirestore();
  await environment.withSecurityRulesDisabled(async (context) => {
    const db = context.firestore() as unknown as Firestore;
    for (const [path, data] of Object.entries({ ...OFFICE, ...seeded(entry('e1', 'board')) })) {
      await setDoc(doc(db, path), withTimes(data));
    }
  });
});

/** rules-unit-testing types the old SDK; the object is the modular one. */
const as = (uid: string | null): Firestore =>
  (uid === null
    ? environment.unauthenticatedContext()
    : environment.authenticatedContext(uid)
  ).firestore() as unknown as Firestore;

function withTimes(data: Data): Data {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      value === NOW ? serverTimestamp() : isMap(value) ? withTimes(value as Data) : value,
    ]),
  );
}
const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

async function commit(uid: string, ...writes: readonly Write[]): Promise<void> {
  const db = as(uid);
  const batch = writeBatch(db);
  for (const write of writes) {
    if ('set' in write) batch.set(doc(db, write.set), withTimes(write.data));
    else batch.delete(doc(db, write.remove));
  }
  await batch.commit();
}

test('an entry is saved with its record, and a second save from the same revision is refused', async () => {
  const changed = { ...entry('e1', 'board'), content: 'Giao ban, dời giờ' };
  await assertSucceeds(commit('boardEditor', ...saving(changed, 2, 'boardEditor')));
  await assertFails(commit('clerk', ...saving(changed, 2, 'clerk')));
  await assertSucceeds(commit('clerk', ...saving(changed, 3, 'clerk')));
  const stored = await getDoc(doc(as('staff'), 'calendars/board/entries/e1'));
  expect(entryFromDocument(stored.id, stored.data())).toMatchObject({ ...changed, revision: 3, updatedBy: 'clerk' });
});

test('staff query the week of one calendar and of all, visitors neither', async () => {
  const ofAll = (db: Firestore) => getDocs(query(collectionGroup(db, 'entries'), where('week', '==', WEEK)));
  const ofBoard = (db: Firestore) =>
    getDocs(query(collection(db, 'calendars/board/entries'), where('week', '==', WEEK)));
  expect((await assertSucceeds(ofAll(as('staff')))).size).toBe(1);
  expect((await assertSucceeds(ofBoard(as('staff')))).size).toBe(1);
  await assertFails(ofAll(as(null)));
  await assertFails(ofBoard(as(null)));
});

test('a week is issued, read by a visitor, issued again with the earlier time as it was', async () => {
  const first = published('board', [entry('e1', 'board')]);
  await assertFails(commit('clerk', ...issuing(first)));
  await assertSucceeds(commit('approver', ...issuing(first)));
  const path = `publishedWeeks/board_${WEEK}`;
  const read = async () => (await getDoc(doc(as(null), path))).data() as Data;
  const { revisionTimes, issuedAt } = await read();
  expect(revisionTimes).toEqual({ 1: issuedAt });

  const second = published('board', [entry('e1', 'board', { content: 'Họp khác' })], first);
  await assertFails(commit('approver', ...issuing(second)));
  await assertSucceeds(commit('approver', ...issuing(second, revisionTimes as Data)));
  expect(publishedWeekFromDocument(await read())).toMatchObject({ revision: 2, changes: [{ kind: 'changed' }] });
  await assertSucceeds(getDoc(doc(as(null), `${path}/revisions/1`)));
});

test('an issued entry is not deleted; a draft is, with its record', async () => {
  await assertFails(deleteDoc(doc(as('boardEditor'), 'calendars/board/entries/e1')));
  await assertSucceeds(commit('approver', ...issuing(published('board', [entry('e1', 'board')]))));
  await assertFails(commit('boardEditor', ...deleting(entry('e1', 'board'), 2, 'boardEditor')));
  const draft = entry('e2', 'board');
  await assertSucceeds(commit('boardEditor', ...saving(draft, 1, 'boardEditor')));
  await assertSucceeds(commit('boardEditor', ...deleting(draft, 2, 'boardEditor')));
});

test('a request is sent, sent back with a reason, changed, accepted; its unit answers none, another takes none', async () => {
  const request = entry('r1', 'board', { stage: 'requested' });
  const beside = doc(as('clerk'), requestPath(request));
  const answering = async (stage: Entry['stage'], revision: number, by: string, reason: string | null) => {
    const db = as(by);
    const batch = writeBatch(db);
    for (const { set, data } of saving({ ...request, stage }, revision, by)) batch.set(doc(db, set), withTimes(data));
    const answered = { answeredBy: by, answeredAt: serverTimestamp() };
    batch.update(doc(db, requestPath(request)), { reason, into: null, ...answered });
    await batch.commit();
  };
  await assertFails(commit('otherEditor', ...sending(request, 'gdtrh', 'otherEditor')));
  await assertSucceeds(commit('editor', ...sending(request, 'gdtrh', 'editor')));
  const { sentAt } = (await getDoc(beside)).data() as Data;

  await assertFails(answering('accepted', 2, 'editor', null));
  await assertFails(answering('returned', 2, 'clerk', null));
  await assertFails(commit('otherEditor', ...saving({ ...request, content: 'Đổi' }, 2, 'otherEditor')));
  await assertSucceeds(answering('returned', 2, 'clerk', 'Trùng giờ'));
  await assertFails(commit('otherEditor', ...deleting({ ...request, stage: 'returned' }, 3, 'otherEditor')));
  await assertSucceeds(commit('editor', ...saving({ ...request, content: 'Đổi' }, 3, 'editor')));
  await assertSucceeds(answering('accepted', 4, 'clerk', null));
  await assertFails(commit('editor', ...saving({ ...request, content: 'Đổi nữa' }, 5, 'editor')));
  expect((await getDoc(beside)).data()).toMatchObject({ sentAt, answeredBy: 'clerk', reason: null });
});
