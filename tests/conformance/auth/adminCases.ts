import { expect } from 'vitest';
import type { Case } from './case.ts';
import { claimsOf, errorOf, newPerson, PASSWORD, text } from './person.ts';
import { anyEmail } from './server.ts';

const anyUid = () => anyEmail().split('@')[0]!;
const messageOf = (body: Record<string, unknown>) =>
  (body['errors'] as { message: string }[] | undefined)?.map(({ message }) => message.split(' : ')[0]);

export const adminCases: readonly Case[] = [
  [
    56,
    'an administrator creates an account with a chosen id, and gets no tokens',
    async (server) => {
      const localId = anyUid();
      const { body } = await server.admin('/accounts', { localId, email: anyEmail(), password: PASSWORD });
      expect(body['localId']).toBe(localId);
      expect(body).not.toHaveProperty('idToken');
      expect(body).not.toHaveProperty('refreshToken');
    },
  ],
  [
    57,
    'an id that is taken: DUPLICATE_LOCAL_ID',
    async (server) => {
      const { uid } = await newPerson(server);
      expect(errorOf(await server.admin('/accounts', { localId: uid }))).toBe('DUPLICATE_LOCAL_ID');
    },
  ],
  [
    58,
    'lookup by id and by e-mail; without `users` when there is none',
    async (server) => {
      const { uid, email } = await newPerson(server);
      for (const by of [{ localId: [uid] }, { email: [email] }]) {
        expect((await server.admin('/accounts:lookup', by)).body).toMatchObject({ users: [{ localId: uid, email }] });
      }
      expect((await server.admin('/accounts:lookup', { localId: [anyUid()] })).body).not.toHaveProperty('users');
    },
  ],
  [
    59,
    'a claim of a reserved name: FORBIDDEN_CLAIM',
    async (server) => {
      const { uid } = await newPerson(server);
      const change = { localId: uid, customAttributes: '{"sub":"somebody"}' };
      expect(errorOf(await server.admin('/accounts:update', change))).toBe('FORBIDDEN_CLAIM');
    },
  ],
  [
    60,
    'too many claims: CLAIMS_TOO_LARGE',
    async (server) => {
      const { uid } = await newPerson(server);
      const change = { localId: uid, customAttributes: JSON.stringify({ role: 'x'.repeat(1000) }) };
      expect(errorOf(await server.admin('/accounts:update', change))).toBe('CLAIMS_TOO_LARGE');
    },
  ],
  [
    61,
    'accounts are listed page by page in the order of their ids',
    async (server) => {
      const made = [anyUid(), anyUid(), anyUid()];
      for (const localId of made) await server.admin('/accounts', { localId });
      const seen: string[] = [];
      let page = '';
      do {
        const query = `maxResults=2${page && `&nextPageToken=${page}`}`;
        const { body } = await server.admin(`/accounts:batchGet?${query}`, undefined, 'GET');
        const users = (body['users'] ?? []) as { localId: string }[];
        expect(users.length).toBeLessThanOrEqual(2);
        seen.push(...users.map(({ localId }) => localId));
        page = (body['nextPageToken'] as string | undefined) ?? '';
      } while (page !== '');
      expect(seen).toEqual([...new Set(seen)].sort());
      expect(seen).toEqual(expect.arrayContaining(made));
    },
  ],
  [
    62,
    'many are deleted at once, enabled ones only by force',
    async (server) => {
      const { uid } = await newPerson(server);
      const off = anyUid();
      await server.admin('/accounts', { localId: off });
      await server.admin('/accounts:update', { localId: off, disableUser: true });
      const first = await server.admin('/accounts:batchDelete', { localIds: [off, uid] });
      expect(messageOf(first.body)).toEqual(['NOT_DISABLED']);
      const second = await server.admin('/accounts:batchDelete', { localIds: [uid], force: true });
      expect(messageOf(second.body)).toBeUndefined();
      expect((await server.admin('/accounts:lookup', { localId: [uid, off] })).body).not.toHaveProperty('users');
    },
  ],
  [
    63,
    'without a credential nobody administers',
    async (server) => {
      const { uid } = await newPerson(server);
      const path = `/identitytoolkit.googleapis.com/v1/projects/${server.project}/accounts:lookup`;
      const headers = { 'Content-Type': 'application/json' };
      const { status, body } = await server.fetch(path, {
        method: 'POST',
        headers,
        body: JSON.stringify({ localId: [uid] }),
      });
      // An office's public port has no such path at all.
      expect(server.openSignUp ? [401, 403] : [404]).toContain(status);
      expect(body).not.toHaveProperty('users');
    },
  ],
  [
    64,
    'a session cookie names its issuer and lives as long as was asked',
    async (server) => {
      const { uid, idToken } = await newPerson(server);
      const answer = await server.admin(':createSessionCookie', { idToken, validDuration: '86400' });
      const { iss, sub, iat, exp } = claimsOf(text(answer, 'sessionCookie'));
      expect([iss, sub, exp! - iat!]).toEqual([`https://session.firebase.google.com/${server.project}`, uid, 86_400]);
    },
  ],
  [
    65,
    'a call without a key: 403',
    async (server) => {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
      expect((await server.fetch('/identitytoolkit.googleapis.com/v1/accounts:lookup', init)).status).toBe(403);
    },
  ],
  [
    66,
    'a page of an allowed origin may call, with the headers it asks for',
    async (server) => {
      const { headers } = await server.fetch('/identitytoolkit.googleapis.com/v1/accounts:lookup?key=any', {
        method: 'OPTIONS',
        headers: {
          Origin: server.origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type,x-client-version',
        },
      });
      expect(headers.get('access-control-allow-origin')).toBe(server.origin);
      expect(headers.get('access-control-allow-headers')).toBe('content-type,x-client-version');
    },
  ],
  [
    67,
    'an unknown path: 404 in JSON',
    async (server) => {
      const { status, body } = await server.fetch('/identitytoolkit.googleapis.com/v1/nothing?key=any');
      expect(status).toBe(404);
      expect(body).toHaveProperty('error');
    },
  ],
];
