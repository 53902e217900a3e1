// @vitest-environment node
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { proxyRemark } from './proxyRemark.ts';

const ADDRESS = 'http://127.0.0.1:8080';

function saidOf(...requests: [remoteAddress: string, headers: Record<string, string>][]): string[] {
  const said: string[] = [];
  const look = proxyRemark(ADDRESS, (line) => said.push(line));
  for (const [remoteAddress, headers] of requests) look({ headers, socket: { remoteAddress } } as IncomingMessage);
  return said;
}

const forwarded = { 'x-forwarded-for': '10.1.2.3' };

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])(
  'behind a proxy at %s it is said once that PUBLIC_URL is missing, and where links lead',
  (proxy) => {
    const said = saidOf([proxy, {}], [proxy, forwarded], [proxy, forwarded]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/chưa đặt PUBLIC_URL.* trỏ tới http:\/\/127\.0\.0\.1:8080.*docs\/deploy\.md/);
  },
);

test('a reader on this machine, and another machine that makes the header up, are no proxy', () => {
  expect(saidOf(['127.0.0.1', {}], ['10.1.2.3', forwarded], ['::ffff:10.1.2.3', forwarded])).toEqual([]);
});
