import { useSyncExternalStore } from 'react';

/** Whether the store answers. `since`: epoch ms of the last change, for "Mất mạng từ 14:31". */
export interface Connection {
  readonly online: boolean;
  readonly since: number;
}

// Told by the one listener that is always open (the member's own document, session.ts): the browser's own
// `navigator.onLine` knows nothing of a server that is down on a network that is up.
let connection: Connection = { online: true, since: Date.now() };
const watchers = new Set<() => void>();

export function reportConnection(online: boolean): void {
  if (online === connection.online) return;
  connection = { online, since: Date.now() };
  for (const watcher of watchers) watcher();
}

export const isOnline = () => connection.online;

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection);
