import { connect, encode } from './client.mjs';
import { commitOf, DATABASE, DOCUMENTS, fieldsOf, fill, nameOf } from './documents.mjs';
import { newDirectory, startBackend } from './processes.mjs';
import { inTurn, percentile, ratios, round, spreadOf } from './statistics.mjs';

const ROUNDS = 7;
const COMMITS = 40;
const LISTENERS = 500;
const STREAMS_OF_A_CONNECTION = 20;

/** From a commit's request to its document at the listeners, each of which has a stream of its own. */
export async function measure(report) {
  const backend = await startBackend(newDirectory());
  const writer = connect(backend.port, backend.bearer);
  const admin = connect(backend.adminPort, backend.secret);
  await fill(admin, 'entries', 500);
  const few = await listeners(backend, 'one', 1);
  const many = await listeners(backend, 'crowd', LISTENERS);
  let made = 0;
  const round1 = async ({ collection, heard }) => {
    const ms = [];
    for (let i = 0; i < COMMITS; i++) {
      const all = heard();
      const began = performance.now();
      await writer.unary('Commit', commitOf(nameOf(collection, i), { ...fieldsOf(i), made: { integerValue: made++ } }));
      for (const at of await all) ms.push(at - began);
    }
    return percentile(ms, 0.95);
  };
  const p95 = await inTurn(ROUNDS, { one: () => round1(few), many: () => round1(many) });
  const values = ratios(p95.many, p95.one);
  report({
    work: `one commit seen by ${LISTENERS} listeners, p95`,
    figure: `${round(percentile(p95.many, 0.5), 1)} ms`,
    floor: `${round(percentile(p95.one, 0.5), 1)} ms of one listener`,
    value: round(percentile(values, 0.5)),
    spread: spreadOf(values),
    goal: '≤ 10',
  });
  few.close();
  many.close();
  writer.close();
  admin.close();
  await backend.stop();
}

/** Streams that listen to a collection; `heard()` resolves with when each got the next document. */
export async function listeners(backend, collection, count) {
  const clients = [];
  const streams = [];
  let left = 0;
  let times = [];
  let done = () => {};
  for (let i = 0; i < count; i++) {
    if (i % STREAMS_OF_A_CONNECTION === 0) clients.push(connect(backend.port, backend.bearer));
    const query = { parent: DOCUMENTS, structuredQuery: { from: [{ collectionId: collection }] } };
    await new Promise((resolve) => {
      let changes = 0;
      const stream = clients.at(-1).open('Listen', (answer) => {
        // By its tag, the field of ListenResponse: 2 a change of a target, 3 a document.
        if (answer[0] === 0x12 && ++changes === 3) resolve(); // ADD, CURRENT, and the first snapshot
        if (answer[0] !== 0x1a) return;
        times.push(performance.now());
        if (--left === 0) done(times);
      });
      stream.send(encode('Listen', { database: DATABASE, addTarget: { targetId: 1, query } }));
      streams.push(stream);
    });
  }
  return {
    collection,
    heard: () =>
      new Promise((resolve) => {
        [left, times, done] = [count, [], resolve];
      }),
    close: () => {
      streams.forEach((stream) => stream.cancel());
      clients.forEach((client) => client.close());
    },
  };
}
