// `node start/compress.mjs {kept} {folder…}`: writes `.br` and `.gz` beside every built file that shrinks by them, once, at
// build, never per request. Browsers take gzip only where an office has no TLS, and Zopfli's is 3.6 % smaller than zlib's
// best; it takes its time, so what it wrote is kept for the next build (under the hash of its content).
import { createHash } from 'node:crypto';
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

const [kept, ...folders] = process.argv.slice(2);
mkdirSync(kept, { recursive: true });
const current = new Set();
for (const folder of folders) {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
    const hash = `${createHash('sha256').update(bytes).digest('hex')}.gz`;
    current.add(hash);
    const gzip = join(kept, hash);
    if (!existsSync(gzip)) {
      writeFileSync(`${gzip}.part`, await gzipAsync(bytes, { numiterations: 1 })); // 15, its usual, give 0.1 % more
      renameSync(`${gzip}.part`, gzip); // a build that is killed leaves no half file
    }
    copyFileSync(gzip, join(folder, `${name}.gz`));
  }
}
for (const name of readdirSync(kept)) if (!current.has(name)) rmSync(join(kept, name));
