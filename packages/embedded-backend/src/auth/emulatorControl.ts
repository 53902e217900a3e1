import type { IncomingMessage } from 'node:http';
import type { Caller, Context } from './context.ts';
import { AuthError } from './errors.ts';
import { readJson, type Json } from './http.ts';
import { applyLink, resetPassword } from './oobCodes.ts';

/** Control endpoints of emulator mode, which test libraries call (auth protocol, 1.3). Undefined: no such path. */
export async function emulatorControl(
  context: Context,
  req: IncomingMessage,
  url: URL,
  caller: Caller,
): Promise<Json | undefined> {
  const { accounts, codes, sent } = context;
  if (req.method === 'GET' && url.pathname === '/emulator/action') return follow(context, url.searchParams, caller);
  const name = /^\/emulator\/v1\/projects\/[^/]+\/(\w+)$/.exec(url.pathname)?.[1];
  switch (`${req.method} ${name}`) {
    case 'DELETE accounts':
      accounts.clear();
      codes.clear();
      sent?.splice(0);
      return {};
    case 'GET oobCodes':
      return { oobCodes: sent?.filter(({ oobCode }) => codes.has(oobCode)) ?? [] };
    case 'GET config':
      return CONFIG;
    case 'PATCH config':
      return checkConfig(await readJson(req, 4096));
    default:
      return undefined;
  }
}

/** What this server always is: nobody learns who has an account, and an e-mail is one account's. */
const CONFIG = {
  signIn: { allowDuplicateEmails: false },
  emailPrivacyConfig: { enableImprovedEmailPrivacy: true },
};

function checkConfig(body: Json): Json {
  const { signIn, emailPrivacyConfig } = body as Partial<Record<keyof typeof CONFIG, Json>>;
  if (signIn?.['allowDuplicateEmails'] === true) {
    throw new AuthError('OPERATION_NOT_ALLOWED', 'An e-mail belongs to one account.');
  }
  if (emailPrivacyConfig?.['enableImprovedEmailPrivacy'] === false) {
    throw new AuthError('OPERATION_NOT_ALLOWED', 'Protection against enumeration of e-mails cannot be turned off.');
  }
  return CONFIG;
}

/** Where links of emulator mode lead: done at once, without a page. */
async function follow(context: Context, query: URLSearchParams, caller: Caller): Promise<Json> {
  const oobCode = query.get('oobCode');
  if (!query.get('apiKey') || !oobCode) throw new AuthError('INVALID_ARGUMENT', 'apiKey and oobCode are needed.');
  switch (query.get('mode')) {
    case 'resetPassword': {
      const newPassword = query.get('newPassword');
      if (!newPassword) throw new AuthError('MISSING_PASSWORD', 'Add &newPassword= to the address.');
      const { email } = await resetPassword(context, { oobCode, newPassword }, caller);
      return { authEmulator: { success: 'The password has been set.', email } };
    }
    case 'verifyEmail':
    case 'verifyAndChangeEmail': {
      const { email } = await applyLink(context, oobCode, caller.address);
      return { authEmulator: { success: 'The e-mail has been verified.', email } };
    }
    default:
      throw new AuthError('INVALID_ARGUMENT', 'mode must be resetPassword, verifyEmail or verifyAndChangeEmail.');
  }
}
