import { expect, test } from 'vitest';
import { authProblem } from './authProblem.ts';

test.each([
  ['auth/network-request-failed', 'offline'],
  ['auth/timeout', 'offline'],
  ['auth/too-many-requests', 'tooMany'],
  ['auth/user-disabled', 'disabled'],
  ['auth/disk-full', 'full'],
  ['auth/something-new', 'unknown'],
  ['auth/invalid-credential', 'wrong'],
  ['toString', 'unknown'],
])('%s is told as %s', (code, word) => {
  expect(authProblem({ code }, { 'auth/invalid-credential': 'wrong' })).toBe(word);
});

test.each([[undefined], [null], [new Error('x')]])('an error that is not the SDK’s (%s) is unknown', (cause) => {
  expect(authProblem(cause)).toBe('unknown');
});
