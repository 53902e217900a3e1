import { backend } from './firebase.ts';

/**
 * Which questions the store has answered. The SDK's own copy does not tell "there are none" from "never asked": without
 * a network only the first may read as "nothing scheduled". Known as long as the copy is: on this machine until one
 * signs out, or, where the copy is in memory, as long as the page.
 */
const inThisPage = new Set<string>();
const key = (question: string) => `lct.heard ${question}`;

export function markHeard(question: string): void {
  inThisPage.add(question);
  if (!backend().keepsCopy) return;
  try {
    localStorage.setItem(key(question), '1');
  } catch {
    // No room or no storage: after a reload the question counts as never asked, which errs on the safe side.
  }
}

export function wasHeard(question: string): boolean {
  if (inThisPage.has(question)) return true;
  try {
    return backend().keepsCopy && localStorage.getItem(key(question)) !== null;
  } catch {
    return false;
  }
}
