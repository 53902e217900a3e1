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

let heard = true;

/** What a listener's snapshot says: `fromServer: false` means that the store is out of reach, or not heard yet. */
export function reportConnection(fromServer: boolean): void {
  heard = fromServer;
  if (fromServer) {
    clearTimeout(doubt);
    doubt = undefined;
    if (!connection.online) set(true, Date.now());
  } else if (connection.online && doubt === undefined) {
    doubt = setTimeout(set, PATIENCE_MS, false, Date.now());
  }
}

/** How long writes may be open before the line is tried, and how long the server has to answer that, milliseconds. */
const TRIED_MS = 1500;
const ANSWER_MS = 2500;
/** A file of ours, wherever the app is served from. */
const TRIED_FILE = '/embed.js';

let open = 0;
let trying: ReturnType<typeof setTimeout> | undefined;

/**
 * A write on its way. Of a line that swallows everything (a pulled cable, a server that hangs) the SDK learns after a minute
 * or more: so while a write is open for long, the line is tried, and counts as lost until it answers.
 */
export async function onTheLine<T>(write: Promise<T>): Promise<T> {
  open += 1;
  trying ??= setTimeout(tryLine, TRIED_MS);
  try {
    return await write;
  } finally {
    open -= 1;
    if (open === 0) {
      clearTimeout(trying);
      trying = undefined;
      if (heard && !connection.online) set(true, Date.now());
    }
  }
}

async function tryLine() {
  const own = trying;
  const answered = await answers();
  if (trying !== own) return; // all that was open is done
  const online = answered && heard;
  if (online !== connection.online && (!answered || heard)) set(online, Date.now());
  trying = setTimeout(tryLine, TRIED_MS);
}

/** Any answer is one. */
async function answers(): Promise<boolean> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_MS);
  try {
    await fetch(TRIED_FILE, { method: 'HEAD', cache: 'no-store', signal: patience.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection);
