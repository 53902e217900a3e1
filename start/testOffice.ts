import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend, type BackendOptions } from 'embedded-backend/backend.ts';
import { PROJECT_ID, rootDir } from './office.ts';

/** For tests: the backend of the product in memory, with its own rules, and its private channel. */
export async function openTestOffice(options: Pick<BackendOptions, 'identityProviders'> = {}) {
  const rules = readFileSync(join(rootDir, 'firestore.rules'), 'utf8');
  const backend = await openBackend({
    projectId: PROJECT_ID,
    dataDir: null,
    rules,
    emulator: false,
    log: () => {},
    ...options,
  });
  const admin = await connectAdmin({ projectId: PROJECT_ID, ...(await backend.listenAdmin()) });
  return {
    admin,
    backend,
    close: async () => {
      await admin.close();
      await backend.close();
    },
  };
}
