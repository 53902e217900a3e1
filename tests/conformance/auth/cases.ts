import { expect } from 'vitest';
import { adminCases } from './adminCases.ts';
import type { Case } from './case.ts';
import { codeCases } from './codeCases.ts';
import {
  errorOf,
  claimsOf,
  newPerson,
  nextSecond,
  PASSWORD,
  NEW_PASSWORD,
  signIn,
  signInAnswer,
  text,
} from './person.ts';
import { anyEmail, type AuthServer } from './server.ts';

/** For servers where an address may be claimed before a link sent there was opened: not in an office. */
export const claimCases: readonly Case[] = [
  [
    37,
    'a taken e-mail: EMAIL_EXISTS',
    async (server) => {
      const { email } = await newPerson(server);
      const { idToken } = await newPerson(server);
      expect(errorOf(await server.call('update', { idToken, email }))).toBe('EMAIL_EXISTS');
    },
  ],
  [
    38,
    'a new e-mail is not verified',
    async (server) => {
      const { uid, idToken } = await newPerson(server);
      await server.admin('/accounts:update', { localId: uid, emailVerified: true });
      const email = anyEmail();
      const changed = await server.call('update', { idToken, email, returnSecureToken: true });
      expect(await userOf(server, text(changed, 'idToken'))).toMatchObject({ email, emailVerified: false });
    },
  ],
];

/** For servers where anybody may sign up. */
export const signUpCases: readonly Case[] = [
  [
    1,
    'sign-up answers tokens, an hour, id and e-mail',
    async (server) => {
      const email = anyEmail();
      const { body } = await server.call('signUp', { email, password: PASSWORD, returnSecureToken: true });
      expect(body).toMatchObject({ expiresIn: '3600', email });
      for (const name of ['idToken', 'refreshToken', 'localId']) expect(body[name]).toBeTypeOf('string');
    },
  ],
  [
    2,
    'the e-mail is stored in lower case',
    async (server) => {
      const email = anyEmail();
      const { body } = await server.call('signUp', { email: email.toUpperCase(), password: PASSWORD });
      expect(body['email']).toBe(email);
      const stored = await server.admin('/accounts:lookup', { localId: [body['localId']] });
      expect(stored.body).toMatchObject({ users: [{ email }] });
    },
  ],
  [
    3,
    'a taken e-mail, also in other letters: EMAIL_EXISTS',
    async (server) => {
      const { email } = await newPerson(server);
      for (const taken of [email, email.toUpperCase()]) {
        expect(errorOf(await server.call('signUp', { email: taken, password: PASSWORD }))).toBe('EMAIL_EXISTS');
      }
    },
  ],
  [
    4,
    'a malformed e-mail: INVALID_EMAIL',
    async (server) => {
      expect(errorOf(await server.call('signUp', { email: 'no address', password: PASSWORD }))).toBe('INVALID_EMAIL');
    },
  ],
  [
    5,
    'a short password: WEAK_PASSWORD with words',
    async (server) => {
      const { body } = await server.call('signUp', { email: anyEmail(), password: '12345' });
      expect((body['error'] as { message: string }).message).toBe(
        'WEAK_PASSWORD : Password should be at least 6 characters',
      );
    },
  ],
  [
    6,
    'no password: MISSING_PASSWORD',
    async (server) => {
      expect(errorOf(await server.call('signUp', { email: anyEmail() }))).toBe('MISSING_PASSWORD');
    },
  ],
  [
    7,
    'nobody chooses their own id',
    async (server) => {
      const body = { email: anyEmail(), password: PASSWORD, localId: 'chosen-by-a-stranger' };
      expect((await server.call('signUp', body)).status).toBe(400);
    },
  ],
  [
    8,
    'a refusal is HTTP 400 in its envelope',
    async (server) => {
      const { status, body } = await server.call('signUp', { email: 'no address', password: PASSWORD });
      expect(status).toBe(400);
      expect(body).toMatchObject({
        error: {
          code: 400,
          message: 'INVALID_EMAIL',
          errors: [{ message: 'INVALID_EMAIL', domain: 'global', reason: 'invalid' }],
        },
      });
    },
  ],
];

