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

  const get = (collection, count) => (i) =>
    encode('BatchGetDocuments', { database: DATABASE, documents: [nameOf(collection, (i * 7919) % count)] });
  const gets = (client, requests) => msEach(requests, (request) => client.answers('BatchGetDocuments', request));
  const query = (collection, structuredQuery) =>
    encode('RunQuery', {
      parent: DOCUMENTS,
      structuredQuery: { ...structuredQuery, from: [{ collectionId: collection }] },
    });
  const queries = (client, requests) =>
    msEach(requests, async (request) => {
      const { length } = await client.answers('RunQuery', request);
      if (length !== PER_WEEK) throw new Error(`The query found ${length}.`);
    });
  const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
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

  const getMs = await inTurn(ROUNDS, {
    ours: () => gets(ours, times(GETS, get('many', MANY))),
    theirs: () => gets(theirs, times(GETS, get('few', FEW))),
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
  line(`get of ${MANY} documents, rules on`, getMs.ours, getMs.theirs, `of @firestore-emulator/server with ${FEW}`);

  for (const [name, kind] of Object.entries(KINDS)) {
    const ms = await inTurn(ROUNDS, {
      many: () =>
        queries(
          ours,
          times(QUERIES, (i) => query('many', kind(i, MANY))),
        ),
      few: () =>
        queries(
          ours,
          times(QUERIES, (i) => query('few', kind(i, FEW))),
        ),
      theirs: () =>
        queries(
          theirs,
          times(5, (i) => query('few', kind(i, FEW))),
        ),
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
