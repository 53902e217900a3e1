import type { Admin } from './office.ts';
import { demoPassword } from './demoPassword.ts';
import { seedDemo } from './seed.ts';

/** A new data directory gets the demo department, whichever command comes first. */
export async function seedIfEmpty({ admin, dataDir }: { admin: Admin; dataDir: string }): Promise<void> {
  if ((await admin.db.doc('settings/agency').get()).exists) return;
  console.log('… Tạo dữ liệu mẫu (một Sở với 12 phòng)');
  await seedDemo(admin, { now: Date.now(), password: demoPassword(dataDir, { create: true })! });
}
