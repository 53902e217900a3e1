import type { Identity } from '../auth/identity.ts';
import { StatusError } from '../model/status.ts';
import type { Ruleset } from '../rules/ruleset.ts';
import type { Store } from '../store/store.ts';
import { Access } from './access.ts';
import { CALLS, type CallContext } from './calls.ts';
import { CommitQueue } from './commitQueue.ts';
import { refusalOf } from './errors.ts';
import { Locks } from './locks.ts';
import type { Json } from './request.ts';
import { openListen, openWrite } from './streams.ts';
import { Turns } from './turns.ts';

export interface ServiceOptions {
  store: Store;
  rulesOf: (project: string) => Ruleset;
  /** null: any project and database (emulator mode). */
  projectId: string | null;
  /** Tell clients why they were refused (emulator mode). */
  explain: boolean;
  now?: () => number; // epoch ms
  log: (line: string) => void;
}

/** Both ways of a stream. After `end` the service sends nothing more. */
export interface StreamSink {
  send(response: Json): void;
  end(error: StatusError): void;
}

export interface OpenStream {
  /** Never throws: an error ends the stream through the sink. */
  handle(request: Json): void;
  close(): void;
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** google.firestore.v1.Firestore on protobuf-JSON, for callers that are already known; knows no transport. */
export class Service {
  readonly #context: CallContext;
  readonly #commits: CommitQueue;
  readonly #locks: Locks;
  readonly #now: () => number;
  readonly #log: (line: string) => void;
  readonly #streams = new Set<{ identity: Identity; end: (error: StatusError) => void; rejudge: () => void }>();

  constructor({ store, rulesOf, projectId, explain, now = Date.now, log }: ServiceOptions) {
    this.#commits = new CommitQueue(store);
    this.#locks = new Locks((transaction) => store.isLatest(transaction));
    const access = new Access({ rulesOf, explain, now, log });
    this.#context = { store, commits: this.#commits, locks: this.#locks, turns: new Turns(), projectId, log, access };
    this.#now = now;
    this.#log = log;
  }

  /** Rejects with StatusError and nothing else. A list: the RPC streams its answer. */
  async call(rpc: string, request: Json, identity: Identity): Promise<Json | Json[]> {
    try {
      if (!Object.hasOwn(CALLS, rpc)) throw new StatusError('UNIMPLEMENTED', `${rpc} is not supported.`);
      return await CALLS[rpc as keyof typeof CALLS](this.#context, request, identity);
    } catch (error) {
      throw refusalOf(error, this.#log, identity);
    }
  }

  open(rpc: 'Listen' | 'Write', identity: Identity, sink: StreamSink): OpenStream {
    let isOpen = true;
    const send = (response: Json) => {
      if (isOpen) sink.send(response);
    };
    const stream = (rpc === 'Listen' ? openListen : openWrite)(this.#context, identity, {
      send,
      end: (error) => end(error),
    });
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      this.#streams.delete(entry);
      clearTimeout(expiry);
      stream.close();
    };
    const end = (error: unknown) => {
      if (!isOpen) return;
      close();
      sink.end(refusalOf(error, this.#log));
    };
    const attempt = (action: () => void) => {
      try {
        if (isOpen) action();
      } catch (error) {
        end(error);
      }
    };
    const entry = { identity, end, rejudge: () => attempt(() => stream.rejudge()) };
    const expiry = this.#whenExpired(identity, () => end(expired()));
    this.#streams.add(entry);
    return { handle: (request) => attempt(() => stream.handle(request)), close };
  }

  /** The rules have changed: every target is judged again. */
  rejudge(): void {
    for (const { rejudge } of this.#streams) rejudge();
  }

  /** The session has ended: its streams are told, so that its client learns by refreshing (auth protocol, 2). */
  endSession(sessionId: string): void {
    for (const { identity, end } of this.#streams) {
      if (identity.kind === 'user' && identity.sessionId === sessionId) end(expired());
    }
  }

  /** What has arrived is still committed. */
  close(): void {
    this.#locks.close();
    this.#commits.close();
    for (const { end } of this.#streams) end(new StatusError('UNAVAILABLE', 'The server is stopping.'));
  }

  #whenExpired(identity: Identity, then: () => void): NodeJS.Timeout | undefined {
    if (identity.kind !== 'user' || !Number.isFinite(identity.expiresAt)) return undefined;
    const wait = Math.max(0, identity.expiresAt * 1000 - this.#now());
    return setTimeout(then, Math.min(wait, LONGEST_TIMER_MS)).unref();
  }
}

function expired(): StatusError {
  return new StatusError('UNAUTHENTICATED', 'Missing or invalid authentication.');
}
