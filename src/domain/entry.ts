import type { EntryTime, LocalDate } from './time.ts';
import type { WeekId } from './week.ts';

/** Somebody named in an entry: a person of the directory, a unit (= a calendar's id), or free text ("Khác"). */
export type Party = `person:${string}` | `unit:${string}` | `text:${string}`;
/** A room of the list or free text. */
export type Place = `room:${string}` | `text:${string}`;
/** A vehicle of the list or free text. */
export type VehicleRef = `vehicle:${string}` | `text:${string}`;

export const ENTRY_KINDS = ['meeting', 'fieldVisit', 'reception', 'duty', 'leave', 'other'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * One line of the schedule as editors keep it: `calendars/{calendar}/entries/{id}` without the stamps.
 * Text is plain, NFC, trimmed; absent optional text is null, never ''.
 */
export interface Entry {
  readonly id: string; // the document's name, not a field of it
  readonly calendar: string; // calendar id, equals the path's
  readonly week: WeekId; // ISO week of `date`
  readonly date: LocalDate;
  readonly lastDate: LocalDate; // === date but for entries over several days; same week
  readonly time: EntryTime;
  readonly content: string; // 1 to 2000 characters
  readonly chairs: readonly Party[]; // ≤ 10; joint chairs in order; may be empty
  readonly attendees: readonly Party[]; // ≤ 60
  readonly invitees: readonly Party[]; // mời dự ≤ 60
  readonly forInformation: readonly Party[]; // để biết ≤ 60
  readonly place: Place | null;
  readonly gatheringPoint: string | null; // điểm tập trung
  readonly connectionPoints: readonly string[]; // điểm cầu ≤ 60, "Điểm cầu Trường THPT A: đ/c B phụ trách"
  readonly preparingUnit: Party | null;
  readonly logistics: Party | null; // hậu cần
  readonly officeLead: Party | null; // LĐVP
  readonly vehicle: VehicleRef | null; // internal
  readonly driver: string | null; // internal
  readonly invitationNo: string | null;
  readonly documentNo: string | null;
  readonly separateInvitation: boolean; // giấy mời riêng
  readonly replacesInvitation: boolean; // thay giấy mời
  readonly kind: EntryKind;
  readonly visibility: 'public' | 'internal';
  readonly status: 'planned' | 'postponed' | 'cancelled';
  readonly reason: string | null; // required unless planned; null when planned
  readonly actingFor: Party | null; // the chair acts for this person (được ủy quyền)
  readonly stage: 'requested' | 'accepted' | 'returned';
  readonly fixed: boolean; // mục cố định, copied when a week starts from the last
}

/** Read only by editors of the calendar and the people named: `calendars/{calendar}/private/{entryId}`. */
export interface EntryPrivate {
  readonly meetingLink: string | null;
  readonly note: string | null;
}

/** An entry as stored, with its stamps. `revision` starts at 1 and rises by one a save (optimistic lock). */
export interface StoredEntry extends Entry {
  readonly revision: number;
  readonly updatedBy: string; // uid
  readonly updatedAt: number; // epoch ms (an instant: when somebody saved)
}

/** `calendars/{c}/entries/{e}/history/{revision}`, append-only. */
export interface EntryHistory {
  readonly revision: number;
  readonly action: 'create' | 'update' | 'delete';
  readonly by: string; // uid
  readonly at: number; // epoch ms
  readonly entry: Entry; // after the write; before it for 'delete'
}

/** What the editor holds while somebody types: strings, nothing parsed yet. Lists are one party a line. */
export interface EntryDraft {
  readonly date: string;
  readonly lastDate: string;
  readonly time: string; // "8h30", "8h30 - 11h", "sáng", "cả ngày", "7h30, cả ngày"
  readonly content: string;
  readonly chairs: readonly string[]; // each a Party ("person:…") or bare text typed by hand
  readonly attendees: readonly string[];
  readonly invitees: readonly string[];
  readonly forInformation: readonly string[];
  readonly place: string; // a Place or bare text
  readonly gatheringPoint: string;
  readonly connectionPoints: string; // one a line
  readonly preparingUnit: string;
  readonly logistics: string;
  readonly officeLead: string;
  readonly vehicle: string;
  readonly driver: string;
  readonly invitationNo: string;
  readonly documentNo: string;
  readonly separateInvitation: boolean;
  readonly replacesInvitation: boolean;
  readonly kind: EntryKind;
  readonly visibility: 'public' | 'internal';
  readonly status: Entry['status'];
  readonly reason: string;
  readonly actingFor: string;
  readonly fixed: boolean;
}

/** Codes, not sentences: i18n words them (`entryError.timeUnknown`). */
export type EntryErrorCode =
  | 'dateMissing' | 'dateUnknown' | 'dateOutsideWeek' | 'lastDateBeforeDate' | 'lastDateOtherWeek'
  | 'timeMissing' | 'timeUnknown' | 'endBeforeStart'
  | 'contentMissing' | 'contentTooLong' | 'textTooLong' | 'tooMany' | 'reasonMissing';

export type EntryErrors = Partial<Record<keyof EntryDraft, EntryErrorCode>>;
