import type { FirestoreSettings } from 'firebase/firestore';
import { CASES } from './cases.ts';
import { withClient, type Server } from './client.ts';

declare global {
  var runCase: (name: string, server: Server, settings: FirestoreSettings) => Promise<unknown>;
}

globalThis.runCase = (name, server, settings) => withClient(server, settings, (client) => CASES[name]!.run(client));
