import type { Document, Fields } from '../model/value.ts';

/** One write of a commit, protobuf-JSON of google.firestore.v1.Write (plus `verify`). */
export interface Write {
  update?: { name: string; fields?: Fields };
  delete?: string;
  verify?: string;
  transform?: { document: string; fieldTransforms: FieldTransform[] };
  updateMask?: { fieldPaths?: string[] };
  updateTransforms?: FieldTransform[];
  currentDocument?: { exists?: boolean; updateTime?: string };
}
/** protobuf-JSON of DocumentTransform.FieldTransform. */
export type FieldTransform = { fieldPath: string } & Record<string, unknown>;

export interface WriteResult {
  updateTime?: string;
  transformResults?: unknown[];
}

/** Writes that are applied together or not at all. */
export interface CommitRequest {
  writes: Write[];
  transaction?: string; // base64 id
  /**
   * Sees the changes that would be made, one a *write* (before = state after the earlier writes of this commit, after = with
   * transforms applied, server timestamps = requestTime), and throws to refuse; it runs before anything is written. `before`
   * reads the state that the commit finds, `after` the state as if all of it had succeeded.
   */
  guard?: (changes: DocumentChange[], context: { before: Reader; after: Reader; requestTime: string }) => void;
}

export interface CommitResult {
  writeResults: WriteResult[];
  commitTime: string;
}

export type CommitOutcome = { result: CommitResult } | { error: unknown };

/** What one write does: the state before and after it. `before`/`after` null: the document does not exist. */
export interface DocumentChange {
  name: string;
  before: Document | null;
  after: Document | null;
}

/** Told after a commit is durable, once a commit, in order. */
export interface CommitEvent {
  /** The commit's time, RFC 3339 with microseconds; strictly rising over commits. */
  commitTime: string;
  changes: DocumentChange[]; // one a document, in order of first touch; before = before the whole commit
}

/** A read of the state at one moment. `at` undefined: now. */
export interface Reader {
  get(name: string): Document | null;
  /** `parent`: full name of a document or of the root (`projects/…/documents`); `query`: protobuf-JSON StructuredQuery. */
  query(parent: string, query: StructuredQuery): Document[];
}

/** protobuf-JSON StructuredQuery as received; the store validates it (INVALID_ARGUMENT). */
export type StructuredQuery = Record<string, unknown>;

/**
 * Documents of any number of databases in one libsql file, or in memory. All calls are synchronous; a commit is
 * durable when `commit` returns. Errors are StatusError.
 */
export interface Store extends Reader {
  /** Applies all writes or none. */
  commit(writes: Write[], options?: Omit<CommitRequest, 'writes'>): CommitResult;
  /**
   * Several commits one after the other, each for itself as with `commit`, which share what is dear: they become durable
   * together, before this returns. Each finds what those before it leave; one that fails leaves no trace.
   */
  commitAll(requests: CommitRequest[]): CommitOutcome[];
  /**
   * Starts a transaction: what is read through it is checked at commit (ABORTED). It reads the state of its begin, or, if
   * `latest`, that of each read: for whoever sees to it that what was read does not change. Returns its base64 id.
   */
  begin(options?: {
    readOnly?: { readTime?: string };
    readWrite?: { retryTransaction?: string };
    latest?: boolean;
  }): string;
  rollback(transaction: string): void;
  /** It is not over, and its reads are of the latest state. */
  isLatest(transaction: string): boolean;
  /** Reads inside a transaction are remembered; a read-only one reads at its time. */
  inTransaction(transaction: string): Reader & { readonly readTime: string };
  /** The state at an earlier moment, while the change log reaches back to it; FAILED_PRECONDITION otherwise. */
  at(readTime: string): Reader;
  /** The time of the last commit, or of the store's opening. */
  readonly now: string;
  /** Names the state at `commitTime`, a time of `now`, for `atToken` of this store or of a later opening. Base64. */
  tokenOf(commitTime: string): string;
  /**
   * The state that a token names. Undefined when the change log does not reach back to it, or when it is of another history:
   * the data have been restored from a copy that was made before.
   */
  atToken(token: string): Reader | undefined;
  /** The same of a time alone, as a client got it with what it read then. */
  atPast(readTime: unknown): Reader | undefined;
  /** count, sum, avg over a query: protobuf-JSON of StructuredAggregationQuery → aggregateFields. */
  aggregate(parent: string, query: Record<string, unknown>, reader?: Reader): Fields;
  listCollectionIds(parent: string): string[];
  /** Names of the documents below a parent that are in collections of this id, in their order. */
  namesOfGroup(parent: string, collectionId: string): string[];
  /** Names in a collection behind `after`, in order; also of documents that are not there but have something below. */
  shallowNames(parent: string, collectionId: string, options: { after?: string | undefined; size: number }): string[];
  subscribe(listener: (event: CommitEvent) => void): () => void;
  /** Deletes every document of a database (emulator mode); listeners see the deletions. */
  clear(database: string): void;
  close(): void;
}
