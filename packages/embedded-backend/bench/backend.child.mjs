// Started by processes.mjs. Says its ports and a user's token when it is ready.
import { openBackend } from '../dist/backend.js';

const [dataDir, projectId] = process.argv.slice(2);
// As rules of a product are: signed in, and the member's own document says what they may do.
const rules = `rules_version = '2';
service cloud.firestore { match /databases/{database}/documents {
  function isActive() {
    return request.auth != null && get(/databases/$(database)/documents/members/$(request.auth.uid)).data.active == true;
  }
  match /{collection}/{id} {
    allow read: if isActive();
    allow write: if isActive() && request.resource.data.title is string && request.resource.data.title.size() <= 500;
  }
} }`;
const backend = await openBackend({
  projectId,
  dataDir: dataDir === '' ? null : dataDir,
  rules,
  emulator: false,
  log: (line) => process.stderr.write(`${line}\n`),
});
const port = await backend.listen('127.0.0.1', 0);
const admin = await backend.listenAdmin();
process.on('message', () => {
  globalThis.gc?.(); // with --expose-gc
  process.send({ ...process.memoryUsage(), cpu: process.cpuUsage() });
});
process.on('SIGTERM', () => void backend.close().then(() => process.exit(0)));
process.send({ port, adminPort: admin.firestorePort, secret: admin.secret, bearer: await tokenOfMember() });

/** A restart keeps the account. */
async function tokenOfMember() {
  const [email, password] = ['member@example.test', 'bench password'];
  if (!backend.accounts.findByEmail(email)) await backend.accounts.create({ uid: 'member', email, password });
  const response = await fetch(
    `http://127.0.0.1:${port}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=bench`,
    { method: 'POST', body: JSON.stringify({ email, password, returnSecureToken: true }) },
  );
  const { idToken } = await response.json();
  return idToken;
}
