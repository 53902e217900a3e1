// The floor of a start: Node, the data read through once, a port that answers. `bareStart.child.mjs FILE`
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { length } = readFileSync(process.argv[2]);
const server = createServer((_req, res) => res.end(String(length)));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.on('SIGINT', () => process.exit(0));
