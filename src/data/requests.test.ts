import { disableNetwork, doc, enableNetwork, getDocFromServer } from 'firebase/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry, StoredEntry } from '#domain/entry.ts';
import type { Member } from '#domain/permissions.ts';
import type { EntryRequest } from '#domain/request.ts';
import { parseWeekId } from '#domain/week.ts';
import { acceptRequest, mergeRequest, reopenRequest, returnRequest } from './answerRequest.ts';
import { watchRequests } from './requests.ts';
import { saveEntry } from './saveEntry.ts';
import { changeRequest, sendRequest, withdrawRequest } from './sendRequest.ts';
import { entryOn, heard, openOffice } from './testOffice.ts';
import { watchWeekEntries } from './week.ts';

// The real SDK against the embedded backend and the project's own rules: two of a division, one of another, a clerk.

const week = parseWeekId('2026-W49')!;
const WHO = {
  khanh: { editorOf: ['gdtrh'] },
  trang: { editorOf: ['gdtrh'] },
  lan: { editorOf: ['tochuc'] },
  mai: { roles: ['clerk'] },
} satisfies Record<string, Partial<Member>>;
type Who = keyof typeof WHO;

let office: Awaited<ReturnType<typeof openOffice<Who>>>;
let people: (typeof office)['people'];

beforeAll(async () => {
  office = await openOffice<Who>(WHO);
  ({ people } = office);
});
afterAll(() => office.close());

const as = (name: Who) => office.as(name);
const draft = (content: string): Entry => entryOn('2026-12-02', content);

/** The entry as this person's page shows it, once it is as the test wants it. */
async function entryOf(name: Who, id: string, fits: (entry: StoredEntry & { pending: boolean }) => boolean) {
  as(name);
  const found = (entries: readonly (StoredEntry & { pending: boolean })[]) =>
    entries.find((one) => one.id === id && fits(one));
  return found(await heard(watchWeekEntries('board', week), (entries) => found(entries) !== undefined))!;
}

async function requestOf(name: Who, id: string, fits: (request: EntryRequest) => boolean = () => true) {
  as(name);
  const found = (requests: readonly EntryRequest[]) => requests.find((one) => one.entry === id && fits(one));
  return found(await heard(watchRequests('board', week), (requests) => found(requests) !== undefined))!;
}

const stored = (name: Who, id: string, stage: Entry['stage']) =>
  entryOf(name, id, (entry) => entry.stage === stage && !entry.pending);

test('a request is sent, returned with its reason, sent again by a colleague and accepted', async () => {
  as('khanh');
  const asked = draft('Họp thẩm định đề án');
  await sendRequest(asked, 'gdtrh', { meetingLink: null, note: 'Xin xếp buổi sáng' });
  const waiting = await stored('mai', asked.id, 'requested');
  const sent = await requestOf('mai', asked.id);
  expect(sent).toMatchObject({ unit: 'gdtrh', week, by: 'khanh', reason: null, into: null, answeredBy: null });
  expect(Math.abs(sent.sentAt - waiting.updatedAt)).toBeLessThan(1000);

  await returnRequest(waiting, 'PGĐ Vân bận đến 10:30');
  expect(await requestOf('khanh', asked.id, ({ reason }) => reason !== null)).toMatchObject({
    reason: 'PGĐ Vân bận đến 10:30',
    answeredBy: 'mai',
    sentAt: sent.sentAt,
  });
  const back = await stored('trang', asked.id, 'returned');
  await changeRequest({ ...back, content: 'Họp thẩm định đề án, buổi chiều' }, back);
  const again = await stored('mai', asked.id, 'requested');
  expect(again).toMatchObject({ content: 'Họp thẩm định đề án, buổi chiều', revision: 3, updatedBy: 'trang' });
  // The office still sees what it had asked for, and lateness counts from the first sending.
  expect(await requestOf('mai', asked.id)).toMatchObject({ reason: 'PGĐ Vân bận đến 10:30', sentAt: sent.sentAt });

  await acceptRequest(again);
  expect(await stored('khanh', asked.id, 'accepted')).toMatchObject({ content: 'Họp thẩm định đề án, buổi chiều' });
  expect(await requestOf('khanh', asked.id, ({ reason }) => reason === null)).toMatchObject({ into: null });
});

test('what the office answered meanwhile is told as such, and a withdrawn request is gone', async () => {
  as('khanh');
  const asked = draft('Tập huấn');
  await sendRequest(asked, 'gdtrh');
  const seen = await stored('khanh', asked.id, 'requested');
  as('mai');
  await acceptRequest(seen);
  as('khanh');
  const late = { code: 'stale', current: { stage: 'accepted' } };
  await expect(changeRequest({ ...seen, content: 'Tập huấn, đổi giờ' }, seen)).rejects.toMatchObject(late);
  await expect(withdrawRequest(seen)).rejects.toMatchObject(late);

  const other = draft('Kiểm tra chuyên đề');
  await sendRequest(other, 'gdtrh');
  const waiting = await stored('khanh', other.id, 'requested');
  await withdrawRequest(waiting);
  for (const path of [`entries/${other.id}`, `requests/${other.id}`])
    expect((await getDocFromServer(doc(people.mai.db, `calendars/board/${path}`))).exists()).toBe(false);
  as('mai');
  await expect(acceptRequest(waiting)).rejects.toMatchObject({ code: 'stale', current: null });
});

