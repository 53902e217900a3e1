// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { createElement } from 'react';
import * as whole from 'react-dom/server';
import { expect, test } from 'vitest';
import config from '../vite.week.config.ts';

const root = resolve(import.meta.dirname, '..');
const half = (config.resolve?.alias as Record<string, string>)['react-dom/server']!;
const entry = readFileSync(join(root, 'node_modules/react-dom/server.browser.js'), 'utf8');

const REPAIR =
  `react-dom no longer keeps what renders to text in ${basename(half)}, which vite.week.config.ts puts in the place of ` +
  'react-dom/server for the free plan’s page (docs/decisions/0077). Look in node_modules/react-dom/server.browser.js where ' +
  'its renderToStaticMarkup comes from and name that file there, or take the alias away: the page is then 32 kB larger.';

test('react-dom still has its text-only half by itself, where the free plan’s build looks for it', () => {
  expect(existsSync(half), REPAIR).toBe(true);
  expect(entry.includes(`l = require('./cjs/${basename(half)}')`), REPAIR).toBe(true);
  expect(entry.includes('exports.renderToStaticMarkup = l.renderToStaticMarkup'), REPAIR).toBe(true);
});

test('that half renders as the whole does, and is of the same version', () => {
  const { renderToStaticMarkup, version } = createRequire(import.meta.url)(half) as typeof whole;
  const page = createElement('p', { className: 'họp', lang: 'vi' }, 'Họp & “giao ban” ', createElement('br'), null, 7);
  expect(renderToStaticMarkup(page), REPAIR).toBe(whole.renderToStaticMarkup(page));
  expect(version, REPAIR).toBe(whole.version);
});
