import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Authenticate } from '../auth/identity.ts';
import { StatusError } from '../model/status.ts';
import { envelopeOf, refusalOf } from '../service/errors.ts';
import { asMessage, type Json } from '../service/request.ts';
import type { OpenStream, Service } from '../service/service.ts';
import { readBody, sendError, splitUrl, type Handler } from './http.ts';
import { requestOf } from './requestOf.ts';
import type { WaitingQueue, WaitingRoom } from './waitingRoom.ts';
import { MAX_FORM_BYTES, MAX_OUT_OF_ORDER, MAX_SESSIONS } from './limits.ts';

/*
 * Closure's WebChannel, wire version 8, as far as the Firestore SDK uses it (firestore protocol, section 4).
 * "Array": one numbered message to the client. "Back channel": the long GET that carries them.
 */

const PATH = /^\/google\.firestore\.v1\.Firestore\/(Listen|Write)\/channel$/;
const WIRE_VERSION = 8;
const SERVER_VERSION = 14;
const KEEP_ALIVE_MS = 30_000;
/** A client that is between two back channels, or gone. */
const GRACE_MS = 60_000;
/** A frame is cut off about here, to feel back-pressure. */
const FRAME_LENGTH = 256 * 1024;
/** A streaming response is ended after so much: the client opens the next and tells what it has got. */
const RESPONSE_LENGTH = 1024 * 1024;
const MAX_MESSAGES = 1000; // in a POST; the client's own limit

export interface WebChannelOptions {
  service: Service;
  authenticate: Authenticate;
  waitingRoom: WaitingRoom;
  log: (line: string) => void;
}

export interface WebChannel {
  readonly handler: Handler;
  close(): void;
}

export function openWebChannel({ service, authenticate, waitingRoom, log }: WebChannelOptions): WebChannel {
  const sessions = new Map<string, Session>();

  /** Whoever opens sessions and leaves them keeps nobody out: the oldest that nobody listens to goes. */
  const makeRoom = () => {
    const left = [...sessions.values()].find((session) => !session.isListenedTo);
    if (left === undefined) throw new StatusError('UNAVAILABLE', 'Too many open streams.');
    left.drop();
  };

  const shakeHands = async (rpc: 'Listen' | 'Write', body: string, res: ServerResponse) => {
    if (sessions.size >= MAX_SESSIONS) makeRoom();
    const form = formOf(body);
    const session = new Session({
      rpc,
      waitingRoom,
      log: (line) => log(`webchannel: ${line}`),
      onGone: () => sessions.delete(session.sid),
    });
    sessions.set(session.sid, session);
    try {
      const authorization = headerIn(form.get('headers') ?? '', 'authorization');
      session.attach(service.open(rpc, await authenticate(authorization), session));
      session.receive(messagesIn(form));
    } catch (error) {
      session.end(refusalOf(error, log)); // as a message: of an HTTP status the client would not learn the reason
    }
    // The SDK asks for a session header in every handshake.
    res.setHeader('X-HTTP-Session-Id', randomBytes(16).toString('base64url'));
    startText(res);
    res.end(frame(JSON.stringify([[0, ['c', session.sid, '', WIRE_VERSION, SERVER_VERSION, KEEP_ALIVE_MS]]])));
  };

  const answer = async (rpc: 'Listen' | 'Write', query: URLSearchParams, req: IncomingMessage, res: ServerResponse) => {
    const body = req.method === 'POST' ? await readBody(req, MAX_FORM_BYTES, waitingRoom) : '';
    const sid = query.get('SID');
    if (sid === null) {
      if (req.method !== 'POST') throw new StatusError('INVALID_ARGUMENT', 'A channel is opened by a POST.');
      return shakeHands(rpc, body, res);
    }
    const session = sessions.get(sid);
    if (session?.rpc !== rpc) {
      startText(res, 400);
      res.end('Error: Unknown SID'); // the client looks for these two words, not at the beginning
      return;
    }
    const aid = query.get('AID');
    if (aid !== null) session.acknowledge(Number(aid));
    if (query.get('TYPE') === 'terminate') {
      session.drop();
      startText(res);
      res.end();
    } else if (req.method === 'GET') {
      startText(res);
      session.openBackChannel(res, { isLongPoll: query.get('CI') === '1', holdMs: Number(query.get('TO')) });
    } else {
      session.receive(messagesIn(formOf(body)));
      startText(res);
      res.end(frame(JSON.stringify(session.state())));
    }
  };

  return {
    handler: async (req, res) => {
      const { path, query } = splitUrl(req);
      const rpc = PATH.exec(path)?.[1] as 'Listen' | 'Write' | undefined;
      if (rpc === undefined) return false;
      try {
        await answer(rpc, query, req, res);
      } catch (error) {
        sendError(res, refusalOf(error, log));
      }
      return true;
    },
    close: () => {
      for (const session of sessions.values()) {
        session.flush(); // the word that the server stops: else the client waits ten seconds before it tries again
        session.drop();
      }
    },
  };
}

