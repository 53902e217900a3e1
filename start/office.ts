import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend, type Backend, type BackendOptions } from 'embedded-backend/backend.ts';
import { DATABASE_FILE } from 'embedded-backend/store/directory.ts';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { publicUrl } from './publicUrl.ts';
import { StartError } from './startError.ts';

/** The folder of package.json, from start/ in development and from dist/server/ when built. */
export const rootDir = findRoot(dirname(fileURLToPath(import.meta.url)));

export const PROJECT_ID = 'lich-cong-tac';

export type Admin = Awaited<ReturnType<typeof connectAdmin>>;

interface Office {
  readonly backend: Backend;
  readonly admin: Admin;
  close(): Promise<void>;
}

/** The keys that sign sessions. No backup has them: a restore must let in nobody who was signed out since (decision 0099). */
export const SESSION_KEYS = 'auth-keys.json';

/** Files of a data directory beside the database, which a backup takes along. */
export const BESIDE_DATA = ['push-keys.json', 'identity-providers.json', 'demo-password.txt'];

/** Where a command line finds the running product: the private channel of its process (auth protocol, 4.7). Mode 0600. */
const channelFile = (dataDir: string) => join(dataDir, 'admin-channel.json');

/** Opens the data directory in this process, with its private channel. The caller makes it listen for the public. */
export async function openOffice(
  dataDir: string,
  options: Pick<BackendOptions, 'fallback' | 'letters' | 'identityProviders' | 'log'> = {},
): Promise<Office> {
  const home = publicUrl();
  const backend = await openBackend({
    projectId: PROJECT_ID,
    dataDir,
    rules: readFileSync(join(rootDir, 'firestore.rules'), 'utf8'),
    emulator: false,
    actionUrl: home && `${home}/account`,
    ...options,
  });
  const channel = await backend.listenAdmin();
  writeFileSync(channelFile(dataDir), JSON.stringify(channel), { mode: 0o600 });
  const admin = await connectAdmin({ projectId: PROJECT_ID, ...channel });
  return {
    backend,
    admin,
    close: async () => {
      rmSync(channelFile(dataDir), { force: true });
      await admin.close();
      await backend.close();
    },
  };
}

/** The Firebase project that commands act on instead of a data directory (docs/deploy.md), or undefined. */
export const firebaseProject = (): string | undefined => process.env['FIREBASE_PROJECT'] || undefined;

interface ReachedOffice {
  readonly admin: Admin;
  /** Rejects at once when the running product stops: firebase-admin would try again for four minutes. */
  whileItRuns<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * For commands: the running product's private channel, or the directory opened here when nothing runs. With
 * FIREBASE_PROJECT that project, by the machine's Google credentials (GOOGLE_APPLICATION_CREDENTIALS).
 */
export async function reachOffice(dataDir: string): Promise<ReachedOffice> {
  const projectId = firebaseProject();
  if (projectId !== undefined) {
    const app = initializeApp({ projectId }, 'command');
    const close = () => deleteApp(app);
    return { admin: { app, auth: getAuth(app), db: getFirestore(app), close }, whileItRuns: (work) => work, close };
  }
  actAsOwner(dataDir);
  try {
    return { ...(await openOffice(dataDir)), whileItRuns: (work) => work };
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'LOCKED' || !existsSync(channelFile(dataDir))) throw cause;
  }
  const channel = JSON.parse(readFileSync(channelFile(dataDir), 'utf8')) as Awaited<ReturnType<Backend['listenAdmin']>>;
  const admin = await connectAdmin({ projectId: PROJECT_ID, ...channel });
  const stopped = isRefused(channel.firestorePort);
  const said = stopped.then(() => {
    throw new StartError('Lịch công tác đã ngừng chạy giữa chừng. Khi nó chạy trở lại, hãy chạy lại lệnh này.');
  });
  said.catch(() => {}); // nobody may be waiting for it
  return {
    admin,
    whileItRuns: (work) => Promise.race([work, said]),
    close: () => Promise.race([admin.close(), stopped]), // which else waits for what is tried again
  };
}

/** Whose the data are, or will be. */
export function ownerOf(dataDir: string): { uid: number; gid: number } {
  const there = [channelFile(dataDir), join(dataDir, DATABASE_FILE), dataDir, dirname(dataDir)].find(existsSync);
  return statSync(there ?? rootDir);
}

/** Root becomes the user whose data they are: the server, which runs as that user, could not open what root writes. */
function actAsOwner(dataDir: string): void {
  const { uid, gid } = ownerOf(dataDir);
  if (process.getuid?.() !== 0 || uid === 0) return;
  process.setgroups!([]);
  process.setgid!(gid);
  process.setuid!(uid);
}

/** Resolves when nobody listens any more at a port of this machine, where somebody does now. */
const isRefused = (port: number): Promise<void> =>
  new Promise((resolve) => {
    const hold = () => {
      let reached = false;
      connect(port, '127.0.0.1', () => (reached = true))
        .unref()
        .resume()
        .on('error', () => {}) // it closes too
        .on('close', () => (reached ? hold() : resolve())); // a silent connection is ended after a while
    };
    hold();
  });

function findRoot(from: string): string {
  return existsSync(join(from, 'firestore.rules')) ? from : findRoot(dirname(from));
}
