import type { IncomingMessage, ServerResponse } from 'node:http';
import type Database from 'libsql';
import type { Accounts } from './accounts.ts';
import type { Authenticate } from './identity.ts';

/** Answers the request and resolves true, or leaves it untouched and resolves false when the path is not its own. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/** Sign-in of one project on one database: what a port mounts. */
export interface Auth {
  readonly accounts: Accounts;
  /** For the public port. It never makes an admin, but of `Bearer owner` in emulator mode. */
  readonly authenticate: Authenticate;
  /** `/identitytoolkit.googleapis.com/`, `/securetoken.googleapis.com/`; in emulator mode `/emulator/v1/` too. */
  readonly handler: Handler;
  /** For the unix socket: the privileged endpoints, without host prefix, and the public keys (auth protocol, 4.7). */
  adminHandler(secret: string): Handler;
  /** Told when a session has ended (signed out everywhere, disabled, deleted, replay): its open streams must end. */
  onSessionEnd(listener: (session: { id: string; uid: string }) => void): () => void;
}

export interface AuthOptions {
  database: Database.Database;
  projectId: string;
  /** Where `auth-keys.json` (mode 0600) is kept; null: keys live as long as the process. */
  dataDir: string | null;
  emulator: boolean;
  /** Foreign origins whose pages may call (CORS). Emulator mode allows all. */
  allowedOrigins?: readonly string[];
  now?: () => number; // epoch ms
  log?: (line: string) => void;
}

export async function openAuth(_options: AuthOptions): Promise<Auth> {
  throw new Error('not yet');
}
