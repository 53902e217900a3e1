/** A machine's clock may be that far from the server's: seconds between asking and hearing, milliseconds. */
const MEANT_MS = 60_000;

let skew = 0;
const watchers = new Set<() => void>();

/** Epoch ms by the server's clock, once it was heard: a machine that is a day off shows no wrong day. */
export const clockNow = (): number => byServer(Date.now());

/** What this machine's clock said, by the server's. */
export const byServer = (epochMs: number): number => epochMs + skew;

/** What the server's clock says at this moment. */
export function setServerTime(epochMs: number): void {
  const off = epochMs - Date.now();
  const next = Math.abs(off) > MEANT_MS ? off : 0;
  if (Math.abs(next - skew) < MEANT_MS && (next === 0) === (skew === 0)) return;
  skew = next;
  for (const watcher of watchers) watcher();
}

/** Calls when the clock was set, until stopped. */
export function onClockSet(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
