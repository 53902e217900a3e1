import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import { FORMAT, formatOf } from './format.ts';

const ROOT = 'projects/p/databases/(default)/documents';
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'format-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** fixtures/ has a file of each earlier format, made by the program of that day: eight weeks, of which the last is deleted. */
const EARLIER = Array.from({ length: FORMAT - 1 }, (_, index) => index + 1);

test.each(EARLIER)(
  'a data directory of format %i opens with all that was in it, and is of the present one',
  (format) => {
    const data = join(dir, 'data');
    mkdirSync(data);
    writeFileSync(
      join(data, 'embedded-backend.db'),
      gunzipSync(readFileSync(new URL(`fixtures/format-${format}.db.gz`, import.meta.url))),
    );
    for (let openings = 0; openings < 2; openings++) {
      const database = openDatabase(data);
      expect(formatOf(database)).toBe(FORMAT);
      expect(database.prepare("SELECT email FROM auth_account WHERE email LIKE 'lan%'").all()).toMatchObject([
        { email: 'lan@example.test' },
      ]);
      const store = createStore(database);
      const weeks = store.query(ROOT, { from: [{ collectionId: 'weeks' }] });
      expect(weeks).toHaveLength(7);
      expect(weeks[3]!.fields).toEqual({ n: { integerValue: '3' }, text: { stringValue: 'Tuần 3: họp giao ban' } });
      expect(store.get(`${ROOT}/weeks/w7/revisions/1`)?.fields).toEqual({ zero: { doubleValue: '-0' } });
      store.close();
    }
  },
);