interface OutArray {
  readonly id: number;
  readonly text: string;
}

interface BackChannel {
  readonly res: ServerResponse;
  readonly isLongPoll: boolean;
  length: number;
  timer: NodeJS.Timeout;
}

/** One channel: what the client sent comes in order and once, what it is sent is kept until it says that it has it. */
class Session {
  readonly rpc: string;
  readonly sid = randomBytes(18).toString('base64url');
  readonly #log: (line: string) => void;
  readonly #onGone: () => void;
  #stream: OpenStream | undefined;
  #isGone = false;
  #nextIn = 0;
  /** Came before one that is still missing. */
  readonly #early = new Map<number, string>();
  /** Those, and all that a Listen has asked for, which it keeps until its end. */
  readonly #kept: WaitingQueue;
  /** Not acknowledged; the handshake was array 0. */
  #out: OutArray[] = [];
  readonly #waiting: WaitingQueue;
  #lastId = 0;
  #sentId = 0;
  #flushing: NodeJS.Immediate | undefined;
  #back: BackChannel | undefined;
  #grace: NodeJS.Timeout | undefined;

  constructor({
    rpc,
    waitingRoom,
    log,
    onGone,
  }: {
    rpc: string;
    waitingRoom: WaitingRoom;
    log: (line: string) => void;
    onGone: () => void;
  }) {
    this.rpc = rpc;
    this.#waiting = waitingRoom.open((why) => this.drop(why));
    this.#kept = waitingRoom.open((why) => this.drop(why));
    this.#log = log;
    this.#onGone = onGone;
    this.#touch();
  }

