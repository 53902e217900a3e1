import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend as openEmbedded } from 'embedded-backend/backend.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '#domain/permissions.ts';
import { memberToDocument } from './documents.ts';
import { closeBackend, openBackend, talkTo, type Backend } from './firebase.ts';
import { createPrivateFeed, revokePrivateFeed } from './privateFeeds.ts';

// The real SDK against the embedded backend and the project's own rules.

const closing: (() => Promise<unknown>)[] = [];
let admin: Awaited<ReturnType<typeof connectAdmin>>;
const people = {} as Record<'ha' | 'left', Backend>;

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
  admin = await connectAdmin({ projectId: 'lich-cong-tac', ...(await embedded.listenAdmin()) });
  closing.push(() => admin.close());
  for (const uid of ['ha', 'left'] as const) {
    const email = `${uid}@example.test`;
    await admin.auth.createUser({ uid, email, password: 'mật khẩu dài' });
    const member: Member = { uid, name: uid, email, person: null, active: uid === 'ha', roles: [], editorOf: [] };
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

const stored = async () => (await admin.db.collection('feeds').get()).docs;

test('the store holds the hash of an address, never the address; revoked, it holds nothing', async () => {
  talkTo(people.ha);
  const path = await createPrivateFeed({ calendar: 'board', person: null });
  const token = /^\/ical\/private\/([A-Za-z0-9_-]{43})\.ics$/.exec(path)?.[1] ?? '';
  const [feed, ...others] = await stored();
  expect(others).toEqual([]);
  expect(feed!.id).toBe(createHash('sha256').update(token).digest('hex'));
  expect(JSON.stringify(feed!.data())).not.toContain(token);
  expect(feed!.data()).toMatchObject({ member: 'ha', calendar: 'board', person: null, lastUsedAt: null });
  expect(await createPrivateFeed({ calendar: 'board', person: null })).not.toBe(path);
  for (const { id } of await stored()) await revokePrivateFeed(id);
  expect(await stored()).toEqual([]);
});

test('who has left makes none', async () => {
  talkTo(people.left);
  await expect(createPrivateFeed({ calendar: null, person: null })).rejects.toMatchObject({ code: 'forbidden' });
});
