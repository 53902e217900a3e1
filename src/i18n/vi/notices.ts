/** Messages of what was issued: chosen on the account's page, the letter itself and what is pushed. */
export const notices = {
  row: 'Báo cho tôi',
  what: 'Khi lịch tuần hoặc một lần điều chỉnh ban hành có phần liên quan tới bạn, bạn được báo một lần, nói rõ phần đó.',
  none: 'Máy chủ này chưa báo được bằng cách nào.',
  off: 'Không báo.',
  on: (email: string) => `Báo bằng thư tới ${email}.`,
  pushed: (here: boolean, others: number) =>
    here
      ? `Báo bằng thông báo trên máy này${others > 0 ? ` và ${others} máy khác` : ''}.`
      : `Báo bằng thông báo trên ${others} máy khác, không phải máy này.`,
  noDevice: (email: string) => `Không còn máy nào nhận thông báo, nên đang báo bằng thư tới ${email}.`,
  noDeviceNoMail: 'Không còn máy nào nhận thông báo, nên chưa báo được: hãy chọn lại.',
  mine: 'Mục có tên bạn.',
  heads: (unit: string) => `Mục có tên bạn hoặc mời ${unit}.`,
  ofUnit: (unit: string) => `Cả mục mời ${unit}.`,
  nobody: 'Tài khoản này chưa gắn với ai trong danh bạ, nên không biết mục nào là của bạn: chọn lịch ở dưới.',
  whole: (names: string) => `Mọi mục của: ${names}.`,
  choose: 'Chọn',
  change: 'Đổi',
  way: 'Báo bằng',
  byMail: (email: string) => `Thư tới ${email}`,
  byPush: (here: boolean, others: number) =>
    others === 0
      ? 'Thông báo hiện trên máy này'
      : here
        ? `Thông báo hiện trên máy này và ${others} máy khác`
        : `Thông báo hiện trên ${others} máy khác`,
  noMail: 'Máy chủ này chưa gửi được thư: quản trị đặt SMTP_URL.',
  notHere: {
    insecure: 'Trang này mở bằng http, mà thông báo cần https: máy này chưa dùng được.',
    unsupported: 'Trình duyệt này không nhận được thông báo.',
    denied: 'Trình duyệt đang chặn thông báo của trang này: mở cài đặt của trang, cho phép Thông báo, rồi tải lại.',
    noService: 'Máy chủ này chưa gửi được thông báo.',
  },
  legend: 'Ngoài mục có tên bạn, báo mọi mục của:',
  withUnit: (unit: string) => `Báo cả mục mời ${unit}`,
  save: 'Báo cho tôi',
  busy: 'Đang đăng ký máy này…',
  stop: 'Thôi báo',
  saved: 'Đã ghi. Báo từ lần ban hành tới.',
  stopped: 'Đã ghi: không báo nữa.',
  failed: 'Chưa ghi được. Hãy tải lại trang rồi thử lại.',
  problems: {
    denied: 'Chưa ghi: bạn chưa cho phép trang này hiện thông báo. Hãy cho phép, hoặc chọn cách khác.',
    noService:
      'Chưa ghi: trình duyệt không đăng ký được với dịch vụ thông báo của hãng. Thử lại sau, hoặc chọn cách khác.',
  },
  push: { more: (lines: number) => `… và ${lines} dòng nữa` },
  letter: {
    greeting: (name: string) => `Kính gửi ${name},`,
    issued: (of: string) => `${of} đã ban hành. Phần liên quan tới bạn:`,
    adjusted: (revision: number, of: string) => `Điều chỉnh lần ${revision} của ${of}. Phần liên quan tới bạn:`,
    issuedSubject: (number: number, count: number) => `Lịch công tác tuần ${number}: ${count} mục của bạn`,
    adjustedSubject: (number: number, revision: number, count: number) =>
      `Lịch công tác tuần ${number}, điều chỉnh lần ${revision}: ${count} thay đổi với bạn`,
    see: 'Xem lịch tuần',
    why: 'Bạn nhận thư này vì đã chọn “Báo cho tôi” ở trang Tài khoản của tôi; ở đó cũng thôi nhận được.',
  },
};
