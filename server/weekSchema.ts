import { ENTRY_KINDS } from '#domain/entry.ts';
import { SESSIONS } from '#domain/time.ts';

const text = { type: 'string' } as const;
const textOrNull = (description: string) => ({ type: ['string', 'null'], description }) as const;
const texts = (description: string) => ({ type: 'array', items: text, description }) as const;
const flag = (description: string) => ({ type: 'boolean', description }) as const;
const day = { type: 'string', format: 'date' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const clockOrNull = (description: string) =>
  ({ type: ['string', 'null'], pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$', description }) as const;
const count = (minimum: number, description: string) => ({ type: 'integer', minimum, description }) as const;
const changeKind = { enum: ['added', 'changed', 'postponed', 'cancelled', 'restored'] } as const;

/** Every property is always there; `additionalProperties` stays open, as fields may be added. */
const object = (properties: Record<string, unknown>, description?: string) => ({
  type: 'object',
  ...(description === undefined ? {} : { description }),
  required: Object.keys(properties),
  properties,
});

const entry = object({
  id: { ...text, description: 'Stays the entry’s own through all revisions and weeks, within its calendar.' },
  date: { ...day, description: 'Ngày' },
  lastDate: { ...day, description: 'Ngày cuối, with the first; the same day for most entries.' },
  session: {
    enum: [...SESSIONS, 'allDay', null],
    description: 'Buổi, where no clock time is stated; allDay may stand beside a start.',
  },
  start: clockOrNull('Giờ bắt đầu, in the office’s time zone; null: only the session is stated.'),
  end: clockOrNull('Giờ kết thúc; null: not stated, which does not mean that it has none.'),
  content: { ...text, description: 'Nội dung; may have line breaks.' },
  chairs: texts('Chủ trì'),
  attendees: texts('Thành phần'),
  invitees: texts('Mời dự'),
  forInformation: texts('Để biết'),
  place: textOrNull('Địa điểm'),
  gatheringPoint: textOrNull('Điểm tập trung'),
  connectionPoints: texts('Điểm cầu'),
  preparingUnit: textOrNull('Đơn vị chuẩn bị nội dung'),
  logistics: textOrNull('Đơn vị chuẩn bị hậu cần'),
  officeLead: textOrNull('Lãnh đạo Văn phòng dự (LĐVP)'),
  invitationNo: textOrNull('Giấy mời số'),
  documentNo: textOrNull('Văn bản số'),
  separateInvitation: flag('Có giấy mời riêng'),
  replacesInvitation: flag('Thay giấy mời'),
  kind: { enum: [...ENTRY_KINDS], description: 'Loại: họp, đi cơ sở, tiếp công dân, trực, nghỉ, khác' },
  status: {
    enum: ['planned', 'postponed', 'cancelled'],
    description: 'Dự kiến, hoãn, hủy. What was issued never vanishes.',
  },
  reason: textOrNull('Lý do hoãn, hủy; null exactly when planned.'),
  actingFor: textOrNull('Được ủy quyền thay'),
  people: texts('Ids of the people with a public profile who are named: /ical/nguoi/{id}.ics is theirs.'),
  change: {
    anyOf: [{ type: 'null' }, object({ kind: changeKind, fields: { type: 'array', items: text } })],
    description: 'What the last revision did to it; null: nothing.',
  },
  sequence: count(0, 'How many later revisions changed it.'),
  issuedIn: count(1, 'The revision that first issued it.'),
  changedIn: count(1, 'The revision that last changed it.'),
});

/** JSON Schema of `/data/{calendar}/{week}.json`; docs/open-data.md says the same to people. */
export const weekSchema = (origin: string) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `${origin}/data/schema.json`,
  title: 'Lịch công tác tuần đã ban hành',
  ...object({
    $schema: text,
    form: { const: 1, description: 'Of this form. It changes only when a field goes or means something else.' },
    licence: { type: 'string', format: 'uri' },
    attribution: { ...text, description: 'Whom to name as the source.' },
    page: { type: 'string', format: 'uri', description: 'The same week for people.' },
    timeZone: { const: 'Asia/Ho_Chi_Minh', description: 'UTC+7 all year: of every clock time here.' },
    calendar: object({ id: text, name: text }),
    week: { type: 'string', pattern: '^[1-9][0-9]{3}-W[0-5][0-9]$', description: 'ISO 8601' },
    from: { ...day, description: 'Monday' },
    to: { ...day, description: 'Sunday' },
    number: count(1, 'The number that the sheet prints: it follows the agency’s way of counting weeks.'),
    revision: count(1, '1 is the first issue.'),
    adjustment: count(0, 'Lần điều chỉnh: revision − 1.'),
    issuedAt: { ...instant, description: 'When this revision was issued.' },
    revisions: { type: 'array', minItems: 1, items: object({ revision: count(1, ''), issuedAt: instant }) },
    documentNo: { ...text, description: 'Số, ký hiệu' },
    signer: { ...text, description: 'Người ký' },
    locality: textOrNull('Địa danh, before the sheet’s date'),
    recipients: texts('Nơi nhận, a line each'),
    remarks: textOrNull('Ghi chú'),
    replacesInvitation: flag('Lịch này thay thư mời họp'),
    duty: { type: 'object', additionalProperties: text, description: 'Trực lãnh đạo, by day.' },
    daysOff: {
      type: 'object',
      additionalProperties: text,
      description: 'Ngày nghỉ, ngày làm bù, by day, as they stood when the week was issued.',
    },
    entries: { type: 'array', items: entry, description: 'In printed order.' },
    changes: {
      type: 'array',
      items: object({ kind: changeKind, entry: text, fields: { type: 'array', items: text }, reason: textOrNull('') }),
      description: 'Nội dung điều chỉnh: this revision against the one before.',
    },
  }),
});
