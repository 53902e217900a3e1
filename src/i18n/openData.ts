import type { Messages } from './vi.ts';

/** Words of the page of open data, which staff never load. */
const vi = {
  title: 'Dữ liệu mở',
  what: 'Lịch đã ban hành dưới dạng tệp mà máy đọc được: chỉ gồm mục công khai, giống hệt trang lịch. Không cần tài khoản; mọi trang web khác được phép đọc thẳng (CORS).',
  licence: 'Giấy phép:',
  licenceName: 'Creative Commons Ghi công 4.0 (CC BY 4.0)',
  attribution: (agency: string) => `Được dùng tự do, kể cả để kinh doanh, miễn là ghi nguồn “${agency}”.`,
  formats: 'Các tệp',
  jsonWhat: 'một tuần, đủ mọi trường',
  schema: 'mô tả các trường (JSON Schema)',
  csvWhat: 'một tuần, mỗi mục một dòng, mở được bằng Excel',
  atomWhat: 'báo mỗi lần ban hành và điều chỉnh',
  icalWhat: 'theo dõi trên điện thoại, máy tính',
  index: 'Danh mục mọi tệp, cho máy đọc',
  latest: (count: number) => `${count} tuần gần nhất`,
  none: 'Chưa có tuần nào được ban hành.',
  subscribe: 'Cách theo dõi lịch',
  cells:
    'Trong tệp CSV, ô bắt đầu bằng =, +, - hay @ có thêm dấu nháy đơn ở trước, để bảng tính không hiểu nhầm là công thức.',
  atomTitle: (calendar: string) => `Lịch công tác ${calendar}: ban hành và điều chỉnh`,
  issued: (week: number, dates: string) => `Lịch công tác tuần ${week} (${dates})`,
  adjusted: (week: number, dates: string, n: number) => `Lịch công tác tuần ${week} (${dates}): điều chỉnh lần ${n}`,
  entries: (count: number) => `${count} mục.`,
};

const en: typeof vi = {
  title: 'Open data',
  what: 'Issued schedules as files for machines: public entries only, the same as on the pages. No account is needed; other web pages may read them (CORS).',
  licence: 'Licence:',
  licenceName: 'Creative Commons Attribution 4.0 (CC BY 4.0)',
  attribution: (agency) => `Free to use, for business too, as long as “${agency}” is named as the source.`,
  formats: 'The files',
  jsonWhat: 'one week, all its fields',
  schema: 'what the fields mean (JSON Schema)',
  csvWhat: 'one week, one entry a row, opens in Excel',
  atomWhat: 'tells of each issue and adjustment',
  icalWhat: 'to subscribe on a phone or computer',
  index: 'List of all files, for machines',
  latest: (count) => `The latest ${count} weeks`,
  none: 'No week has been issued yet.',
  subscribe: 'How to subscribe',
  cells:
    'In CSV, a cell that begins with =, +, - or @ has an apostrophe put before it, so that no spreadsheet takes it for a formula.',
  atomTitle: (calendar) => `Work schedule of ${calendar}: issues and adjustments`,
  issued: (week, dates) => `Work schedule, week ${week} (${dates})`,
  adjusted: (week, dates, n) => `Work schedule, week ${week} (${dates}): adjustment ${n}`,
  entries: (count) => `${count} entries.`,
};

export const openDataWords = (words: Messages): typeof vi => (words.common.language === 'vi' ? vi : en);
