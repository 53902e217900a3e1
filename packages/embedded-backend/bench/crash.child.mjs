// Started by crash.mjs: the built backend on a directory. Says its private port when it is ready, and when asked what each
// writer's documents hold. Of each commit it says where in the log it ends, once it has been synced.
import { join } from 'node:path';
import { openBackend } from '../dist/backend.js';
import { readLog } from './crashLog.mjs';

const [dataDir, projectId] = process.argv.slice(2);
const ROOT = `projects/${projectId}/databases/(default)/documents`;
const rules =
  "rules_version = '2'; service cloud.firestore { match /databases/{d}/documents { match /{x=**} { allow read: if false; } } }";
const backend = await openBackend({ projectId, dataDir, rules, emulator: false }).catch((error) => {
  process.send({ refused: error.code, message: error.message });
  process.exit(1);
});
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

let log;
backend.store.subscribe(({ changes }) => {
  const [writer] = changes.at(-1).name.slice(`${ROOT}/writers/`.length).split('/');
  log = readLog(join(dataDir, 'embedded-backend.db-wal'), log);
  const { generation, ends } = log;
  process.send({ writer: Number(writer), n: numberIn(changes.at(-1).after), generation, end: ends.at(-1) });
});

process.on('message', (writers) => process.send(Array.from({ length: writers }, (_, writer) => stateOf(writer))));
process.send({ firestorePort, secret });
