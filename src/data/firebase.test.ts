import { createServer } from 'node:http';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { afterEach, expect, test } from 'vitest';
import { closeBackend, openBackend, type Backend } from './firebase.ts';

// `auth.config` is not documented API (auth protocol, section 3): if a new SDK stops reading it, this must fail.

let opened: Backend | undefined;
afterEach(async () => {
  if (opened) await closeBackend(opened);
});

test('sign-in, its look-up and the refresh of the session all go to the page’s own origin', async () => {
  const asked: string[] = [];
  const payload = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const token = `${payload({ alg: 'RS256' })}.${payload({ sub: 'u1', user_id: 'u1', iat: now, exp: now + 3600, auth_time: now })}.x`;
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    asked.push(path);
    response.setHeader('content-type', 'application/json');
    if (path.endsWith('/token')) {
      response.end(
        JSON.stringify({
          access_token: token,
          id_token: token,
          refresh_token: 'r2',
          expires_in: '3600',
          token_type: 'Bearer',
          user_id: 'u1',
        }),
      );
    } else if (path.endsWith(':lookup'))
      response.end(JSON.stringify({ users: [{ localId: 'u1', email: 'a@example.test' }] }));
    else response.end(JSON.stringify({ idToken: token, refreshToken: 'r1', expiresIn: '3600', localId: 'u1' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  opened = openBackend({ host: `127.0.0.1:${port}`, secure: false, inMemory: true }, 'guard');
  const { user } = await signInWithEmailAndPassword(opened.auth, 'a@example.test', 'secret');
  await user.getIdToken(true);
  expect(asked).toEqual([
    '/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword',
    '/identitytoolkit.googleapis.com/v1/accounts:lookup',
    '/securetoken.googleapis.com/v1/token',
  ]);
  server.closeAllConnections();
  server.close();
});
