import type { Directory } from '#domain/directory.ts';
import { draftOf } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { partyLabel, placeLabel, shortPartyLabel, type Party, type Place } from '#domain/party.ts';
import { formatDay, formatTime, isLocalDate, parseTime, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';

const REFERENCE = /^(person|unit|text|room|vehicle):/;

/** A party of a draft in words: a reference as on that day, typed text as typed. */
export function partyText(value: string, directory: Directory, onDate: LocalDate): string {
  return REFERENCE.test(value) ? partyLabel(value as Party, directory, onDate) : value;
}

/** Short, for the narrow column of days: "PGĐ Huy". Everywhere else names stay whole. */
export function dutyText(value: string, directory: Directory, onDate: LocalDate): string {
  return REFERENCE.test(value) ? shortPartyLabel(value as Party, directory, onDate) : value;
}

export function placeText(value: string, directory: Directory): string {
  return REFERENCE.test(value) ? placeLabel(value as Place, directory) : value;
}

export function vehicleText(value: string, directory: Directory): string {
  if (value.startsWith('vehicle:')) return directory.vehicles.get(value.slice('vehicle:'.length))?.name ?? '';
  return value.replace(/^text:/, '');
}

/** "Thứ ba 01/12", as a day is spoken of in a sentence. */
export function dayText(date: LocalDate, t: Messages): string {
  return `${t.common.weekdays[weekday(date) - 1]} ${formatDay(date)}`;
}

/** The typed time as the schedule will print it; undefined while it is not understood. */
export function understoodTime(typed: string, t: Messages): string | undefined {
  const time = parseTime(typed);
  return time && formatTime(time, t.common.sessions);
}

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
