import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/**
 * Looks at requests where the office has not said its address (PUBLIC_URL): the first that came through a proxy on this
 * machine shows what was forgotten, and that is said once. `address`: where links lead without it.
 */
export function proxyRemark(address: string, say: (line: string) => void): (request: IncomingMessage) => void {
  let isSaid = false;
  return ({ headers, socket }) => {
    if (isSaid || headers['x-forwarded-for'] === undefined || !LOOPBACK.test(socket.remoteAddress ?? '')) return;
    isSaid = true;
    say(
      `Có proxy đứng trước mà chưa đặt PUBLIC_URL: liên kết trong lịch iCal, dữ liệu mở, thư báo và thư mời đang trỏ tới ${address}, máy khác không mở được. ` +
        'Đặt PUBLIC_URL là địa chỉ mọi người gõ (https://…) rồi khởi động lại; xem docs/deploy.md.',
    );
  };
}
