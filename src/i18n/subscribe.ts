import type { Messages } from './vi.ts';

/** Words of `/theo-doi`, which staff never load. */
const vi = {
  title: 'Theo dõi lịch trên máy của bạn',
  which: '1. Lịch nào',
  calendar: 'Lịch',
  person: 'Người',
  everybody: 'Mọi người',
  all: 'Tất cả các lịch',
  reception: 'Tiếp công dân (mọi lịch)',
  holidays: 'Ngày nghỉ, làm bù',
  show: 'Xem địa chỉ',
  personNote: 'Khi chọn một người: gồm mục có tên người đó trong mọi lịch.',
  follow: '2. Theo dõi (iCal)',
  what: 'Lịch trên điện thoại, Outlook, Google tự cập nhật khi có điều chỉnh. Chỉ gồm mục công khai đã ban hành.',
  open: 'Mở bằng ứng dụng lịch',
  google: 'Google',
  outlookHome: 'Outlook.com',
  outlookWork: 'Outlook cơ quan, trường học',
  elsewhere: 'Google và Outlook trên web chỉ đọc được địa chỉ mở ra Internet.',
  address: 'Địa chỉ',
  copy: 'Chép',
  copied: 'Đã chép.',
  byHand: 'Nhấn Ctrl C để chép.',
  qr: 'Hướng máy ảnh điện thoại vào mã QR để mở trang này trên đó, rồi bấm “Mở bằng ứng dụng lịch”.',
  holds: (past: number, ahead: number) =>
    `Gồm các tuần từ ${past} ngày trước tới ${ahead} ngày sau. Muốn cả một năm cũ, thêm ?nam=2025 vào cuối địa chỉ.`,
  inYourApp: 'Trong ứng dụng của bạn',
  updates: 'Cập nhật:',
  apps: [
    {
      name: 'iPhone, iPad',
      how: 'Bấm “Mở bằng ứng dụng lịch”, rồi “Đăng ký”.',
      often: 'theo Cài đặt › Lịch › Tài khoản lịch › Tìm nạp dữ liệu mới: 15 phút, 30 phút, mỗi giờ hoặc tự động.',
    },
    {
      name: 'Máy Mac',
      how: 'Bấm “Mở bằng ứng dụng lịch”, rồi “Đăng ký”.',
      often: 'chọn ở “Tự động làm mới”, từ 5 phút tới mỗi tuần; nên chọn mỗi giờ.',
    },
    {
      name: 'Google Lịch, điện thoại Android',
      how: 'Trên máy tính, bấm “Google” (hoặc “Lịch khác” › “+” › “Từ URL” rồi dán địa chỉ). Ít phút sau lịch cũng có trên điện thoại dùng cùng tài khoản; nếu chưa thấy, bật lịch đó trong phần cài đặt của ứng dụng.',
      often:
        'Google tải lại sau 8–24 giờ và không có cách nào giục. Cần biết ngay thì xem trên trang này, hoặc dùng ứng dụng ICSx⁵ (Android), chọn được từ 15 phút.',
    },
    {
      name: 'Outlook trên web, Outlook mới',
      how: 'Bấm nút Outlook ở trên, hoặc “Thêm lịch” › “Đăng ký từ web” rồi dán địa chỉ.',
      often: 'khoảng 3 giờ một lần, có khi lâu hơn; không chọn được.',
    },
    {
      name: 'Outlook cổ điển trên máy tính',
      how: '“Tệp” › “Cài đặt tài khoản” › “Lịch Internet” › “Mới”, rồi dán địa chỉ.',
      often: 'khi mở và ở lượt gửi, nhận thư, nhiều nhất mỗi giờ một lần.',
    },
    {
      name: 'Thunderbird',
      how: '“Lịch mới” › “Trên mạng”, rồi dán địa chỉ.',
      often: '30 phút một lần; chọn được trong phần thuộc tính của lịch.',
    },
  ],
  staff: 'Cán bộ của cơ quan',
  staffText: 'có địa chỉ riêng, kèm mục nội bộ, ở trang',
  account: 'Tài khoản của tôi',
  data: 'Cho người làm phần mềm:',
  dataLink: 'dữ liệu mở (JSON, CSV, Atom)',
};

const en: typeof vi = {
  title: 'Follow the schedule on your own device',
  which: '1. Which calendar',
  calendar: 'Calendar',
  person: 'Person',
  everybody: 'Everybody',
  all: 'All calendars',
  reception: 'Citizen reception (all calendars)',
  holidays: 'Days off',
  show: 'Show the address',
  personNote: 'One person: what names them in any calendar.',
  follow: '2. Subscribe (iCal)',
  what: 'The calendar of your phone, Outlook or Google takes adjustments over by itself. Issued public entries only.',
  open: 'Open in the calendar app',
  google: 'Google',
  outlookHome: 'Outlook.com',
  outlookWork: 'Outlook for work or school',
  elsewhere: 'Google and Outlook on the web read only addresses that are open to the Internet.',
  address: 'Address',
  copy: 'Copy',
  copied: 'Copied.',
  byHand: 'Press Ctrl C to copy.',
  qr: 'Point your phone’s camera at the QR code to open this page there, then press “Open in the calendar app”.',
  holds: (past, ahead) =>
    `Holds the weeks from ${past} days ago to ${ahead} days ahead. For a whole past year, put ?nam=2025 at the end of the address.`,
  inYourApp: 'In your app',
  updates: 'Updated:',
  apps: [
    {
      name: 'iPhone, iPad',
      how: 'Press “Open in the calendar app”, then “Subscribe”.',
      often: 'as set in Settings › Calendar › Accounts › Fetch New Data: 15 or 30 minutes, hourly, or automatically.',
    },
    {
      name: 'Mac',
      how: 'Press “Open in the calendar app”, then “Subscribe”.',
      often: 'as chosen in “Auto-refresh”, from 5 minutes to a week; every hour is best.',
    },
    {
      name: 'Google Calendar, Android phones',
      how: 'On a computer, press “Google” (or “Other calendars” › “+” › “From URL” and paste the address). Minutes later it is on phones of the same account too; if not, switch the calendar on in the app’s settings.',
      often:
        'Google asks again after 8–24 hours, and nothing makes it hurry. To know at once, look here, or use ICSx⁵ (Android), from 15 minutes.',
    },
    {
      name: 'Outlook on the web, new Outlook',
      how: 'Press an Outlook button above, or “Add calendar” › “Subscribe from web” and paste the address.',
      often: 'every 3 hours or so, sometimes later; it cannot be set.',
    },
    {
      name: 'Classic Outlook',
      how: '“File” › “Account Settings” › “Internet Calendars” › “New”, then paste the address.',
      often: 'when it starts, and on send and receive, hourly at most.',
    },
    {
      name: 'Thunderbird',
      how: '“New Calendar” › “On the Network”, then paste the address.',
      often: 'every 30 minutes; it can be set in the calendar’s properties.',
    },
  ],
  staff: 'The office’s staff',
  staffText: 'have a private address, with internal entries, on the page',
  account: 'My account',
  data: 'For developers:',
  dataLink: 'open data (JSON, CSV, Atom)',
};

export const subscribeWords = (words: Messages): typeof vi => (words.common.language === 'vi' ? vi : en);
