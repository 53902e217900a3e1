import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openServerLog, type ServerLog } from './serverLog.ts';

let lines: string[];
let log: ServerLog;
beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  log = openServerLog((line) => lines.push(line));
});
afterEach(() => {
  log.close();
  vi.useRealTimers();
});

test('a denial that is repeated is told once a minute, with how often it came', () => {
  for (let i = 0; i < 1500; i++) log.write('denied: get /members/x to nobody: no rule');
  expect(lines).toEqual(['denied: get /members/x to nobody: no rule']);
  vi.advanceTimersByTime(60_000);
  expect(lines.at(-1)).toBe('… và 1.499 dòng nữa như “denied: get …” trong một phút qua');
  log.write('denied: get /members/x to nobody: no rule');
  expect(lines).toHaveLength(3);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(3);
});

test('names that a stranger makes up do not fill the log, nor hide what is of another kind', () => {
  for (let i = 0; i < 1000; i++) log.write(`auth: sign-in refused, "p${i}@example.test" from 192.0.2.1`);
  for (let i = 0; i < 1000; i++) log.write(`word${i} word${i} made up`);
  log.write('defect: Error: of ours');
  expect(lines.length).toBeLessThan(60 + 100 + 60 + 1);
  expect(lines.filter((line) => line.startsWith('auth: sign-in refused'))).toHaveLength(60);
});

test('a defect among thousands of denials is told', () => {
  for (let i = 0; i < 1000; i++) log.write(`denied: get /x/${i} to nobody: no rule`);
  log.write('defect: Error: of ours');
  expect(lines.at(-1)).toBe('defect: Error: of ours');
});

test('the audit misses nothing: who signed in, and what became of accounts', () => {
  const audit = ['auth: signed in, ha from 10.0.0.7', 'auth: account ha deleted by an administrator'];
  for (let i = 0; i < 100; i++) for (const line of audit) log.write(line);
  expect(lines).toHaveLength(200);
});

test('accounts of the sample data are no news, those made later are', () => {
  const done = log.seeding();
  log.write('auth: account quantri created by an administrator');
  log.write('defect: Error: of ours');
  done();
  log.write('auth: account ha created by an administrator');
  expect(lines).toEqual(['defect: Error: of ours', 'auth: account ha created by an administrator']);
});

test('what was held back when the product stops is told', () => {
  for (let i = 0; i < 3; i++) log.write('denied: get /x to nobody: no rule');
  log.close();
  expect(lines.at(-1)).toBe('… và 2 dòng nữa như “denied: get …” trong một phút qua');
});
