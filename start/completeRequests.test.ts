import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestFromDocument } from '#data/documents.ts';
import type { EntryRequest } from '#domain/request.ts';
import { completeRequests } from './completeRequests.ts';
import { seedDemo } from './seed.ts';
import { openTestOffice } from './testOffice.ts';

const NOW = Date.parse('2026-11-24T05:00:00Z');

let office: Awaited<ReturnType<typeof openTestOffice>>;
beforeAll(async () => {
  office = await openTestOffice();
  await seedDemo(office.admin, { now: NOW, password: 'mật khẩu mẫu' });
});
afterAll(() => office.close());

const requests = async () =>
  (await office.admin.db.collectionGroup('requests').get()).docs.map((one) => requestFromDocument(one.id, one.data()));
/** Not accepted, and of the unit that prepares it. */
async function isOpen({ entry, unit }: EntryRequest): Promise<boolean> {
  const stored = await office.admin.db.doc(`calendars/board/entries/${entry}`).get();
  return stored.get('stage') !== 'accepted' && stored.get('preparingUnit') === `unit:${unit}`;
}

test('what waited or was returned before requests had a document gets its unit, its sender and its time', async () => {
  const known = await requests();
  for (const { entry } of known) await office.admin.db.doc(`calendars/board/requests/${entry}`).delete();
  const open = await Promise.all(known.map(async (one) => ((await isOpen(one)) ? [one] : [])));
  expect(open.flat().length).toBeGreaterThan(2);

  await completeRequests(office.admin);

  const unanswered = { reason: null, answeredBy: null, answeredAt: null };
  const completed = await requests();
  for (const one of open.flat()) expect(completed).toContainEqual({ ...one, ...unanswered });
  expect(completed.every(({ entry }) => known.some((one) => one.entry === entry))).toBe(true);
});

test('one that is there stays as it is', async () => {
  const [one] = await requests();
  const path = `calendars/board/requests/${one!.entry}`;
  await office.admin.db.doc(path).update({ reason: 'Trùng giờ' });
  const before = await requests();
  await completeRequests(office.admin);
  expect(await requests()).toEqual(before);
});

test('the unit is the sender’s; for the office, and among several, the one that prepares it', async () => {
  const { db } = office.admin;
  const [one] = await requests();
  const entry = db.doc(`calendars/board/entries/${one!.entry}`);
  const [request, record] = [db.doc(`calendars/board/requests/${one!.entry}`), entry.collection('history').doc('1')];
  const member = (editorOf: readonly string[], roles: readonly string[] = []) => ({
    ...{ name: 'Người gửi', email: 'gui@example.test', person: null, active: true },
    ...{ editorOf, roles },
  });
  await record.update({ by: 'sender' });
  for (const [sender, preparingUnit, unit] of [
    [member(['gdtrh']), 'unit:gdtrh', 'gdtrh'],
    [member(['gdtrh']), 'unit:khtc', 'gdtrh'],
    [member(['gdtrh', 'khtc']), 'unit:khtc', 'khtc'],
    [member(['gdtrh']), 'text:Ban tổ chức', 'gdtrh'],
    [member([], ['clerk']), 'unit:khtc', 'khtc'],
    [member(['board', 'vp']), 'unit:khtc', 'khtc'],
    [member(['board', 'vp']), null, 'vp'],
    [member(['board']), 'text:Ban tổ chức', 'board'],
    [null, 'unit:khtc', 'board'],
  ] as const) {
    await (sender ? db.doc('members/sender').set(sender) : db.doc('members/sender').delete());
    await entry.update({ preparingUnit });
    await request.delete();
    await completeRequests(office.admin);
    expect((await request.get()).data()).toMatchObject({ by: 'sender', unit });
  }
});
