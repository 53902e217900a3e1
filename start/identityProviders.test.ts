import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIdentityProviders } from './identityProviders.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'providers-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (value: unknown) =>
  writeFileSync(join(dir, 'identity-providers.json'), typeof value === 'string' ? value : JSON.stringify(value));
const PROVIDER = {
  id: 'oidc.tinh',
  name: 'Cổng của tỉnh',
  issuer: 'https://login.vinhan.example',
  clientId: 'lich',
  clientSecret: 'x',
  trustedDomains: ['vinhan.example'],
};

test('an office without the file has none', () => {
  expect(readIdentityProviders(dir)).toEqual([]);
});

test('what the office wrote is read; secret and domains may be left out', () => {
  const { clientSecret: _, trustedDomains: __, ...short } = PROVIDER;
  write([PROVIDER, { ...short, id: 'oidc.so' }]);
  expect(readIdentityProviders(dir)).toEqual([
    PROVIDER,
    { ...short, id: 'oidc.so', clientSecret: undefined, trustedDomains: [] },
  ]);
});

test.each([
  ['no JSON', '[', 'chưa đúng'],
  ['no list', PROVIDER, 'chưa đúng'],
  ['an issuer over an open network', [{ ...PROVIDER, issuer: 'http://login.vinhan.example' }], 'ở 0.issuer'],
  ['a strange id', [{ ...PROVIDER, id: 'google.com' }], 'ở 0.id'],
  ['a misspelt field', [{ ...PROVIDER, clientID: 'lich' }], 'ở 0.clientID'],
])('%s refuses the start and says where', (_name, value, words) => {
  write(value);
  expect(() => readIdentityProviders(dir)).toThrow(words);
});
