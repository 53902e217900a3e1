// Started by processes.mjs: the least that a durable commit over gRPC in Node is. grpc-js, that neither reads the request nor
// says anything in its answer, and a row of a request's length in libsql, one transaction for those that come together.
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { bareDatabase } from './bareDatabase.mjs';

const [dataDir] = process.argv.slice(2);
const { put, inTransaction } = bareDatabase(join(dataDir, 'floor.db'));
let made = 0;
let waiting = [];
function commitAll() {
  const group = waiting;
  waiting = [];
  const putAll = () => group.forEach(({ request }) => put(`row${made++}`, request.toString('latin1')));
  if (group.length === 1) putAll();
  else inTransaction(putAll);
  group.forEach(({ answer }) => answer(null, Buffer.alloc(0)));
}

const server = new Server({ 'grpc.enable_channelz': 0 });
const asItIs = (bytes) => bytes;
server.register(
  '/google.firestore.v1.Firestore/Commit',
  ({ request }, answer) => {
    waiting.push({ request, answer });
    if (waiting.length === 1) setImmediate(commitAll);
  },
  asItIs,
  asItIs,
  'unary',
);
process.on('SIGTERM', () => process.exit(0));
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.send({ port });
});
