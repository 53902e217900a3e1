import { normalizeEmail, type Account } from './accounts.ts';
import { callerOf, requireFresh, startSession, type Context, type Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { textOf, type Json } from './http.ts';
import type { ForeignPerson, IdentityProvider } from './identityProviders.ts';
import { shown } from './userInfo.ts';

/**
 * `accounts:signInWithIdp` (auth protocol, 1.5): an ID token of the office's identity provider signs in whoever it is
 * linked to. It is linked by its owner, signed in, or by the e-mail where the issuer is trusted for that domain.
 */
export const signInWithIdp: Operation = async (context, body, caller) => {
  const form = new URLSearchParams(textOf(body, 'postBody') ?? '');
  const provider = context.identityProviders.find(form.get('providerId') ?? '');
  if (!provider) throw new AuthError('OPERATION_NOT_ALLOWED', 'There is no such identity provider.');
  try {
    return await signInBy(provider, form, context, body, caller);
  } catch (cause) {
    // The person is told no more than that it failed; clocks and keys are the administrator's to look after.
    if (cause instanceof AuthError)
      context.log(`auth: sign-in refused, by ${provider.id} from ${caller.address}: ${cause.message}`);
    throw cause;
  }
};

async function signInBy(
  provider: IdentityProvider,
  form: URLSearchParams,
  context: Context,
  body: Json,
  { address }: Parameters<Operation>[2],
): Promise<Json> {
  const { accounts, identities, identityProviders, log } = context;
  const idToken = form.get('id_token');
  if (!idToken) throw new AuthError('INVALID_IDP_RESPONSE', 'id_token is missing.');
  const person = await identityProviders.verify(provider, idToken, form.get('nonce') ?? '');
  const common: Json = {
    kind: 'identitytoolkit#VerifyAssertionResponse',
    providerId: provider.id,
    federatedId: person.rawId,
    ...shown({ email: person.email, displayName: person.name }),
    emailVerified: person.emailVerified,
    oauthIdToken: idToken,
    rawUserInfo: JSON.stringify(person.claims),
  };
  const link = ({ uid }: Account) =>
    identities.link({ provider: provider.id, rawId: person.rawId, uid, email: person.email });

  // Addresses are handed on to successors: who has another name at the issuer than the account's owner is somebody else.
  const isTaken = ({ uid }: Account) => identities.of(uid).some((identity) => identity.provider === provider.id);

  let account: Account;
  let isNewUser = false;
  if (textOf(body, 'idToken') !== undefined) {
    const token = await callerOf(context, body);
    requireFresh(context, token);
    account = accounts.find(token.uid)!;
    link(account);
    log(`auth: ${provider.id} linked by ${account.uid} from ${address}`);
  } else {
    const known = accounts.find(identities.find(provider.id, person.rawId)?.uid ?? '');
    const sameEmail = known || person.email === null ? undefined : accounts.findByEmail(person.email);
    if (known) account = known;
    else if (body['autoCreate'] === false) throw new AuthError('USER_NOT_FOUND');
    else if (sameEmail && isVouchedFor(provider, person) && !isTaken(sameEmail)) {
      account = sameEmail;
      if (!account.disabled) link(account);
    } else if (sameEmail && person.emailVerified) {
      // It is their mailbox, so they may know: sign in the usual way, then link.
      return { ...common, needConfirmation: true, verifiedProvider: sameEmail.password === null ? [] : ['password'] };
    } else {
      account = await create(context, person);
      link(account);
      isNewUser = true;
    }
  }
  if (account.disabled) throw new AuthError('USER_DISABLED');
  const session = await startSession(context, account, provider.id, null);
  log(`auth: signed in by ${provider.id}, ${account.uid} from ${address}`);
  return { ...common, isNewUser, ...session };
}

/** Administrators make accounts; emulators, anybody. */
async function create({ accounts, emulator }: Context, person: ForeignPerson): Promise<Account> {
  if (!emulator) throw new AuthError('ADMIN_ONLY_OPERATION', 'Nobody has invited this person yet.');
  const email = person.email !== null && accounts.findByEmail(person.email) ? null : person.email;
  return accounts.create({ email, emailVerified: person.emailVerified, displayName: person.name });
}

function isVouchedFor({ trustedDomains }: IdentityProvider, { email, emailVerified }: ForeignPerson): boolean {
  const domain = normalizeEmail(email ?? '').split('@')[1] ?? '';
  return emailVerified && trustedDomains.some((trusted) => normalizeEmail(`@${trusted}`) === `@${domain}`);
}
