// The floor of an answer: Node's own server with a body in memory. `bare.child.mjs FILE`: a list of answers, each with
// path, status, headers and body (base64); the answer is chosen by path alone.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const answers = new Map(
  JSON.parse(readFileSync(process.argv[2], 'utf8')).map(({ path, status, headers, body }) => [
    path,
    { status, headers, body: Buffer.from(body, 'base64') },
  ]),
);
const server = createServer((req, res) => {
  const { status, headers, body } = answers.get(req.url) ?? { status: 404, headers: {}, body: '' };
  res.writeHead(status, headers).end(status === 304 ? undefined : body);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.on('SIGINT', () => process.exit(0));
