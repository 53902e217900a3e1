import type { AgencySettings, Calendar, Person, Position, Room, Vehicle } from '#domain/directory.ts';
import type { Role } from '#domain/permissions.ts';
import { localDate } from '#domain/time.ts';

/** An invented department of education. No real person, office or number. */

export const SETTINGS: AgencySettings = {
  name: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
  parentName: 'UBND tỉnh Vĩnh An',
  locality: 'Vĩnh An',
  recipients: ['Ban Giám đốc', 'Các phòng, đơn vị thuộc Sở', 'Lưu: VT'],
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT-SGDĐT',
  replacesInvitation: true,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  reception: {
    day: 15,
    who: 'Giám đốc Sở',
    place: 'Phòng tiếp công dân, tầng 1, trụ sở Sở',
    hours: '7h30–11h30 và 13h30–17h00',
  },
  blockedWords: ['mật', 'tối mật', 'tuyệt mật', 'đề thi', 'in sao đề'],
  embedAncestors: ['*'],
};

const UNITS = [
  ['vp', 'Văn phòng', 'Văn phòng'],
  ['tccb', 'Phòng Tổ chức cán bộ', 'Phòng TCCB'],
  ['khtc', 'Phòng Kế hoạch - Tài chính', 'Phòng KH-TC'],
  ['gdmn', 'Phòng Giáo dục Mầm non', 'Phòng GDMN'],
  ['gdth', 'Phòng Giáo dục Tiểu học', 'Phòng GDTH'],
  ['gdtrh', 'Phòng Giáo dục Trung học', 'Phòng GDTrH'],
  ['gdtx', 'Phòng Giáo dục thường xuyên - Giáo dục nghề nghiệp', 'Phòng GDTX-GDNN'],
  ['qlcl', 'Phòng Quản lý chất lượng', 'Phòng QLCL'],
  ['cttt', 'Phòng Chính trị, tư tưởng và Học sinh, sinh viên', 'Phòng CTTT-HSSV'],
  ['cntt', 'Trung tâm Công nghệ thông tin', 'TT CNTT'],
  ['ttgdtx', 'Trung tâm Giáo dục thường xuyên tỉnh', 'TT GDTX tỉnh'],
  ['hoanhap', 'Trung tâm Hỗ trợ phát triển giáo dục hòa nhập', 'TT GD hòa nhập'],
] as const;

export type UnitId = (typeof UNITS)[number][0];

export const CALENDARS: readonly Calendar[] = [
  { id: 'board', name: 'Ban Giám đốc', shortName: 'Ban Giám đốc', kind: 'board', order: 0, active: true },
  ...UNITS.map(([id, name, shortName], index): Calendar => ({
    id,
    name,
    shortName,
    kind: 'division',
    order: index + 1,
    active: true,
  })),
];

const since = (
  title: string,
  shortTitle: string,
  unit: UnitId | 'board',
  from: string,
  to: string | null = null,
): Position => ({ title, shortTitle, unit, from: localDate(from), to: to === null ? null : localDate(to) });

const LEADERS: readonly (readonly [id: string, name: string, positions: readonly Position[]])[] = [
  [
    'thinh',
    'Trần Đức Thịnh',
    [since('Giám đốc', 'GĐ', 'board', '2024-06-01'), since('Phó Giám đốc', 'PGĐ', 'board', '2021-03-01', '2024-05-31')],
  ],
  ['van', 'Nguyễn Thị Hồng Vân', [since('Phó Giám đốc', 'PGĐ', 'board', '2023-08-15')]],
  [
    'huy',
    'Lê Quang Huy',
    [
      since('Phó Giám đốc', 'PGĐ', 'board', '2024-06-01'),
      since('Trưởng phòng', 'TP', 'gdtrh', '2020-01-01', '2024-05-31'),
    ],
  ],
  ['tuan', 'Phạm Minh Tuấn', [since('Phó Giám đốc', 'PGĐ', 'board', '2022-09-01')]],
  ['ha', 'Đỗ Thu Hà', [since('Chánh Văn phòng', 'CVP', 'vp', '2022-04-01')]],
];

