import type { ReactNode } from 'react';

/** A word in a ruled box. Its colour only repeats what the word says. */
export function Mark({ tone, children }: { tone: 'changed' | 'cancelled' | 'now' | 'plain'; children: ReactNode }) {
  return <span className={`mark ${tone}`}>{children}</span>;
}
