import { expect, test } from 'vitest';
import { nextPath } from './nextPath.ts';

test.each([
  ['', '/view'],
  ['next=%2Fedit%2Fboard%2F2026-W48', '/edit/board/2026-W48'],
  ['next=%2Fview%2F2026-W48%3Flich%3Dboard', '/view/2026-W48?lich=board'],
])('after signing in with %j one is at %s', (search, path) => {
  expect(nextPath(search)).toBe(path);
});

test.each(['https://elsewhere.test', '//elsewhere.test', '/\\elsewhere.test', 'javascript:alert(1)', ''])(
  'an address that leads away (%j) is not followed',
  (next) => {
    expect(nextPath(new URLSearchParams({ next }).toString())).toBe('/view');
  },
);
