import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEntry } from '#domain/arbitraries.ts';
import { entryFromDocument, entryToDocument, historyFromDocument, historyToDocument } from './documents.ts';

describe('entries', () => {
  test('come back from their document as they went in', () => {
    fc.assert(
      fc.property(arbitraryEntry, (entry) => {
        const stamps = { revision: 3, updatedBy: 'u1', updatedAt: new Date(1_764_000_000_123) };
        const document = entryToDocument(entry, stamps);
        expect(Object.keys(document)).toHaveLength(32);
        expect(entryFromDocument(entry.id, document)).toEqual({ ...entry, ...stamps, updatedAt: 1_764_000_000_123 });
        const record = { revision: 3, action: 'update' as const, by: 'u1', at: 1_764_000_000_123, entry };
        expect(historyFromDocument(entry.id, historyToDocument(record))).toEqual(record);
      }),
    );
  });
});
