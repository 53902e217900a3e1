import type { User } from 'firebase/auth';
import { doc, updateDoc } from 'firebase/firestore';
import type { Member } from '#domain/permissions.ts';
import { backend } from './firebase.ts';

/**
 * An address that was changed by a link is the account's alone at first: once its owner is back, the list of members
 * follows. The account is asked anew, as this page may have read it before an administrator changed both.
 */
export async function bringOwnAddress(user: User, member: Member | null): Promise<void> {
  if (!member?.active || user.email === member.email) return;
  try {
    await user.reload();
    if (!user.emailVerified || user.email === null || user.email === member.email) return;
    await updateDoc(doc(backend().db, 'members', user.uid), { email: user.email });
  } catch {
    // Without a network, or refused: the next page tries again. The address so far does no harm.
  }
}
