import { isObject, isPresent, listOf, messageOf, textOf } from '../model/message.ts';
import { requireDocumentName } from '../model/resourceName.ts';
import { STATUS, StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import { parseQuery, type Query } from '../store/query.ts';
import type { CommitEvent, Reader, Store, StructuredQuery } from '../store/store.ts';

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
   * The documents of a `documents` target need not be named.
   */
  judge?: (target: Target) => Iterable<string> | void;
  /** Whether the client may read a document that has left a target: it is then told what has become of it. */
  mayRead?: (document: Document) => boolean;
}

/** The targets of one client stream (firestore protocol, section 5). */
export interface ListenStream {
  /** A StatusError is the end of the stream; a refused target is told inside the stream. */
  handle(request: ListenRequest): void;
  /** Judges all targets again: rules reloaded, token expired or renewed. */
  rejudge(): void;
  close(): void;
}

interface ActiveTarget {
  id: number;
  target: Target;
  view: View;
  /** What the client holds for this target. */
  shown: Map<string, Document>;
  /** The commit of which it was first shown the state. */
  since: string;
  /** The documents that the verdict on the target rests on. */
  rests: Set<string>;
}

/** Names to what they have become for a target; null: no longer in it. */
type Difference = Map<string, Document | null>;

/** What is sent of one document after one commit. */
interface Message {
  name: string;
  document: Document | null;
  targetIds: number[];
  removedTargetIds: number[];
}

/** How the result of a target is found, and found again after a commit. */
interface View {
  read(reader: Reader): Map<string, Document>;
  /** Brings `shown` from the state before a commit to that after it, which is `reader`; says what is different. */
  advance(shown: Map<string, Document>, event: CommitEvent, reader: () => Reader): Difference;
}

/** More than a dozen tabs that share a stream need. */
const MAX_TARGETS = 500;

