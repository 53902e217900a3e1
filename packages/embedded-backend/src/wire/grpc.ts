import {
  Server,
  ServerCredentials,
  type Metadata,
  type MethodDefinition,
  type ServerDuplexStream,
  type ServerErrorResponse,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import type { Duplex } from 'node:stream';
import type { Method } from 'protobufjs';
import type { Authenticate, Identity } from '../auth/identity.ts';
import { StatusError } from '../model/status.ts';
import { codeOf, refusalOf } from '../service/errors.ts';
import type { Json } from '../service/request.ts';
import type { OpenStream, Service } from '../service/service.ts';
import { firestore, typeNamed } from './descriptors.ts';
import { MAX_REQUEST_BYTES, MAX_WAITING_MESSAGES, STALL_MS } from './limits.ts';
import { fromJson, toJson } from './protobufJson.ts';

/** google.firestore.v1.Firestore over HTTP/2, for connections that somebody else accepted. */
export interface GrpcServer {
  take(socket: Duplex): void;
  close(): void;
}

export interface GrpcOptions {
  service: Service;
  authenticate: Authenticate;
  log: (line: string) => void;
}

export function openGrpc({ service, authenticate, log }: GrpcOptions): GrpcServer {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_send_message_length': -1,
    'grpc.max_concurrent_streams': 1000,
    'grpc.keepalive_time_ms': 30_000, // a peer that vanished without a word is dropped
    'grpc.max_connection_idle_ms': 10 * 60_000,
  });
  const identify = (metadata: Metadata): Promise<Identity> =>
    authenticate(metadata.get('authorization')[0]?.toString());
  const refuse = (error: unknown): ServerErrorResponse => {
    const { status, message } = refusalOf(error, log);
    return Object.assign(new Error(message), { code: codeOf(status), details: message });
  };

  const unary =
    (rpc: string) =>
    async (call: ServerUnaryCall<Json, Json>, answer: sendUnaryData<Json>): Promise<void> => {
      try {
        answer(null, service.call(rpc, call.request, await identify(call.metadata)) as Json);
      } catch (error) {
        answer(refuse(error));
      }
    };

  const streamingAnswer =
    (rpc: string) =>
    async (call: ServerWritableStream<Json, Json>): Promise<void> => {
      try {
        for (const message of service.call(rpc, call.request, await identify(call.metadata)) as Json[])
          call.write(message);
        call.end();
      } catch (error) {
        call.emit('error', refuse(error));
      }
    };

  const streaming = (rpc: 'Listen' | 'Write') => (call: ServerDuplexStream<Json, Json>) => {
    let sent = 0;
    let taken = 0;
    const drop = () => {
      log(`grpc: ${rpc} dropped: the client does not read`);
      call.emit('error', refuse(new StatusError('RESOURCE_EXHAUSTED', 'The client does not read.')));
      close();
    };
    let takenBefore = 0;
    const watch = setInterval(() => {
      if (sent > taken && taken === takenBefore) drop();
      takenBefore = taken;
    }, STALL_MS).unref();
    // Requests wait for the identity, in order.
    const opening = identify(call.metadata).then((identity) =>
      service.open(rpc, identity, {
        send: (response) => {
          sent += 1;
          call.write(response, () => {
            taken += 1;
          });
          if (sent - taken > MAX_WAITING_MESSAGES) drop();
        },
        end: (error) => call.emit('error', refuse(error)),
      }),
    );
    opening.catch((error: unknown) => call.emit('error', refuse(error)));
    const whenOpen = (action: (stream: OpenStream) => void) => void opening.then(action, () => {});
    const close = () => {
      clearInterval(watch);
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
    const definition = definitionOf(method);
    if (method.requestStream) {
      server.register(
        definition.path,
        streaming(method.name as 'Listen' | 'Write'),
        definition.responseSerialize,
        definition.requestDeserialize,
        'bidi',
      );
    } else if (method.responseStream) {
      server.register(
        definition.path,
        streamingAnswer(method.name),
        definition.responseSerialize,
        definition.requestDeserialize,
        'serverStream',
      );
    } else {
      server.register(
        definition.path,
        unary(method.name),
        definition.responseSerialize,
        definition.requestDeserialize,
        'unary',
      );
    }
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

function definitionOf(
  method: Method,
): Pick<MethodDefinition<Json, Json>, 'path' | 'requestDeserialize' | 'responseSerialize'> {
  const requestType = method.resolvedRequestType ?? typeNamed(method.requestType);
  const responseType = method.resolvedResponseType ?? typeNamed(method.responseType);
  return {
    path: `/google.firestore.v1.Firestore/${method.name}`,
    requestDeserialize: (bytes) => toJson(requestType, requestType.decode(bytes)),
    responseSerialize: (json) => Buffer.from(responseType.encode(fromJson(responseType, json)).finish()),
  };
}
