import { randomBytes } from 'node:crypto';
import { applyUpdate, checkPrecondition, checkRewritten, checkTogether, parseWrite } from '../model/mutation.ts';
import { requireCollectionId, requireDatabase, requireDocumentName, requireParent } from '../model/resourceName.ts';
import { StatusError } from '../model/status.ts';
import { microsOfTime, timeOfMicros, type Micros } from '../model/timestamp.ts';
import type { Document } from '../model/value.ts';
import { aggregate } from './aggregate.ts';
import type { Database } from './database.ts';
import { openDocuments, type Source } from './documents.ts';
import { keyOf } from './key.ts';
import { parseQuery } from './query.ts';
import type {
  CommitEvent,
  CommitOutcome,
  CommitRequest,
  CommitResult,
  DocumentChange,
  Reader,
  Store,
  StructuredQuery,
  WriteResult,
} from './store.ts';

export interface StoreOptions {
  now?: () => number; // epoch ms
  /** Told of an error that a subscriber threw; the commit stands. */
  onError?: (error: unknown) => void;
  /** Told in a sentence what was damaged and is lost. */
  onDamage?: (what: string) => void;
  /** How many documents a query may read before its field gets an index. */
  indexAfter?: number;
}

/** What a transaction read is compared with the state at its commit. */
interface Transaction {
  readOnly: boolean;
  time: Micros; // Infinity: that of each read
  begun: number; // epoch ms
  documents: Map<string, string | undefined>; // name → updateTime
  queries: { parent: string; query: StructuredQuery; result: string }[];
  size: number; // characters of `documents` and `queries`
}

/** A commit that has been checked and not yet been written. */
interface Plan {
  time: Micros;
  changes: DocumentChange[];
  result: CommitResult;
}

const TRANSACTION_MS = 270_000;
const MAX_TRANSACTIONS = 10_000;
/** Characters that all transactions remember of what they read; beyond it the one that remembers most is over. */
const MAX_REMEMBERED = 64 * 1024 * 1024;
/** What an entry takes beside its texts. */
const ENTRY = 100;

