import { expect, test } from 'vitest';
import { nextPath } from './nextPath.ts';

test.each([
  ['', '/view'],
  ['next=%2Fedit%2Fboard%2F2026-W48', '/edit/board/2026-W48'],
  ['next=%2Fview%2F2026-W48%3Flich%3Dboard', '/view/2026-W48?lich=board'],
])('after signing in with %j one is at %s', (search, path) => {
  expect(nextPath(search)).toBe(path);
});

test.each(['/sign-in', '/sign-in?next=%2Fsign-in', '/sign-in#x'])('the door does not lead to itself (%j)', (next) => {
  expect(nextPath(new URLSearchParams({ next }).toString())).toBe('/view');
});

// Browsers drop tabs and line breaks from an address, and so would make two slashes of it.
test.each(['/\t/elsewhere.test', '/\n/elsewhere.test', '\t//elsewhere.test', '/view\t'])(
  'an address with control characters (%j) is not followed',
  (next) => {
    expect(nextPath(new URLSearchParams({ next }).toString())).toBe('/view');
  },
);

test.each(['https://elsewhere.test', '//elsewhere.test', '/\\elsewhere.test', 'javascript:alert(1)', ''])(
  'an address that leads away (%j) is not followed',
  (next) => {
    expect(nextPath(new URLSearchParams({ next }).toString())).toBe('/view');
  },
);
