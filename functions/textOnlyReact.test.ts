// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { createElement } from 'react';
import * as whole from 'react-dom/server';
import { expect, test } from 'vitest';
import config from '../vite.week.config.ts';

const root = resolve(import.meta.dirname, '..');
const { 'react-dom/server': half = '' } = (config.resolve?.alias ?? {}) as Record<string, string>;
const entry = readFileSync(join(root, 'node_modules/react-dom/server.browser.js'), 'utf8');

const REPAIR =
  `react-dom no longer keeps what renders to text in ${basename(half)}, which vite.week.config.ts puts in the place of ` +
  'react-dom/server for the free plan’s page (docs/decisions/0077). Look in node_modules/react-dom/server.browser.js where ' +
  'its renderToStaticMarkup comes from and name that file there, or take the alias away: the page is then 32 kB larger.';

const repair = (isFine: boolean) => (isFine ? 'nothing' : REPAIR);

test('react-dom still has its text-only half by itself, where the free plan’s build looks for it', () => {
  expect(repair(existsSync(half))).toBe('nothing');
  expect(repair(entry.includes(`l = require('./cjs/${basename(half)}')`))).toBe('nothing');
  expect(repair(entry.includes('exports.renderToStaticMarkup = l.renderToStaticMarkup'))).toBe('nothing');
});

test('that half renders as the whole does, and is of the same version', () => {
  const { renderToStaticMarkup, version } = createRequire(import.meta.url)(half) as typeof whole;
  const page = createElement('p', { className: 'họp', lang: 'vi' }, 'Họp & “giao ban” ', createElement('br'), null, 7);
  expect(renderToStaticMarkup(page)).toBe(whole.renderToStaticMarkup(page));
  expect(version).toBe(whole.version);
});
