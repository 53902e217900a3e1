import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { onRequest } from 'firebase-functions/https';
import { readAssets } from '#server/builtAssets.ts';
import { accountIsEnabled } from '#server/accountIsEnabled.ts';
import { createApp } from '#server/app.ts';
import { behindHosting } from './behindHosting.ts';
import { homeOf } from './home.ts';

initializeApp();

const home = process.env['FUNCTIONS_EMULATOR'] === 'true' ? undefined : homeOf();

const app = createApp({
  db: getFirestore(),
  now: Date.now,
  home,
  isEnabled: accountIsEnabled(getAuth()),
  assets: readAssets(fileURLToPath(new URL('client', import.meta.url))),
  log: (message, cause) => logger.error(message, cause),
});

/** Every address of the readers (firebase.json sends them here): the same handler as on an office's own machine. */
export const site = onRequest(
  { region: 'asia-southeast1', memory: '512MiB', maxInstances: 10, invoker: 'public' },
  getRequestListener(behindHosting(app.fetch, home)),
);

export { noticeWays, notices } from './notices.ts';
