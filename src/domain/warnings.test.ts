import { expect, test } from 'vitest';
import type { AgencySettings } from './directory.ts';
import { emptyDraft, parseEntry } from './entry.ts';
import type { EntryDraft } from './entry.ts';
import { warnings } from './warnings.ts';
import { parseWeekId } from './week.ts';

const settings = { blockedWords: ['mật', 'tuyệt mật', 'đề thi', ''] } as unknown as AgencySettings;

const check = (over: Partial<EntryDraft>, stage: 'accepted' | 'requested' = 'accepted') => {
  const draft = { ...emptyDraft('2026-11-23'), time: '7h30', content: 'Họp giao ban', ...over };
  const result = parseEntry(draft, { id: 'e1', calendar: 'board', week: parseWeekId('2026-W48')!, stage });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return warnings([result.entry], settings).map(({ kind, found }) => [kind, found]);
};

test.each([
  [{ content: 'In sao Đề Thi tốt nghiệp' }, 'blockedWord', 'đề thi'],
  [{ content: 'Họp về tài liệu mật' }, 'blockedWord', 'mật'],
  [{ place: 'Kho đề thi' }, 'blockedWord', 'đề thi'],
  [{ attendees: ['Đ/c An 0912 345 678'] }, 'phoneNumber', '0912 345 678'],
  [{ content: 'Liên hệ +84912345678' }, 'phoneNumber', '+84912345678'],
  [{ content: 'Liên hệ 024.3869.2345.' }, 'phoneNumber', '024.3869.2345'],
  [{ kind: 'reception', content: 'Tiếp ông Nguyễn Văn A' }, 'citizenName', 'ông Nguyễn Văn A'],
  [{ status: 'cancelled', reason: 'lộ đề thi' }, 'blockedWord', 'đề thi'],
] as const)('a person must look at %o', (over, kind, found) => {
  expect(check(over as Partial<EntryDraft>)).toEqual([[kind, found]]);
});

test.each([
  { content: 'Thảo luận vấn đề thiếu giáo viên' },
  { content: 'Thi mật thư', visibility: 'internal' },
  { content: 'Kỳ họp từ 08h00 ngày 01/12/2026 đến 02.12.2026' },
  { content: 'Văn bản số 0123/2026/QĐ-UBND' },
  { content: 'Làm việc với ông Nguyễn Văn A' }, // not a reception of citizens
  { driver: '0912345678' }, // never printed
] as const)('%o is nothing to warn of', (over) => {
  expect(check(over as Partial<EntryDraft>)).toEqual([]);
});

test('what is not going to be issued is not checked', () => {
  expect(check({ content: 'đề thi' }, 'requested')).toEqual([]);
});
