import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import { runTypeScript } from './runTypeScript.ts';

const ROOT = 'projects/p/databases/d/documents';

test.each([1, 20, 120])('killed after %i commits: all that was confirmed is there, and nothing half', async (kill) => {
  const dir = mkdtempSync(join(tmpdir(), 'crash-'));
  const child = runTypeScript(new URL('./crash.child.ts', import.meta.url), [dir]);
  let confirmed = 0;
  for await (const line of createInterface(child.stdout)) {
    confirmed = Number(line);
    if (confirmed === kill) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');

  const store = createStore(openDatabase(dir));
  const number = (path: string): number => Number(Object.values(store.get(`${ROOT}/${path}`)!.fields['n']!)[0]);
  const last = number('a/left');
  expect(last).toBeGreaterThanOrEqual(confirmed);
  expect(number('a/right')).toBe(last);
  expect(store.query(ROOT, { from: [{ collectionId: 'log' }] })).toHaveLength(last);

  // Time and log go on from where they were.
  const before = store.now;
  expect(store.commit([{ delete: `${ROOT}/a/left` }]).commitTime > before).toBe(true);
  expect(store.at(before).get(`${ROOT}/a/left`)?.fields['n']).toEqual({ integerValue: String(last) });
  store.close();
  rmSync(dir, { recursive: true });
});
