// For tests: a published week in every shape that agencies print. Names are invented.
import type { AgencySettings, Calendar, Person } from '#domain/directory.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { instantOf, localDate, type EntryTime, type Minutes } from '#domain/time.ts';
import { daysOf, parseWeekId } from '#domain/week.ts';

export const at = (date: string, minutes: number): number => instantOf(localDate(date), minutes);

export function clock(start: number, end: number | null = null): EntryTime {
  return { session: null, start: start as Minutes, end: end as Minutes | null };
}

export const session = (name: NonNullable<EntryTime['session']>): EntryTime => ({
  session: name,
  start: null,
  end: null,
});

export function publicEntry(id: string, date: string, time: EntryTime, more: Partial<PublicEntry> = {}): PublicEntry {
  return {
    id,
    date: localDate(date),
    lastDate: localDate(date),
    time,
    content: `Họp ${id}`,
    chairs: [],
    attendees: [],
    invitees: [],
    forInformation: [],
    place: null,
    gatheringPoint: null,
    connectionPoints: [],
    preparingUnit: null,
    logistics: null,
    officeLead: null,
    invitationNo: null,
    documentNo: null,
    separateInvitation: false,
    replacesInvitation: false,
    kind: 'meeting',
    status: 'planned',
    reason: null,
    actingFor: null,
    personIds: [],
    change: null,
    sequence: 0,
    issuedIn: 1,
    changedIn: 1,
    ...more,
  };
}

export function publishedWeek(
  id: string,
  entries: readonly PublicEntry[],
  more: Partial<PublishedWeek> = {},
): PublishedWeek {
  const week = parseWeekId(id)!;
  const days = daysOf(week);
  const issuedAt = at(days[0], -480); // Sunday, 16:00
  return {
    calendar: 'board',
    calendarName: 'Ban Giám đốc',
    agencyName: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
    week,
    from: days[0],
    to: days[6],
    number: Number(id.slice(6)),
    revision: 1,
    issuedAt,
    revisionTimes: { 1: issuedAt },
    documentNo: `${id.slice(6)}/LCT-SGDĐT`,
    signer: 'TL. Giám đốc, Chánh Văn phòng Đỗ Thu Hà',
    remarks: null,
    replacesInvitation: true,
    duty: {},
    entries,
    changes: [],
    ...more,
  };
}

const van = { chairs: ['PGĐ Nguyễn Thị Hồng Vân'], personIds: ['van'] };

const before = publicEntry('ra-soat', '2026-11-24', clock(420), {
  content: 'Làm việc với UBND xã Phúc Lộc về rà soát mạng lưới trường, lớp',
  chairs: ['PGĐ Lê Quang Huy'],
  attendees: ['Phòng KH-TC', 'Phòng GDMN'],
  place: 'UBND xã Phúc Lộc',
  personIds: ['huy'],
});

