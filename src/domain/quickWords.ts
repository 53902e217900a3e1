import { fold, words } from './foldedLine.ts';
import type { Span } from './quickWhen.ts';

// What a typed line is read by: labels, and the words around what they name. Patterns are over folded text.

export type QuickField =
  | 'date'
  | 'lastDate'
  | 'time'
  | 'content'
  | 'chairs'
  | 'attendees'
  | 'invitees'
  | 'place'
  | 'gatheringPoint'
  | 'preparingUnit'
  | 'officeLead'
  | 'vehicle'
  | 'driver';

/** Words that were understood. A list has one part for each of its members. */
export interface QuickPart extends Span {
  readonly field: QuickField;
  /** As in an EntryDraft: a day, a time as typed, a reference, or text. */
  readonly value: string;
}

export type Labelled = Exclude<QuickField, 'date' | 'lastDate' | 'time' | 'content'>;

interface Label {
  readonly field: Labelled;
  /** With its marks. */
  readonly words: readonly string[];
}

export const LABELS: readonly Label[] = [
  { field: 'chairs', words: ['chủ trì', 'chủ tọa', 'CT'] },
  {
    field: 'attendees',
    words: [
      'thành phần tham dự',
      'thành phần dự họp',
      'thành phần gồm',
      'thành phần',
      'tham dự',
      'cùng dự',
      'dự họp',
      'TP',
    ],
  },
  { field: 'invitees', words: ['kính mời', 'mời dự', 'mời'] },
  { field: 'gatheringPoint', words: ['điểm tập trung tại', 'điểm tập trung', 'tập trung tại'] },
  { field: 'place', words: ['địa điểm', 'điểm cầu', 'điểm tại', 'ĐĐ', 'tại', 'ở'] },
  { field: 'preparingUnit', words: ['đơn vị chuẩn bị', 'chuẩn bị nội dung', 'chuẩn bị'] },
  { field: 'officeLead', words: ['LĐVP', 'lãnh đạo VP', 'lãnh đạo Văn phòng'] },
  { field: 'driver', words: ['lái xe'] },
  { field: 'vehicle', words: ['phương tiện', 'xe'] },
];
/** Labels that stand behind their value: "PGĐ Vân chủ trì"; all but the first two only where the words end. */
export const BEHIND = words(
  '(?:(chu tri|chu toa)|(ct)|(chuan bi(?: noi dung| tai lieu| bao cao)?)|(?:tham |cung )?du)(?!_:)',
  'gu',
);
export const ASIDE_BEHIND =
  / +(?:(chu tri|chu toa)|(chuan bi(?: noi dung| tai lieu| bao cao)?)|((?:tham |cung )?du(?: hop)?))$/;
/** "mời Trưởng phòng TCCB cùng dự" */
export const COMES_TOO = / (?:cung |tham )?d(?:u|i)(?: hop)?$/;
/** "Giám đốc Sở", "Phạm Minh Tuấn - Phó Giám đốc": what is said of somebody known already. */
export const ASWELL = / so$| - (?:pho |chanh |truong |giam doc|chuyen vien|thanh tra)[^-]*$/;
/** Somebody, or a unit, whom the directory need not know. */
export const SOMEBODY =
  /^(?:d\/c|dong chi|ong|ba|dai dien|lanh dao|toan the|cac|truong|pho|phong|p\.|van phong|vp|ban|trung tam|tt|so|ubnd|thanh tra|hieu truong|chuyen vien)(?![\p{L}\p{N}])/u;
/** "PGĐ Vân: 8h họp …" */
export const LED = /^[ +*.-]*([^:]{1,80}):/;
/** Said of the entry, whatever stands before: "(LĐVP: CVP Hà)". */
export const ASIDE = /^ *(?:ldvp|lanh dao vp|lanh dao van phong|lai xe) *:/;
/** What is done at home is done nowhere else: "làm việc tại cơ quan". */
export const HOME = /^(?:co quan|don vi)$/;
/** A room that the directory does not know. */
export const A_ROOM =
  /^(?:phong hop [^ ]|p\.? ?hop [^ ]|ph (?:so |truc tuyen|\d|[a-z]$)|hoi truong(?! cac)|phong \d|p\. ?\d)/;
export const ALL_OF = /^(?:toan the|(?:hieu )?truong cac|lanh dao cac|cac dong chi|cac d\/c) /;
/** What somebody who is named first does: "PGĐ Vân dự …". */
export const DOES = words(
  '(chu tri|chu toa)|(?:tham |cung )?du|di|hop|lam viec|nghe|tiep|kiem tra|khao sat|tham|phat bieu',
  'gu',
);
export const ATTENDS = /^(?:(?:tham |cung )?du|di)$/;
/** These are done to a room, not in it. */
export const ABOUT_A_ROOM = words(
  'kiem tra|ra soat|sua(?: chua)?|lap dat|nghiem thu|ban giao|don|ve sinh|trang tri|khao sat|cai tao|nang cap|dau tu|mua sam|ve|cua|cho',
  'u',
);
export const LABEL = words(LABELS.flatMap(({ words: all }) => all.map((one) => fold(one).text)).join('|'), 'gu');
/** These need a colon: without it they are words like others. */
export const ONLY_WITH_COLON = [
  ...['tp', 'dd', 'tham du', 'du hop', 'chuan bi'],
  ...['ldvp', 'lanh dao vp', 'lanh dao van phong', 'lai xe'],
];

/** These have one value. */
export const ONE: readonly QuickField[] = ['preparingUnit', 'officeLead', 'vehicle', 'driver', 'gatheringPoint'];

/** A place is told on over a comma: "Phòng họp số 1, Sở Nội vụ" is no room of ours. */
export const PLACE_GOES_ON =
  /^(?:tang|toa nha|nha|khu|so(?! ket)|ubnd|hdnd|truong|trung tam|xa|phuong|thi tran|huyen|tinh|thanh pho|co so|tru so|duong)(?![\p{L}\p{N}])/u;
/** After a room and without a comma, what is done there goes on. */
export const CONTENT_GOES_ON =
  /^(?:ve|de|nham|nghe|voi|hop|lam viec|trien khai|gap|tiep|kiem tra|bao cao)(?![\p{L}\p{N}])/u;
