import { initializeApp } from 'firebase/app';
import { inMemoryPersistence, initializeAuth, signInWithEmailAndPassword } from 'firebase/auth';
import { doc, initializeFirestore, memoryLocalCache, onSnapshot, setDoc } from 'firebase/firestore';

/** In a browser's page that the office's own port serves: a person's SDK, set up as the app does it. */
interface OfficePage {
  signIn(email: string, password: string): Promise<string>; // uid, or the error's code
  set(path: string, text: string): Promise<void>;
  watch(path: string): void;
  heard: Record<string, string | undefined>; // path → text, or the error's code
}

declare global {
  var office: OfficePage;
}

const { host, protocol } = location;
const app = initializeApp({ projectId: 'demo-office', apiKey: 'any' });
const auth = initializeAuth(app, { persistence: inMemoryPersistence });
Object.assign(auth.config, {
  apiScheme: protocol.slice(0, -1),
  apiHost: `${host}/identitytoolkit.googleapis.com`,
  tokenApiHost: `${host}/securetoken.googleapis.com`,
});
const db = initializeFirestore(app, {
  host,
  ssl: protocol === 'https:',
  localCache: memoryLocalCache(),
  experimentalAutoDetectLongPolling: false, // streaming without a way out
});

globalThis.office = {
  signIn: (email, password) =>
    signInWithEmailAndPassword(auth, email, password).then(
      ({ user }) => user.uid,
      (error: { code: string }) => error.code,
    ),
  set: (path, text) => setDoc(doc(db, path), { text, owner: auth.currentUser?.uid }),
  watch: (path) => {
    onSnapshot(
      doc(db, path),
      (snapshot) => {
        globalThis.office.heard[path] = snapshot.get('text') as string | undefined;
      },
      ({ code }) => {
        globalThis.office.heard[path] = code;
      },
    );
  },
  heard: {},
};