test('two requests become one entry, unless somebody saved that entry first; the answer can be taken back', async () => {
  as('mai');
  const meeting = draft('Họp Hội đồng xét công nhận');
  await saveEntry(meeting, null);
  const target = await entryOf('mai', meeting.id, ({ pending }) => !pending);
  as('khanh');
  const asked = draft('Xét công nhận trường chuẩn');
  await sendRequest(asked, 'gdtrh');
  const waiting = await stored('mai', asked.id, 'requested');
  const merged: Entry = { ...target, attendees: ['unit:gdtrh'] };
  await saveEntry({ ...target, content: 'Họp Hội đồng, đợt 2' }, target);
  await expect(mergeRequest(waiting, target, merged)).rejects.toMatchObject({
    code: 'stale',
    current: { id: meeting.id, content: 'Họp Hội đồng, đợt 2' },
    ofTarget: true,
  });
  const now = await entryOf('mai', meeting.id, ({ revision, pending }) => revision === 2 && !pending);
  await mergeRequest(waiting, now, { ...now, attendees: ['unit:gdtrh'] });
  expect(await requestOf('khanh', asked.id, ({ into }) => into !== null)).toMatchObject({ into: meeting.id });
  expect(await entryOf('khanh', meeting.id, ({ revision }) => revision === 3)).toMatchObject({
    attendees: ['unit:gdtrh'],
  });
  const gone = await stored('mai', asked.id, 'merged');
  await reopenRequest(gone);
  await stored('khanh', asked.id, 'requested');
  expect(await requestOf('khanh', asked.id, ({ into }) => into === null)).toMatchObject({ reason: null });
});

test('merged into a request that its unit withdraws meanwhile, it is that other one which is told to be gone', async () => {
  as('khanh');
  const [kept, withdrawn] = [draft('Phiếu để gộp'), draft('Phiếu sắp rút')];
  await sendRequest(kept, 'gdtrh');
  await sendRequest(withdrawn, 'gdtrh');
  const into = await stored('khanh', withdrawn.id, 'requested');
  const waiting = await stored('mai', kept.id, 'requested');
  as('khanh');
  await withdrawRequest(into);
  as('mai');
  await expect(mergeRequest(waiting, into, { ...into, stage: 'accepted' })).rejects.toMatchObject({
    code: 'stale',
    current: null,
    ofTarget: true,
  });
  expect(await stored('mai', kept.id, 'requested')).toMatchObject({ revision: 1 });
});

test('two requests merged into one and accepted wait again, both as they were, when that is taken back', async () => {
  as('khanh');
  const [first, second] = [draft('Xét công nhận đợt 2'), draft('Họp xét công nhận, đợt 2')];
  const note = { meetingLink: null, note: 'Xin máy chiếu' };
  await sendRequest(first, 'gdtrh');
  await sendRequest(second, 'gdtrh', note);
  const into = await stored('mai', first.id, 'requested');
  const from = await stored('mai', second.id, 'requested');
  const noteOf = async () => (await getDocFromServer(doc(people.mai.db, `calendars/board/private/${first.id}`))).data();
  await mergeRequest(from, into, { ...into, attendees: ['unit:gdtrh'], stage: 'accepted' }, note);
  expect(await noteOf()).toEqual(note);
  const target = await stored('mai', first.id, 'accepted');
  const gone = await stored('mai', second.id, 'merged');
  await reopenRequest(gone, from, { base: target, restored: into, hidden: { meetingLink: null, note: null } });
  expect(await noteOf()).toEqual({ meetingLink: null, note: null });
  expect(await stored('khanh', first.id, 'requested')).toMatchObject({ attendees: [], content: first.content });
  expect(await stored('khanh', second.id, 'requested')).toMatchObject({ content: second.content });
  expect(await requestOf('khanh', second.id, (request) => request.into === null)).toMatchObject({ into: null });
});

test('without a network a request waits, and is sent once there is one', async () => {
  as('khanh');
  await disableNetwork(people.khanh.db);
  const asked = draft('Gửi lúc mất mạng');
  let done = false;
  const sending = sendRequest(asked, 'gdtrh').then(() => (done = true));
  expect(await entryOf('khanh', asked.id, () => true)).toMatchObject({ pending: true, stage: 'requested' });
  expect(done).toBe(false);
  await enableNetwork(people.khanh.db);
  await sending;
  await stored('mai', asked.id, 'requested');
});

test('another division neither changes nor withdraws it, nor sends in its name', async () => {
  as('khanh');
  const asked = draft('Của Phòng GDTrH');
  await sendRequest(asked, 'gdtrh');
  const waiting = await stored('lan', asked.id, 'requested');
  const forbidden = { code: 'forbidden' };
  await expect(changeRequest({ ...waiting, content: 'Của Phòng Tổ chức' }, waiting)).rejects.toMatchObject(forbidden);
  await expect(withdrawRequest(waiting)).rejects.toMatchObject(forbidden);
  await expect(acceptRequest(waiting)).rejects.toMatchObject(forbidden);
  await expect(sendRequest(draft('Mượn tên'), 'gdtrh')).rejects.toMatchObject(forbidden);
});
