/**
 * Which questions the store has ever answered on this machine. The SDK's own copy does not tell "there are none" from
 * "never asked": without a network only the first may read as "nothing scheduled". Gone when one signs out.
 */
const key = (question: string) => `lct.heard ${question}`;

export function markHeard(question: string): void {
  try {
    localStorage.setItem(key(question), '1');
  } catch {
    // No room or no storage: the question counts as never asked, which errs on the safe side.
  }
}

export function wasHeard(question: string): boolean {
  try {
    return localStorage.getItem(key(question)) !== null;
  } catch {
    return false;
  }
}
