import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, initializeAuth, inMemoryPersistence, signInWithEmailAndPassword } from 'firebase/auth';
import {
  connectFirestoreEmulator,
  doc,
  getFirestore,
  onSnapshot,
  setDoc,
  setLogLevel,
  terminate,
} from 'firebase/firestore';
import { expect, test } from 'vitest';
import { OFFICE_RULES, openTestBackend } from './testBackend.ts';

test('when a restore has made new keys, an open page is signed out, and its person signs in again', async () => {
  setLogLevel('silent');
  const dataDir = mkdtempSync(join(tmpdir(), 'new-keys-'));
  const options = { dataDir, emulator: false, rules: OFFICE_RULES };
  let server = await openTestBackend(options);
  const admin = await connectAdmin({ projectId: 'demo-office', ...(await server.backend.listenAdmin()) });
  await admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: 'mật khẩu của Lan' });
  await admin.close();
  const app = initializeApp({ projectId: 'demo-office', apiKey: 'any' }, 'new keys');
  const auth = initializeAuth(app, { persistence: inMemoryPersistence });
  connectAuthEmulator(auth, server.url, { disableWarnings: true });
  const db = getFirestore(app);
  connectFirestoreEmulator(db, server.host, server.port);
  const signIn = () => signInWithEmailAndPassword(auth, 'lan@example.test', 'mật khẩu của Lan');
  await signIn();
  const note = doc(db, 'notes/1');
  await setDoc(note, { owner: 'lan' });
  const heard: string[] = [];
  onSnapshot(
    note,
    (snapshot) => heard.push(String(snapshot.get('owner'))),
    (error) => heard.push(error.code),
  );
  await expect.poll(() => heard).toContain('lan');

  const { port } = server;
  await server.close();
  rmSync(join(dataDir, 'auth-keys.json'));
  server = await openTestBackend({ ...options, port });
  await expect.poll(() => auth.currentUser, { timeout: 60_000 }).toBe(null);
  await signIn();
  await setDoc(note, { owner: 'lan', text: 'sau khi khôi phục' });
  expect(heard).toEqual(['lan', 'permission-denied']);
  await terminate(db);
  await deleteApp(app);
  await server.close();
  rmSync(dataDir, { recursive: true });
}, 120_000);
