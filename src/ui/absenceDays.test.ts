import { expect, test } from 'vitest';
import type { Absence } from '#domain/absence.ts';
import { localDate } from '#domain/time.ts';
import { vi } from '#i18n/vi.ts';
import { absenceDays } from './absenceDays.ts';

const days = (from: string, to: string) =>
  absenceDays({ from: localDate(from), to: localDate(to), fromSession: null, toSession: null } as Absence, vi);

test('the first day has its year where the last is of another', () => {
  expect(days('2026-11-24', '2026-11-26')).toBe('24/11 – 26/11/2026');
  expect(days('2026-11-24', '2028-11-26')).toBe('24/11/2026 – 26/11/2028');
});
