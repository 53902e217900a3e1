import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** For tests: a real identity provider of an office, on loopback. */
export interface Issuer {
  readonly url: string;
  /** Signs somebody in at its own pages, as a browser would, and resolves to the ID token for the client. */
  idTokenFor(login: string, rawNonce: string, clientId?: string): Promise<string>;
  close(): Promise<void>;
}

export interface Colleague {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

export const CALLBACK = 'http://127.0.0.1:1/callback';
export const SECRET = 'a secret of the tests alone';

export async function openIssuer(
  colleagues: Readonly<Record<string, Colleague>>,
  redirects: readonly string[] = [CALLBACK],
): Promise<Issuer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (client_id: string) => ({
    client_id,
    client_secret: SECRET,
    redirect_uris: [...redirects],
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
  });
  const configuration: Configuration = {
    clients: [client('lich'), client('another')],
    conformIdTokenClaims: false, // e-mail and name in the ID token, as Keycloak and Entra do it
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['of the tests alone'] },
    pkce: { required: () => false },
    findAccount: (_context, login) =>
      colleagues[login] && { accountId: login, claims: async () => ({ sub: login, ...colleagues[login] }) },
  };
  const provider = new Provider(url, configuration);
  server.on('request', provider.callback());
  return {
    url,
    idTokenFor: async (login, rawNonce, clientId = 'lich') => {
      const browser = new Browser();
      const query = new URLSearchParams({
        client_id: clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'openid email profile',
        nonce: createHash('sha256').update(rawNonce).digest('hex'),
      });
      const end = await browser.signIn(`${url}/auth?${query}`, login, CALLBACK);
      const answer = await fetch(`${url}/token`, {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa(`${clientId}:${encodeURIComponent(SECRET)}`)}` },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: new URL(end).searchParams.get('code')!,
          redirect_uri: CALLBACK,
        }),
      });
      return ((await answer.json()) as { id_token: string }).id_token;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a browser does at the issuer's pages: cookies, redirects, the login and the consent form. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  async signIn(start: string, login: string, callback: string): Promise<string> {
    let next = await this.#go(start);
    while (!next.startsWith(callback)) {
      if (!/\/interaction\/[\w-]+$/.test(next)) {
        next = await this.#go(next);
        continue;
      }
      const page = await this.fetch(next);
      const prompt = /name="prompt" value="(\w+)"/.exec(await page.text())![1]!;
      next = await this.#go(next, new URLSearchParams({ prompt, login, password: 'any' }));
    }
    return next;
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, Cookie: this.cookies() };
    const answer = await fetch(url, { redirect: 'manual', ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      this.#cookies.set(name!, value!);
    }
    return answer;
  }

  async #go(url: string, form?: URLSearchParams): Promise<string> {
    const answer = await this.fetch(url, form ? { method: 'POST', body: form } : {});
    const to = answer.headers.get('location');
    if (to === null) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
    return new URL(to, url).href;
  }

  /** As the `Cookie` header would say them. */
  cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
