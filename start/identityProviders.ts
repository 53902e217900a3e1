import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSafe, type IdentityProvider } from 'embedded-backend/auth/identityProviders.ts';
import * as v from 'valibot';
import { StartError } from './startError.ts';

/** A provider as the office set it up: with its words for the button, and the secret for its own server. */
export interface OfficeProvider extends IdentityProvider {
  readonly name: string;
  readonly clientSecret: string | undefined;
}

const line = v.pipe(v.string(), v.trim(), v.nonEmpty());
const schema = v.array(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^oidc\.[a-z0-9-]{1,40}$/)),
    name: line,
    issuer: v.pipe(line, v.check(isSafe)),
    clientId: line,
    clientSecret: v.optional(line),
    trustedDomains: v.optional(v.array(line), []),
  }),
);

/** `identity-providers.json` of the data directory (docs/accounts.md); none without it. Throws StartError. */
export function readIdentityProviders(dataDir: string): readonly OfficeProvider[] {
  const file = join(dataDir, 'identity-providers.json');
  if (!existsSync(file)) return [];
  try {
    const read = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
    if (read.success) return read.output.map((provider) => ({ clientSecret: undefined, ...provider }));
    const { path } = read.issues[0];
    throw new Error(path ? `ở ${path.map(({ key }) => String(key)).join('.')}` : 'phải là một danh sách');
  } catch (cause) {
    throw new StartError(`Tệp ${file} chưa đúng (${(cause as Error).message}). Xem docs/accounts.md.`, { cause });
  }
}
