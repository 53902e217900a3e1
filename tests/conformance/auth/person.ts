import { decodeJwt } from 'jose';
import { anyEmail, type Answer, type AuthServer } from './server.ts';

export const PASSWORD = 'mật khẩu của Hà';
export const NEW_PASSWORD = 'một mật khẩu khác hẳn';

/** An account made for one case, signed in. */
export interface Person {
  readonly uid: string;
  readonly email: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

export async function newPerson(server: AuthServer): Promise<Person> {
  const email = anyEmail();
  const made = await server.admin('/accounts', { email, password: PASSWORD });
  return { uid: text(made, 'localId'), email, ...(await signIn(server, email)) };
}

export async function signIn(server: AuthServer, email: string, password = PASSWORD) {
  const answer = await signInAnswer(server, email, password);
  return { idToken: text(answer, 'idToken'), refreshToken: text(answer, 'refreshToken') };
}

export const signInAnswer = (server: AuthServer, email: string, password?: string) =>
  server.call('signInWithPassword', {
    email,
    ...(password === undefined ? {} : { password }),
    returnSecureToken: true,
  });

/** The first word of the refusal: "WEAK_PASSWORD". */
export function errorOf({ body }: Answer): string {
  return String((body['error'] as { message?: unknown } | undefined)?.message).split(' : ')[0]!;
}

export function text({ status, body }: Answer, name: string): string {
  const value = body[name];
  if (typeof value !== 'string')
    throw new Error(`${name} is missing from the answer (${status}): ${JSON.stringify(body)}`);
  return value;
}

export const claimsOf = (token: string) => decodeJwt<{ auth_time: number; user_id: string }>(token);

/** An administrator's link: its code, and the whole of it. */
export async function linkFor(server: AuthServer, email: string, requestType: string, more: object = {}) {
  const answer = await server.admin('/accounts:sendOobCode', { requestType, email, returnOobLink: true, ...more });
  const link = new URL(text(answer, 'oobLink'));
  return { link, oobCode: link.searchParams.get('oobCode')! };
}

/** Times in tokens are whole seconds: what must be later has to wait for the next one. */
export const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1100 - (Date.now() % 1000)));
