/** Words of the pages that only the server writes (`pageWords`). */
export const pages = {
  today: 'Hôm nay',
  reception: 'Tiếp công dân',
  subscribeEmbed: 'Theo dõi, nhúng',
  search: 'Tìm',
  searchHint: 'Tìm nội dung, người, nơi',
  calendar: 'Lịch',
  calendars: 'Các lịch',
  allCalendars: 'Tất cả các lịch',
  layout: 'Kiểu',
  layouts: {
    a: 'Bảng theo buổi',
    b: 'Theo lãnh đạo',
    c: 'Danh sách đánh số',
    d: 'Bảng tuần',
    e: 'Sáng, chiều',
  },

  sheet: {
    session: 'Buổi',
    leader: 'Lãnh đạo',
    everybody: 'Lịch chung',
    chair: 'Chủ trì:',
  },
  day: {
    title: 'Lịch công tác hôm nay',
    tomorrow: 'Ngày mai',
    wholeWeek: 'Cả tuần, tất cả các lịch',
    nothing: 'Không có lịch:',
    notIssued: 'Tuần này chưa ban hành:',
    noneIssued: 'Chưa đơn vị nào ban hành lịch tuần này.',
    noneIssuedKind: 'Chưa ban hành',
  },
  all: {
    notIssued: 'Chưa ban hành:',
    noneIssuedText: (from: string, to: string) =>
      `Chưa lịch nào của tuần ${from} – ${to} được ban hành. Trang này sẽ có lịch ngay khi ban hành.`,
  },
};
export type PageWords = typeof pages;
