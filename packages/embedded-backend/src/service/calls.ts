import { randomInt } from 'node:crypto';
import type { Identity } from '../auth/identity.ts';
import { requireCollectionId, requireDocumentName, requireParent, databaseOf } from '../model/resourceName.ts';
import { StatusError, type StatusName } from '../model/status.ts';
import { microsOfTime, timeOfMicros } from '../model/timestamp.ts';
import type { CommitResult, Reader, Store, Write } from '../store/store.ts';
import type { Access } from './access.ts';
import type { CommitQueue } from './commitQueue.ts';
import {
  collectionIdsAt,
  invalidToken,
  namesAt,
  pageOf,
  pageWithMissing,
  partitionPoints,
  queryOf,
  requirePartitionable,
  type Listing,
} from './listing.ts';
import type { Locks } from './locks.ts';
import { codeOf, refusalOf } from './errors.ts';
import {
  asMessage,
  checkDatabase,
  checkInside,
  countOf,
  listOf,
  masked,
  maskOf,
  messageOf,
  present,
  refuseFields,
  requireText,
  textOf,
  textsOf,
  type Json,
} from './request.ts';
import { atOnce, type Turns } from './turns.ts';

export interface CallContext {
  store: Store;
  /** The way of all writes. */
  commits: Pick<CommitQueue, 'commit'>;
  locks: Locks;
  turns: Turns;
  access: Access;
  /** null: any project (emulator mode). */
  projectId: string | null;
  log: (line: string) => void;
}

/** One RPC with a single request. The list is for those that stream their answer. */
type Call = (context: CallContext, request: Json, identity: Identity) => Json | Promise<Json | Json[]>;

/** Where a read reads: in a transaction, at a time, or now. */
interface ReadState {
  reader: Reader;
  /** What rules look up. Not through the transaction: rules' own reads must not make it conflict. */
  rules: Pick<Reader, 'get'>;
  readTime: string;
  /** Begun by this read; the answer names it. */
  begun?: string;
  /** The same moment, once others have been answered. Absent: they must not be, as each document is read as it is then. */
  again?: () => Pick<ReadState, 'reader' | 'rules'>;
}

/**
 * Server libraries only: the web SDK checks versions at commit instead. The store keeps a limited number, so that visitors
 * without an account could throw out everybody else's.
 */
function begin({ store }: CallContext, identity: Identity, options: Json | undefined): string {
  if (identity.kind === 'anonymous') {
    throw new StatusError('PERMISSION_DENIED', 'Missing or insufficient permissions.');
  }
  const readOnly = options && messageOf(options, 'readOnly');
  return store.begin(readOnly ? { readOnly } : { latest: isLocking(identity, options) });
}

/** Administrators only: a person could else stop all others from writing. */
function isLocking(identity: Identity, options: Json | undefined): boolean {
  return identity.kind === 'admin' && (options === undefined || messageOf(options, 'readOnly') === undefined);
}

function readStateOf(context: CallContext, request: Json, identity: Identity): ReadState {
  const { store, locks } = context;
  const readTime = textOf(request, 'readTime');
  if (readTime !== undefined) {
    const at = () => {
      const reader = store.at(readTime);
      return { reader, rules: reader };
    };
    return { ...at(), readTime: timeOfMicros(microsOfTime(readTime)!), again: at };
  }
  const newTransaction = messageOf(request, 'newTransaction');
  const begun = newTransaction && begin(context, identity, newTransaction);
  const transaction = begun ?? textOf(request, 'transaction');
  if (transaction === undefined) {
    const { now } = store;
    const again = () => {
      const reader = store.now === now ? store : store.at(now);
      return { reader, rules: reader };
    };
    return { reader: store, rules: store, readTime: now, again };
  }
  const reader = store.inTransaction(transaction);
  return {
    rules: store,
    readTime: reader.readTime,
    ...(store.isLatest(transaction)
      ? { reader: locks.holding(transaction, reader) }
      : { reader, again: () => ({ reader: store.inTransaction(transaction), rules: store }) }),
    ...(begun === undefined ? {} : { begun }),
  };
}

/** A read that is refused leaves no transaction behind. */
async function reading<T>(
  context: CallContext,
  request: Json,
  identity: Identity,
  read: (state: ReadState) => T | Promise<T>,
): Promise<T> {
  const { store, locks } = context;
  const newTransaction = messageOf(request, 'newTransaction');
  if (newTransaction && isLocking(identity, newTransaction)) {
    await locks.toRead(() => namesRead(store, (reader) => read({ reader, rules: store, readTime: store.now })));
  }
  const state = readStateOf(context, request, identity);
  try {
    return await read(state);
  } catch (cause) {
    if (state.begun !== undefined) endTransaction(context, state.begun);
    throw cause;
  }
}

