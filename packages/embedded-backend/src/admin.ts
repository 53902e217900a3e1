import { randomBytes } from 'node:crypto';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { deleteApp, initializeApp, type App } from 'firebase-admin/app';
import { getAuth, type Auth } from 'firebase-admin/auth';
import { Firestore } from 'firebase-admin/firestore';
import { serviceAccountOf } from './auth/customToken.ts';

/**
 * firebase-admin over the private channel of a running backend, outside its emulator mode, which would send the
 * well-known `owner` and believe forged tokens (auth protocol, 4.7).
 */
export async function connectAdmin({
  projectId,
  firestorePort,
  authSocket,
  secret,
}: {
  projectId: string;
  firestorePort: number; // on loopback
  authSocket: string; // path of the unix socket
  secret: string;
}): Promise<{ app: App; auth: Auth; db: Firestore; close(): Promise<void> }> {
  // firebase-admin asks for an https agent; the bytes go in clear text to a socket that only this user may open.
  const httpAgent = Object.assign(new Agent(), { createConnection: () => connect(authSocket) });
  const app = initializeApp(
    {
      projectId,
      credential: { getAccessToken: async () => ({ access_token: secret, expires_in: 3600 }) },
      httpAgent,
      serviceAccountId: serviceAccountOf(projectId), // custom tokens are signed by the backend
    },
    `private-channel-${randomBytes(6).toString('hex')}`,
  );
  // Not getFirestore(app): that insists on a service account's key.
  const db = new Firestore({
    projectId,
    host: `127.0.0.1:${firestorePort}`,
    ssl: false,
    // Without it the client looks for Google's metadata server on the network before its first call.
    clientOptions: { universeDomain: 'googleapis.com' },
    customHeaders: { Authorization: `Bearer ${secret}` },
  });
  return {
    app,
    auth: getAuth(app),
    db,
    close: async () => {
      await db.terminate();
      await deleteApp(app);
      httpAgent.destroy();
    },
  };
}
