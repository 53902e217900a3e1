import type { Database } from './database.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  now?: () => number; // epoch ms
  /** Told of an error that a subscriber threw; the commit stands. */
  onError?: (error: unknown) => void;
}

export function createStore(_database: Database, _options: StoreOptions = {}): Store {
  throw new Error('not yet');
}