export function openListenStream({ store, send, judge = () => {}, mayRead = () => true }: ListenOptions): ListenStream {
  const targets = new Map<number, ActiveTarget>();
  let readTime = '';

  function snapshot(time: string): void {
    if (time > readTime) readTime = time;
    const targetChange = {
      targetChangeType: 'NO_CHANGE',
      targetIds: [],
      readTime,
      resumeToken: store.tokenOf(readTime),
    };
    send({ targetChange });
  }

  function refuse(id: number, error: StatusError): void {
    targets.delete(id);
    const cause = { code: STATUS[error.status][0], message: error.message };
    send({ targetChange: { targetChangeType: 'REMOVE', targetIds: [id], cause } });
  }

  /** False: refused, and told so. */
  function isAllowed(active: ActiveTarget): boolean {
    try {
      active.rests = new Set(judge(active.target) ?? []);
      if ('documents' in active.target) for (const name of active.target.documents) active.rests.add(name);
      return true;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      refuse(active.id, error);
      return false;
    }
  }

  function addTarget(request: Record<string, unknown>): void {
    const given = Number(textOf(request['targetId']));
    if (!Number.isInteger(given) || given < 0)
      throw new StatusError('INVALID_ARGUMENT', 'The id of a target is negative.');
    // Who names none is told in the ADD.
    const id = given || Math.max(0, ...targets.keys()) + 1;
    const isAgain = targets.delete(id);
    let active: ActiveTarget;
    try {
      if (targets.size >= MAX_TARGETS) throw new StatusError('RESOURCE_EXHAUSTED', `More than ${MAX_TARGETS} targets.`);
      const target = parseTarget(request);
      active = { id, target, view: viewOf(target), shown: new Map(), since: store.now, rests: new Set() };
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      refuse(id, error);
      return;
    }
    if (!isAllowed(active)) return;
    targets.set(id, active);

    const { view } = active;
    active.shown = view.read(store);
    const known = isAgain ? undefined : knownIn(request, view);
    const isReset = isAgain || (known === undefined && hasState(request));
    send({ targetChange: { targetChangeType: 'ADD', targetIds: [id] } });
    if (isReset) send({ targetChange: { targetChangeType: 'RESET', targetIds: [id] } });
    show([[active, differenceBetween(known ?? new Map(), active.shown)]], active.since, () => store);
    if ('documents' in active.target) {
      for (const name of active.target.documents) {
        if (!active.shown.has(name) && !known?.has(name)) sendDelete(name, [id], active.since);
      }
    } else if (known) {
      send({ filter: { targetId: id, count: active.shown.size } });
    }
    const resumeToken = store.tokenOf(active.since);
    send({ targetChange: { targetChangeType: 'CURRENT', targetIds: [id], readTime: active.since, resumeToken } });
    snapshot(active.since);
    if (request['once'] === true) removeTarget(id);
  }

  function removeTarget(id: number): void {
    targets.delete(id);
    send({ targetChange: { targetChangeType: 'REMOVE', targetIds: [id] } });
  }

  /** What the client holds of this target from before; undefined when that cannot be known any more. */
  function knownIn({ resumeToken, readTime }: Record<string, unknown>, view: View): Map<string, Document> | undefined {
    try {
      const state =
        typeof resumeToken === 'string' && resumeToken !== ''
          ? store.atToken(resumeToken)
          : isPresent(readTime)
            ? store.atPast(readTime)
            : undefined;
      return state && view.read(state);
    } catch (error) {
      if (error instanceof StatusError) return undefined; // an entry of the log is damaged
      throw error;
    }
  }

  function sendDelete(document: string, removedTargetIds: number[], time: string): void {
    send({ documentDelete: { document, removedTargetIds, readTime: time } });
  }

  /** Sends each document once, whatever number of targets it concerns. */
  function show(differences: [ActiveTarget, Difference][], time: string, reader: () => Reader): void {
    const messages = new Map<string, Message>();
    for (const [{ id }, difference] of differences) {
      for (const [name, document] of difference) {
        const message = messages.get(name) ?? { name, document: null, targetIds: [], removedTargetIds: [] };
        messages.set(name, message);
        if (document) {
          message.document = document;
          message.targetIds.push(id);
        } else {
          message.removedTargetIds.push(id);
        }
      }
    }
    for (const { name, document, targetIds, removedTargetIds } of messages.values()) {
      if (document) {
        const removed = removedTargetIds.length > 0 && { removedTargetIds };
        send({ documentChange: { document, targetIds, ...removed } });
        continue;
      }
      const left = reader().get(name);
      if (!left) sendDelete(name, removedTargetIds, time);
      // Without its content the client keeps what it holds, shows that as not certain, and asks for the document by itself.
      else if (mayRead(left)) send({ documentChange: { document: left, targetIds: [], removedTargetIds } });
      else send({ documentRemove: { document: name, removedTargetIds, readTime: time } });
    }
  }

  function onCommit(event: CommitEvent): void {
    const { commitTime, changes } = event;
    let state: Reader | undefined;
    const reader = (): Reader => (state ??= store.now === commitTime ? store : store.at(commitTime));
    const differences: [ActiveTarget, Difference][] = [];
    const failures: unknown[] = [];
    for (const active of targets.values()) {
      if (active.since >= commitTime) continue; // added by somebody who heard of this commit first
      try {
        if (changes.some(({ name }) => active.rests.has(name)) && !isAllowed(active)) continue;
        differences.push([active, active.view.advance(active.shown, event, reader)]);
      } catch (error) {
        refuse(active.id, new StatusError('INTERNAL', 'The listener failed.'));
        failures.push(error);
      }
    }
    if (targets.size > 0) {
      show(differences, commitTime, reader);
      snapshot(commitTime);
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Targets failed.');
  }

  const unsubscribe = store.subscribe(onCommit);
  return {
    handle(request) {
      const { addTarget: added, removeTarget: removed } = messageOf(request, 'A listen request');
      if (isPresent(added)) addTarget(messageOf(added, 'addTarget'));
      else if (isPresent(removed)) removeTarget(Number(textOf(removed)));
      else throw new StatusError('INVALID_ARGUMENT', 'A listen request adds or removes a target.');
    },
    rejudge() {
      for (const active of [...targets.values()]) isAllowed(active);
    },
    close() {
      unsubscribe();
      targets.clear();
    },
  };
}

function parseTarget({ query, documents }: Record<string, unknown>): Target {
  if (isPresent(documents)) {
    const names = listOf(messageOf(documents, 'documents')['documents'], 'documents');
    if (names.length === 0) throw new StatusError('INVALID_ARGUMENT', 'A target without documents.');
    return { documents: names.map(requireDocumentName) };
  }
  const { parent, structuredQuery } = messageOf(query, 'query');
  if (!isObject(structuredQuery)) {
    throw new StatusError('UNIMPLEMENTED', 'Targets other than documents and structured queries.');
  }
  if (isPresent(structuredQuery['select'])) {
    throw new StatusError('INVALID_ARGUMENT', "'select' clauses are not supported for real-time queries.");
  }
  return { query: { parent: textOf(parent), structuredQuery } };
}

function viewOf(target: Target): View {
  if ('documents' in target) return documentsView(target.documents);
  const { parent, structuredQuery } = target.query;
  const query = parseQuery(parent, structuredQuery);
  return {
    read: (reader) => byName(reader.query(parent, structuredQuery)),
    advance: (shown, { changes }, reader) => {
      if (query.limit === undefined && query.offset === 0) return patch(shown, changes, query.matches);
      const touched = changes.filter(
        ({ name, before, after }) =>
          shown.has(name) || (after && query.matches(after)) || (query.offset > 0 && before && query.matches(before)),
      );
      if (touched.length === 0) return new Map();
      const next = limited(query, shown, touched) ?? byName(reader().query(parent, structuredQuery));
      const difference = differenceBetween(shown, next);
      for (const [name, document] of difference) {
        if (document) shown.set(name, document);
        else shown.delete(name);
      }
      return difference;
    },
  };
}

function documentsView(names: string[]): View {
  const wanted = new Set(names);
  return {
    read: (reader) => byName([...wanted].flatMap((name) => reader.get(name) ?? [])),
    advance: (shown, { changes }) => patch(shown, changes, ({ name }) => wanted.has(name)),
  };
}

/** For a target that holds whatever matches: each change stands for itself. */
function patch(
  shown: Map<string, Document>,
  changes: CommitEvent['changes'],
  matches: (document: Document) => boolean,
): Difference {
  const difference: Difference = new Map();
  for (const { name, after } of changes) {
    if (after && matches(after)) {
      shown.set(name, after);
      difference.set(name, after);
    } else if (shown.delete(name)) {
      difference.set(name, null);
    }
  }
  return difference;
}

/** The first ones after changes, from those before alone; undefined when a document unknown here may have moved in. */
function limited(
  query: Query,
  shown: ReadonlyMap<string, Document>,
  changes: CommitEvent['changes'],
): Map<string, Document> | undefined {
  if (query.limit === undefined || query.offset > 0) return undefined;
  const next = new Map(shown);
  patch(next, changes, query.matches);
  if (shown.size > 0 && shown.size === query.limit) {
    const last = [...shown.values()].reduce((latest, document) =>
      query.compare(latest, document) > 0 ? latest : document,
    );
    // The result was full: what stood behind it moves up when one of it leaves or falls back behind its last.
    const hasGap = changes.some(({ name }) => {
      const document = next.get(name);
      return shown.has(name) && (!document || query.compare(document, last) > 0);
    });
    if (hasGap) return undefined;
  }
  return byName([...next.values()].sort(query.compare).slice(0, query.limit));
}

function differenceBetween(from: Map<string, Document>, to: Map<string, Document>): Difference {
  const difference: Difference = new Map();
  for (const name of from.keys()) if (!to.has(name)) difference.set(name, null);
  for (const [name, document] of to) {
    if (from.get(name)?.updateTime !== document.updateTime) difference.set(name, document);
  }
  return difference;
}

function byName(documents: Document[]): Map<string, Document> {
  return new Map(documents.map((document) => [document.name, document]));
}

/** A target that the client knows from before: it has to be told when its state is of no use. */
function hasState({ resumeToken, readTime }: Record<string, unknown>): boolean {
  return (isPresent(resumeToken) && resumeToken !== '') || isPresent(readTime);
}
