import { useEffect, useState } from 'react';
import { clockNow, onClockSet } from './clock.ts';

/** Epoch ms by the server's clock, moving on every half minute: an open page shows the new day and the hour. */
export function useNow(): number {
  const [now, setNow] = useState(clockNow);
  useEffect(() => {
    const tick = () => setNow(clockNow());
    const timer = setInterval(tick, 30_000);
    const stop = onClockSet(tick);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
  return now;
}
