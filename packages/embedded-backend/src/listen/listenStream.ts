import type { Store, StructuredQuery } from '../store/store.ts';

/** protobuf-JSON of ListenRequest, of which `database` and `labels` are not needed here. */
export interface ListenRequest {
  addTarget?: Record<string, unknown>;
  removeTarget?: number;
}

/** What a target asks to see, as received and checked. */
export type Target = { query: { parent: string; structuredQuery: StructuredQuery } } | { documents: string[] };

export interface ListenOptions {
  store: Store;
  /** Takes one protobuf-JSON ListenResponse, in order, at once; it must not call back into the stream. */
  send: (response: Record<string, unknown>) => void;
  /**
   * Throws StatusError when the target may not be read. Returns the names of the documents its verdict rests on: when a
   * commit changes one of them the target is judged again before the commit is shown. Judges the state of the store now.
   */
  judge?: (target: Target) => Iterable<string> | void;
}

/** The targets of one client stream (firestore protocol, section 5). */
export interface ListenStream {
  /** A StatusError is the end of the stream; a refused target is told inside the stream. */
  handle(request: ListenRequest): void;
  /** Judges all targets again: rules reloaded, token expired or renewed. */
  rejudge(): void;
  close(): void;
}

export function openListenStream(_options: ListenOptions): ListenStream {
  throw new Error('not yet');
}
