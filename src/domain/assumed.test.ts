import { describe, expect, test } from 'vitest';
import { assumedLength, endOf, issuedEnd } from './assumed.ts';
import type { EntryKind } from './entry.ts';
import { readTime, type EntryTime } from './time.ts';

const at = (text: string): EntryTime => readTime(text) as EntryTime;
const entry = (text: string, kind: EntryKind = 'meeting') => ({ time: at(text), kind });

test('two hours, unless the agency has a length for the kind', () => {
  expect(assumedLength('meeting', undefined)).toBe(120);
  expect(assumedLength('meeting', { reception: 210 })).toBe(120);
  expect(assumedLength('reception', { reception: 210 })).toBe(210);
});

describe('an entry is over', () => {
  test.each([
    ['8h-9h', 'reception', 540], // what is stated holds
    ['8h', 'reception', 690],
    ['8h', 'meeting', 600],
    ['22h', 'reception', 1440], // at midnight at the latest
    ['sáng', 'reception', null],
  ] as const)('%s, %s: at minute %s', (text, kind, minute) => {
    expect(endOf(entry(text, kind), { reception: 210 })).toBe(minute);
  });

  test('issued, as long as it was issued with; before there were lengths, two hours', () => {
    expect(issuedEnd({ time: at('8h'), assumedMinutes: 210 })).toBe(690);
    expect(issuedEnd({ time: at('8h') })).toBe(600);
    expect(issuedEnd({ time: at('8h-9h'), assumedMinutes: 210 })).toBe(540);
    expect(issuedEnd({ time: at('sáng') })).toBeNull();
  });
});
