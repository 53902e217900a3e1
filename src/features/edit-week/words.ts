import type { Directory } from '#domain/directory.ts';
import { draftOf } from '#domain/entry.ts';
import type { Entry, EntryDraft, EntryHistory } from '#domain/entry.ts';
import { formatClock, formatDate, isLocalDate, minutesAt, todayAt } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';
import { dayText, partyText, placeText, understoodTime, vehicleText } from '#ui/draftWords.ts';

/** "14:05 23/11/2026": when a revision was saved, by the office's clock. */
export const savedAt = (record: EntryHistory): string =>
  `${formatClock(minutesAt(record.at))} ${formatDate(todayAt(record.at))}`;

/** "Thứ ba 01/12, 08:30 · Rà soát chỉ tiêu": an entry named in a heading. */
export function entryName(draft: EntryDraft, t: Messages): string {
  const day = isLocalDate(draft.date) ? dayText(draft.date as LocalDate, t) : draft.date;
  const when = [day, understoodTime(draft.time, t) ?? draft.time].filter(Boolean).join(', ');
  return [when, draft.content.trim() || t.edit.newEntry].join(' · ');
}

/** One field's value in words, for comparing two versions. */
export function fieldText(field: keyof EntryDraft, draft: EntryDraft, directory: Directory, t: Messages): string {
  const onDate = draft.date as LocalDate;
  const party = (value: string) => partyText(value, directory, onDate);
  const words = (): string => {
    switch (field) {
      case 'date':
      case 'lastDate':
        return isLocalDate(draft[field]) ? dayText(draft[field] as LocalDate, t) : draft[field];
      case 'time':
        return understoodTime(draft.time, t) ?? draft.time;
      case 'chairs':
      case 'attendees':
      case 'invitees':
      case 'forInformation':
        return draft[field].map(party).join(', ');
      case 'preparingUnit':
      case 'logistics':
      case 'officeLead':
      case 'actingFor':
        return party(draft[field]);
      case 'place':
        return placeText(draft.place, directory);
      case 'vehicle':
        return vehicleText(draft.vehicle, directory);
      case 'separateInvitation':
      case 'replacesInvitation':
      case 'fixed':
        return draft[field] ? t.edit.yes : t.edit.no;
      case 'kind':
        return t.edit.kinds[draft.kind];
      case 'visibility':
        return t.edit.visibilities[draft.visibility];
      case 'status':
        return t.edit.statuses[draft.status];
      case 'content':
      case 'gatheringPoint':
      case 'connectionPoints':
      case 'driver':
      case 'invitationNo':
      case 'documentNo':
      case 'reason':
        return draft[field];
    }
  };
  return words().trim() || t.edit.none;
}

export const entryNameOf = (entry: Entry, t: Messages): string => entryName(draftOf(entry), t);
