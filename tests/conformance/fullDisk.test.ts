import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { backUp } from 'embedded-backend/store/backup.ts';
import { deleteApp, initializeApp } from 'firebase/app';
import {
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInWithEmailAndPassword,
  type Auth,
} from 'firebase/auth';
import {
  collection,
  connectFirestoreEmulator,
  doc,
  getDoc,
  getFirestore,
  query,
  setDoc,
  setLogLevel,
  terminate,
  waitForPendingWrites,
} from 'firebase/firestore';
import { afterAll, expect, test } from 'vitest';
import { Snapshots } from './snapshots.ts';
import { openTestBackend } from './testBackend.ts';

/** A file system of 8 MB of its own. Mounting one takes root; elsewhere these tests are skipped (docs/testing.md). */
const dir = mkdtempSync(join(tmpdir(), 'full-disk-'));
const isMounted =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir]).status === 0;
const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  if (isMounted) spawnSync('umount', ['-l', dir]);
  rmSync(dir, { recursive: true, force: true });
});

const BALLOON = join(dir, 'balloon');
function fill(): void {
  const { bavail, bsize } = statfsSync(dir);
  writeFileSync(BALLOON, Buffer.alloc(bavail * bsize, 1));
}
const long = 'x'.repeat(400_000);

test.runIf(isMounted)(
  'a full disk: writing waits, reading and listening go on, and with space all of it is written',
  async () => {
    setLogLevel('silent');
    const dataDir = join(dir, 'data');
    const server = await openTestBackend({ dataDir });
    closers.push(() => server.close());
    const app = initializeApp({ projectId: 'demo-office' }, 'full-disk');
    const db = getFirestore(app);
    connectFirestoreEmulator(db, server.host, server.port);
    closers.push(async () => {
      await terminate(db);
      await deleteApp(app);
    });
    await setDoc(doc(db, 'weeks/1'), { text: 'đã lưu' });
    fill();

    const url = `${server.url}/v1/projects/demo-office/databases/(default)/documents/weeks`;
    const create = (text: string) =>
      fetch(`${url}?documentId=${text.length}`, {
        method: 'POST',
        body: JSON.stringify({ fields: { text: { stringValue: text } } }),
      });
    const refused = await create(long);
    expect([refused.status, await refused.json()]).toEqual([
      503,
      { error: { code: 503, status: 'UNAVAILABLE', message: 'The disk of the server is full.' } },
    ]);
    expect(server.log).toContain(
      'disk full: a write was refused; reading goes on, and writing too once there is space.',
    );
    expect(server.log.filter((line) => line.startsWith('defect'))).toEqual([]);

    // Reading and listening.
    expect((await fetch(`${url}/1`)).status).toBe(200);
    expect((await fetch(`${url}/${long.length}`)).status).toBe(404);
    const weeks = new Snapshots(query(collection(db, 'weeks')));
    expect(await weeks.next()).toHaveLength(1);

    // An SDK keeps its write, shows it as on its way, and is refused until there is space.
    let outcome = 'on its way';
    const written = setDoc(doc(db, 'weeks/2'), { text: long }).then(
      () => (outcome = 'written'),
      () => (outcome = 'given up'),
    );
    const refusals = () => server.log.filter((line) => line.startsWith('disk full')).length;
    await expect.poll(refusals, { timeout: 20_000 }).toBeGreaterThan(2);
    expect(outcome).toBe('on its way');
    expect((await getDoc(doc(db, 'weeks/1'))).get('text')).toBe('đã lưu');

    rmSync(BALLOON);
    await written;
    await waitForPendingWrites(db);
    expect(outcome).toBe('written');
    expect(await weeks.until((rows, { hasPendingWrites }) => rows.length === 2 && !hasPendingWrites)).toHaveLength(2);
    weeks.stop();
    expect((await create(long)).status).toBe(200);
  },
);

test.runIf(isMounted)('a start on a full disk is refused in words, and loses nothing', async () => {
  const dataDir = join(dir, 'second');
  const first = await openTestBackend({ dataDir });
  first.backend.store.commit([
    {
      update: { name: 'projects/demo-office/databases/(default)/documents/a/b', fields: { n: { integerValue: '1' } } },
    },
  ]);
  await first.close();
  fill();
  await expect(openTestBackend({ dataDir })).rejects.toMatchObject({ name: 'DatabaseError', code: 'ENOSPC' });
  rmSync(BALLOON);
  const again = await openTestBackend({ dataDir });
  expect(again.backend.store.get('projects/demo-office/databases/(default)/documents/a/b')?.fields).toEqual({
    n: { integerValue: '1' },
  });
  await again.close();
});

test.runIf(isMounted)('a full disk signs nobody in, and says why, and nobody out', async () => {
  const server = await openTestBackend({ dataDir: join(dir, 'third'), emulator: false });
  const admin = await connectAdmin({ projectId: 'demo-office', ...(await server.backend.listenAdmin()) });
  await admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: 'mật khẩu của Lan' });
  const person = (): Auth => {
    const app = initializeApp({ projectId: 'demo-office', apiKey: 'any' }, `person ${Math.random()}`);
    const auth = initializeAuth(app, { persistence: inMemoryPersistence });
    connectAuthEmulator(auth, server.url, { disableWarnings: true });
    closers.push(() => deleteApp(app));
    return auth;
  };
  const signIn = (auth: Auth) => signInWithEmailAndPassword(auth, 'lan@example.test', 'mật khẩu của Lan');
  const lan = person();
  await signIn(lan);
  fill();
  const before = server.log.length;
  await expect(signIn(person())).rejects.toMatchObject({ code: 'auth/disk-full' });
  await lan.currentUser!.getIdToken(true); // or her open pages could read no more within the hour
  expect(lan.currentUser?.uid).toBe('lan');
  expect(server.log.slice(before).filter((line) => line.includes('signed in'))).toEqual([]);
  expect(server.log.slice(before)).toContain(
    'disk full: auth: POST /identitytoolkit.googleapis.com/v1/accounts:signInWithPassword was refused.',
  );
  // At page load anything but an answer that reads as no network would erase who is signed in.
  expect((await lan.currentUser!.reload().then(() => lan.currentUser))?.uid).toBe('lan');

  rmSync(BALLOON);
  await lan.currentUser!.getIdToken(true);
  await signIn(person());
  await server.close();
});

test.runIf(isMounted)('a backup onto a full disk says which disk that is, and leaves nothing there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'not-full-'));
  closers.push(async () => rmSync(dataDir, { recursive: true }));
  const server = await openTestBackend({ dataDir });
  const name = 'projects/demo-office/databases/(default)/documents/a/b';
  server.backend.store.commit([{ update: { name, fields: { text: { stringValue: long } } } }]);
  const into = join(dir, 'backups');
  fill();
  const back = () => backUp(dataDir, into, { name: 'b', beside: [], now: Date.now() });
  expect(back).toThrow(expect.objectContaining({ code: 'ENOSPC', message: `The disk of ${into} is full.` }));
  expect(readdirSync(into)).toEqual([]);
  rmSync(BALLOON);
  expect(back().backup.rows['documents']).toBe(1);
  await server.close();
});
