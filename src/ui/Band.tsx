import type { ReactNode } from 'react';

/** A message across the page: `cancelled` interrupts a screen reader, the others wait their turn. */
export function Band({ tone, children }: { tone: 'now' | 'changed' | 'cancelled'; children: ReactNode }) {
  return (
    <div className={`band ${tone}`} role={tone === 'cancelled' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