export function createStore(
  database: Database,
  { now = Date.now, onError = () => {}, onDamage = () => {}, indexAfter }: StoreOptions = {},
): Store {
  const documents = openDocuments(database, now() * 1000, { indexAfter, onDamage });
  const current = readerOf(documents);
  const transactions = new Map<string, Transaction>();
  let remembered = 0;
  const listeners = new Set<(event: CommitEvent) => void>();
  const undelivered: CommitEvent[] = [];
  let delivering = false;

  /** In order, also when a listener commits: its event waits until this one has been told to all. */
  function deliver(event: CommitEvent): void {
    undelivered.push(event);
    if (delivering) return;
    delivering = true;
    for (let next = undelivered.shift(); next !== undefined; next = undelivered.shift()) {
      for (const listener of [...listeners]) {
        try {
          listener(next);
        } catch (error) {
          onError(error);
        }
      }
    }
    delivering = false;
  }

  function nextCommit(last = documents.lastCommit): Micros {
    return Math.max(last + 1, Math.floor(now() * 1000));
  }

  function write(commits: { time: Micros; changes: DocumentChange[] }[]): void {
    documents.write(commits);
    for (const { time, changes } of commits) deliver({ commitTime: timeOfMicros(time), changes });
  }

  function sourceAt(time: Micros): Source {
    if (time > documents.lastCommit) return documents;
    const source = documents.at(time);
    if (!source) throw new StatusError('FAILED_PRECONDITION', `The state at ${timeOfMicros(time)} is no longer kept.`);
    return source;
  }

  function readTime(text: string): Micros {
    const time = microsOfTime(text);
    if (time === undefined) throw new StatusError('INVALID_ARGUMENT', `The read time ${text} is no timestamp.`);
    if (time > Math.max(documents.lastCommit, now() * 1000 + 1000)) {
      throw new StatusError('INVALID_ARGUMENT', `The read time ${text} lies in the future.`);
    }
    return time;
  }

  function forget(id: string): void {
    remembered -= transactions.get(id)?.size ?? 0;
    transactions.delete(id);
  }

  function remember(transaction: Transaction, characters: number): void {
    transaction.size += characters + ENTRY;
    remembered += characters + ENTRY;
    if (remembered <= MAX_REMEMBERED) return;
    const [largest] = [...transactions].reduce((most, other) => (other[1].size > most[1].size ? other : most));
    forget(largest);
  }

  function transactionOf(id: string): Transaction {
    const transaction = transactions.get(id);
    if (!transaction || now() - transaction.begun > TRANSACTION_MS) {
      forget(id);
      throw new StatusError('INVALID_ARGUMENT', 'The referenced transaction has expired or is no longer valid.');
    }
    return transaction;
  }

  /** `last`: the time of the commit before, whose state is `state`. */
  function checkUnchanged({ time, documents: read, queries }: Transaction, state: Source, last: Micros): void {
    if (time === last) return;
    const reader = readerOf(state);
    const unchanged =
      [...read].every(([name, updateTime]) => state.get(name)?.updateTime === updateTime) &&
      queries.every(({ parent, query, result }) => versions(reader.query(parent, query)) === result);
    if (!unchanged)
      throw new StatusError('ABORTED', 'A document that the transaction read has changed. Please try again.');
  }

  /** What a commit would do to `state`, which the commit at `last` has left. */
  function plan(
    { writes, guard }: CommitRequest,
    transaction: Transaction | undefined,
    state: Source,
    last: Micros,
  ): Plan {
    const mutations = writes.map(parseWrite);
    checkTogether(mutations);
    if (transaction) {
      if (transaction.readOnly && writes.length > 0)
        throw new StatusError('INVALID_ARGUMENT', 'A read-only transaction cannot write.');
      // Having written nothing, it has seen one moment, and that is all it asked for.
      if (writes.length > 0 || transaction.time === Infinity) checkUnchanged(transaction, state, last);
    }
    const time = nextCommit(last);
    const commitTime = timeOfMicros(time);
    const requestTime = `${commitTime.slice(0, -4)}Z`;
    const changed = new Map<string, DocumentChange>();
    const after = overlay(state, changed);
    const perWrite: DocumentChange[] = [];
    const writeResults: WriteResult[] = [];
    const sizes = new Map<string, number>(); // of what is in `changed`
    let rewritten = 0;
    for (const mutation of mutations) {
      const { name, kind } = mutation;
      const before = after.get(name);
      if (changed.has(name)) rewritten += sizes.get(name) ?? 0;
      checkRewritten(rewritten);
      checkPrecondition(mutation, before, changed.has(name));
      let left: Document | null = before;
      const result: WriteResult = {};
      if (kind === 'update') {
        const updated = applyUpdate(mutation, before, { commitTime, requestTime }, sizes.get(name));
        const { document, transformResults } = updated;
        sizes.set(name, updated.size);
        rewritten += updated.again;
        checkRewritten(rewritten);
        left = document;
        result.updateTime = document.updateTime;
        if (transformResults.length > 0) result.transformResults = transformResults;
      } else if (kind === 'delete') {
        left = null;
        sizes.delete(name);
      }
      perWrite.push({ name, before, after: left });
      writeResults.push(result);
      if (kind !== 'verify')
        changed.set(name, { name, before: changed.has(name) ? changed.get(name)!.before : before, after: left });
    }
    guard?.(perWrite, { before: readerOf(state), after: readerOf(after), requestTime });
    const changes = [...changed.values()].filter((change) => change.before !== change.after);
    return { time, changes, result: { writeResults, commitTime } };
  }

  function commitJobs(jobs: { request: CommitRequest; transaction: Transaction | undefined }[]): CommitOutcome[] {
    const changed = new Map<string, DocumentChange>();
    const state = jobs.length === 1 ? documents : overlay(documents, changed);
    let last = documents.lastCommit;
    const plans: Plan[] = [];
    const outcomes = jobs.map(({ request, transaction }): CommitOutcome => {
      try {
        const planned = plan(request, transaction, state, last);
        for (const change of planned.changes) changed.set(change.name, change);
        plans.push(planned);
        last = planned.time;
        return { result: planned.result };
      } catch (error) {
        return { error };
      }
    });
    try {
      if (plans.length > 0) write(plans);
      return outcomes;
    } catch (error) {
      // Nothing is written. What one of them cannot have (a full disk has room for small ones) must not fail the others.
      if (jobs.length === 1) return [{ error }];
      return jobs.flatMap((job) => commitJobs([job]));
    }
  }

  const store: Store = {
    ...current,
    get now() {
      return timeOfMicros(documents.lastCommit);
    },
    commit(writes, options = {}) {
      const [outcome] = store.commitAll([{ writes, ...options }]) as [CommitOutcome];
      if ('error' in outcome) throw outcome.error;
      return outcome.result;
    },
    commitAll(requests) {
      const outcomes = new Map<CommitRequest, CommitOutcome>();
      const jobs = requests.flatMap((request) => {
        try {
          const transaction = request.transaction === undefined ? undefined : transactionOf(request.transaction);
          forget(request.transaction ?? ''); // committed or not, it is over
          return [{ request, transaction }];
        } catch (error) {
          outcomes.set(request, { error });
          return [];
        }
      });
      database
        .transaction(() => commitJobs(jobs))()
        .forEach((outcome, i) => outcomes.set(jobs[i]!.request, outcome));
      return requests.map((request) => outcomes.get(request)!);
    },
    begin({ readOnly, latest = false } = {}) {
      for (const [id, { begun }] of transactions) {
        if (now() - begun <= TRANSACTION_MS && transactions.size < MAX_TRANSACTIONS) break; // in order of begin
        forget(id);
      }
      const id = randomBytes(16).toString('base64');
      const begin = latest ? Infinity : documents.lastCommit;
      const time = readOnly?.readTime === undefined ? begin : readTime(readOnly.readTime);
      sourceAt(time);
      const read = { documents: new Map(), queries: [], size: 0 };
      transactions.set(id, { readOnly: readOnly !== undefined, time, begun: now(), ...read });
      return id;
    },
    rollback: forget,
    isLatest(transaction) {
      const { time, begun } = transactions.get(transaction) ?? {};
      return time === Infinity && now() - begun! <= TRANSACTION_MS;
    },
    inTransaction(id) {
      const transaction = transactionOf(id);
      const reader = readerOf(sourceAt(transaction.time));
      const readTime = transaction.time === Infinity ? store.now : timeOfMicros(transaction.time);
      if (transaction.readOnly) return { ...reader, readTime };
      return {
        readTime,
        get(name) {
          const document = reader.get(name);
          if (!transaction.documents.has(name)) remember(transaction, name.length);
          transaction.documents.set(name, document?.updateTime);
          return document;
        },
        query(parent, query) {
          const found = reader.query(parent, query);
          const result = versions(found);
          transaction.queries.push({ parent, query, result });
          remember(transaction, JSON.stringify(query).length + result.length);
          return found;
        },
      };
    },
    at(time) {
      return readerOf(sourceAt(readTime(time)));
    },
    tokenOf(commitTime) {
      return documents.runs.token(microsOfTime(commitTime)!);
    },
    atToken(token) {
      const time = documents.runs.timeOf(token, documents.lastCommit);
      const source = time === undefined ? undefined : documents.at(time);
      return source && readerOf(source);
    },
    atPast(readTime) {
      const time = microsOfTime(readTime);
      if (time === undefined || !documents.runs.hasSeen(time, documents.lastCommit)) return undefined;
      const source = documents.at(time);
      return source && readerOf(source);
    },
    aggregate(parent, query, reader = current) {
      return aggregate(parent, query, reader);
    },
    listCollectionIds(parent) {
      return documents.collectionIds(requireParent(parent));
    },
    namesOfGroup(parent, collectionId) {
      return documents.namesOfGroup(requireParent(parent), requireCollectionId(collectionId));
    },
    shallowNames(parent, collectionId, { after, size }) {
      const collection = `${requireParent(parent)}/${requireCollectionId(collectionId)}`;
      return documents.shallowNames(collection, after === undefined ? '' : keyOf(requireDocumentName(after)), size);
    },
    subscribe(listener) {
      const own = (event: CommitEvent): void => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    clear(name) {
      const names = documents.all(requireDatabase(name));
      const changes = names.map((document) => ({ name: document, before: documents.get(document), after: null }));
      write([{ time: nextCommit(), changes }]);
    },
    close() {
      listeners.clear();
      database.close();
    },
  };
  return store;
}

function readerOf(source: Source): Reader {
  return {
    get: (name) => source.get(requireDocumentName(name)),
    query(parent, structuredQuery) {
      const query = parseQuery(parent, structuredQuery);
      const found = source.find(query).sort(query.compare);
      const end = query.limit === undefined ? undefined : query.offset + query.limit;
      return found.slice(query.offset, end).map(query.project);
    },
  };
}

/** `changed` laid over `base`, as it stands when it is read. */
function overlay(base: Source, changed: ReadonlyMap<string, DocumentChange>): Source {
  return {
    get(name) {
      const change = changed.get(name);
      return change ? change.after : base.get(name);
    },
    find(query, isHidden = () => false) {
      const found = base.find(query, (name) => changed.has(name) || isHidden(name));
      for (const { name, after } of changed.values()) {
        if (after && !isHidden(name) && query.matches(after)) found.push(after);
      }
      return found;
    },
  };
}

/** What two equal results have in common: the same versions of the same documents in the same order. */
function versions(result: Document[]): string {
  return JSON.stringify(result.map(({ name, updateTime }) => [name, updateTime]));
}
