import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The import rules of docs/architecture.md, proven to bite: every fault below is planted in a scratch tree that is
// linted with the project's own configuration. A fault that is not reported fails, and so does a lawful import that is.

const root = resolve(import.meta.dirname, '../..');

const FAULTS: [file: string, imports: string, why: string][] = [
  ['src/domain/a.ts', 'react', 'domain is pure'],
  ['src/domain/b.ts', '#data/store.ts', 'domain is pure'],
  ['src/domain/c.ts', 'firebase/firestore', 'domain is pure'],
  ['src/data/a.ts', '#features/edit-week/EditWeek.tsx', 'data sits below'],
  ['src/data/b.ts', '#ui/Button.tsx', 'data sits below'],
  ['src/ui/a.ts', '#data/store.ts', 'ui knows no data'],
  ['src/ui/b.ts', 'firebase/auth', 'ui knows no data'],
  ['src/features/edit-week/a.ts', '#features/issue-week/IssueWeek.tsx', 'a feature never imports another feature'],
  ['src/features/edit-week/b.ts', 'firebase/firestore', 'only src/data talks to Firebase'],
  ['src/features/edit-week/c.ts', '@fullcalendar/react', 'only features/view-week loads FullCalendar'],
  ['src/features/edit-week/d.ts', '../issue-week/a.ts', 'never leaves a room'],
  ['src/features/view-week/a.ts', '#features/edit-week/EditWeek.tsx', 'a feature never imports another feature'],
  ['src/features/read-week/a.ts', '#data/store.ts', 'readers get static HTML'],
  ['src/features/read-week/b.ts', '@tanstack/react-query', 'readers get static HTML'],
  ['server/a.ts', 'embedded-backend/backend.ts', 'server does not know which backend'],
  ['server/b.ts', '#data/store.ts', 'documents.ts only'],
  ['server/c.ts', 'firebase/firestore', 'through firebase-admin'],
  ['packages/embedded-backend/src/store/a.ts', '#domain/week.ts', 'knows nothing of schedules'],
  ['packages/embedded-backend/src/wire/a.ts', 'hono', 'stands alone'],
];

const LAWFUL: [file: string, imports: string][] = [
  ['src/domain/lawful.ts', 'valibot'],
  ['src/data/lawful.ts', '#domain/week.ts'],
  ['src/features/edit-week/lawful.ts', '#data/week.ts'],
  ['src/features/view-week/lawful.ts', '@fullcalendar/react/timegrid'],
  ['server/lawful.ts', '#data/documents.ts'],
  ['packages/embedded-backend/src/listen/lawful.ts', '../model/value.ts'],
];

interface Diagnostic {
  message: string;
  help?: string;
  code: string;
  filename: string;
}

describe('import rules', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'imports-'));
  let found: Diagnostic[] = [];

  beforeAll(() => {
    cpSync(join(root, '.oxlintrc.json'), join(scratch, '.oxlintrc.json'));
    symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
    const plant = (file: string, text: string) => {
      mkdirSync(dirname(join(scratch, file)), { recursive: true });
      writeFileSync(join(scratch, file), text);
    };
    for (const [file, from] of [...FAULTS, ...LAWFUL]) plant(file, `export * from '${from}';\n`);
    plant('src/ui/cycleA.ts', "import { b } from './cycleB.ts';\nexport const a = () => b;\n");
    plant('src/ui/cycleB.ts', "import { a } from './cycleA.ts';\nexport const b = () => a;\n");
    found = lint(scratch);
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  test.each(FAULTS)('%s must not import %s', (file, _from, why) => {
    const here = found.filter((d) => d.filename === file && d.code.includes('no-restricted-imports'));
    expect(here.map((d) => `${d.message} ${d.help ?? ''}`).join('\n')).toContain(why);
  });
  test.each(LAWFUL)('%s may import %s', (file) => {
    expect(found.filter((d) => d.filename === file)).toEqual([]);
  });
  test('a cycle is found', () => {
    expect(found.filter((d) => d.code.includes('no-cycle')).map((d) => d.filename)).toContain('src/ui/cycleA.ts');
  });
});

function lint(dir: string): Diagnostic[] {
  try {
    execFileSync(join(root, 'node_modules/.bin/oxlint'), ['--format=json', 'src', 'server', 'packages'], {
      cwd: dir,
      encoding: 'utf8',
    });
    return [];
  } catch (failure) {
    const { stdout } = failure as { stdout: string };
    return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  }
}
