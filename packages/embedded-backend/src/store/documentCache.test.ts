import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Document } from '../model/value.ts';
import { DocumentCache } from './documentCache.ts';

const LIMIT = 100;

test('it may have forgotten, but is never wrong, and never holds more than its limit', () => {
  const name = fc.integer({ min: 0, max: 30 }).map((i) => `n${String(i).padStart(2, '0')}`);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), name, size: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ kind: fc.constant('missing' as const), name }),
    fc.record({ kind: fc.constant('read' as const), name }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const cache = new DocumentCache(LIMIT);
      const stored = new Map<string, { document: Document | null; size: number }>();
      const wrong: string[] = [];
      let version = 0;
      for (const one of steps) {
        if (one.kind === 'put') {
          const document = { name: one.name, fields: {}, createTime: '', updateTime: String(++version) };
          stored.set(one.name, { document, size: one.size + 3 });
          cache.put(document, version, one.size);
        } else if (one.kind === 'missing') {
          stored.set(one.name, { document: null, size: 3 });
          cache.putMissing(one.name);
        } else {
          const held = cache.newest(one.name);
          if (held !== undefined && held !== stored.get(one.name)?.document) wrong.push(one.name);
        }
      }
      expect(wrong).toEqual([]);
      const held = [...stored].filter(([at]) => cache.newest(at) !== undefined);
      expect(held.reduce((sum, [, { size }]) => sum + size, 0)).toBeLessThanOrEqual(LIMIT + 63);
    }),
  );
});

test('what is used again and again stays, however much passes by', () => {
  const cache = new DocumentCache(LIMIT);
  const used = { name: 'used', fields: {}, createTime: '', updateTime: '' };
  cache.put(used, 1, 10);
  for (let i = 0; i < 1000; i++) {
    cache.putMissing(`passing ${i}`);
    expect(cache.newest('used')).toBe(used);
  }
});

test('a version other than the one that is asked for is not given', () => {
  const cache = new DocumentCache(LIMIT);
  const document = { name: 'a', fields: {}, createTime: '', updateTime: '' };
  cache.put(document, 1, 10);
  expect(cache.get('a', 2)).toBeUndefined();
  expect(cache.get('a', 1)).toBe(document);
});