export const week48Entries: readonly PublicEntry[] = [
  publicEntry('giao-ban', '2026-11-23', clock(450, 495), {
    content: 'Chào cờ đầu tuần; giao ban Ban Giám đốc',
    chairs: ['GĐ Trần Đức Thịnh'],
    attendees: ['Ban Giám đốc', 'Trưởng các phòng'],
    place: 'Hội trường tầng 2',
    personIds: ['thinh'],
  }),
  publicEntry('truc-tuyen', '2026-11-23', clock(510, 690), {
    content: 'Hội nghị trực tuyến tổng kết nhiệm vụ năm học',
    ...van,
    attendees: ['các phòng chuyên môn'],
    place: 'Phòng họp trực tuyến',
    connectionPoints: Array.from({ length: 8 }, (_, index) => `Điểm cầu cụm ${index + 1}: đ/c Trưởng phòng phụ trách`),
    preparingUnit: 'Phòng GDTrH',
    logistics: 'Văn phòng',
  }),
  publicEntry('thi-dua', '2026-11-23', clock(840), {
    content: 'Họp Hội đồng thi đua, khen thưởng',
    ...van,
    attendees: ['Thành viên Hội đồng'],
    place: 'Phòng họp số 1',
    change: { kind: 'changed', fields: ['chairs', 'place'], timeBefore: null },
    sequence: 1,
    changedIn: 2,
  }),
  publicEntry('duyet-lich', '2026-11-23', clock(960), {
    content: 'Duyệt lịch công tác tuần 49',
    ...van,
    attendees: ['Chánh Văn phòng'],
    place: 'Phòng làm việc',
    change: { kind: 'added', fields: [], timeBefore: null },
    issuedIn: 2,
    changedIn: 2,
  }),
  publicEntry('tiep-dan', '2026-11-24', session('morning'), {
    content: 'Tiếp công dân định kỳ',
    kind: 'reception',
    chairs: ['PGĐ Phạm Minh Tuấn'],
    actingFor: 'GĐ Trần Đức Thịnh',
    attendees: ['Văn phòng'],
    place: 'Phòng tiếp công dân',
    personIds: ['tuan', 'thinh'],
  }),
  {
    ...before,
    time: clock(480),
    change: { kind: 'changed', fields: ['time'], timeBefore: clock(420) },
    sequence: 1,
    changedIn: 2,
  },
  publicEntry('chuan-quoc-gia', '2026-11-25', clock(480), {
    content: 'Kiểm tra công nhận trường đạt chuẩn quốc gia',
    ...van,
    attendees: ['Phòng QLCL', 'Phòng GDTrH'],
    place: 'Trường THPT Phúc Lộc',
    gatheringPoint: '07:00 tại sân cơ quan',
    kind: 'fieldVisit',
  }),
  publicEntry('iso', '2026-11-25', clock(900), {
    content: 'Họp rà soát hệ thống quản lý chất lượng ISO 9001',
    attendees: ['Ban ISO'],
    place: 'Phòng họp số 2',
    status: 'cancelled',
    reason: 'Ban ISO dự tập huấn của UBND tỉnh',
    change: { kind: 'cancelled', fields: [], timeBefore: null },
    sequence: 1,
    changedIn: 2,
  }),
  publicEntry('co-quan', '2026-11-26', session('allDay'), {
    content: 'Làm việc tại cơ quan',
    attendees: ['Ban Giám đốc'],
    place: 'Trụ sở Sở',
  }),
  publicEntry('van-nghe', '2026-11-26', clock(1170, 1440), {
    content: 'Hội diễn văn nghệ; “chào mừng” 30 năm \\ tái lập tỉnh, <b>đêm</b> & khuya',
    invitees: ['Thường trực Tỉnh ủy'],
    forInformation: ['Các phòng'],
    invitationNo: '215/GM-UBND',
    separateInvitation: true,
  }),
  publicEntry(
    'hdnd',
    '2026-11-27',
    { session: 'allDay', start: 540 as Minutes, end: null },
    {
      content: 'Dự kỳ họp Hội đồng nhân dân tỉnh',
      chairs: ['GĐ Trần Đức Thịnh', 'PGĐ Lê Quang Huy'],
      place: 'Hội trường UBND tỉnh',
      lastDate: localDate('2026-11-28'),
      personIds: ['thinh', 'huy'],
    },
  ),
];

export const week48 = publishedWeek('2026-W48', week48Entries, {
  revision: 2,
  issuedAt: at('2026-11-23', 680),
  revisionTimes: { 1: at('2026-11-22', 960), 2: at('2026-11-23', 680) },
  documentNo: '48-ĐC1/LCT-SGDĐT',
  duty: {
    '2026-11-23': 'PGĐ Nguyễn Thị Hồng Vân',
    '2026-11-24': 'PGĐ Lê Quang Huy',
    '2026-11-28': 'GĐ Trần Đức Thịnh',
  },
  changes: [
    { kind: 'added', entryId: 'duyet-lich', fields: [], before: null, after: week48Entries[3]!, reason: null },
    { kind: 'changed', entryId: 'ra-soat', fields: ['time'], before, after: week48Entries[5]!, reason: null },
    {
      kind: 'cancelled',
      entryId: 'iso',
      fields: [],
      before: { ...week48Entries[7]!, status: 'planned', reason: null },
      after: week48Entries[7]!,
      reason: 'Ban ISO dự tập huấn của UBND tỉnh',
    },
  ],
});

export const settings: AgencySettings = {
  name: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
  parentName: 'UBND tỉnh Vĩnh An',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT-SGDĐT',
  replacesInvitation: true,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1260 },
  },
  blockedWords: [],
  embedAncestors: ['https://xa-phuc-loc.example.vn'],
};

export const calendars: readonly Calendar[] = [
  { id: 'board', name: 'Ban Giám đốc', shortName: 'BGĐ', kind: 'board', order: 0, active: true },
  { id: 'gdtrh', name: 'Phòng Giáo dục Trung học', shortName: 'Phòng GDTrH', kind: 'division', order: 1, active: true },
];

const leader = (id: string, name: string, shortTitle: string, order: number): Person => ({
  id,
  name,
  order,
  public: true,
  positions: [
    { title: shortTitle === 'GĐ' ? 'Giám đốc' : 'Phó Giám đốc', shortTitle, unit: 'board', from: null, to: null },
  ],
});

export const people: readonly Person[] = [
  leader('thinh', 'Trần Đức Thịnh', 'GĐ', 0),
  leader('van', 'Nguyễn Thị Hồng Vân', 'PGĐ', 1),
  leader('huy', 'Lê Quang Huy', 'PGĐ', 2),
  leader('tuan', 'Phạm Minh Tuấn', 'PGĐ', 3),
];
