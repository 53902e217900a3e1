import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** For tests: runs a TypeScript file in a process of its own, by way of vite (Node 20 does not strip types). */
export function runTypeScript(
  file: URL,
  args: string[],
  env: Record<string, string> = {},
): ChildProcessByStdio<null, Readable, null> {
  const script = `import(process.argv[1]).then(({ runnerImport }) => runnerImport(process.argv[2], { configFile: false, logLevel: 'error' }))`;
  return spawn(process.execPath, ['-e', script, '--', import.meta.resolve('vite'), fileURLToPath(file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
}
