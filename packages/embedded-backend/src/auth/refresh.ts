import type { Context } from './context.ts';
import { AuthError } from './errors.ts';
import type { Json } from './http.ts';
import { ID_TOKEN_SECONDS } from './tokens.ts';

/** `POST …/v1/token`, form-encoded both ways but the answer. Names are OAuth's, or as the rest of the API spells them. */
export async function refresh(context: Context, form: URLSearchParams): Promise<Json> {
  const { accounts, sessions, tokens, throttle, projectId, now } = context;
  const grant = form.get('grant_type') ?? form.get('grantType');
  if (!grant) throw new AuthError('MISSING_GRANT_TYPE');
  if (grant !== 'refresh_token') throw new AuthError('INVALID_GRANT_TYPE');
  const given = form.get('refresh_token') ?? form.get('refreshToken');
  if (!given) throw new AuthError('MISSING_REFRESH_TOKEN');
  const owner = sessions.ownerOf(given);
  if (owner !== undefined) {
    const account = accounts.find(owner);
    if (!account) throw new AuthError('USER_NOT_FOUND');
    if (account.disabled) throw new AuthError('USER_DISABLED');
  }
  const session = sessions.refresh(given, now());
  throttle.refreshed(session.id, now());
  const idToken = await tokens.issue(accounts.find(session.uid)!, session);
  return {
    access_token: idToken,
    id_token: idToken,
    refresh_token: sessions.refreshToken(session),
    expires_in: String(ID_TOKEN_SECONDS),
    token_type: 'Bearer',
    user_id: session.uid,
    project_id: projectId,
  };
}
