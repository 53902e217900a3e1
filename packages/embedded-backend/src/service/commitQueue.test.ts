import { expect, test, vi } from 'vitest';
import { createStore } from '../store/createStore.ts';
import { openDatabase } from '../store/database.ts';
import { CommitQueue } from './commitQueue.ts';

const turn = () => new Promise(setImmediate);

function queue() {
  const store = createStore(openDatabase(null));
  const commitAll = vi.spyOn(store, 'commitAll');
  const commits = new CommitQueue(store);
  let made = 0;
  const arrive = () =>
    commits.commit({ writes: [{ update: { name: `projects/p/databases/(default)/documents/a/${made++}` } }] });
  return { commits, arrive, groups: () => commitAll.mock.calls.map(([requests]) => requests.length) };
}

test('a commit that comes alone waits for no other', async () => {
  const { arrive, groups } = queue();
  await arrive();
  await arrive();
  expect(groups()).toEqual([1, 1]);
});

test('commits that come together, and those of the next turns as long as each brings more, wait for the disk once', async () => {
  const { arrive, groups } = queue();
  const arrived = [arrive(), arrive()];
  await turn();
  arrived.push(arrive());
  expect(groups()).toEqual([]);
  await Promise.all(arrived);
  expect(groups()).toEqual([3]);
});

test('but nobody waits behind ever more of them', async () => {
  const { arrive, groups } = queue();
  let [answered, turns] = [false, 0];
  void arrive().then(() => (answered = true));
  for (; !answered && turns < 1000; turns++) {
    void arrive();
    await turn();
  }
  expect(groups()[0]).toBeGreaterThanOrEqual(100);
  expect(turns).toBeLessThan(110);
});

test('what has arrived when the server stops is committed, once', async () => {
  const { commits, arrive, groups } = queue();
  const arrived = [arrive(), arrive()];
  commits.close();
  await Promise.all(arrived);
  await turn();
  expect(groups()).toEqual([2]);
  await expect(arrive()).rejects.toMatchObject({ status: 'UNAVAILABLE' });
});
