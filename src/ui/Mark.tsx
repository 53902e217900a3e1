import type { ReactNode } from 'react';

const CLASS = { changed: 'chg', cancelled: 'can', now: 'now', plain: 'plain' } as const;

/** A word in a ruled box. Its colour only repeats what the word says. */
export function Mark({ tone, children }: { tone: 'changed' | 'cancelled' | 'now' | 'plain'; children: ReactNode }) {
  return <span className={`mark ${CLASS[tone]}`}>{children}</span>;
}
