import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Admin } from './office.ts';
import { createDemoPassword, demoPassword } from './demoPassword.ts';
import { seedDemo } from './seed.ts';

/** Bytes: three times what the demo and the log of its writing take. */
const ROOM = 16 * 1024 * 1024;

/** A new data directory gets the demo department, whichever command comes first. */
export async function seedIfEmpty({ admin, dataDir }: { admin: Admin; dataDir: string }): Promise<void> {
  if (!(await isEmpty(admin))) return;
  requireRoom(dataDir);
  console.log('… Tạo dữ liệu mẫu (một Sở với 12 phòng)');
  // Empty: a power cut at the start before.
  const password = demoPassword(dataDir)?.password || createDemoPassword(dataDir);
  await seedDemo(admin, { now: Date.now(), password });
}

/** Throws what the file system says: what a full disk refuses, firebase-admin would try again for minutes. */
function requireRoom(dataDir: string): void {
  const path = join(dataDir, 'room');
  const handle = openSync(path, 'w', 0o600);
  try {
    rmSync(path); // already, so that nothing is left however this ends
    writeFileSync(handle, Buffer.alloc(ROOM));
  } finally {
    closeSync(handle);
  }
}

export async function isEmpty({ db }: Pick<Admin, 'db'>): Promise<boolean> {
  return !(await db.doc('settings/agency').get()).exists;
}
