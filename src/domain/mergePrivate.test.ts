import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryPrivate } from './entry.ts';
import { mergePrivate, privateChoices } from './mergePrivate.ts';

const of = (note: string | null, meetingLink: string | null = null): EntryPrivate => ({ note, meetingLink });

describe('link and note of two that become one', () => {
  test('what only the request has goes along', () => {
    expect(mergePrivate(null, of('Xin máy chiếu'))).toEqual(of('Xin máy chiếu'));
    expect(mergePrivate(of('Của mục'), of(null, 'https://hop.vn/1'))).toEqual(of('Của mục', 'https://hop.vn/1'));
  });
  test('where it has none, or says the same, nothing changes', () => {
    expect(mergePrivate(of('Của mục'), null)).toBeUndefined();
    expect(mergePrivate(of('Như nhau'), of('Như nhau'))).toBeUndefined();
    expect(mergePrivate(null, null)).toBeUndefined();
  });
  test('two notes stand one under the other, unless one is chosen; of two links one', () => {
    const [into, from] = [of('Của mục', 'https://a.vn'), of('Của phiếu', 'https://b.vn')];
    expect(mergePrivate(into, from)).toEqual(of('Của mục\nCủa phiếu', 'https://a.vn'));
    expect(mergePrivate(into, from, { note: 'from', meetingLink: 'from' })).toEqual(from);
    expect(mergePrivate(into, from, { note: 'into' })).toBeUndefined();
  });
  test('two that are too long together are to be chosen from', () => {
    expect(privateChoices('note', of('a'.repeat(1500)), of('b'.repeat(1500)))).toEqual(['into', 'from']);
  });
  test('whatever they are, no note is lost, and no only link', () => {
    const text = fc.option(fc.string({ minLength: 1, maxLength: 30 }), { nil: null });
    const hidden = fc.option(fc.record({ note: text, meetingLink: text }), { nil: null });
    fc.assert(
      fc.property(hidden, hidden, (into, from) => {
        const merged = mergePrivate(into, from) ?? into;
        expect(merged?.note ?? '').toContain(into?.note ?? '');
        expect(merged?.note ?? '').toContain(from?.note ?? '');
        expect(merged?.meetingLink ?? null).toBe(into?.meetingLink ?? from?.meetingLink ?? null);
      }),
    );
  });
});
