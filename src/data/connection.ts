import { useSyncExternalStore } from 'react';

/** Whether the store answers. `since`: epoch ms of the last change, for "Mất mạng từ 14:31". */
interface Connection {
  readonly online: boolean;
  readonly since: number;
}

/** A listener's first answer comes from this machine's copy even with a network: that is no outage yet. */
const PATIENCE_MS = 1500;

// Told by the one listener that is always open (the member's own document, session.ts): the browser's own
// `navigator.onLine` knows nothing of a server that is down on a network that is up.
let connection: Connection = { online: true, since: Date.now() };
let doubt: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

function set(online: boolean, since: number) {
  connection = { online, since };
  for (const watcher of watchers) watcher();
}

/** What a listener's snapshot says: `fromServer: false` means that the store is out of reach, or not heard yet. */
export function reportConnection(fromServer: boolean): void {
  if (fromServer) {
    clearTimeout(doubt);
    doubt = undefined;
    if (!connection.online) set(true, Date.now());
  } else if (connection.online && doubt === undefined) {
    doubt = setTimeout(set, PATIENCE_MS, false, Date.now());
  }
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection);
