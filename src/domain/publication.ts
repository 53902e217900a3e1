import type { EntryKind } from './entry.ts';
import type { EntryTime, LocalDate } from './time.ts';
import type { WeekId } from './week.ts';

/** The fields of an entry whose change readers are told of. */
export type ChangedField =
  | 'date' | 'time' | 'content' | 'chairs' | 'attendees' | 'invitees' | 'forInformation' | 'place'
  | 'gatheringPoint' | 'connectionPoints' | 'preparingUnit' | 'logistics' | 'officeLead' | 'papers';

/** One line of the public change list (bổ sung, thay đổi, hoãn, hủy) of a revision against the one before. */
export interface EntryChange {
  readonly kind: 'added' | 'changed' | 'postponed' | 'cancelled' | 'restored';
  readonly entryId: string;
  readonly fields: readonly ChangedField[]; // for 'changed'
  readonly before: PublicEntry | null; // null for 'added'
  readonly after: PublicEntry;
  readonly reason: string | null;
}

/** Everything the public may see of an entry, in words: references are resolved when the week is issued. */
export interface PublicEntry {
  readonly id: string;
  readonly date: LocalDate;
  readonly lastDate: LocalDate;
  readonly time: EntryTime;
  readonly content: string;
  readonly chairs: readonly string[]; // "PGĐ Nguyễn Thị Hồng Vân"
  readonly attendees: readonly string[];
  readonly invitees: readonly string[];
  readonly forInformation: readonly string[];
  readonly place: string | null;
  readonly gatheringPoint: string | null;
  readonly connectionPoints: readonly string[];
  readonly preparingUnit: string | null;
  readonly logistics: string | null;
  readonly officeLead: string | null;
  readonly invitationNo: string | null;
  readonly documentNo: string | null;
  readonly separateInvitation: boolean;
  readonly replacesInvitation: boolean;
  readonly kind: EntryKind;
  readonly status: 'planned' | 'postponed' | 'cancelled';
  readonly reason: string | null;
  readonly actingFor: string | null;
  /** Ids of the people with a public profile who are named: `?nguoi=` filters by them. */
  readonly personIds: readonly string[];
  /** How this entry differs from the revision before; null: it does not. */
  readonly change: { readonly kind: EntryChange['kind']; readonly fields: readonly ChangedField[]; readonly timeBefore: EntryTime | null } | null;
  /** iCal SEQUENCE: how many later revisions changed this entry. */
  readonly sequence: number;
  /** The revision that first issued it, and the last one that changed it; their times stand in the week's `revisionTimes`. */
  readonly issuedIn: number;
  readonly changedIn: number;
}

/**
 * `publishedWeeks/{calendar}_{week}`: frozen, public, the one truth of every reader. Entries are sorted as printed.
 * Its copy under `revisions/{revision}` never changes.
 */
export interface PublishedWeek {
  readonly calendar: string;
  readonly calendarName: string; // "Ban Giám đốc"
  readonly agencyName: string;
  readonly week: WeekId;
  readonly from: LocalDate; // Monday
  readonly to: LocalDate; // Sunday
  readonly number: number; // printed week number
  readonly revision: number; // 1 the first issue; 2 = "Điều chỉnh lần 1"
  readonly issuedAt: number; // epoch ms, the server's clock (a Timestamp in the document, == request.time)
  readonly revisionTimes: Readonly<Record<string, number>>; // revision → when it was issued, epoch ms, this one included
  readonly documentNo: string; // số, ký hiệu
  readonly signer: string; // "TL. Giám đốc, Chánh Văn phòng Đỗ Thu Hà"
  readonly remarks: string | null;
  readonly replacesInvitation: boolean;
  readonly duty: Readonly<Record<string, string>>; // LocalDate → "PGĐ Lê Quang Huy"
  readonly entries: readonly PublicEntry[];
  readonly changes: readonly EntryChange[]; // against the revision before; [] for the first
}

/** `weeks/{calendar}_{week}`: the office's working state of a week. */
export interface WeekState {
  readonly calendar: string;
  readonly week: WeekId;
  readonly printedNumber: number | null; // for the manual numbering policy
  readonly duty: Readonly<Record<string, string>>; // LocalDate → Party
  readonly remarks: string | null;
  readonly replacesInvitation: boolean;
  readonly revision: number;
}
