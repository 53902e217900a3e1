import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 48rem)';

/** Whether columns do not fit. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      const media = matchMedia(NARROW);
      media.addEventListener('change', watcher);
      return () => media.removeEventListener('change', watcher);
    },
    () => matchMedia(NARROW).matches,
  );
