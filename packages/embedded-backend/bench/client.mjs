import { connect as connectHttp2, constants } from 'node:http2';
import { createRequire } from 'node:module';
import protobuf from 'protobufjs';

const require = createRequire(import.meta.url);
const root = protobuf.Root.fromJSON(require('@google-cloud/firestore/build/protos/v1.json')).resolveAll();
const methods = root.lookupService('google.firestore.v1.Firestore').methods;

/**
 * A gRPC client that does as little as it can, so that a ratio is of servers: requests are encoded beforehand (`encode`),
 * answers stay as they come. Each has a connection of its own.
 */
export function connect(port, bearer) {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  session.on('error', () => {}); // each stream tells
  const open = (rpc) =>
    session.request({
      ':method': 'POST',
      ':path': `/google.firestore.v1.Firestore/${rpc}`,
      'content-type': 'application/grpc',
      te: 'trailers',
      authorization: `Bearer ${bearer}`,
    });
  const answers = (rpc, request) =>
    new Promise((resolve, reject) => {
      const stream = open(rpc);
      const chunks = [];
      let status;
      const read = (headers) => {
        if (headers['grpc-status'] !== undefined) status = headers;
      };
      stream.on('response', read).on('trailers', read).on('error', reject);
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        // Trailers come right before the end, or with the headers when there is nothing else.
        if (status?.['grpc-status'] !== '0')
          return reject(new Error(decodeURI(status?.['grpc-message'] ?? 'no status')));
        resolve(messagesIn(Buffer.concat(chunks)).messages);
      });
      stream.end(framed(request));
    });
  return {
    unary: async (rpc, request) => (await answers(rpc, request))[0],
    /** Resolves with all answers of an RPC that streams them. */
    answers,
    /** A stream of both: `send(bytes)`, `cancel()`, and `onMessage(bytes)` for each answer. */
    open: (rpc, onMessage) => {
      const stream = open(rpc);
      let rest = Buffer.alloc(0);
      stream.on('error', () => {});
      stream.on('data', (chunk) => {
        const read = messagesIn(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk);
        rest = read.rest;
        read.messages.forEach(onMessage);
      });
      return {
        send: (bytes) => stream.write(framed(bytes)),
        cancel: () => stream.close(constants.NGHTTP2_CANCEL),
      };
    },
    close: () => session.destroy(),
  };
}

/** gRPC's frame: not compressed, four bytes of length, the message. */
function framed(bytes) {
  const frame = Buffer.allocUnsafe(5 + bytes.length);
  frame.writeUInt8(0, 0);
  frame.writeUInt32BE(bytes.length, 1);
  frame.set(bytes, 5);
  return frame;
}

function messagesIn(buffer) {
  const messages = [];
  let at = 0;
  while (buffer.length >= at + 5 && buffer.length >= at + 5 + buffer.readUInt32BE(at + 1)) {
    const end = at + 5 + buffer.readUInt32BE(at + 1);
    messages.push(buffer.subarray(at + 5, end));
    at = end;
  }
  return { messages, rest: buffer.subarray(at) };
}

export function encode(rpc, request) {
  const type = methods[rpc].resolvedRequestType;
  return Buffer.from(type.encode(type.fromObject(request)).finish());
}
