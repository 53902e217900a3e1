import { draftOf } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';
import { dayText, understoodTime } from '#ui/draftWords.ts';

/** "Thứ ba 01/12, 08:30 · Rà soát chỉ tiêu": an entry named in a heading. */
export function entryName(draft: EntryDraft, t: Messages): string {
  const day = isLocalDate(draft.date) ? dayText(draft.date as LocalDate, t) : draft.date;
  const when = [day, understoodTime(draft.time, t) ?? draft.time].filter(Boolean).join(', ');
  return [when, draft.content.trim() || t.edit.newEntry].join(' · ');
}

export const entryNameOf = (entry: Entry, t: Messages): string => entryName(draftOf(entry), t);
