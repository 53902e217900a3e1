import { deleteApp, initializeApp, type FirebaseApp, type FirebaseOptions } from 'firebase/app';
import {
  browserLocalPersistence,
  browserSessionPersistence,
  indexedDBLocalPersistence,
  initializeAuth,
  inMemoryPersistence,
  type Auth,
} from 'firebase/auth';
import {
  clearIndexedDbPersistence,
  initializeFirestore,
  memoryLocalCache,
  memoryLruGarbageCollector,
  persistentLocalCache,
  persistentMultipleTabManager,
  terminate,
  type Firestore,
} from 'firebase/firestore';
import { takeOwnLine } from './ownLine.ts';
import { realProject } from './realProject.ts';

/** Where the store answers: the page's own origin, unless the build carries a real Firebase project. */
interface Place {
  readonly host: string; // "lich.example.test:8080"
  readonly secure: boolean;
  /** Without a browser's database (Node): everything in memory. */
  readonly inMemory?: boolean;
  readonly projectId?: string;
}

export interface Backend {
  readonly app: FirebaseApp;
  readonly auth: Auth;
  readonly db: Firestore;
  /** What was read stays on this machine over a reload. Decided when the store is opened. */
  readonly keepsCopy: boolean;
}

/** The embedded backend takes any key, but the SDK stores the session under it: never change it (auth protocol, section 3). */
const SAME_ORIGIN: FirebaseOptions = { projectId: 'lich-cong-tac', apiKey: 'same-origin' };

/** What of `auth.config` decides where requests go. Read by the SDK at every request, but not documented API. */
interface AuthTarget {
  apiScheme: string;
  apiHost: string;
  tokenApiHost: string;
}

/** Opens app, auth and store on one place. Exported for tests; the app calls `backend()`. */
export function openBackend(place: Place, name?: string): Backend {
  const real = realProject();
  const options = real ?? { ...SAME_ORIGIN, ...(place.projectId === undefined ? {} : { projectId: place.projectId }) };
  const app = initializeApp(options, name);
  // Never getAuth: it adds the pop-up resolver, which asks Google for a script (auth protocol, section 3).
  const auth = initializeAuth(app, {
    persistence: place.inMemory
      ? inMemoryPersistence
      : [indexedDBLocalPersistence, browserLocalPersistence, browserSessionPersistence, inMemoryPersistence],
  });
  if (!real) pointAuth(auth, place);
  let db: Firestore | undefined;
  let inMemory: boolean | undefined;
  const isInMemory = () => (inMemory ??= place.inMemory === true || isThisTabOnly() || takeOwnLine());
  return {
    app,
    auth,
    get keepsCopy() {
      return !isInMemory();
    },
    // Opened at first use, which is after sign-in: only then is it known what may stay on this machine.
    get db() {
      db ??= initializeFirestore(app, {
        ...(real ? {} : { host: place.host, ssl: place.secure }),
        localCache: isInMemory()
          ? memoryLocalCache({ garbageCollector: memoryLruGarbageCollector() })
          : persistentLocalCache({ tabManager: persistentMultipleTabManager() }),
      });
      return db;
    },
  };
}

/** Set for the life of a tab when somebody signs in on a machine that others use: nothing read is written to its disk. */
const TAB_ONLY = 'lct.tabOnly';
export const keepInThisTab = () => sessionStorage.setItem(TAB_ONLY, '1');
export const keepOnThisMachine = () => sessionStorage.removeItem(TAB_ONLY);
export const isThisTabOnly = () => sessionStorage.getItem(TAB_ONLY) !== null;

function pointAuth(auth: Auth, place: Place) {
  const target = auth.config as unknown as AuthTarget;
  target.apiScheme = place.secure ? 'https' : 'http';
  target.apiHost = `${place.host}/identitytoolkit.googleapis.com`;
  target.tokenApiHost = `${place.host}/securetoken.googleapis.com`;
}

let opened: Backend | undefined;

/** The page's one backend, opened at first use. */
export function backend(): Backend {
  opened ??= openBackend({ host: location.host, secure: location.protocol === 'https:' });
  return opened;
}

/** For tests: lets every function of this room talk to the given backend. */
export function talkTo(other: Backend): void {
  opened = other;
}

/**
 * Ends the store's part and removes what it kept on this machine. Works with other tabs open: their store hears that
 * its database goes and stops. The page must be loaded anew afterwards.
 */
export async function forgetBackend(): Promise<void> {
  const { db } = backend();
  await terminate(db);
  await clearIndexedDbPersistence(db);
}

export async function closeBackend({ app, db }: Backend): Promise<void> {
  await terminate(db);
  await deleteApp(app);
}
