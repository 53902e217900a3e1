import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';

/**
 * For crash.test.ts: commits without end, and says each commit's number after `commit` has returned. Each commit writes
 * the number to two documents and a third of its own.
 */
const store = createStore(openDatabase(process.argv.at(-1)!));
const root = 'projects/p/databases/d/documents';
for (let n = 1; ; n++) {
  const fields = { n: { integerValue: String(n) }, padding: { stringValue: 'x'.repeat(2000) } };
  store.commit(['a/left', 'a/right', `log/${n}`].map((path) => ({ update: { name: `${root}/${path}`, fields } })));
  process.stdout.write(`${n}\n`);
}
