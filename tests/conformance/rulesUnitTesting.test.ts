import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import {
  collection,
  deleteDoc,
  doc,
  getDoc,
  getDocs,
  onSnapshot,
  query,
  setDoc,
  setLogLevel,
  updateDoc,
  where,
} from 'firebase/firestore';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { OFFICE_RULES, OPEN_RULES, openTestBackend, type TestBackend } from './testBackend.ts';

let server: TestBackend;
let env: RulesTestEnvironment;

beforeAll(async () => {
  setLogLevel('silent');
  server = await openTestBackend();
  env = await initializeTestEnvironment({
    projectId: 'demo-rules',
    firestore: { host: server.host, port: server.port, rules: OFFICE_RULES },
  });
});
afterEach(() => env.clearFirestore());
afterAll(async () => {
  await env.cleanup();
  await server.close();
});

const seed = (path: string, data: object) =>
  env.withSecurityRulesDisabled((context) => setDoc(doc(context.firestore(), path), data));

test('the rules of the environment are in force, for its project only', async () => {
  await seed('notes/n', { owner: 'lan' });
  await assertSucceeds(getDoc(doc(env.authenticatedContext('lan').firestore(), 'notes/n')));
  await assertFails(getDoc(doc(env.authenticatedContext('minh').firestore(), 'notes/n')));
  await assertFails(getDoc(doc(env.unauthenticatedContext().firestore(), 'notes/n')));
  const open = await initializeTestEnvironment({
    projectId: 'demo-other',
    firestore: { host: server.host, port: server.port, rules: OPEN_RULES },
  });
  await assertSucceeds(getDoc(doc(open.unauthenticatedContext().firestore(), 'notes/n')));
  await open.cleanup();
});

test('claims of a token reach the rules', async () => {
  const rules = `service cloud.firestore { match /databases/{d}/documents {
    match /a/{b} { allow read: if request.auth.token.role == 'clerk' && request.auth.token.email_verified; } } }`;
  const claims = await initializeTestEnvironment({
    projectId: 'demo-claims',
    firestore: { host: server.host, port: server.port, rules },
  });
  const as = (role: string) => claims.authenticatedContext('lan', { role, email_verified: true }).firestore();
  await assertSucceeds(getDoc(doc(as('clerk'), 'a/b')));
  await assertFails(getDoc(doc(as('guest'), 'a/b')));
  await claims.cleanup();
});

test('without rules all is readable; clearing leaves nothing', async () => {
  await seed('notes/n', { owner: 'lan' });
  const count = () =>
    env.withSecurityRulesDisabled(async (context) => {
      sizes.push((await getDocs(collection(context.firestore(), 'notes'))).size);
    });
  const sizes: number[] = [];
  await count();
  await env.clearFirestore();
  await count();
  expect(sizes).toEqual([1, 0]);
});

test('a word that is none is refused as an invalid argument, and the rules so far stay', async () => {
  const banana = `rules_version = '2';
    service cloud.firestore {
      banana
    }`;
  const broken = initializeTestEnvironment({
    projectId: 'demo-rules',
    firestore: { host: server.host, port: server.port, rules: banana },
  });
  await expect(broken).rejects.toThrow(/INVALID_ARGUMENT/);
  await seed('notes/n', { owner: 'lan' });
  await assertSucceeds(getDoc(doc(env.authenticatedContext('lan').firestore(), 'notes/n')));
  await assertFails(getDoc(doc(env.unauthenticatedContext().firestore(), 'notes/n')));
});

test('what one context may, another may not: lists, writes, deletions, listeners', async () => {
  await seed('notes/n', { owner: 'lan' });
  const [lan, nobody] = [env.authenticatedContext('lan').firestore(), env.unauthenticatedContext().firestore()];
  const own = (db: typeof lan) => query(collection(db, 'notes'), where('owner', '==', 'lan'));
  const heard = (db: typeof lan) =>
    new Promise<number>((resolve, reject) => {
      const stop = onSnapshot(own(db), ({ size }) => (resolve(size), stop()), reject);
    });
  await assertSucceeds(getDocs(own(lan)));
  await assertFails(getDocs(collection(lan, 'notes')));
  await assertFails(getDocs(own(nobody)));
  expect(await heard(lan)).toBe(1);
  await assertFails(heard(nobody));
  await assertFails(setDoc(doc(nobody, 'notes/m'), { owner: 'lan' }));
  await assertFails(updateDoc(doc(lan, 'notes/n'), { owner: 'minh' }));
  await assertFails(deleteDoc(doc(nobody, 'notes/n')));
  await assertSucceeds(deleteDoc(doc(lan, 'notes/n')));
});

test('rules with a mistake are refused with its place', async () => {
  await expect(
    initializeTestEnvironment({
      projectId: 'demo-broken',
      firestore: { host: server.host, port: server.port, rules: 'service cloud.firestore {\n  match /a/{b { }\n}' },
    }),
  ).rejects.toThrow(/2:/);
});

test('asked to ignore mistakes, the server lists them instead', async () => {
  const answer = await fetch(`${server.url}/emulator/v1/projects/demo-broken:securityRules`, {
    method: 'PUT',
    body: JSON.stringify({ ignore_errors: true, rules: { files: [{ name: 'f.rules', content: 'service x {' }] } }),
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ issues: [{ severity: 'ERROR', sourcePosition: { line: 1 } }] });
});
