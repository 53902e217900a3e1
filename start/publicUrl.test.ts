import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { publicUrl } from './publicUrl.ts';

test.each([
  [{}, 'http://127.0.0.1:8080'],
  [{ PORT: '9000', HOST: '::1' }, 'http://[::1]:9000'],
  [{ PORT: '9000', HOST: '0.0.0.0' }, `http://${hostname()}:9000`],
  [{ PORT: '0' }, undefined],
  [{ HOST: 'lich.example.test', TLS_CERT: 'cert.pem' }, 'https://lich.example.test:8080'],
  [{ PUBLIC_URL: 'https://lich.example.test/' }, 'https://lich.example.test'],
])('with %j people reach the product at %s', (env, url) => {
  expect(publicUrl(env)).toBe(url);
});

test.each(['lich.example.test', 'ftp://lich.example.test'])('PUBLIC_URL=%s is refused', (PUBLIC_URL) => {
  expect(() => publicUrl({ PUBLIC_URL })).toThrow('PUBLIC_URL phải có dạng');
});
