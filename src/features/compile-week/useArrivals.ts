import { useEffect, useRef, useState } from 'react';
import type { InboxItem } from './inbox.ts';

/** What to say about a request that came while the page was open; what was here before, or comes back, is no news. */
export function useArrivals(inbox: readonly InboxItem[], wordsOf: (item: InboxItem) => string): string {
  const seen = useRef<Set<string> | null>(null);
  const [said, say] = useState('');
  useEffect(() => {
    const known = seen.current;
    seen.current = new Set([...(known ?? []), ...inbox.map(({ entry }) => entry.id)]);
    const [news] = known ? inbox.filter(({ entry }) => !known.has(entry.id)) : [];
    if (news) say(wordsOf(news));
    // oxlint-disable-next-line react/exhaustive-deps -- words are made when it comes
  }, [inbox]);
  return said;
}
