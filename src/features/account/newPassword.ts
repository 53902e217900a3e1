import type { Messages } from './messages.ts';
import { SHORTEST, type PasswordErrors } from './PasswordFields.tsx';

/** What can be said without the server; null: nothing against it. Letters count once, however they are typed. */
export function passwordErrors(password: string, again: string, t: Messages['account']): PasswordErrors | null {
  if ([...password.normalize('NFC')].length < SHORTEST) return { password: t.short };
  return password.normalize('NFC') === again.normalize('NFC') ? null : { again: t.different };
}
