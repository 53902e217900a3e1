/** Runs once the browser has nothing else to do; gives the way to call it off. */
export function whenIdle(begin: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(begin, 2_000); // Safari
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(begin, { timeout: 10_000 });
  return () => cancelIdleCallback(asked);
}
