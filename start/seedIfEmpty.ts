import type { Admin } from './office.ts';
import { createDemoPassword, demoPassword } from './demoPassword.ts';
import { seedDemo } from './seed.ts';

/** A new data directory gets the demo department, whichever command comes first. */
export async function seedIfEmpty({ admin, dataDir }: { admin: Admin; dataDir: string }): Promise<void> {
  if (!(await isEmpty(admin))) return;
  console.log('… Tạo dữ liệu mẫu (một Sở với 12 phòng)');
  const password = demoPassword(dataDir)?.password ?? createDemoPassword(dataDir);
  await seedDemo(admin, { now: Date.now(), password });
}

export async function isEmpty({ db }: Pick<Admin, 'db'>): Promise<boolean> {
  return !(await db.doc('settings/agency').get()).exists;
}
