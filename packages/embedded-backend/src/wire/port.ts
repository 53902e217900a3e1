import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { StatusError } from '../model/status.ts';
import { refusalOf } from '../service/errors.ts';
import { answerPreflight, applyCors, type CorsOptions } from './cors.ts';
import type { GrpcServer } from './grpc.ts';
import { sendError, sendJson, splitUrl, type Handler } from './http.ts';
import { HEAD_TIMEOUT_MS, IDLE_TIMEOUT_MS, LAST_WORDS_MS, MAX_CONNECTIONS, REQUEST_TIMEOUT_MS } from './limits.ts';

export interface PortOptions extends CorsOptions {
  grpc: GrpcServer;
  /** Asked in order; the first that knows the path answers. */
  handlers: readonly Handler[];
  /** What is left: the product's own pages. */
  fallback?: ((req: IncomingMessage, res: ServerResponse) => void) | undefined;
  log: (line: string) => void;
}

export interface Port {
  readonly port: number;
  close(): Promise<void>;
}

/** Paths of ours, with CORS; all others are the fallback's, which decides for itself. */
const OURS =
  /^\/(?:google\.firestore\.v1\.Firestore|v1|emulator|identitytoolkit\.googleapis\.com|securetoken\.googleapis\.com)\//;

/** One TCP port for gRPC (HTTP/2 in clear text) and everything that is HTTP/1.1. Rejects when the address is taken. */
export async function openPort(
  host: string,
  port: number,
  { grpc, handlers, fallback, allowedOrigins, emulator, log }: PortOptions,
): Promise<Port> {
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const { path } = splitUrl(req);
    if (emulator || OURS.test(path)) {
      if (applyCors(req, res, { allowedOrigins, emulator })) {
        throw new StatusError('PERMISSION_DENIED', 'Emulator mode answers pages and callers of this machine only.');
      }
      if (req.method === 'OPTIONS') return answerPreflight(req, res);
      for (const handler of handlers) if (await handler(req, res)) return;
    }
    if (emulator && path === '/') return sendJson(res, 200, { status: 'ok' });
    if (fallback && !OURS.test(path)) return fallback(req, res);
    throw new StatusError('NOT_FOUND', `There is nothing at ${path}.`);
  };
  const server = createServer(
    { headersTimeout: HEAD_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 5_000 },
    (req, res) => {
      res.on('error', () => {}); // the client went away in mid-answer
      answer(req, res).catch((error: unknown) => sendError(res, refusalOf(error, log)));
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_TIMEOUT_MS);
  const sockets = new Set<Socket>();
  const [takeHttp] = server.listeners('connection') as [(socket: Socket) => void];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    peek(socket, (isHttp2) => (isHttp2 ? grpc.take(socket) : takeHttp.call(server, socket)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      // Last words of streams are already written: let them leave, but do not wait for those who do not read.
      for (const socket of sockets) socket.destroySoon();
      const enough = setTimeout(() => sockets.forEach((socket) => socket.destroy()), LAST_WORDS_MS);
      await closed;
      clearTimeout(enough);
    },
  };
}

const PREFACE = Buffer.from('PRI * HTTP/2.0');

/**
 * Tells HTTP/2 with prior knowledge by its first bytes, which stay unread. Never in flowing mode: a socket that flowed
 * once breaks the HTTP/2 session (firestore protocol, section 1).
 */
function peek(socket: Socket, then: (isHttp2: boolean) => void): void {
  const giveUp = setTimeout(() => socket.destroy(), HEAD_TIMEOUT_MS);
  let seen = Buffer.alloc(0);
  const onError = () => {}; // a reset before anything was said
  const onReadable = () => {
    for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
      seen = Buffer.concat([seen, chunk]);
    }
    const length = Math.min(seen.length, PREFACE.length);
    const couldBe = seen.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (couldBe && length < PREFACE.length) return; // nothing yet, or half a preface
    clearTimeout(giveUp);
    socket.off('readable', onReadable);
    socket.off('error', onError);
    socket.unshift(seen);
    then(couldBe);
  };
  socket.on('error', onError);
  socket.once('close', () => clearTimeout(giveUp));
  socket.on('readable', onReadable);
}
