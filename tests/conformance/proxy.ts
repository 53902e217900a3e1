import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

interface Proxy {
  readonly port: number;
  /** Cuts every connection, in mid-sentence. */
  cut(): void;
  /** Bytes of answers so far. */
  readonly passed: number;
  close(): Promise<void>;
}

/** What may stand between an office and its server. `buffers`: an answer is passed on when it is complete, not before. */
export async function openProxy(target: number, { buffers = false } = {}): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let passed = 0;
  const pass = (req: IncomingMessage, res: ServerResponse) => {
    const { method, url, headers } = req;
    const onward = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      answer.on('data', (chunk: Buffer) => (passed += chunk.length));
      res.writeHead(answer.statusCode!, answer.headers);
      if (!buffers) {
        res.flushHeaders();
        answer.pipe(res);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => res.end(Buffer.concat(chunks)));
    });
    onward.on('error', () => res.destroy());
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  };
  const server = createServer(pass);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    get passed() {
      return passed;
    },
    close: async () => {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
