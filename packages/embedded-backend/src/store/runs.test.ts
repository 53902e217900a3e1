import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from './backup.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import { restore } from './restore.ts';
import type { Reader, Store } from './store.ts';

/*
 * Who comes back with a token after the server was stopped is told what has changed since, and nothing else; but who knows
 * a future that these data have not seen, because they are an older copy, must be told to begin anew.
 */
const NAME = 'projects/p/databases/(default)/documents/weeks/1';
let home: string;
let dir: string;
let clock: number;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'runs-'));
  dir = join(home, 'data');
  clock = Date.UTC(2026, 10, 28);
});
afterEach(() => rmSync(home, { recursive: true }));

const open = (): Store => createStore(openDatabase(dir), { now: () => (clock += 1000) });
/** Opens, commits these numbers, stops. Returns the token of each commit. */
function run(...numbers: number[]): string[] {
  const store = open();
  const tokens = numbers.map((n) => commit(store, n));
  store.close();
  return tokens;
}
function commit(store: Store, n: number): string {
  const fields = { n: { integerValue: String(n) } };
  return store.tokenOf(store.commit([{ update: { name: NAME, fields } }]).commitTime);
}
const numberIn = (reader: Reader | undefined) => reader && Number(Object.values(reader.get(NAME)!.fields['n']!)[0]);
/** What each token is of, as a server that starts on the data now has it. */
function found(tokens: string[]): (number | undefined)[] {
  const store = open();
  const numbers = tokens.map((token) => numberIn(store.atToken(token)));
  store.close();
  return numbers;
}

test('tokens of earlier runs are good for as long as the log reaches back', () => {
  const tokens = [...run(1, 2), ...run(3), ...run()];
  expect(found(tokens)).toEqual([1, 2, 3]);
  clock += 23 * 3600e3;
  tokens.push(...run(4));
  expect(found(tokens)).toEqual([1, 2, 3, 4]);
  clock += 2 * 3600e3;
  tokens.push(...run(5));
  expect(found(tokens)).toEqual([undefined, undefined, 3, 4, 5]);
});

test('a run that was killed has ended with its last commit', () => {
  const killed = open();
  const tokens = [commit(killed, 1), commit(killed, 2)];
  const copy = join(home, 'copy'); // as the disk has it
  cpSync(dir, copy, { recursive: true, filter: (path) => !path.endsWith('lock.db') });
  const lost = commit(killed, 3);
  killed.close();
  dir = copy;
  expect(found([...tokens, lost])).toEqual([1, 2, undefined]);
});

test('a directory that was copied by hand while the server was stopped, and put back, does not know the time between', () => {
  const shared = run(1, 2);
  cpSync(dir, join(home, 'copy'), { recursive: true });
  const between = run(3, 4);
  cpSync(join(home, 'copy'), dir, { recursive: true }); // into the same files
  const after = run(5, 6, 7, 8);
  expect(found([...shared, ...between, ...after])).toEqual([1, 2, undefined, undefined, 5, 6, 7, 8]);
  rmSync(dir, { recursive: true });
  renameSync(join(home, 'copy'), dir);
  expect(found([...shared, ...between, ...after])).toEqual([1, 2, ...Array<undefined>(6)]);
});

test('nobody goes on from before a restore', () => {
  const store = open();
  const before = [commit(store, 1), commit(store, 2)];
  const { dir: backup } = backUp(dir, join(home, 'usb'), { name: 'b', beside: [], now: clock });
  const between = [commit(store, 3), commit(store, 4)];
  store.close();
  restore(backup, dir, { overwrite: true, keepIn: 'kept', beside: [], now: clock });
  const after = run(5);
  expect(found([...before, ...between, ...after])).toEqual([...Array<undefined>(4), 5]);
});

test('a time alone is known where one of these runs was there, and not between them', () => {
  const read = (time: string) => {
    const store = open();
    const number = numberIn(store.atPast(time));
    store.close();
    return number;
  };
  const first = open();
  commit(first, 1);
  const { now: atOne } = first;
  commit(first, 2);
  const { now: atTwo } = first;
  first.close();
  cpSync(dir, join(home, 'copy'), { recursive: true });
  const second = open();
  commit(second, 3);
  const { now: atThree } = second;
  second.close();
  expect([atOne, atTwo, atThree].map(read)).toEqual([1, 2, 3]);
  cpSync(join(home, 'copy'), dir, { recursive: true });
  expect([atOne, atTwo, atThree].map(read)).toEqual([1, 2, undefined]);
  run(4);
  expect([atOne, atTwo, atThree].map(read)).toEqual([1, 2, undefined]);
  expect(['2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 'yesterday'].map(read)).toEqual(Array(3).fill(undefined));
});

test('a data directory whose runs are named as they were before keeps its tokens, and no bare times', () => {
  const [old] = run(1);
  const raw = openDatabase(dir);
  raw.exec('UPDATE runs SET id = substr(id, 1, 12)');
  raw.close();
  const [id, , time] = Buffer.from(old!, 'base64').toString().split('.');
  run(2);
  expect(found([Buffer.from(`${id}.${time}`).toString('base64')])).toEqual([1]);
});

test.each(['', 'AAAA', 'no base64 \u{1f600}', Buffer.from('xxxxxxxxxxxx.1').toString('base64')])(
  'what is no token of ours names nothing: %j',
  (token) => {
    run(1);
    expect(found([token])).toEqual([undefined]);
  },
);

test('a token of a time that this run has not reached names nothing', () => {
  const store = open();
  const [id, start, time] = Buffer.from(commit(store, 1), 'base64').toString().split('.');
  const later = [id, start, Number(time) + 1].join('.');
  expect(store.atToken(Buffer.from(later).toString('base64'))).toBeUndefined();
  store.close();
});
