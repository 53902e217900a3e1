import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Place {
  readonly home: string; // "http://127.0.0.1:23456"
  readonly port: number;
  readonly dataDir: string;
}

/** Where an office will be: a worker's, or one that a file of journeys has for itself. */
export function newPlace(): Place {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  return { home: `http://127.0.0.1:${port}`, port, dataDir: mkdtempSync(join(tmpdir(), 'lich-e2e-')) };
}

export type OwnOffice = Awaited<ReturnType<typeof openOwnOffice>>;

/** An office of its own, as `npm start` runs it. */
export async function openOwnOffice({ port, dataDir }: Place, env: NodeJS.ProcessEnv = {}) {
  let log = '';
  const product = spawn(process.execPath, ['start/start.mjs'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  product.stderr.on('data', (text: Buffer) => (log += text.toString()));
  await new Promise<void>((resolve, reject) => {
    createInterface(product.stdout).on('line', (line) => line.startsWith('Lịch công tác: ') && resolve());
    product.once('exit', () => reject(new Error(`the product did not start: ${log}`)));
  });
  return {
    log: () => log,
    /** As the power goes: SIGKILL. `openOwnOffice` again has the same data. */
    kill: async () => {
      product.kill('SIGKILL');
      await once(product, 'exit');
    },
    close: async () => {
      product.kill('SIGTERM');
      if (product.exitCode === null) await once(product, 'exit');
      rmSync(dataDir, { recursive: true });
    },
  };
}
