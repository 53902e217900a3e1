import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from './document.tsx';

interface ManifestChunk {
  file: string;
  css?: string[];
}

/** Reads Vite's manifest of the built app. */
export function readAssets(clientDir: string): Assets {
  const manifest = JSON.parse(readFileSync(join(clientDir, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    ManifestChunk
  >;
  const entry = manifest['index.html'];
  if (!entry) throw new Error('the built app has no entry: run npm run build');
  const css = (entry.css ?? []).map((file) => readFileSync(join(clientDir, file), 'utf8')).join('\n');
  return { script: `/${entry.file}`, inlineCss: css };
}
