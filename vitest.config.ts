import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Without a page, a server or a module replaced: what one file leaves behind, no other can see. They share a process. */
const TOGETHER = [
  'src/domain/**/*.test.ts',
  'packages/embedded-backend/src/{model,rules}/**/*.test.ts',
  'tests/rules/!(sdk).test.ts',
];
const TOGETHER_NAME = 'together';
/** Short files that take long: they start processes, and wait for them. Begun last, one would go on alone. */
const SLOW = /\/(functions|start|tests\/conformance)\//;

/** The slow ones first; those that share a process last and next to each other, as vitest wants it. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification) =>
      project.name === TOGETHER_NAME ? 2 : SLOW.test(moduleId) ? 0 : 1;
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

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
    // Vitest leaves a core free, of two too. Many tests wait for a process of their own meanwhile.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    css: { include: /\.css\?inline/ }, // what the server writes into its pages; elsewhere styles are left out
    server: { deps: { inline: ['rrule'] } }, // its modules, as the browser gets them: Node would take its CommonJS build
    env: { TZ: 'America/Los_Angeles' }, // far from the office's zone: a stray local Date shows at once
    setupFiles: ['tests/patience.ts'],
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'apart',
          include: [
            'src/**/*.test.{ts,tsx}',
            'server/**/*.test.{ts,tsx}',
            'start/**/*.test.ts',
            'functions/**/*.test.ts',
            'packages/*/src/**/*.test.ts',
            'tests/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', ...TOGETHER],
        },
      },
      {
        extends: true,
        test: { name: TOGETHER_NAME, include: TOGETHER, exclude: ['**/node_modules/**'], isolate: false },
      },
    ],
  },
});
