import {
  Server,
  ServerCredentials,
  type Metadata,
  type ServerDuplexStream,
  type ServerErrorResponse,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import type { Method } from 'protobufjs';
import type { Authenticate, Identity } from '../auth/identity.ts';
import { StatusError } from '../model/status.ts';
import { codeOf, refusalOf } from '../service/errors.ts';
import type { Json } from '../service/request.ts';
import type { OpenStream, Service } from '../service/service.ts';
import { firestore, typeNamed } from './descriptors.ts';
import { MAX_CALLS_A_CONNECTION, MAX_REQUEST_BYTES, STALL_MS } from './limits.ts';
import { drained } from './slowReader.ts';
import { countUnfinished } from './unfinished.ts';
import type { WaitingRoom } from './waitingRoom.ts';
import { fromJson, toJson } from './protobufJson.ts';

/** google.firestore.v1.Firestore over HTTP/2, for connections that somebody else accepted. */
export interface GrpcServer {
  take(socket: Duplex): void;
  close(): void;
}

export interface GrpcOptions {
  service: Service;
  authenticate: Authenticate;
  waitingRoom: WaitingRoom;
  log: (line: string) => void;
}

export function openGrpc({ service, authenticate, waitingRoom, log }: GrpcOptions): GrpcServer {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_send_message_length': -1,
    'grpc.max_concurrent_streams': MAX_CALLS_A_CONNECTION,
    'grpc.keepalive_time_ms': 30_000, // a peer that vanished without a word is dropped
    'grpc.max_connection_idle_ms': 10 * 60_000,
    'grpc.enable_channelz': 0, // statistics of every call that nobody asks for
  });
  watchStreams(server, waitingRoom);
  const identify = (metadata: Metadata): Promise<Identity> =>
    authenticate(metadata.get('authorization')[0]?.toString());
  const refuse = (error: unknown): ServerErrorResponse => {
    const { status, message } = refusalOf(error, log);
    return Object.assign(new Error(message), { code: codeOf(status), details: message });
  };

  const unread = () => refuse(new StatusError('RESOURCE_EXHAUSTED', 'The client does not read.')) as Error;
  const unary =
    (rpc: string) =>
    async (call: ServerUnaryCall<Json, Json>, answer: sendUnaryData<Json>): Promise<void> => {
      try {
        answer(null, (await service.call(rpc, call.request, await identify(call.metadata))) as Json);
      } catch (error) {
        answer(refuse(error));
      }
    };

  const streamingAnswer =
    (rpc: string) =>
    async (call: ServerWritableStream<Json, Json>): Promise<void> => {
      try {
        const messages = (await service.call(rpc, call.request, await identify(call.metadata))) as Json[];
        for (const message of messages) {
          if (call.cancelled || call.destroyed) return;
          if (!call.write(message)) await drained(call, waitingRoom, messages, () => call.destroy(unread()));
        }
        call.end();
      } catch (error) {
        call.emit('error', refuse(error));
      }
    };

  // Answers are encoded here, not by grpc-js when their turn comes, so that what waits can be measured.
  const streaming =
    (rpc: 'Listen' | 'Write', encode: (json: Json) => Buffer) => (call: ServerDuplexStream<Json, Buffer>) => {
      const waiting = waitingRoom.open((why) => {
        log(`grpc: ${rpc} dropped: ${why}`);
        call.emit('error', unread());
        close();
      });
      let bytesBefore = 0;
      let isMoving = true;
      const watch = setInterval(() => {
        if (bytesBefore > 0 && !isMoving) waiting.drop('the client takes nothing');
        bytesBefore = waiting.bytes;
        isMoving = false;
      }, STALL_MS).unref();
      // Requests wait for the identity, in order.
      const opening = identify(call.metadata).then((identity) =>
        service.open(rpc, identity, {
          send: (response) => {
            const bytes = encode(response);
            waiting.add(bytes.length);
            if (waiting.isClosed) return;
            call.write(bytes, () => {
              isMoving = true;
              waiting.remove(bytes.length);
            });
          },
          end: (error) => call.emit('error', refuse(error)),
        }),
      );
      opening.catch((error: unknown) => call.emit('error', refuse(error)));
      const whenOpen = (action: (stream: OpenStream) => void) => void opening.then(action, () => {});
      const close = () => {
        clearInterval(watch);
        waiting.close();
        whenOpen((stream) => stream.close());
      };
      call.on('data', (request: Json) => whenOpen((stream) => stream.handle(request)));
      call.on('end', () => {
        close();
        call.end();
      });
      call.on('cancelled', close);
      call.on('close', close);
      call.on('error', close);
    };

  for (const method of firestore.methodsArray) {
    const { name, requestStream, responseStream } = method;
    const path = `/google.firestore.v1.Firestore/${name}`;
    const { decode, encode } = codecOf(method);
    if (requestStream) {
      const handler = streaming(name as 'Listen' | 'Write', encode);
      server.register(path, handler, (bytes: Buffer) => bytes, decode, 'bidi');
    } else if (responseStream) server.register(path, streamingAnswer(name), encode, decode, 'serverStream');
    else server.register(path, unary(name), encode, decode, 'unary');
  }
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    take: (socket) => injector.injectConnection(socket),
    close: () => {
      injector.destroy();
      server.forceShutdown();
    },
  };
}

/**
 * grpc-js refuses a call (unknown method, wrong content type) without looking whether its stream still is. Of one that
 * broken frames behind it have closed, Node throws where nobody catches, and the process ends. Its own method is wrapped,
 * as there is no public place to look. Nor does it bound what it keeps of messages that nobody ends.
 */
function watchStreams(server: Server, waitingRoom: WaitingRoom): void {
  const own = server as unknown as {
    _streamHandler(interceptors: unknown, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void;
  };
  const handle = own._streamHandler.bind(server);
  own._streamHandler = (interceptors, stream, headers) => {
    if (stream.destroyed || stream.closed) {
      stream.on('error', () => {});
      return;
    }
    handle(interceptors, stream, headers);
    const waiting = waitingRoom.open(() => stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM));
    countUnfinished(stream, waiting, headers[':path']?.endsWith('/Listen') === true);
  };
}

function codecOf(method: Method): { decode: (bytes: Buffer) => Json; encode: (json: Json) => Buffer } {
  const requestType = method.resolvedRequestType ?? typeNamed(method.requestType);
  const responseType = method.resolvedResponseType ?? typeNamed(method.responseType);
  return {
    decode: (bytes) => toJson(requestType, requestType.decode(bytes)),
    encode: (json) => Buffer.from(responseType.encode(fromJson(responseType, json)).finish()),
  };
}
