import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OFFICE_RULES } from './testBackend.ts';

/** `npx embedded-backend` as somebody runs it in a fresh clone: it builds itself, and runs in a process of its own. */
const root = fileURLToPath(new URL('../../packages/embedded-backend', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'command-'));
const rules = join(dir, 'firestore.rules');

beforeAll(() => {
  writeFileSync(rules, OFFICE_RULES);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'bin/embedded-backend.js'), ...args]);
  let output = '';
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return { child, output: () => output };
}

async function serve(...args: string[]) {
  const { child, output } = start('--rules', rules, '--port', '0', ...args);
  while (!output().includes('\n')) await once(child.stdout, 'data');
  const url = /http:\S+/.exec(output())![0];
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  };
}

async function refusal(...args: string[]): Promise<string> {
  const { child, output } = start(...args);
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  return output();
}

test('it serves an emulator’s clients, stops when told, and keeps what is under --data', async () => {
  const data = join(dir, 'data');
  const first = await serve('--data', data);
  expect((await fetch(first.url)).status).toBe(200);
  const db = (url: string) =>
    new Firestore({
      projectId: 'any-project',
      host: new URL(url).host,
      ssl: false,
      customHeaders: { Authorization: 'Bearer owner' },
    });
  const writer = db(first.url);
  await writer.doc('a/b').set({ n: 1 });
  await writer.terminate();
  await first.stop();
  const second = await serve('--data', data);
  const reader = db(second.url);
  expect((await reader.doc('a/b').get()).data()).toEqual({ n: 1 });
  await reader.terminate();
  await second.stop();
});

test.each<[string, string[], RegExp]>([
  ['no rules', [], /^--rules FILE is missing\./],
  ['rules that are not there', ['--rules', join(dir, 'none')], /^ENOENT/],
  ['a port that is none', ['--rules', rules, '--port', 'x'], /^x is no port\./],
  ['an unknown option', ['--rulez', rules], /^Unknown option '--rulez'/],
])('%s is told in words, not in a stack', async (_name, args, words) => {
  const output = await refusal(...args);
  expect(output).toMatch(words);
  expect(output).not.toContain('    at ');
});

test('a mistake in the rules is told with its place', async () => {
  const broken = join(dir, 'broken.rules');
  writeFileSync(broken, 'service cloud.firestore {\n  match /a/{b} { allow read: if (; }\n}');
  expect(await refusal('--rules', broken)).toMatch(/^Rules, line 2, column \d+: /);
});

test('a port that is taken is told', async () => {
  const running = await serve();
  expect(await refusal('--rules', rules, '--port', new URL(running.url).port)).toContain('The port is in use');
  await running.stop();
});
