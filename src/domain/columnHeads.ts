import { cleanText } from './text.ts';

/** What a column of an office's sheet holds, by the names of the JSON file of docs/import.md. */
export const COLUMNS = [
  'source',
  'date',
  'session',
  'start',
  'end',
  'content',
  'chair',
  'participants',
  'place',
  'preparedBy',
  'officeLead',
  'mode',
  'status',
  'remark',
] as const;
export type Column = (typeof COLUMNS)[number];

/** The same as an office would head its own sheet. Null: the sheet's count of its lines, not kept. */
const VIETNAMESE: Readonly<Record<string, Column | null>> = {
  stt: null,
  tt: null,
  nguồn: 'source',
  ngày: 'date',
  'thứ ngày': 'date',
  'thứ, ngày': 'date',
  'ngày tháng': 'date',
  buổi: 'session',
  giờ: 'start',
  'thời gian': 'start',
  'bắt đầu': 'start',
  'kết thúc': 'end',
  'nội dung': 'content',
  'nội dung công tác': 'content',
  'nội dung công việc': 'content',
  'chủ trì': 'chair',
  'người chủ trì': 'chair',
  'lãnh đạo chủ trì': 'chair',
  'thành phần': 'participants',
  'thành phần tham dự': 'participants',
  'thành phần dự': 'participants',
  'địa điểm': 'place',
  'đơn vị chuẩn bị': 'preparedBy',
  'đơn vị chuẩn bị nội dung': 'preparedBy',
  'chuẩn bị': 'preparedBy',
  lđvp: 'officeLead',
  'hình thức': 'mode',
  'tình trạng': 'status',
  'ghi chú của người chép': 'remark',
};

/** The column that a head names, compared without case; undefined: it is none. */
export function columnHeaded(head: string): Column | null | undefined {
  const plain = cleanText(head).toLowerCase();
  return COLUMNS.find((column) => column.toLowerCase() === plain) ?? VIETNAMESE[plain];
}

const LIKE: readonly (readonly [RegExp, Column | null])[] = [
  [/^(lãnh đạo|lđ) (vp|văn phòng)/u, 'officeLead'],
  [/^(ghi chú|trực|stt|số tt)/u, null],
  [/^((thứ|ngày)([\s,/–-]*(thứ|ngày|tháng|năm))*|start date|ngày bắt đầu)$/u, 'date'],
  [/^(end time|thời gian kết thúc|giờ kết thúc)/u, 'end'],
  [/^(giờ|thời gian|start time)(?![\p{L}])/u, 'start'],
  [/^buổi$/u, 'session'],
  [/^(nội dung|công việc|subject|chủ đề)(?![\p{L}])/u, 'content'],
  [/chủ trì|^(organizer|người tổ chức)/u, 'chair'],
  [/^(thành phần|tham dự|người dự|đơn vị dự|required attendees|người dự bắt buộc)/u, 'participants'],
  [/^(địa điểm|nơi (họp|làm việc)|location|vị trí)/u, 'place'],
  [/chuẩn bị/u, 'preparedBy'],
];

/** What a head that is worded otherwise most likely names: "Lãnh đạo chủ trì/tham dự", Outlook's "Start Time". */
export function columnLike(head: string): Column | null | undefined {
  const plain = cleanText(head).toLowerCase();
  return plain.length > 40 ? undefined : LIKE.find(([pattern]) => pattern.test(plain))?.[1];
}
