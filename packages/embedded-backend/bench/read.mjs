import { connect, encode } from './client.mjs';
import { DATABASE, DOCUMENTS, fill, nameOf, PER_WEEK } from './documents.mjs';
import { newDirectory, startBackend, startOther } from './processes.mjs';
import { inTurn, median, msEach, ratios, round, spreadOf } from './statistics.mjs';

const ROUNDS = 7;
const GETS = 200;
const QUERIES = 40;
const [MANY, FEW] = [100_000, 1000];

/**
 * Reads with rules on, against a server in memory without rules, by the same client. The other server holds the small
 * collection only: each document that it takes costs it more than the one before, and many would take it hours.
 */
export async function measure(report) {
  const backend = await startBackend(newDirectory());
  const other = await startOther();
  const admin = connect(backend.adminPort, backend.secret);
  const ours = connect(backend.port, backend.bearer);
  const theirs = connect(other.port, other.bearer);
  await fill(admin, 'many', MANY);
  for (const client of [admin, theirs]) await fill(client, 'few', FEW);

  const get = async (client, collection, count, i) => {
    const name = nameOf(collection, (i * 7919) % count);
    await client.answers('BatchGetDocuments', encode('BatchGetDocuments', { database: DATABASE, documents: [name] }));
  };
  const query = async (client, collection, structuredQuery) => {
    const from = [{ collectionId: collection }];
    const request = { parent: DOCUMENTS, structuredQuery: { ...structuredQuery, from } };
    const { length } = await client.answers('RunQuery', encode('RunQuery', request));
    if (length !== PER_WEEK) throw new Error(`The query found ${length}.`);
  };
  const equal = (fieldPath, stringValue) => ({
    fieldFilter: { field: { fieldPath }, op: 'EQUAL', value: { stringValue } },
  });
  const KINDS = {
    'all 50 of a week': (i, of) => ({
      where: equal('week', `w${String((i * 31) % (of / PER_WEEK)).padStart(5, '0')}`),
    }),
    'the first 50 by a field': () => ({ orderBy: [{ field: { fieldPath: 'order' } }], limit: { value: 50 } }),
    'the first 50 by a field of those of a calendar': () => ({
      where: equal('calendar', 'board'),
      orderBy: [{ field: { fieldPath: 'order' } }],
      limit: { value: 50 },
    }),
  };

  const gets = await inTurn(ROUNDS, {
    ours: () => msEach(GETS, (i) => get(ours, 'many', MANY, i)),
    theirs: () => msEach(GETS, (i) => get(theirs, 'few', FEW, i)),
  });
  const line = (work, ms, floor, than) => {
    const values = ratios(floor, ms);
    const figure = `${round(median(ms))} ms`;
    report({
      work,
      figure,
      floor: `${round(median(floor))} ms ${than}`,
      value: round(median(values)),
      spread: spreadOf(values),
      goal: '≥ 1',
    });
  };
  line(`get of ${MANY} documents, rules on`, gets.ours, gets.theirs, `of @firestore-emulator/server with ${FEW}`);

  for (const [name, kind] of Object.entries(KINDS)) {
    const ms = await inTurn(ROUNDS, {
      many: () => msEach(QUERIES, (i) => query(ours, 'many', kind(i, MANY))),
      few: () => msEach(QUERIES, (i) => query(ours, 'few', kind(i, FEW))),
      theirs: () => msEach(5, (i) => query(theirs, 'few', kind(i, FEW))),
    });
    line(`query of ${MANY}, rules on: ${name}`, ms.many, ms.theirs, `of @firestore-emulator/server with ${FEW}`);
    const values = ratios(ms.many, ms.few);
    report({
      work: `the same at ${MANY} against ${FEW}`,
      figure: `${round(median(ms.many))} ms`,
      floor: `${round(median(ms.few))} ms`,
      value: round(median(values)),
      spread: spreadOf(values),
      goal: '≤ 2',
    });
  }
  for (const client of [admin, ours, theirs]) client.close();
  await Promise.all([backend.stop(), other.stop()]);
}
