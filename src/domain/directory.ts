import type { EntryKind } from './entry.ts';
import type { Hours, Season } from './officeHours.ts';
import type { LocalDate, Minutes } from './time.ts';
import type { ReceptionRule } from './reception.ts';
import type { NumberingPolicy } from './week.ts';

/** A calendar is the board's or a division's; a division and its calendar are one thing (`unit:` refers to it). */
export interface Calendar {
  readonly id: string;
  readonly name: string; // "Phòng Giáo dục Trung học"
  readonly shortName: string; // "Phòng GDTrH"
  readonly kind: 'board' | 'division';
  readonly order: number;
  readonly active: boolean;
  /** Calendars whose addresses now lead here: renamed, or merged into this one. Absent: none. */
  readonly formerIds?: readonly string[];
}

/** A position with its days of validity: office is kept apart from person, history stays right after a reshuffle. */
export interface Position {
  readonly title: string; // "Phó Giám đốc"
  readonly shortTitle: string; // "PGĐ"; '' prints the bare name
  readonly unit: string | null; // calendar id
  readonly from: LocalDate | null;
  readonly to: LocalDate | null; // last day, inclusive
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly positions: readonly Position[];
  readonly order: number;
  /** Anybody may read the profile (leaders). Staff read all. */
  readonly public: boolean;
}

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly seats: number | null;
  /** What is there: "màn hình", "trực tuyến". Absent: nobody has said. */
  readonly equipment?: readonly string[];
  readonly order: number;
  readonly active: boolean;
}

export interface Vehicle {
  readonly id: string;
  readonly name: string; // "Xe 7 chỗ, 29A-000.01"
  readonly order: number;
  readonly active: boolean;
}

/** What a reference in an entry is resolved against. Keyed by id. */
export interface Directory {
  readonly people: ReadonlyMap<string, Person>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly rooms: ReadonlyMap<string, Room>;
  readonly vehicles: ReadonlyMap<string, Vehicle>;
}

/** Until when a week's requests are in time: a day of the week before (1 Monday … 7 Sunday), minutes after midnight. */
export interface RequestDeadline {
  readonly weekday: number;
  readonly time: Minutes;
}

/** Days before and after today whose weeks a feed holds; weeks are whole. */
export interface FeedWindow {
  readonly past: number;
  readonly ahead: number;
}

export const FEED_WINDOW: FeedWindow = { past: 90, ahead: 365 };

/** `settings/agency` */
export interface AgencySettings {
  readonly name: string; // "Sở Giáo dục và Đào tạo tỉnh Vĩnh An"
  readonly parentName: string; // "UBND tỉnh Vĩnh An"
  /** Địa danh, before the date of a sheet: "Vĩnh An". Absent: the date alone. */
  readonly locality?: string;
  /** Nơi nhận, one a line. Absent: sheets name none. */
  readonly recipients?: readonly string[];
  readonly defaultCalendar: string; // calendar id shown at /
  readonly weekNumbering: NumberingPolicy;
  /** Template of số, ký hiệu: {week} printed number, {adjustment} '' or '-ĐC2', {year}. "{week}{adjustment}/LCT-SGDĐT" */
  readonly documentNoTemplate: string;
  readonly replacesInvitation: boolean; // "LỊCH NÀY THAY THƯ MỜI HỌP" unless the week says otherwise
  /** Bounds of the sessions, minutes after midnight. */
  readonly sessions: Hours;
  /** Absent: the hours are the same all year. */
  readonly season?: Season;
  /** Null: there is none, no request is late. Absent: `DEFAULT_DEADLINE` (request.ts). */
  readonly requestDeadline?: RequestDeadline | null;
  /** Minutes that an entry without a stated end counts as going on when clashes are looked for; absent: two hours. */
  readonly assumedMinutes?: Partial<Readonly<Record<EntryKind, number>>>;
  /** How much feeds hold; absent: `FEED_WINDOW`. */
  readonly feedWindow?: FeedWindow;
  /** Absent: the page of receptions has only those of issued weeks. */
  readonly reception?: ReceptionRule;
  readonly blockedWords: readonly string[];
  /** Origins whose pages may frame /embed ("https://xa-a.example.vn"); '*' allows every site; empty: none. */
  readonly embedAncestors: readonly string[];
}
