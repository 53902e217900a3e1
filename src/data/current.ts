import { useSyncExternalStore } from 'react';

/**
 * Questions of which the page shows what the store has now. A listener's first answer is what this machine kept, which may
 * be of yesterday; it is to be read, but nothing final is made of it.
 */
const current = new Set<string>();
const watchers = new Set<() => void>();

export function setCurrent(question: string, isCurrent: boolean): void {
  if (current.has(question) === isCurrent) return;
  if (isCurrent) current.add(question);
  else current.delete(question);
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

export const useCurrent = (...questions: readonly string[]): boolean =>
  useSyncExternalStore(watch, () => questions.every((question) => current.has(question)));
