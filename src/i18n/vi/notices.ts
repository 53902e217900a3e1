/** Messages of what was issued: chosen on the account's page, and the letter itself. */
export const notices = {
  row: 'Báo cho tôi',
  what: 'Khi lịch tuần hoặc một lần điều chỉnh ban hành có phần liên quan tới bạn, bạn nhận một thư nói rõ phần đó.',
  none: 'Máy chủ này chưa gửi được thư (quản trị đặt SMTP_URL), nên chưa báo được.',
  off: 'Không báo.',
  on: (email: string) => `Báo bằng thư tới ${email}.`,
  mine: 'Mục có tên bạn.',
  nobody: 'Tài khoản này chưa gắn với ai trong danh bạ, nên không biết mục nào là của bạn: chọn lịch ở dưới.',
  whole: (names: string) => `Mọi mục của: ${names}.`,
  choose: 'Chọn',
  change: 'Đổi',
  legend: 'Ngoài mục có tên bạn, báo mọi mục của:',
  save: 'Báo cho tôi',
  stop: 'Thôi báo',
  saved: 'Đã ghi. Báo từ lần ban hành tới.',
  stopped: 'Đã ghi: không báo nữa.',
  failed: 'Chưa ghi được. Hãy tải lại trang rồi thử lại.',
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
