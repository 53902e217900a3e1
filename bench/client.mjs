// A client that costs little: bare sockets, kept open, one request at a time on each.
import { connect } from 'node:net';

/** One connection. `ask(text)` sends a request's text and resolves with the answer's status, head and, where wanted, body. */
export function connection(url, { keepBody = false } = {}) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay();
  let waiting = null;
  let head = '';
  let missing = -1; // bytes of the body that are to come; -1: the head is not whole
  let parts = [];
  const finish = () => {
    const { resolve } = waiting;
    const answer = { status: Number(head.slice(9, 12)), head, body: Buffer.concat(parts) };
    [waiting, head, missing, parts] = [null, '', -1, []];
    resolve(answer);
  };
  socket.on('data', (chunk) => {
    if (!waiting) return;
    if (missing === -1) {
      const end = chunk.indexOf('\r\n\r\n');
      head += chunk.latin1Slice(0, end === -1 ? chunk.length : end + 4);
      if (end === -1) return;
      missing = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      chunk = chunk.subarray(end + 4);
    }
    missing -= chunk.length;
    if (keepBody) parts.push(chunk);
    if (missing <= 0) finish();
  });
  const fail = (cause) => {
    waiting?.reject(cause ?? new Error('the connection ended'));
    waiting = null;
  };
  socket.on('error', fail).on('close', () => fail());
  return {
    ask: (text) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the connection ended'));
        waiting = { resolve, reject };
        socket.write(text);
      }),
    close: () => socket.destroy(),
  };
}

export const tagOf = (answer) => /\r\netag: (.*)\r\n/i.exec(answer.head)?.[1] ?? null;

export function request(url, headers = {}) {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** The same request again and again over some connections; throws the first answer that is not of this status. */
export async function load(url, text, { requests, connections = 16, status }) {
  const open = Array.from({ length: connections }, () => connection(url));
  let left = requests;
  let isLoading = true;
  // A client that slept is woken by the server's own write, which then costs that twice the processor time.
  const stayAwake = () => isLoading && setImmediate(stayAwake);
  stayAwake();
  await Promise.all(
    open.map(async ({ ask }) => {
      while (left-- > 0) {
        const answer = await ask(text);
        if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}`);
      }
    }),
  );
  isLoading = false;
  for (const { close } of open) close();
}