/** Head, deputy and a specialist of each unit; the office's head stands among the leaders. */
const STAFF: Readonly<Record<UnitId, readonly (readonly [id: string, name: string])[]>> = {
  vp: [
    ['mai', 'Hoàng Thị Mai'],
    ['minh', 'Ngô Đức Minh'],
  ],
  tccb: [
    ['phong', 'Vũ Đình Phong'],
    ['oanh', 'Trịnh Thị Oanh'],
    ['bao', 'Lương Gia Bảo'],
  ],
  khtc: [
    ['lan', 'Đặng Thị Lan'],
    ['truong', 'Cao Xuân Trường'],
    ['thuy', 'Tạ Thu Thủy'],
  ],
  gdmn: [
    ['dung', 'Mai Thị Kim Dung'],
    ['hanh', 'Phùng Thị Hạnh'],
    ['anh', 'Đinh Ngọc Ánh'],
  ],
  gdth: [
    ['cuong', 'Hồ Viết Cường'],
    ['yen', 'Lâm Thị Yến'],
    ['loc', 'Nguyễn Hữu Lộc'],
  ],
  gdtrh: [
    ['khanh', 'Bùi Văn Khánh'],
    ['trang', 'Phan Thị Thu Trang'],
    ['quan', 'Võ Anh Quân'],
  ],
  gdtx: [
    ['luc', 'Đoàn Văn Lực'],
    ['my', 'Châu Thị Mỹ'],
    ['dat', 'Kiều Minh Đạt'],
  ],
  qlcl: [
    ['hang', 'Lý Thị Hằng'],
    ['nghia', 'Trần Bá Nghĩa'],
    ['nga', 'Dương Thị Nga'],
  ],
  cttt: [
    ['son', 'Nguyễn Khắc Sơn'],
    ['lien', 'Hà Thị Bích Liên'],
    ['thang', 'Tô Đức Thắng'],
  ],
  cntt: [
    ['viet', 'Trương Quốc Việt'],
    ['thao', 'Lưu Thị Thảo'],
    ['hoang', 'Quách Minh Hoàng'],
  ],
  ttgdtx: [
    ['xuan', 'Đào Thị Xuân'],
    ['tien', 'Vi Văn Tiến'],
    ['nhung', 'Hứa Thị Nhung'],
  ],
  hoanhap: [
    ['tam', 'Ngô Thị Thanh Tâm'],
    ['hoa', 'Thái Văn Hòa'],
    ['ngan', 'Bạch Thị Ngân'],
  ],
};

function positionIn(unit: UnitId, rank: number): Position {
  const titles: readonly (readonly [string, string])[] =
    unit === 'vp'
      ? [
          ['Văn thư', ''],
          ['Chuyên viên', ''],
        ]
      : ['cntt', 'ttgdtx', 'hoanhap'].includes(unit)
        ? [
            ['Giám đốc Trung tâm', 'GĐTT'],
            ['Phó Giám đốc Trung tâm', 'PGĐTT'],
            ['Chuyên viên', ''],
          ]
        : [
            ['Trưởng phòng', 'TP'],
            ['Phó Trưởng phòng', 'PTP'],
            ['Chuyên viên', ''],
          ];
  const [title, shortTitle] = titles[rank]!;
  return since(title, shortTitle, unit, '2023-01-01');
}

export const PEOPLE: readonly Person[] = [
  ...LEADERS.map(([id, name, positions]) => ({ id, name, positions, public: true })),
  ...UNITS.flatMap(([unit]) =>
    STAFF[unit].map(([id, name], rank) => ({ id, name, positions: [positionIn(unit, rank)], public: false })),
  ),
].map((person, order) => ({ ...person, order }));

const room = (id: string, name: string, seats: number, order: number, equipment: readonly string[] = []): Room => ({
  id,
  name,
  seats,
  equipment,
  order,
  active: true,
});

export const ROOMS: readonly Room[] = [
  room('hoi-truong', 'Hội trường tầng 2', 250, 0, ['màn hình', 'micro', 'loa']),
  room('phong-1', 'Phòng họp số 1', 40, 1, ['màn hình', 'micro', 'trực tuyến']),
  room('phong-2', 'Phòng họp số 2', 20, 2, ['màn hình']),
  room('phong-3', 'Phòng họp số 3', 12, 3, ['màn hình']),
  room('truc-tuyen', 'Phòng họp trực tuyến', 60, 4, ['màn hình', 'micro', 'trực tuyến']),
  room('tiep-dan', 'Phòng tiếp công dân', 10, 5),
];

export const VEHICLES: readonly Vehicle[] = [
  { id: 'xe-1', name: 'Xe 7 chỗ, 29A-000.01', order: 0, active: true },
  { id: 'xe-2', name: 'Xe 7 chỗ, 29A-000.02', order: 1, active: true },
  { id: 'xe-3', name: 'Xe 16 chỗ, 29A-000.03', order: 2, active: true },
];

/** Away in the week after this one, from its Friday to its Saturday; the colleague acts for her. */
export const AWAY = { person: 'van', weekdays: [5, 6], kind: 'trip', substitute: 'person:huy' } as const;

/** Who signs in to the demo: `{account}@example.test`, which is also the account's id. */
export const ACCOUNTS: readonly {
  readonly account: string;
  readonly name: string;
  readonly person: string;
  readonly roles: readonly Role[];
  readonly editorOf: readonly string[];
}[] = [
  { account: 'quantri', name: 'Ngô Đức Minh', person: 'minh', roles: ['admin'], editorOf: [] },
  { account: 'vanthu', name: 'Hoàng Thị Mai', person: 'mai', roles: ['clerk'], editorOf: ['board', 'vp'] },
  { account: 'giamdoc', name: 'Trần Đức Thịnh', person: 'thinh', roles: ['approver'], editorOf: ['board'] },
  { account: 'phong.gdtrh', name: 'Bùi Văn Khánh', person: 'khanh', roles: ['viewer'], editorOf: ['gdtrh'] },
  { account: 'chuyenvien', name: 'Võ Anh Quân', person: 'quan', roles: ['viewer'], editorOf: [] },
];

export const SIGNER = 'TL. Giám đốc, Chánh Văn phòng Đỗ Thu Hà';
