import { join } from 'node:path';
import Libsql from 'libsql';
import { connect } from './client.mjs';
import { commitOf, fieldsOf, fill, nameOf } from './documents.mjs';
import { newDirectory, startBackend } from './processes.mjs';
import { inTurn, median, msEach, ratios, round, spreadOf } from './statistics.mjs';

const ROUNDS = 7;
const COMMITS = 400; // one after another, in a round
const CLIENTS = 64;
const COMMITS_OF_A_CLIENT = 30;

/** A commit of one new document, acknowledged when it is on disk, against libsql's own on the same disk. */
export async function measure(report) {
  const bare = bareCommits();
  const backend = await startBackend(newDirectory());
  const admin = connect(backend.adminPort, backend.secret);
  await fill(admin, 'entries', 1000);
  const clients = Array.from({ length: CLIENTS }, () => connect(backend.port, backend.bearer));
  let made = 0;
  const next = (count, encoded) => Array.from({ length: count }, () => encoded(nameOf('made', made), fieldsOf(made++)));
  const commits = (client, requests) => msEach(requests, (request) => client.unary('Commit', request));

  const ms = await inTurn(ROUNDS, {
    bare: () =>
      msEach(
        next(COMMITS, (...row) => row),
        bare,
      ),
    one: () => commits(clients[0], next(COMMITS, commitOf)),
    many: async () => {
      const requests = clients.map(() => next(COMMITS_OF_A_CLIENT, commitOf));
      const began = performance.now();
      await Promise.all(clients.map((client, i) => commits(client, requests[i])));
      return (performance.now() - began) / (CLIENTS * COMMITS_OF_A_CLIENT);
    },
  });

  const perSecond = (values) => `${round(1000 / median(values), 0)} commits/s`;
  const toBare = ratios(ms.bare, ms.one);
  report({
    work: 'durable commit of one document over gRPC, rules on, one client',
    figure: perSecond(ms.one),
    floor: `${perSecond(ms.bare)} of bare libsql`,
    value: round(median(toBare)),
    spread: spreadOf(toBare),
    goal: '≥ 0.5',
  });
  const toOne = ratios(ms.one, ms.many);
  report({
    work: `the same, ${CLIENTS} clients`,
    figure: perSecond(ms.many),
    floor: `${perSecond(ms.one)} of one client`,
    value: round(median(toOne)),
    spread: spreadOf(toOne),
    goal: '≥ 4',
  });
  clients.forEach((client) => client.close());
  admin.close();
  await backend.stop();
}

function bareCommits() {
  const database = new Libsql(join(newDirectory(), 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE documents(name TEXT PRIMARY KEY, fields TEXT NOT NULL)');
  const put = database.prepare('INSERT INTO documents VALUES (?, ?)');
  return ([name, fields]) => void put.run(name, JSON.stringify(fields));
}
