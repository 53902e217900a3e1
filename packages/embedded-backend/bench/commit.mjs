import { join } from 'node:path';
import { bareDatabase } from './bareDatabase.mjs';
import { connect } from './client.mjs';
import { commitOf, fieldsOf, fill, nameOf } from './documents.mjs';
import { newDirectory, startBackend, startFloor } from './processes.mjs';
import { inTurn, median, msEach, ratios, round, spreadOf } from './statistics.mjs';

const ROUNDS = 7;
const COMMITS = 400; // one after another, in a round
const CLIENTS = 64;
const COMMITS_OF_A_CLIENT = 30;

/**
 * A commit of one new document, acknowledged when it is on disk, against libsql's own on the same disk, and against the
 * least that a server of gRPC in Node can do (decision 0035).
 */
export async function measure(report) {
  const bare = bareDatabase(join(newDirectory(), 'bare.db'));
  const floor = await startFloor(newDirectory());
  const backend = await startBackend(newDirectory());
  const admin = connect(backend.adminPort, backend.secret);
  await fill(admin, 'entries', 1000);
  const clientsOf = ({ port, bearer }) => Array.from({ length: CLIENTS }, () => connect(port, bearer));
  const [ofFloor, ofBackend] = [clientsOf(floor), clientsOf(backend)];
  let made = 0;
  const next = (count, encoded) => Array.from({ length: count }, () => encoded(nameOf('made', made), fieldsOf(made++)));
  const commits = (client, requests) => msEach(requests, (request) => client.unary('Commit', request));
  const one = ([client]) => commits(client, next(COMMITS, commitOf));
  const many = async (clients) => {
    const requests = clients.map(() => next(COMMITS_OF_A_CLIENT, commitOf));
    const began = performance.now();
    await Promise.all(clients.map((client, i) => commits(client, requests[i])));
    return (performance.now() - began) / (CLIENTS * COMMITS_OF_A_CLIENT);
  };

  const rows = () => next(COMMITS, (...row) => row);
  const ms = await inTurn(ROUNDS, {
    bare: () => msEach(rows(), ([name, fields]) => bare.put(name, JSON.stringify(fields))),
    floorOne: () => one(ofFloor),
    one: () => one(ofBackend),
    floorMany: () => many(ofFloor),
    many: () => many(ofBackend),
  });

  const perSecond = (side) => `${round(1000 / median(ms[side]), 0)} commits/s`;
  const ratioOf = (side, floor) => round(median(ratios(ms[floor], ms[side])));
  const compare = (work, side, floor, name, goal) =>
    report({
      work,
      figure: perSecond(side),
      floor: `${perSecond(floor)} of ${name}`,
      value: ratioOf(side, floor),
      spread: spreadOf(ratios(ms[floor], ms[side])),
      goal,
    });
  const work = 'durable commit of one document over gRPC, rules on, one client';
  const least = 'bare libsql behind grpc-js';
  compare(work, 'one', 'floorOne', least, '≥ 0.5');
  compare(work, 'one', 'bare', `bare libsql (${least}: ${ratioOf('floorOne', 'bare')})`, '≥ 0.5');
  compare(`the same, ${CLIENTS} clients`, 'many', 'floorMany', `${least}, ${CLIENTS} clients`, '≥ 0.5');
  compare(
    `the same, ${CLIENTS} clients`,
    'many',
    'one',
    `one client (${least}: ${ratioOf('floorMany', 'floorOne')})`,
    '≥ 4',
  );
  [...ofFloor, ...ofBackend].forEach((client) => client.close());
  admin.close();
  await Promise.all([floor.stop(), backend.stop()]);
}
