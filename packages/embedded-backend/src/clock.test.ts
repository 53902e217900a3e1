import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBackend } from './backend.ts';
import { createStore } from './store/createStore.ts';
import { openDatabase } from './store/database.ts';
import { scratch } from './store/scratch.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = scratch('clock-');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const rules = 'service cloud.firestore { match /databases/{d}/documents { match /{any=**} { allow read; } } }';

/** What a start says of data that were last changed by a clock that far ahead. */
async function saidAfter(aheadMs: number): Promise<string[]> {
  const store = createStore(openDatabase(dataDir), { now: () => Date.now() + aheadMs });
  store.commit([{ update: { name: 'projects/p/databases/(default)/documents/a/1', fields: {} } }]);
  store.close();
  const said: string[] = [];
  const backend = await openBackend({
    projectId: 'p',
    dataDir,
    rules,
    emulator: false,
    log: (line) => said.push(line),
  });
  await backend.close();
  return said;
}

test('a clock that was set back is told at the start, since times stand still until it is there again', async () => {
  const said = await saidAfter(24 * 3600_000);
  expect(said).toEqual([expect.stringMatching(/^clock: the last change is of 20\d\d-.*, which is to come/)]);
});

test('a step of a second is none to speak of', async () => {
  expect(await saidAfter(1000)).toEqual([]);
});
