import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const client = join(import.meta.dirname, '../dist/client');

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** What a response's headers take on the wire at most (bytes). */
const HEADERS = 350;

test('the editor’s first load is at most 300 kB by gzip, headers included (decision 0045)', () => {
  const chunks = JSON.parse(readFileSync(join(client, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const isFirst = (name: string) => /^(index\.html|_staff-.*\.js|.*\/EditWeek\.tsx)$/.test(name);
  const names = new Set(Object.keys(chunks).filter(isFirst));
  expect(names.size).toBe(3);
  for (const name of names) chunks[name]?.imports?.forEach((one) => names.add(one));
  const files = new Set([...names].flatMap((name) => [chunks[name]!.file, ...(chunks[name]!.css ?? [])]));
  const kb = [...files].map((file) => [file, readFileSync(join(client, `${file}.gz`)).length / 1_000] as const);
  const total = kb.reduce((sum, [, one]) => sum + one + HEADERS / 1_000, 0);
  expect(total, `npm run build, then look what grew:\n${JSON.stringify(kb)}`).toBeLessThan(300);
});
