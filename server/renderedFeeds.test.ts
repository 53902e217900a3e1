// @vitest-environment node
import { expect, test } from 'vitest';
import { RenderedFeeds } from './renderedFeeds.ts';

const read = ({ body }: { body: Uint8Array }) => new TextDecoder().decode(body);
const text = (body: string) => () => Promise.resolve({ body, lastModified: null });

test('a feed is written once a revision, however many ask for it at once', async () => {
  const feeds = new RenderedFeeds();
  let written = 0;
  const write = async () => {
    written += 1;
    return { body: `${written}`, lastModified: null };
  };
  const revision = {};
  await Promise.all([1, 2, 3].map(() => feeds.of('/a', [revision, 'x'], write)));
  await feeds.of('/a', [revision, 'x'], write);
  expect(written).toBe(1);
  expect(read(await feeds.of('/a', [{}, 'x'], write))).toBe('2');
});

test('a failure is told to who asked, and not kept', async () => {
  const feeds = new RenderedFeeds();
  await expect(feeds.of('/a', [1], () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(read(await feeds.of('/a', [1], text('there')))).toBe('there');
});

test('what was asked for longest ago goes when there is too much, one that is larger by itself stays', async () => {
  const feeds = new RenderedFeeds();
  const written: string[] = [];
  const ask = (address: string, size: number) =>
    feeds.of(address, [1], () => {
      written.push(address);
      return Promise.resolve({ body: 'x'.repeat(size), lastModified: null });
    });
  await ask('/a', 7_000_000);
  await ask('/b', 7_000_000);
  await ask('/a', 7_000_000);
  await ask('/c', 7_000_000); // /b goes
  await ask('/a', 7_000_000);
  expect(written).toEqual(['/a', '/b', '/c']);
  await ask('/b', 7_000_000);
  await ask('/large', 20_000_000);
  await ask('/large', 20_000_000);
  expect(written).toEqual(['/a', '/b', '/c', '/b', '/large']);
});
