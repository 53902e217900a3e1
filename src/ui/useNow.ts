import { useEffect, useState } from 'react';

/** Epoch ms, moving on every half minute: an open page shows the new day and the hour. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
