import react from '@vitejs/plugin-react';
import { defineConfig, type Rolldown } from 'vite';

type Chunk = 'readers' | 'libraries' | 'staff' | 'entries';

/** In this order: a chunk takes along what its modules import, unless one before it has that already. */
const CHUNKS: readonly Chunk[] = ['readers', 'libraries', 'staff', 'entries'];

// The browser's part. Readers' pages load only the entry chunk; the staff app and FullCalendar are chunks of their own.
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/client',
    manifest: true,
    emptyOutDir: true,
    chunkSizeWarningLimit: 700, // kB: Firebase and React are one chunk
    target: ['es2020', 'safari14'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: CHUNKS.map((chunk, index) => ({
            name: (id, graph) => (chunkOf(id, graph) === chunk ? chunk : null),
            debugName: chunk,
            priority: CHUNKS.length - index,
          })),
        },
      },
    },
  },
});

/**
 * Few files instead of many small ones, each of which costs a request and compresses worse: what readers load, what every
 * staff page needs (libraries apart: they change seldom), what the editor shares with other pages. The rest splits by
 * itself.
 */
function chunkOf(id: string, graph: Rolldown.ChunkingContext): Chunk | null {
  const loads = new Set<string>(); // what is fetched on its own and brings the module along
  const seen = new Set([id]);
  for (const one of seen) {
    const module = graph.getModuleInfo(one);
    if (module?.isEntry || module?.dynamicImporters.length) loads.add(one);
    module?.importers.forEach((importer) => seen.add(importer));
  }
  const loadedBy = (file: string) => [...loads].some((one) => one.endsWith(file));
  if (loadedBy('/index.html')) return 'readers';
  if (loadedBy('/src/routes.tsx')) return id.includes('/node_modules/') ? 'libraries' : 'staff';
  return loads.size > 1 && loadedBy('/EditWeek.tsx') ? 'entries' : null;
}
