import type { Letter, LinkRequest, Letters } from 'embedded-backend/auth/letters.ts';
import type { Mail } from '#server/mail.ts';

type ActionType = Letter['type'];

/** How links reach people: by mail where there is mail, else the request is told to the administrator, who hands a link over. */
export function lettersOf(mail: Mail | null, tell: (line: string) => void): Letters {
  const file = (request: LinkRequest) => tell(requestLine(request));
  if (!mail) return { file };
  return {
    file,
    send: ({ to, displayName, ...letter }) =>
      mail.send({ to: { name: displayName ?? '', address: to }, ...wordsOf({ to, displayName, ...letter }) }),
  };
}

const REQUESTS: Readonly<Record<ActionType, string>> = {
  PASSWORD_RESET: 'đặt lại mật khẩu',
  EMAIL_SIGNIN: 'đăng nhập bằng liên kết',
  VERIFY_EMAIL: 'xác minh thư điện tử',
  VERIFY_AND_CHANGE_EMAIL: 'đổi thư điện tử',
};

const printable = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');

/** One word of a shell: whoever asks for an address must not write what the administrator runs. */
const word = (text: string) => (/^[\p{L}\p{N}_.@+-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

function requestLine({ type, email, known, newEmail, address }: LinkRequest): string {
  const shown = printable(email);
  const asked = `Có người ở ${address} xin ${REQUESTS[type]} cho ${shown}`;
  const command =
    newEmail === null
      ? `npm run account -- reset ${word(shown)}`
      : `npm run account -- email ${word(shown)} --to ${word(printable(newEmail))}`;
  return known
    ? `${asked}. Máy chủ này không gửi thư (chưa đặt SMTP_URL). Hỏi lại đúng người, rồi: ${command}`
    : `${asked}, nhưng không có tài khoản đang dùng nào như vậy.`;
}

interface Words {
  readonly subject: string;
  readonly before: string;
  readonly button: string;
  readonly after: string;
}

const IGNORE = 'Nếu bạn không yêu cầu, hãy bỏ qua thư này: không có gì thay đổi.';

const WORDS: Readonly<Record<ActionType, Words>> = {
  PASSWORD_RESET: {
    subject: 'Đặt mật khẩu Lịch công tác',
    before: 'Có yêu cầu đặt mật khẩu cho tài khoản Lịch công tác của bạn. Mở liên kết này để đặt mật khẩu mới:',
    button: 'Đặt mật khẩu',
    after: IGNORE,
  },
  EMAIL_SIGNIN: {
    subject: 'Đăng nhập Lịch công tác',
    before: 'Mở liên kết này để đăng nhập Lịch công tác:',
    button: 'Đăng nhập',
    after: IGNORE,
  },
  VERIFY_EMAIL: {
    subject: 'Xác minh thư điện tử của bạn',
    before: 'Mở liên kết này để xác minh đây là thư điện tử của bạn trong Lịch công tác:',
    button: 'Xác minh',
    after: IGNORE,
  },
  VERIFY_AND_CHANGE_EMAIL: {
    subject: 'Đổi thư điện tử của bạn',
    before: 'Có yêu cầu dùng địa chỉ này cho tài khoản Lịch công tác của bạn. Mở liên kết này để đồng ý:',
    button: 'Dùng địa chỉ này',
    after: IGNORE,
  },
};

/** Plain text and simple HTML that say the same. */
export function wordsOf({ type, displayName, link, validForMs }: Letter) {
  const { subject, before, button, after } = WORDS[type];
  const greeting = displayName === null ? 'Kính gửi Ông/Bà,' : `Kính gửi ${displayName},`;
  const once = `Liên kết dùng được một lần, trong ${Math.round(validForMs / 3600_000)} giờ.`;
  const text = `${greeting}\n\n${before}\n\n${link}\n\n${once}\n${after}\n`;
  const html = [
    `<p>${escape(greeting)}</p>`,
    `<p>${escape(before)}</p>`,
    `<p><a href="${escape(link)}">${escape(button)}</a></p>`,
    `<p>${escape(link)}</p>`,
    `<p>${escape(once)}<br>${escape(after)}</p>`,
  ].join('\n');
  return { subject, text, html };
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