  attach(stream: OpenStream): void {
    if (this.#isGone) stream.close();
    else this.#stream = stream;
  }

  /** Messages by number. A repeated POST brings numbers again, parallel POSTs may overtake each other. */
  receive({ offset, messages }: { offset: number; messages: string[] }): void {
    this.#touch();
    messages.forEach((message, index) => {
      if (offset + index < this.#nextIn || this.#early.has(offset + index)) return;
      this.#early.set(offset + index, message);
      this.#kept.add(message.length);
    });
    for (let message = this.#early.get(this.#nextIn); message !== undefined; message = this.#early.get(this.#nextIn)) {
      this.#early.delete(this.#nextIn);
      if (this.rpc !== 'Listen') this.#kept.remove(message.length);
      this.#nextIn += 1;
      this.#handle(message);
    }
    if (this.#early.size > MAX_OUT_OF_ORDER) this.drop('messages are missing');
  }

  #handle(message: string): void {
    let request: Json;
    try {
      request = requestOf(this.rpc, asMessage(JSON.parse(message)));
    } catch (cause) {
      this.#stream?.close();
      const error = new StatusError('INVALID_ARGUMENT', 'Invalid JSON payload received.');
      this.end(cause instanceof StatusError ? cause : error);
      return;
    }
    this.#stream?.handle(request);
  }

  send(response: Json): void {
    this.#push([response]);
  }

  /** The client closes the channel when it has read this. */
  end(error: StatusError): void {
    this.#stream = undefined;
    this.#push([envelopeOf(error)]);
  }

  #push(content: unknown[]): void {
    if (this.#isGone) return;
    this.#lastId += 1;
    const text = JSON.stringify([this.#lastId, content]);
    this.#out.push({ id: this.#lastId, text });
    this.#waiting.add(text.length);
    if (!this.#isGone) this.#flushing ??= setImmediate(() => this.flush());
  }

  acknowledge(id: number): void {
    const kept = this.#out.findIndex((array) => array.id > id);
    const gone = this.#out.splice(0, kept === -1 ? (Number.isFinite(id) ? this.#out.length : 0) : kept);
    for (const { text } of gone) this.#waiting.remove(text.length);
  }

  get isListenedTo(): boolean {
    return this.#back !== undefined;
  }

  openBackChannel(res: ServerResponse, { isLongPoll, holdMs }: { isLongPoll: boolean; holdMs: number }): void {
    this.#endBackChannel(); // one at a time; the newest is the one that the client reads
    clearTimeout(this.#grace);
    const wait = isLongPoll && holdMs > 0 ? Math.min(holdMs, KEEP_ALIVE_MS) : KEEP_ALIVE_MS;
    const timer = setInterval(() => this.#push(['noop']), wait).unref();
    const back: BackChannel = { res, isLongPoll, length: 0, timer };
    this.#back = back;
    this.#sentId = (this.#out[0]?.id ?? this.#lastId + 1) - 1; // what was not acknowledged goes again
    res.on('drain', () => this.flush());
    res.on('close', () => {
      if (this.#back !== back) return;
      clearInterval(timer);
      this.#back = undefined;
      this.#touch();
    });
    // A streaming client that hears nothing at once believes in a proxy that buffers, and turns to long polling.
    if (!isLongPoll && this.#out.length === 0) this.#push(['noop']);
    this.flush();
  }

  flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const back = this.#back;
    while (back !== undefined && back === this.#back && !needsDrain(back.res)) {
      const first = this.#out.findIndex(({ id }) => id > this.#sentId);
      if (first === -1) return;
      const texts: string[] = [];
      for (let at = first, length = 0; at < this.#out.length && length < FRAME_LENGTH; at += 1) {
        const { id, text } = this.#out[at]!;
        texts.push(text);
        length += text.length;
        this.#sentId = id;
      }
      const content = frame(`[${texts.join(',')}]`);
      back.length += content.length;
      back.res.write(content);
      if (back.isLongPoll || back.length > RESPONSE_LENGTH) this.#endBackChannel();
    }
  }

  #endBackChannel(): void {
    if (this.#back === undefined) return;
    clearInterval(this.#back.timer);
    this.#back.res.end();
    this.#back = undefined;
    this.#touch();
  }

  /** What a POST is answered: is there a back channel, the last array on it, characters not acknowledged. */
  state(): [0 | 1, number, number] {
    return [this.#back === undefined ? 0 : 1, this.#sentId, this.#waiting.bytes];
  }

  #touch(): void {
    clearTimeout(this.#grace);
    if (this.#back === undefined && !this.#isGone) this.#grace = setTimeout(() => this.drop(), GRACE_MS).unref();
  }

  drop(why?: string): void {
    if (this.#isGone) return;
    if (why !== undefined) this.#log(`session dropped: ${why}`);
    this.#isGone = true;
    clearTimeout(this.#grace);
    clearImmediate(this.#flushing);
    this.#stream?.close();
    this.#stream = undefined;
    this.#endBackChannel();
    this.#out = [];
    this.#waiting.close();
    this.#kept.close();
    this.#early.clear();
    this.#onGone();
  }
}

/** Node's HTTP/2 answers leave the question to their stream. */
function needsDrain(res: ServerResponse | Http2ServerResponse): boolean {
  return 'stream' in res ? res.stream.writableNeedDrain : res.writableNeedDrain;
}

/** A length in UTF-16 code units, which is what the client's `responseText` is cut by. */
export function frame(content: string): string {
  return `${content.length}\n${content}`;
}

function startText(res: ServerResponse, status = 200): void {
  res.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Accel-Buffering': 'no', // nginx would hold frames back
  });
}

/** Before it is taken apart: of millions of pairs each search for one would take seconds. */
function formOf(body: string): URLSearchParams {
  let pairs = 0;
  for (let at = body.indexOf('&'); at !== -1; at = body.indexOf('&', at + 1)) {
    pairs += 1;
    if (pairs > MAX_MESSAGES + 10) throw new StatusError('INVALID_ARGUMENT', 'The form has too many parts.');
  }
  return new URLSearchParams(body);
}

function messagesIn(form: URLSearchParams): { offset: number; messages: string[] } {
  const count = Number(form.get('count') ?? 0);
  const offset = Number(form.get('ofs') ?? 0);
  if (
    !Number.isSafeInteger(count) ||
    count < 0 ||
    count > MAX_MESSAGES ||
    !Number.isSafeInteger(offset) ||
    offset < 0
  ) {
    throw new StatusError('INVALID_ARGUMENT', 'The numbers of the messages are wrong.');
  }
  const messages = Array.from({ length: count }, (_, index) => {
    const message = form.get(`req${index}___data__`);
    if (message === null) throw new StatusError('INVALID_ARGUMENT', `Message ${index} is missing.`);
    return message;
  });
  return { offset, messages };
}

/** A value among `Name:Value\r\n` lines. */
function headerIn(lines: string, name: string): string | undefined {
  const line = lines.split('\r\n').find((text) => text.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