const signInCases: readonly Case[] = [
  [
    9,
    'sign-in answers tokens, and that the account is registered',
    async (server) => {
      const { uid, email } = await newPerson(server);
      const { body } = await signInAnswer(server, email, PASSWORD);
      expect(body).toMatchObject({ registered: true, localId: uid, email, expiresIn: '3600' });
      for (const name of ['idToken', 'refreshToken']) expect(body[name]).toBeTypeOf('string');
    },
  ],
  [
    10,
    'the case of the e-mail does not matter',
    async (server) => {
      const { email } = await newPerson(server);
      expect((await signInAnswer(server, email.toUpperCase(), PASSWORD)).body).toMatchObject({ email });
    },
  ],
  [
    11,
    'a wrong password: INVALID_LOGIN_CREDENTIALS',
    async (server) => {
      const { email } = await newPerson(server);
      expect(errorOf(await signInAnswer(server, email, 'sai'))).toBe('INVALID_LOGIN_CREDENTIALS');
    },
  ],
  [
    12,
    'an unknown e-mail: the same',
    async (server) => {
      expect(errorOf(await signInAnswer(server, anyEmail(), 'sai'))).toBe('INVALID_LOGIN_CREDENTIALS');
    },
  ],
  [
    13,
    'no password: MISSING_PASSWORD',
    async (server) => {
      const { email } = await newPerson(server);
      expect(errorOf(await signInAnswer(server, email))).toBe('MISSING_PASSWORD');
    },
  ],
  [
    14,
    'a disabled account: USER_DISABLED',
    async (server) => {
      const { uid, email } = await newPerson(server);
      await server.admin('/accounts:update', { localId: uid, disableUser: true });
      expect(errorOf(await signInAnswer(server, email, PASSWORD))).toBe('USER_DISABLED');
    },
  ],
  [
    15,
    'a password of Vietnamese letters and blanks',
    async (server) => {
      const email = anyEmail();
      const password = ' Đường về quê ngoại ';
      await server.admin('/accounts', { email, password });
      expect((await signInAnswer(server, email, password)).status).toBe(200);
      expect((await signInAnswer(server, email, password.trim())).status).toBe(400);
    },
  ],
];

const tokenCases: readonly Case[] = [
  [
    16,
    'the ID token names issuer and audience',
    async (server) => {
      const { iss, aud } = claimsOf((await newPerson(server)).idToken);
      expect([iss, aud]).toEqual([`https://securetoken.google.com/${server.project}`, server.project]);
    },
  ],
  [
    17,
    'sub and user_id are the account',
    async (server) => {
      const { uid, idToken } = await newPerson(server);
      const { sub, user_id } = claimsOf(idToken);
      expect([sub, user_id]).toEqual([uid, uid]);
    },
  ],
  [
    18,
    'it is good for an hour, from a sign-in not later than itself',
    async (server) => {
      const { iat, exp, auth_time } = claimsOf((await newPerson(server)).idToken);
      expect(exp! - iat!).toBe(3600);
      expect(auth_time).toBeLessThanOrEqual(iat!);
    },
  ],
  [
    19,
    'it tells provider and identities',
    async (server) => {
      const { email, idToken } = await newPerson(server);
      expect(claimsOf(idToken)).toMatchObject({
        email,
        firebase: { sign_in_provider: 'password', identities: { email: [email] } },
      });
    },
  ],
  [
    20,
    'the e-mail is not verified at first',
    async (server) => {
      expect(claimsOf((await newPerson(server)).idToken)).toMatchObject({ email_verified: false });
    },
  ],
];

const refreshOf = (server: AuthServer, refresh_token: string) =>
  server.refresh({ grant_type: 'refresh_token', refresh_token });

const refreshCases: readonly Case[] = [
  [
    21,
    'a refresh answers all fields, the ID token twice',
    async (server) => {
      const { uid, refreshToken } = await newPerson(server);
      const { body } = await refreshOf(server, refreshToken);
      expect(body).toMatchObject({ expires_in: '3600', token_type: 'Bearer', user_id: uid });
      expect(body['id_token']).toBe(body['access_token']);
      for (const name of ['refresh_token', 'project_id']) expect(body[name]).toBeTypeOf('string');
    },
  ],
  [
    22,
    'it keeps auth_time and is newer',
    async (server) => {
      const { idToken, refreshToken } = await newPerson(server);
      await nextSecond();
      const before = claimsOf(idToken);
      const after = claimsOf(text(await refreshOf(server, refreshToken), 'id_token'));
      expect(after.auth_time).toBe(before.auth_time);
      expect(after.iat).toBeGreaterThan(before.iat!);
    },
  ],
  [
    23,
    'garbage: INVALID_REFRESH_TOKEN',
    async (server) => {
      expect(errorOf(await refreshOf(server, 'garbage'))).toBe('INVALID_REFRESH_TOKEN');
    },
  ],
  [
    24,
    'another grant type: INVALID_GRANT_TYPE',
    async (server) => {
      const { refreshToken } = await newPerson(server);
      const form = { grant_type: 'password', refresh_token: refreshToken };
      expect(errorOf(await server.refresh(form))).toBe('INVALID_GRANT_TYPE');
    },
  ],
  [
    25,
    'a disabled account: USER_DISABLED',
    async (server) => {
      const { uid, refreshToken } = await newPerson(server);
      await server.admin('/accounts:update', { localId: uid, disableUser: true });
      expect(errorOf(await refreshOf(server, refreshToken))).toBe('USER_DISABLED');
    },
  ],
  [
    26,
    'claims that were set meanwhile appear',
    async (server) => {
      const { uid, refreshToken } = await newPerson(server);
      await server.admin('/accounts:update', { localId: uid, customAttributes: '{"kiosk":true}' });
      expect(claimsOf(text(await refreshOf(server, refreshToken), 'id_token'))).toMatchObject({ kiosk: true });
    },
  ],
];

