import { join } from 'node:path';
import Libsql from 'libsql';
import { connect } from './client.mjs';
import { commitOf, fieldsOf, fill, nameOf } from './documents.mjs';
import { newDirectory, startBackend } from './processes.mjs';
import { inTurn, median, msEach, ratios, round, spreadOf } from './statistics.mjs';

const ROUNDS = 7;
const COMMITS = 200; // one after another, in a round
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
  const commit = (client) => client.unary('Commit', commitOf(nameOf('made', made), fieldsOf(made++)));

  const ms = await inTurn(ROUNDS, {
    bare: () => msEach(COMMITS, bare),
    one: () => msEach(COMMITS, () => commit(clients[0])),
    many: async () => {
      const began = performance.now();
      await Promise.all(clients.map((client) => msEach(COMMITS_OF_A_CLIENT, () => commit(client))));
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
  let made = 0;
  return () => void put.run(nameOf('made', made), JSON.stringify(fieldsOf(made++)));
}
