// `node start/compress.mjs {folder} {kept}`: writes `.br` and `.gz` beside every built file that shrinks by them, once, at
// build, never per request. Browsers take gzip only where an office has no TLS, and Zopfli's is 3.6 % smaller than zlib's
// best; it takes its time, so what it wrote is kept for the next build (the files' names are hashes of their content).
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { gzipAsync } from '@gfx/zopfli';

const [folder, kept] = process.argv.slice(2);
mkdirSync(kept, { recursive: true });
const names = readdirSync(folder).filter((name) => /\.(js|css|svg)$/.test(name));
for (const name of names) {
  const bytes = readFileSync(join(folder, name));
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
  const gzip = join(kept, `${name}.gz`);
  if (!existsSync(gzip)) {
    writeFileSync(`${gzip}.part`, await gzipAsync(bytes, { numiterations: 1 })); // 15, its usual, give 0.1 % more
    renameSync(`${gzip}.part`, gzip); // a build that is killed leaves no half file
  }
  copyFileSync(gzip, join(folder, `${name}.gz`));
}
const current = new Set(names.map((name) => `${name}.gz`));
for (const name of readdirSync(kept)) if (!current.has(name)) rmSync(join(kept, name));