function namesRead(store: Store, read: (reader: Reader) => unknown): Set<string> {
  const names = new Set<string>();
  read({
    get: (name) => {
      names.add(name);
      return store.get(name);
    },
    query: (parent, query) => {
      const found = store.query(parent, query);
      for (const { name } of found) names.add(name);
      return found;
    },
  });
  return names;
}

function endTransaction({ store, locks }: CallContext, transaction: string): void {
  store.rollback(transaction);
  locks.release(transaction);
}

function documentNameOf({ projectId }: CallContext, name: unknown): string {
  const document = requireDocumentName(name);
  checkDatabase(databaseOf(document), projectId);
  return document;
}

function parentOf({ projectId }: CallContext, request: Json): string {
  const parent = requireParent(requireText(request, 'parent'));
  checkDatabase(databaseOf(parent), projectId);
  return parent;
}

/** Of a person's commit: all others wait until it is judged and done. Of documents of a kilobyte a request holds as many. */
const MAX_WRITES = 10_000;

export function writesOf(database: string, request: Json, identity: Identity): Write[] {
  const items = listOf(request, 'writes');
  if (identity.kind !== 'admin' && items.length > MAX_WRITES) {
    throw new StatusError('INVALID_ARGUMENT', `A commit has at most ${MAX_WRITES} writes.`);
  }
  return items.map((item) => {
    const write = present(asMessage(item, 'A write'));
    for (const transform of listOf(write, 'updateTransforms')) asMessage(transform, 'A transform');
    const updateMask = maskOf(write, 'updateMask');
    checkInside(database, targetOf(write as Write));
    return { ...write, ...(updateMask === undefined ? {} : { updateMask: { fieldPaths: updateMask } }) } as Write;
  });
}

const getDocument: Call = (context, request, identity) =>
  reading(context, request, identity, ({ reader, rules }) => {
    const name = documentNameOf(context, requireText(request, 'name'));
    context.access.get(identity, [name], reader, rules);
    const document = reader.get(name);
    if (document === null) throw new StatusError('NOT_FOUND', `The document ${name} does not exist.`);
    return { ...masked(document, maskOf(request)) };
  });

const batchGetDocuments: Call = (context, request, identity) =>
  reading(context, request, identity, (state) => {
    const work = batchGet(context, request, identity, state);
    return state.again ? context.turns.do(work, () => Object.assign(state, state.again!())) : atOnce(work);
  });

/** Others may be answered at each `yield`. */
function* batchGet(context: CallContext, request: Json, identity: Identity, state: ReadState): Generator<void, Json[]> {
  const { readTime, begun } = state;
  const database = checkDatabase(request['database'], context.projectId);
  const names = new Set<string>();
  for (const text of textsOf(request, 'documents')) {
    yield;
    const name = requireDocumentName(text);
    checkInside(database, name);
    names.add(name);
  }
  const mask = maskOf(request);
  const judge = context.access.getter(identity, names.size);
  const answers: Json[] = begun === undefined ? [] : [{ transaction: begun, readTime }];
  for (const name of names) {
    yield;
    judge(name, state.reader, state.rules);
    const document = state.reader.get(name);
    answers.push(document === null ? { missing: name, readTime } : { found: masked(document, mask), readTime });
  }
  return answers;
}

const runQuery: Call = (context, request, identity) =>
  reading(context, request, identity, ({ reader, rules, readTime, begun }) => {
    refuseFields(request, 'explainOptions', 'pipelineQuery');
    const parent = parentOf(context, request);
    const query = asMessage(request['structuredQuery'], 'structuredQuery');
    context.access.list(identity, parent, query, rules);
    const found = reader.query(parent, query);
    const answers: Json[] = found.map((document) => ({ document, readTime }));
    if (begun !== undefined || found.length === 0) answers.unshift({ readTime });
    if (begun !== undefined) answers[0]!['transaction'] = begun;
    const offset = countOf(query, 'offset') ?? 0;
    if (offset > 0) {
      const skipped = () => reader.query(parent, { ...query, offset: 0, limit: offset });
      answers[0]!['skippedResults'] = found.length > 0 ? offset : skipped().length;
    }
    return answers;
  });

const runAggregationQuery: Call = (context, request, identity) =>
  reading(context, request, identity, ({ reader, rules, readTime, begun }) => {
    refuseFields(request, 'explainOptions');
    const parent = parentOf(context, request);
    const aggregation = asMessage(request['structuredAggregationQuery'], 'structuredAggregationQuery');
    const query = asMessage(aggregation['structuredQuery'], 'structuredQuery');
    context.access.list(identity, parent, query, rules);
    const result = { aggregateFields: context.store.aggregate(parent, aggregation, reader) };
    return [{ result, readTime, ...(begun === undefined ? {} : { transaction: begun }) }];
  });