const userOf = async (server: AuthServer, idToken: string) =>
  ((await server.call('lookup', { idToken })).body['users'] as Record<string, unknown>[])[0]!;

const lookupCases: readonly Case[] = [
  [
    27,
    'lookup tells id, e-mail, verification and provider',
    async (server) => {
      const { uid, email, idToken } = await newPerson(server);
      expect(await userOf(server, idToken)).toMatchObject({
        localId: uid,
        email,
        emailVerified: false,
        providerUserInfo: [{ providerId: 'password', email, rawId: email, federatedId: email }],
      });
    },
  ],
  [
    28,
    'times are texts of milliseconds; that there is a hash shows',
    async (server) => {
      const user = await userOf(server, (await newPerson(server)).idToken);
      for (const name of ['createdAt', 'lastLoginAt']) expect(user[name]).toMatch(/^\d{13}$/);
      expect(user['passwordHash']).toBeTypeOf('string');
    },
  ],
  [
    29,
    'no token: MISSING_ID_TOKEN',
    async (server) => expect(errorOf(await server.call('lookup', {}))).toBe('MISSING_ID_TOKEN'),
  ],
  [
    30,
    'garbage: INVALID_ID_TOKEN',
    async (server) => expect(errorOf(await server.call('lookup', { idToken: 'x' }))).toBe('INVALID_ID_TOKEN'),
  ],
  [
    31,
    'a deleted account: USER_NOT_FOUND',
    async (server) => {
      const { uid, idToken } = await newPerson(server);
      await server.admin('/accounts:delete', { localId: uid });
      expect(errorOf(await server.call('lookup', { idToken }))).toBe('USER_NOT_FOUND');
    },
  ],
  [
    32,
    'revoked: TOKEN_EXPIRED',
    async (server) => {
      const { uid, idToken } = await newPerson(server);
      const validSince = String(claimsOf(idToken).iat! + 1);
      await server.admin('/accounts:update', { localId: uid, validSince });
      expect(errorOf(await server.call('lookup', { idToken }))).toBe('TOKEN_EXPIRED');
    },
  ],
];

const updateCases: readonly Case[] = [
  [
    33,
    'name and photo are set',
    async (server) => {
      const { idToken } = await newPerson(server);
      const profile = { displayName: 'Đỗ Thu Hà', photoUrl: 'https://office.example.test/ha.png' };
      expect((await server.call('update', { idToken, ...profile })).body).toMatchObject(profile);
      expect(await userOf(server, idToken)).toMatchObject(profile);
    },
  ],
  [
    34,
    'the name is removed',
    async (server) => {
      const { idToken } = await newPerson(server);
      await server.call('update', { idToken, displayName: 'Hà' });
      await server.call('update', { idToken, deleteAttribute: ['DISPLAY_NAME'] });
      expect((await userOf(server, idToken))['displayName']).toBeUndefined();
    },
  ],
  [
    35,
    'a new password brings new tokens, and the old one fails',
    async (server) => {
      const { email, idToken } = await newPerson(server);
      const changed = await server.call('update', { idToken, password: NEW_PASSWORD, returnSecureToken: true });
      expect((await server.call('lookup', { idToken: text(changed, 'idToken') })).status).toBe(200);
      expect(text(changed, 'refreshToken')).not.toBe('');
      expect(errorOf(await signInAnswer(server, email, PASSWORD))).toBe('INVALID_LOGIN_CREDENTIALS');
      await signIn(server, email, NEW_PASSWORD);
    },
  ],
  [
    36,
    'older ID tokens then: TOKEN_EXPIRED',
    async (server) => {
      const { idToken } = await newPerson(server);
      await nextSecond();
      await server.call('update', { idToken, password: NEW_PASSWORD, returnSecureToken: true });
      expect(errorOf(await server.call('lookup', { idToken }))).toBe('TOKEN_EXPIRED');
    },
  ],
  [
    39,
    'nobody gives themselves claims',
    async (server) => {
      const { idToken } = await newPerson(server);
      expect((await server.call('update', { idToken, customAttributes: '{"admin":true}' })).status).toBe(400);
    },
  ],
];

/** Where people delete their accounts themselves: in an office they do not. */
export const deletionCases: readonly Case[] = [
  [
    40,
    'who deleted their account cannot sign in',
    async (server) => {
      const { email, idToken } = await newPerson(server);
      expect((await server.call('delete', { idToken })).status).toBe(200);
      expect(errorOf(await signInAnswer(server, email, PASSWORD))).toBe('INVALID_LOGIN_CREDENTIALS');
    },
  ],
];

/** Alike on every server. */
export const cases: readonly Case[] = [
  ...signInCases,
  ...tokenCases,
  ...refreshCases,
  ...lookupCases,
  ...updateCases,
  ...codeCases,
  ...adminCases,
];
