import { expect } from 'vitest';
import type { Case } from './case.ts';
import { claimsOf, errorOf, linkFor, newPerson, NEW_PASSWORD, signIn, signInAnswer, PASSWORD, text } from './person.ts';
import { anyEmail, type AuthServer } from './server.ts';

const AUDIENCE = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';

const accountOf = async (server: AuthServer, uid: string) =>
  ((await server.admin('/accounts:lookup', { localId: [uid] })).body['users'] as Record<string, unknown>[])[0]!;

export const codeCases: readonly Case[] = [
  [
    41,
    'a link of no kind: MISSING_REQ_TYPE',
    async (server) => expect(errorOf(await server.call('sendOobCode', { email: anyEmail() }))).toBe('MISSING_REQ_TYPE'),
  ],
  [
    42,
    'a reset for an unknown e-mail looks like one for a known',
    async (server) => {
      const ask = (email: string) => server.call('sendOobCode', { requestType: 'PASSWORD_RESET', email });
      const known = await ask((await newPerson(server)).email);
      const unknown = await ask(anyEmail());
      expect([unknown.status, Object.keys(unknown.body).sort()]).toEqual([
        known.status,
        Object.keys(known.body).sort(),
      ]);
      expect(known.status).toBe(200);
    },
  ],
  [
    43,
    'no link for public callers',
    async (server) => {
      const { email } = await newPerson(server);
      const { body } = await server.call('sendOobCode', { requestType: 'PASSWORD_RESET', email, returnOobLink: true });
      expect(body).not.toHaveProperty('oobLink');
      expect(body).not.toHaveProperty('oobCode');
    },
  ],
  [
    44,
    "an administrator's link has mode, code and key",
    async (server) => {
      const { email } = await newPerson(server);
      const { link } = await linkFor(server, email, 'PASSWORD_RESET');
      expect(link.searchParams.get('mode')).toBe('resetPassword');
      for (const name of ['oobCode', 'apiKey']) expect(link.searchParams.get(name)).toMatch(/./);
    },
  ],
  [
    45,
    'a reset code can be looked at',
    async (server) => {
      const { email } = await newPerson(server);
      const { oobCode } = await linkFor(server, email, 'PASSWORD_RESET');
      const { body } = await server.call('resetPassword', { oobCode });
      expect(body).toMatchObject({ requestType: 'PASSWORD_RESET', email });
    },
  ],
  [
    46,
    'a reset sets the password and verifies the e-mail, once',
    async (server) => {
      const { uid, email } = await newPerson(server);
      const { oobCode } = await linkFor(server, email, 'PASSWORD_RESET');
      const reset = () => server.call('resetPassword', { oobCode, newPassword: NEW_PASSWORD });
      expect((await reset()).status).toBe(200);
      expect(errorOf(await signInAnswer(server, email, PASSWORD))).toBe('INVALID_LOGIN_CREDENTIALS');
      await signIn(server, email, NEW_PASSWORD);
      expect((await accountOf(server, uid))['emailVerified']).toBe(true);
      expect(errorOf(await reset())).toBe('INVALID_OOB_CODE');
    },
  ],
  [
    47,
    'a code that never was: INVALID_OOB_CODE',
    async (server) => {
      const oobCode = 'garbage';
      const tries = [
        server.call('resetPassword', { oobCode }),
        server.call('resetPassword', { oobCode, newPassword: NEW_PASSWORD }),
        server.call('update', { oobCode }),
        server.call('signInWithEmailLink', { email: anyEmail(), oobCode }),
      ];
      expect((await Promise.all(tries)).map(errorOf)).toEqual(Array(4).fill('INVALID_OOB_CODE'));
    },
  ],
  [
    48,
    'a link verifies the e-mail',
    async (server) => {
      const { uid, email } = await newPerson(server);
      const { oobCode } = await linkFor(server, email, 'VERIFY_EMAIL');
      expect((await server.call('update', { oobCode })).body).toMatchObject({ email, emailVerified: true });
      expect((await accountOf(server, uid))['emailVerified']).toBe(true);
    },
  ],
  [
    49,
    'a link verifies and changes the e-mail',
    async (server) => {
      const { uid, email } = await newPerson(server);
      const newEmail = anyEmail();
      const { oobCode } = await linkFor(server, email, 'VERIFY_AND_CHANGE_EMAIL', { newEmail });
      await server.call('update', { oobCode });
      expect(await accountOf(server, uid)).toMatchObject({ email: newEmail, emailVerified: true });
    },
  ],
  [
    50,
    'a link by mail signs in, once',
    async (server) => {
      const { uid, email } = await newPerson(server);
      const { oobCode } = await linkFor(server, email, 'EMAIL_SIGNIN');
      const { body } = await server.call('signInWithEmailLink', { email, oobCode });
      expect(body).toMatchObject({ localId: uid, email, isNewUser: false });
      expect(body['idToken']).toBeTypeOf('string');
      expect(errorOf(await server.call('signInWithEmailLink', { email, oobCode }))).toBe('INVALID_OOB_CODE');
    },
  ],
  [
    51,
    'with another e-mail: INVALID_EMAIL',
    async (server) => {
      const { email } = await newPerson(server);
      const { oobCode } = await linkFor(server, email, 'EMAIL_SIGNIN');
      const other = anyEmail();
      expect(errorOf(await server.call('signInWithEmailLink', { email: other, oobCode }))).toBe('INVALID_EMAIL');
    },
  ],
  [
    52,
    'createAuthUri says nothing of an account',
    async (server) => {
      const { email } = await newPerson(server);
      const ask = (identifier: string) => server.call('createAuthUri', { identifier, continueUri: 'http://localhost' });
      const known = await ask(email);
      expect(Object.keys(known.body).sort()).toEqual(['kind', 'sessionId']);
      expect(Object.keys((await ask(anyEmail())).body).sort()).toEqual(['kind', 'sessionId']);
    },
  ],
  [
    53,
    'a custom token makes an account, with its claims and provider',
    async (server) => {
      const uid = anyEmail().split('@')[0]!;
      const token = await server.customToken({ aud: AUDIENCE, uid, claims: { kiosk: 7 } });
      const answer = await server.call('signInWithCustomToken', { token, returnSecureToken: true });
      expect(answer.body).toMatchObject({ isNewUser: true });
      expect(claimsOf(text(answer, 'idToken'))).toMatchObject({
        sub: uid,
        kiosk: 7,
        firebase: { sign_in_provider: 'custom' },
      });
    },
  ],
  [
    54,
    'its claims survive a refresh',
    async (server) => {
      const uid = anyEmail().split('@')[0]!;
      const token = await server.customToken({ aud: AUDIENCE, uid, claims: { kiosk: 7 } });
      const refresh_token = text(await server.call('signInWithCustomToken', { token }), 'refreshToken');
      const answer = await server.refresh({ grant_type: 'refresh_token', refresh_token });
      expect(claimsOf(text(answer, 'id_token'))).toMatchObject({ sub: uid, kiosk: 7 });
    },
  ],
  [
    55,
    'for another audience: INVALID_CUSTOM_TOKEN',
    async (server) => {
      const token = await server.customToken({ aud: 'https://elsewhere.test', uid: 'somebody' });
      expect(errorOf(await server.call('signInWithCustomToken', { token }))).toBe('INVALID_CUSTOM_TOKEN');
    },
  ],
];
