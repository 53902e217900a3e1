import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

/** One module of `src`, bundled as the product is: a bench measures what runs, not a development server's form of it. */
export async function loadSource(path) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  // Below node_modules, so that the bundle finds the packages that it does not hold.
  const outDir = mkdtempSync(join(root, '../../node_modules/.bench-'));
  try {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      build: { ssr: path, outDir, minify: false, rollupOptions: { output: { entryFileNames: 'entry.js' } } },
    });
    return await import(pathToFileURL(join(outDir, 'entry.js')).href);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
