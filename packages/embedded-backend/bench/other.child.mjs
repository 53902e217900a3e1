// Started by processes.mjs. Says its port when it is ready.
import { createServer } from 'node:net';
import { FirestoreServer } from '@firestore-emulator/server';

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const server = new FirestoreServer();
await server.start(port);
process.on('message', () => process.send(process.memoryUsage()));
process.on('SIGTERM', () => process.exit(0));
process.send({ port, adminPort: port, secret: 'owner', bearer: 'owner' });
