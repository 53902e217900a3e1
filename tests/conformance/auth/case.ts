import type { AuthServer } from './server.ts';

/** Numbered as in packages/embedded-backend/docs/auth-protocol.md, section 6. */
export type Case = readonly [number: number, behaviour: string, run: (server: AuthServer) => Promise<void>];