const beginTransaction: Call = (context, request, identity) => {
  checkDatabase(request['database'], context.projectId);
  return { transaction: begin(context, identity, messageOf(request, 'options')) };
};

const rollback: Call = (context, request) => {
  checkDatabase(request['database'], context.projectId);
  endTransaction(context, requireText(request, 'transaction'));
  return {};
};

/** Resolves when the writes are on disk. */
export async function commitWrites(
  { store, commits, access, locks }: CallContext,
  identity: Identity,
  writes: Write[],
  transaction?: string,
): Promise<CommitResult> {
  const names = new Set(writes.map(targetOf).filter((name) => name !== undefined));
  try {
    const free = locks.toWrite(names, transaction);
    if (free) await free;
  } catch (cause) {
    if (transaction !== undefined) store.rollback(transaction);
    throw cause;
  }
  const guard = access.writeGuard(identity, writes, transaction !== undefined);
  try {
    return await commits.commit({
      writes,
      ...(transaction === undefined ? {} : { transaction }),
      ...(guard === undefined ? {} : { guard }),
    });
  } catch (cause) {
    // An unmet condition tells what is stored: only to those who may read it. Others are refused, met or not.
    if (cause instanceof StatusError && TELLS_STATE.has(cause.status)) {
      const conditional = writes.filter(({ currentDocument }) => currentDocument !== undefined).map(targetOf);
      access.get(
        identity,
        conditional.filter((name) => name !== undefined),
        store,
      );
    }
    throw cause;
  } finally {
    if (transaction !== undefined) locks.release(transaction);
  }
}

const TELLS_STATE = new Set<StatusName>(['NOT_FOUND', 'ALREADY_EXISTS', 'FAILED_PRECONDITION']);

function targetOf(write: Write): string | undefined {
  return write.delete ?? write.verify ?? write.update?.name ?? write.transform?.document;
}

const commit: Call = async (context, request, identity) => {
  const database = checkDatabase(request['database'], context.projectId);
  return {
    ...(await commitWrites(context, identity, writesOf(database, request, identity), textOf(request, 'transaction'))),
  };
};

/** One write, and the document that it left. */
async function written(context: CallContext, identity: Identity, write: Write, name: string, mask?: string[]) {
  const { commitTime } = await commitWrites(context, identity, [write]);
  // Others may have changed it since, in the same wait for the disk.
  return { ...masked(context.store.at(commitTime).get(name)!, mask) };
}

/** Server libraries send twenty. Each write is judged, and its denial logged, by itself. */
const MAX_BATCH = 500;

/** Not atomic: each write stands or falls alone, and each is told how it went. */
const batchWrite: Call = async (context, request, identity) => {
  const database = checkDatabase(request['database'], context.projectId);
  const writes = writesOf(database, request, identity);
  if (writes.length > MAX_BATCH) {
    throw new StatusError('INVALID_ARGUMENT', `A batch write has at most ${MAX_BATCH} writes.`);
  }
  const names = writes.map(targetOf);
  if (new Set(names).size < names.length) {
    throw new StatusError('INVALID_ARGUMENT', 'A batch write may not write the same document twice.');
  }
  const outcomes = await Promise.all(
    writes.map(async (write) => {
      try {
        const { writeResults } = await commitWrites(context, identity, [write]);
        return { result: writeResults[0] ?? {}, status: { code: 0 } };
      } catch (error) {
        const { status, message } = refusalOf(error, context.log, identity);
        return { result: {}, status: { code: codeOf(status), message } };
      }
    }),
  );
  return { writeResults: outcomes.map(({ result }) => result), status: outcomes.map(({ status }) => status) };
};

