import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One run for every unit, rules and conformance test. Browser journeys are Playwright's (e2e/).
export default defineConfig({
  plugins: [
    {
      name: 'seeded-fast-check',
      enforce: 'pre',
      resolveId: (id, importer) =>
        id === 'fast-check' && importer && /\.test\.tsx?$/.test(importer)
          ? fileURLToPath(new URL('./tests/fastCheck.ts', import.meta.url))
          : undefined,
    },
  ],
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'server/**/*.test.{ts,tsx}',
      'start/**/*.test.ts',
      'functions/**/*.test.ts',
      'packages/*/src/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**'],
    // Vitest leaves a core free, of two too. Many tests wait for a process of their own meanwhile.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    css: { include: /\.css\?inline/ }, // what the server writes into its pages; elsewhere styles are left out
    server: { deps: { inline: ['rrule'] } }, // its modules, as the browser gets them: Node would take its CommonJS build
    env: { TZ: 'America/Los_Angeles' }, // far from the office's zone: a stray local Date shows at once
    setupFiles: ['tests/patience.ts'],
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
