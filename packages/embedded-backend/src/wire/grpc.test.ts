import { once } from 'node:events';
import http2, { connect } from 'node:http2';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import type { Service, StreamSink } from '../service/service.ts';
import { typeNamed } from './descriptors.ts';
import { openGrpc } from './grpc.ts';
import { fromJson } from './protobufJson.ts';
import { WaitingRoom } from './waitingRoom.ts';

test('a client that reads nothing is dropped before it fills the memory', async () => {
  const server = createServer();
  let told = 0;
  const closed = new Promise<void>((resolve) => {
    const service = {
      open: (_rpc: string, _identity: unknown, sink: StreamSink) => ({
        handle: () => {
          for (; told < 70; told += 1) sink.send({ documentDelete: { document: 'x'.repeat(1024 * 1024) } });
        },
        close: resolve,
      }),
    } as unknown as Service;
    const grpc = openGrpc({
      service,
      authenticate: async () => ({ kind: 'anonymous' }),
      waitingRoom: new WaitingRoom(),
      log: () => {},
    });
    server.on('connection', (socket) => grpc.take(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = session.request({
    ':method': 'POST',
    ':path': '/google.firestore.v1.Firestore/Listen',
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  stream.on('error', () => {});
  const type = typeNamed('google.firestore.v1.ListenRequest');
  const message = Buffer.from(type.encode(fromJson(type, { database: 'd' })).finish());
  stream.write(Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]));
  await closed;
  expect(told).toBe(70);
  session.destroy();
  server.close();
});

test.each([
  ['of an unknown method', '/unknown', 'application/grpc'],
  ['of another content type', '/google.firestore.v1.Firestore/Commit', 'text/html'],
])('a call %s whose stream is gone by its turn does not end the process', async (_, path, type) => {
  const creating = vi.spyOn(http2, 'createServer');
  const grpc = openGrpc({
    service: {} as Service,
    authenticate: async () => ({ kind: 'anonymous' }),
    waitingRoom: new WaitingRoom(),
    log: () => {},
  });
  const [within] = creating.mock.results.map(({ value }) => value as http2.Http2Server);
  creating.mockRestore();
  // As broken frames behind it in the same bytes can do; the fuzz run found some.
  within!.prependListener('stream', (stream) => stream.destroy());
  const server = createServer((socket) => grpc.take(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': type });
  stream.on('error', () => {});
  await once(stream, 'close');
  // What was thrown would have ended this test's process. The connection still answers.
  await expect(new Promise((resolve) => session.ping((error) => resolve(error)))).resolves.toBeNull();
  session.destroy();
  grpc.close();
  server.close();
});