const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const newId = () => Array.from({ length: 20 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('');

function preconditionOf(request: Json): Json {
  const currentDocument = messageOf(request, 'currentDocument');
  return currentDocument === undefined ? {} : { currentDocument };
}

const createDocument: Call = (context, request, identity) => {
  const collectionId = requireCollectionId(requireText(request, 'collectionId'));
  const id = requireCollectionId(textOf(request, 'documentId') ?? newId());
  const name = documentNameOf(context, `${parentOf(context, request)}/${collectionId}/${id}`);
  const document = messageOf(request, 'document');
  const fields = (document?.['fields'] ?? {}) as NonNullable<Write['update']>['fields'] & {};
  const write = { update: { name, fields }, currentDocument: { exists: false } };
  return written(context, identity, write, name, maskOf(request));
};

const updateDocument: Call = (context, request, identity) => {
  const document = asMessage(request['document'], 'document');
  const name = documentNameOf(context, requireText(document, 'name'));
  const updateMask = maskOf(request, 'updateMask');
  const write: Json = {
    update: { name, fields: document['fields'] ?? {} },
    ...(updateMask === undefined ? {} : { updateMask: { fieldPaths: updateMask } }),
    ...preconditionOf(request),
  };
  return written(context, identity, write as unknown as Write, name, maskOf(request));
};

const deleteDocument: Call = async (context, request, identity) => {
  const write: Json = {
    delete: documentNameOf(context, requireText(request, 'name')),
    ...preconditionOf(request),
  };
  await commitWrites(context, identity, [write as unknown as Write]);
  return {};
};

const listDocuments: Call = (context, request, identity) =>
  reading(context, request, identity, ({ reader, rules }) => {
    const parent = parentOf(context, request);
    const collectionId = requireCollectionId(requireText(request, 'collectionId'));
    const mask = maskOf(request);
    const pageSize = countOf(request, 'pageSize') || undefined;
    const orderBy = textOf(request, 'orderBy');
    const pageToken = textOf(request, 'pageToken');
    const query = queryOf(collectionId, orderBy, pageToken);
    context.access.list(identity, parent, pageSize === undefined ? query : { ...query, limit: pageSize }, rules);
    const page = (): Listing => {
      if (request['showMissing'] !== true) return pageOf(reader, parent, query, pageSize);
      requireAdmin(identity);
      if (orderBy !== undefined)
        throw new StatusError('INVALID_ARGUMENT', 'Missing documents have no fields to order by.');
      const namesAfter =
        reader === context.store
          ? (after: string | undefined, size: number) =>
              context.store.shallowNames(parent, collectionId, { after, size })
          : namesAt(reader, parent, collectionId);
      return pageWithMissing(reader, namesAfter, { pageSize, pageToken });
    };
    const { documents, nextPageToken } = page();
    return {
      documents: documents.map((document) => ('fields' in document ? masked(document, mask) : document)),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    };
  });

/** Names of collections are no documents: no rule can allow them. */
const listCollectionIds: Call = (context, request, identity) => {
  requireAdmin(identity);
  const parent = parentOf(context, request);
  const readTime = textOf(request, 'readTime');
  const { store } = context;
  const all = readTime === undefined ? store.listCollectionIds(parent) : collectionIdsAt(store.at(readTime), parent);
  const { page, ...next } = pageFrom(all, request);
  return { collectionIds: page, ...next };
};

/** Cuts where the documents are now: of a query at an earlier time too the parts are right, if not all of one size. */
const partitionQuery: Call = (context, request, identity) => {
  requireAdmin(identity);
  const parent = parentOf(context, request);
  const query = present(asMessage(request['structuredQuery'], 'structuredQuery'));
  const collectionId = requirePartitionable(query, parent);
  const points = countOf(request, 'partitionCount') ?? 0;
  if (points === 0) throw new StatusError('INVALID_ARGUMENT', 'partitionCount must be above zero.');
  const names = context.store.namesOfGroup(parent, collectionId);
  const { page, ...next } = pageFrom(partitionPoints(names, points), request);
  return { partitions: page.map((referenceValue) => ({ values: [{ referenceValue }] })), ...next };
};

/** A page of a list that is at hand as a whole; the token is where the next one begins. */
function pageFrom(all: string[], request: Json): { page: string[]; nextPageToken?: string } {
  const token = textOf(request, 'pageToken') || '0';
  if (!/^\d{1,9}$/.test(token)) throw invalidToken();
  const start = Number(token);
  const end = start + (countOf(request, 'pageSize') || all.length);
  return { page: all.slice(start, end), ...(end < all.length ? { nextPageToken: String(end) } : {}) };
}

function requireAdmin(identity: Identity): void {
  if (identity.kind !== 'admin') throw new StatusError('PERMISSION_DENIED', 'Missing or insufficient permissions.');
}

/** By name of the RPC of google.firestore.v1.Firestore. */
export const CALLS = {
  GetDocument: getDocument,
  BatchGetDocuments: batchGetDocuments,
  RunQuery: runQuery,
  RunAggregationQuery: runAggregationQuery,
  BeginTransaction: beginTransaction,
  Rollback: rollback,
  Commit: commit,
  BatchWrite: batchWrite,
  CreateDocument: createDocument,
  UpdateDocument: updateDocument,
  DeleteDocument: deleteDocument,
  ListDocuments: listDocuments,
  ListCollectionIds: listCollectionIds,
  PartitionQuery: partitionQuery,
} satisfies Record<string, Call>;
