import { once } from 'node:events';
import { connect } from 'node:http2';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
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
