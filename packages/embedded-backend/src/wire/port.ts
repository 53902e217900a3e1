import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import { StatusError } from '../model/status.ts';
import { refusalOf } from '../service/errors.ts';
import { answerPreflight, applyCors, type CorsOptions } from './cors.ts';
import type { GrpcServer } from './grpc.ts';
import { passOnGrpc } from './grpcOverTls.ts';
import { sendError, sendJson, splitUrl, type Handler } from './http.ts';
import {
  HEAD_TIMEOUT_MS,
  IDLE_TIMEOUT_MS,
  LAST_WORDS_MS,
  MAX_CONNECTIONS,
  MAX_STREAMS_A_CONNECTION,
  REQUEST_TIMEOUT_MS,
  TIMEOUT_CHECK_MS,
} from './limits.ts';

/** Of one port, PEM: the certificate with those that lead to its issuer, and its key. */
export interface Certificate {
  cert: string | Buffer;
  key: string | Buffer;
}

export interface PortOptions extends CorsOptions {
  grpc: GrpcServer;
  /** Asked in order; the first that knows the path answers. */
  handlers: readonly Handler[];
  /** What is left: the product's own pages. */
  fallback?: ((req: IncomingMessage, res: ServerResponse) => void) | undefined;
  log: (line: string) => void;
  /** With it the port speaks TLS only; who comes without is sent to https. Throws what Node says of a wrong one. */
  certificate?: Certificate | undefined;
}

export interface Port {
  readonly port: number;
  /** For connections from now on. Throws what Node says of a wrong one, and keeps the one before. */
  setCertificate(certificate: Certificate): void;
  close(): Promise<void>;
}

/** Paths of ours, with CORS; all others are the fallback's, which decides for itself. */
const OURS =
  /^\/(?:google\.firestore\.v1\.Firestore|v1|emulator|identitytoolkit\.googleapis\.com|securetoken\.googleapis\.com)\//;

/**
 * One TCP port for gRPC and all that is HTTP: by a connection's first bytes in clear text (there HTTP/2 is gRPC), by ALPN
 * within TLS (there browsers speak HTTP/2 too). Rejects when the address is taken.
 */
export async function openPort(
  host: string,
  port: number,
  { grpc, handlers, fallback, allowedOrigins, emulator, log, certificate }: PortOptions,
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
  const listener = (req: IncomingMessage, res: ServerResponse): void => {
    if (certificate !== undefined && !(req.socket as TLSSocket).encrypted) return toHttps(req, res);
    res.on('error', () => {}); // the client went away in mid-answer
    answer(req, res).catch((error: unknown) => sendError(res, refusalOf(error, log)));
  };
  const server = createServer(
    {
      headersTimeout: HEAD_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    listener,
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_TIMEOUT_MS);
  const sockets = new Set<Socket>();
  const [takeHttp] = server.listeners('connection') as [(socket: Socket) => void];
  server.removeAllListeners('connection');
  const secure =
    certificate &&
    openTls(certificate, {
      http1: (socket) => takeHttp.call(server, socket),
      http2: takeHttp2(listener, grpc),
    });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    peek(socket, (kind) => {
      if (kind === 'tls' && secure) secure.emit('connection', socket);
      else if (kind === 'http2' && !secure) grpc.take(socket);
      else takeHttp.call(server, socket);
    });
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
    setCertificate: (next) => secure?.setSecureContext(next),
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

/** Decrypts, and gives each connection to whoever speaks what was agreed on. */
function openTls(certificate: Certificate, takers: Record<'http1' | 'http2', (socket: TLSSocket) => void>): TlsServer {
  const server = createTlsServer({
    ...certificate,
    handshakeTimeout: HEAD_TIMEOUT_MS,
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  server.on('secureConnection', (socket) => takers[socket.alpnProtocol === 'h2' ? 'http2' : 'http1'](socket));
  server.on('tlsClientError', (_error, socket) => socket.destroy()); // scanners, and clients that do not trust us
  return server;
}

/** HTTP/2 within TLS: gRPC, and what is answered as HTTP/1.1 is, as Node's compatibility interface has what handlers use. */
function takeHttp2(
  listener: (req: IncomingMessage, res: ServerResponse) => void,
  grpc: GrpcServer,
): (socket: TLSSocket) => void {
  const compatible = createHttp2Server((req: Http2ServerRequest, res: Http2ServerResponse) => {
    const { stream } = req;
    const late = setTimeout(() => stream.close(), REQUEST_TIMEOUT_MS).unref();
    req.on('end', () => clearTimeout(late));
    req.on('error', () => {});
    res.on('finish', () => {
      clearTimeout(late);
      if (!req.complete) stream.close(); // whoever sent too much is not read to the end
    });
    req.headers.host ??= req.authority;
    listener(req as unknown as IncomingMessage, res as unknown as ServerResponse);
  });
  const passOn = passOnGrpc(grpc.take);
  const server = createHttp2Server({ settings: { maxConcurrentStreams: MAX_STREAMS_A_CONNECTION } });
  server.on('session', (session) => session.setTimeout(IDLE_TIMEOUT_MS, () => session.destroy()));
  server.on('sessionError', () => {}); // the session is gone, its streams with it
  server.on('stream', (stream, headers, ...rest) => {
    if (headers['content-type']?.startsWith('application/grpc')) passOn(stream, headers);
    else compatible.emit('stream', stream, headers, ...rest);
  });
  return (socket) => server.emit('connection', socket);
}

function toHttps(req: IncomingMessage, res: ServerResponse): void {
  // Only what a host may look like is given back.
  const host = /^[\w.[\]:-]+$/.exec(req.headers.host ?? '')?.[0];
  res.writeHead(host === undefined ? 400 : 308, {
    Connection: 'close',
    'Content-Type': 'text/plain; charset=utf-8',
    ...(host === undefined ? {} : { Location: `https://${host}${req.url}` }),
  });
  res.end('This port speaks https.\n');
}

const PREFACE = Buffer.from('PRI * HTTP/2.0');

const TLS_HANDSHAKE = 0x16;

/**
 * Tells TLS and HTTP/2 with prior knowledge by their first bytes, which stay unread. Never in flowing mode: a socket that
 * flowed once breaks the HTTP/2 session (firestore protocol, section 1).
 */
function peek(socket: Socket, then: (kind: 'tls' | 'http1' | 'http2') => void): void {
  const giveUp = setTimeout(() => socket.destroy(), HEAD_TIMEOUT_MS);
  let seen = Buffer.alloc(0);
  const onError = () => {}; // a reset before anything was said
  const onReadable = () => {
    for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
      seen = Buffer.concat([seen, chunk]);
    }
    if (seen.length === 0) return;
    const isTls = seen[0] === TLS_HANDSHAKE;
    const length = Math.min(seen.length, PREFACE.length);
    const couldBe = seen.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (couldBe && length < PREFACE.length) return; // half a preface
    clearTimeout(giveUp);
    socket.off('readable', onReadable);
    socket.off('error', onError);
    socket.unshift(seen);
    then(isTls ? 'tls' : couldBe ? 'http2' : 'http1');
  };
  socket.on('error', onError);
  socket.once('close', () => clearTimeout(giveUp));
  socket.on('readable', onReadable);
}
