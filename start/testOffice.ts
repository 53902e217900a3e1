import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend } from 'embedded-backend/backend.ts';

/** For tests: the backend of the product in memory, with its own rules, and its private channel. */
export async function openTestOffice() {
  const rules = readFileSync(join(fileURLToPath(new URL('..', import.meta.url)), 'firestore.rules'), 'utf8');
  const projectId = 'lich-cong-tac';
  const backend = await openBackend({ projectId, dataDir: null, rules, emulator: false, log: () => {} });
  const admin = await connectAdmin({ projectId, ...(await backend.listenAdmin()) });
  return {
    admin,
    backend,
    close: async () => {
      await admin.close();
      await backend.close();
    },
  };
}
