import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOffice, reachOffice } from './office.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lich-office-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test('a command whose product is stopped under it hears of it at once, in one sentence', async () => {
  const running = await openOffice(dataDir);
  const reached = await reachOffice(dataDir);
  expect(await reached.whileItRuns(Promise.resolve('done'))).toBe('done');
  const work = reached.whileItRuns(reached.admin.db.runTransaction(() => new Promise(() => {})));
  await running.close();
  await expect(work).rejects.toThrow(
    'Lịch công tác đã ngừng chạy giữa chừng. Khi nó chạy trở lại, hãy chạy lại lệnh này.',
  );
  await reached.close();
}, 30_000);
