import { adjustment } from '#domain/publication.ts';
import { weekday, type LocalDate } from '#domain/time.ts';
import type { Messages } from './messages.ts';

/** "điều chỉnh lần 2", "lần đầu" */
export const revisionWords = (revision: number, t: Messages['issueWeek']): string =>
  revision === 1 ? t.firstIssue : t.adjustment(adjustment(revision));

/** "Thứ hai" */
export const dayWords = (date: LocalDate, { common }: Messages): string => common.weekdays[weekday(date) - 1] ?? '';
