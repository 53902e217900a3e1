// Started by crash.mjs: the built backend on a directory. Says its private port when it is ready, and on `check` what each
// writer's documents hold. Of each commit it says how long the log was when it had been synced.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openBackend } from '../dist/backend.js';

const [dataDir, projectId] = process.argv.slice(2);
const ROOT = `projects/${projectId}/databases/(default)/documents`;
const rules =
  "rules_version = '2'; service cloud.firestore { match /databases/{d}/documents { match /{x=**} { allow read: if false; } } }";
const backend = await openBackend({ projectId, dataDir, rules, emulator: false });
const { firestorePort, secret } = await backend.listenAdmin();

const numberIn = (document) => Number(document?.fields.n?.integerValue ?? 0);
function stateOf(writer) {
  const logs = backend.store.query(`${ROOT}/writers/${writer}`, { from: [{ collectionId: 'log' }] });
  return {
    left: numberIn(backend.store.get(`${ROOT}/writers/${writer}/sides/left`)),
    right: numberIn(backend.store.get(`${ROOT}/writers/${writer}/sides/right`)),
    logs: logs.length,
    last: Math.max(0, ...logs.map(numberIn)),
  };
}

/** Which log (it is begun again after a checkpoint, with other salts), and its length. */
function logNow() {
  const handle = openSync(join(dataDir, 'embedded-backend.db-wal'), 'r');
  const head = Buffer.alloc(32);
  readSync(handle, head, 0, 32, 0);
  const { size } = fstatSync(handle);
  closeSync(handle);
  return { generation: head.toString('hex'), size };
}
backend.store.subscribe(({ changes }) => {
  const [writer, , , n] = changes.at(-1).name.slice(`${ROOT}/writers/`.length).split('/');
  process.send({ synced: `${writer}/${changes.at(-1).after.fields.n.integerValue ?? n}`, log: logNow() });
});

process.on('message', (writers) => process.send(Array.from({ length: writers }, (_, writer) => stateOf(writer))));
process.send({ firestorePort, secret });
