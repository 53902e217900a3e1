import { connect } from './client.mjs';
import { commitOf, fieldsOf, fill, nameOf } from './documents.mjs';
import { listeners } from './listen.mjs';
import { newDirectory, startBackend } from './processes.mjs';
import { median, round, spreadOf } from './statistics.mjs';

const STARTS = 5;
const DOCUMENTS = 100_000;
const LISTENERS = 500;
const mb = (bytes) => bytes / 2 ** 20;

/** From the process's start until it answers a sign-in, and what it holds of the machine's memory. */
export async function measure(report) {
  const idle = await startBackend(newDirectory());
  await settled();
  const idleMb = mb((await idle.memory()).rss);
  await idle.stop();
  report({
    work: 'resident memory, idle',
    figure: `${round(idleMb, 0)} MB`,
    floor: '',
    value: round(idleMb, 0),
    spread: '',
    goal: '≤ 120',
  });

  const directory = newDirectory();
  const filling = await startBackend(directory);
  const admin = connect(filling.adminPort, filling.secret);
  await fill(admin, 'entries', DOCUMENTS);
  const filledMb = mb((await filling.memory()).rss);
  admin.close();
  await filling.stop();

  const seconds = [];
  for (let i = 0; i < STARTS; i++) {
    const backend = await startBackend(directory);
    seconds.push(backend.readyMs / 1000);
    await backend.stop();
  }
  report({
    work: `start with ${DOCUMENTS} documents, to the first sign-in`,
    figure: `${round(median(seconds))} s`,
    floor: '',
    value: round(median(seconds)),
    spread: spreadOf(seconds),
    goal: '≤ 2',
  });

  const backend = await startBackend(directory);
  const crowd = await listeners(backend, 'crowd', LISTENERS);
  const writer = connect(backend.port, backend.bearer);
  for (let i = 0; i < 20; i++) {
    const heard = crowd.heard();
    await writer.unary('Commit', commitOf(nameOf('crowd', i), fieldsOf(i)));
    await heard;
  }
  await settled();
  const crowdMb = mb((await backend.memory()).rss);
  report({
    work: `resident memory, ${DOCUMENTS} documents, ${LISTENERS} listeners, after 20 commits`,
    figure: `${round(crowdMb, 0)} MB (right after writing them all: ${round(filledMb, 0)} MB)`,
    floor: '',
    value: round(Math.max(crowdMb, filledMb), 0),
    spread: '',
    goal: '≤ 400',
  });
  crowd.close();
  writer.close();
  await backend.stop();
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 2000));
