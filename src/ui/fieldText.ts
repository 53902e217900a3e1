import type { Directory } from '#domain/directory.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';
import { dayText, partyText, placeText, understoodTime, vehicleText } from './draftWords.ts';

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
