import type { Identity } from '../auth/identity.ts';
import { openListenStream } from '../listen/listenStream.ts';
import { StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import { commitWrites, writesOf, type CallContext } from './calls.ts';
import { checkDatabase, checkInside, listOf, messageOf, present, textOf, type Json } from './request.ts';

/** The way back to the client. */
export interface Client {
  send(response: Json): void;
  end(error: unknown): void;
}

/** One open Listen or Write of a client. Errors thrown by `handle` end it. */
export interface ClientStream {
  handle(request: Json): void;
  /** Rules were reloaded. */
  rejudge(): void;
  close(): void;
}

export function openListen(context: CallContext, identity: Identity, { send }: Client): ClientStream {
  const { store, access } = context;
  let database: string | undefined;
  const judge = (target: { query: { parent: string; structuredQuery: Json } } | { documents: string[] }) => {
    const names = 'documents' in target ? target.documents : [target.query.parent];
    for (const name of names) checkInside(database!, name);
    const restsOn = new Set<string>();
    if (identity.kind === 'admin') return restsOn;
    const rules = {
      get: (name: string) => {
        restsOn.add(name);
        return store.get(name);
      },
    };
    if ('documents' in target) {
      access.get(identity, target.documents, store, rules);
      target.documents.forEach((name) => restsOn.add(name));
    } else access.list(identity, target.query.parent, target.query.structuredQuery, rules);
    return restsOn;
  };
  const mayRead = (document: Document) => access.mayGet(identity, document, store);
  const stream = openListenStream({ store, send, judge, mayRead });
  return {
    handle: (request) => {
      const named = request['database'];
      if (database !== undefined && named !== undefined && named !== database) {
        throw new StatusError('INVALID_ARGUMENT', `This stream is about ${database}.`);
      }
      database ??= checkDatabase(named, context.projectId);
      const addTarget = messageOf(request, 'addTarget');
      stream.handle(present({ ...request, ...(addTarget && { addTarget: present(addTarget) }) }));
    },
    rejudge: () => stream.rejudge(),
    close: () => stream.close(),
  };
}

/** Each request is one atomic commit, answered in order (firestore protocol, section 6). */
export function openWrite(context: CallContext, identity: Identity, { send, end }: Client): ClientStream {
  let database: string | undefined;
  let requests = 0;
  let isOpen = true;
  let last: Promise<void> = Promise.resolve();
  const streamToken = () => Buffer.from(String(requests++)).toString('base64');
  // Begun when the one before is done: after a failure the client sends again what it had sent behind it.
  const commit = async (opened: string, request: Json) => {
    if (!isOpen) return;
    const result = await commitWrites(context, identity, writesOf(opened, request, identity));
    send({ ...result, streamToken: streamToken() });
  };
  return {
    handle: (request) => {
      if (database === undefined) {
        database = checkDatabase(request['database'], context.projectId);
        if (listOf(request, 'writes').length > 0) {
          throw new StatusError('INVALID_ARGUMENT', 'The first request of a write stream opens it and writes nothing.');
        }
        send({ streamId: textOf(request, 'streamId') ?? '0', streamToken: streamToken() });
        return;
      }
      const opened = database;
      last = last.then(() => commit(opened, request)).catch(end);
    },
    rejudge: () => {}, // every write is judged when it comes
    close: () => {
      isOpen = false;
    },
  };
}
