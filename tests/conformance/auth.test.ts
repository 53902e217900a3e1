import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case } from './auth/case.ts';
import { cases, claimCases, deletionCases, signUpCases } from './auth/cases.ts';
import { openFirebaseTools, openOther, openOurEmulator, openOurProduct, type AuthServer } from './auth/server.ts';

/**
 * Ours in both modes and, where FIREBASE_TOOLS names its command, firebase-tools' emulator; or the one server that
 * FIREBASE_AUTH_EMULATOR_HOST names (README.md).
 */
const other = process.env['FIREBASE_AUTH_EMULATOR_HOST'];
const firebase = process.env['FIREBASE_TOOLS'];
const all = [...signUpCases, ...claimCases, ...deletionCases, ...cases];
const servers: (readonly [string, readonly Case[], () => Promise<AuthServer>])[] =
  other === undefined
    ? [
        ['ours in emulator mode', all, openOurEmulator],
        [
          'ours as an office runs it, where nobody signs up, claims an address or deletes an account',
          cases,
          openOurProduct,
        ],
        ...(firebase ? [["firebase-tools' emulator", all, () => openFirebaseTools(firebase)] as const] : []),
      ]
    : [[`the server at ${other}`, all, () => openOther(other)]];

describe.each(servers)('%s', (_name, list, open) => {
  let server: AuthServer;
  beforeAll(async () => {
    server = await open();
  }, 180_000);
  afterAll(() => server.close());

  test.each(list)('%i. %s', async (_number, _behaviour, run) => {
    expect.hasAssertions();
    await run(server);
  });
});

test('the list is whole', () => {
  expect(all.map(([number]) => number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 67 }, (_, index) => index + 1),
  );
});
