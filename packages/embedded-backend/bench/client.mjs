import { createRequire } from 'node:module';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import protobuf from 'protobufjs';

const require = createRequire(import.meta.url);
const root = protobuf.Root.fromJSON(require('@google-cloud/firestore/build/protos/v1.json')).resolveAll();
const methods = root.lookupService('google.firestore.v1.Firestore').methods;

/**
 * A gRPC client that does as little as it can: requests are encoded beforehand (`encode`), answers are decoded only when
 * asked (`decode`), so that a ratio is of servers. Each has a connection of its own.
 */
export function connect(port, bearer) {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.max_receive_message_length': -1,
  });
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${bearer}`);
  const path = (rpc) => `/google.firestore.v1.Firestore/${rpc}`;
  const bytes = (value) => value;
  return {
    unary: (rpc, request) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(path(rpc), bytes, bytes, request, metadata, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
      }),
    /** Resolves with all answers of an RPC that streams them. */
    answers: (rpc, request) =>
      new Promise((resolve, reject) => {
        const all = [];
        client
          .makeServerStreamRequest(path(rpc), bytes, bytes, request, metadata)
          .on('data', (answer) => all.push(answer))
          .on('error', reject)
          .on('end', () => resolve(all));
      }),
    /** A stream of both; the caller listens to 'data' and 'error'. */
    open: (rpc) => client.makeBidiStreamRequest(path(rpc), bytes, bytes, metadata),
    close: () => client.close(),
  };
}

export function encode(rpc, request) {
  const type = methods[rpc].resolvedRequestType;
  return Buffer.from(type.encode(type.fromObject(request)).finish());
}

export function decode(rpc, answer) {
  const type = methods[rpc].resolvedResponseType;
  return type.toObject(type.decode(answer), { longs: String, enums: String });
}
