import { createTransport } from 'nodemailer';
import { StartError } from './startError.ts';

export interface Mail {
  send(message: {
    readonly to: { readonly name: string; readonly address: string };
    readonly subject: string;
    readonly text: string;
    readonly html: string;
    /** Without brackets. The same message sent again under it is one to most mail systems. */
    readonly messageId?: string;
  }): Promise<void>;
}

/**
 * Mail by SMTP when SMTP_URL is set (`smtps://user:password@mail.coquan.vn`; MAIL_FROM is the sender), else null. An
 * answer that cannot be had at the start is told, and nothing stops.
 */
export function mailOf(env: NodeJS.ProcessEnv, tell: (line: string) => void): Mail | null {
  const url = env['SMTP_URL'];
  if (!url) return null;
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol)) {
    throw new StartError('SMTP_URL phải có dạng smtp://may-chu:25 hoặc smtps://ten:matkhau@may-chu.');
  }
  const { hostname, username } = new URL(url);
  const user = decodeURIComponent(username);
  const from = env['MAIL_FROM'] ?? (user.includes('@') ? user : `lich-cong-tac@${hostname}`);
  const transport = createTransport(url, { from: { name: 'Lịch công tác', address: from } });
  transport.verify().catch((cause: unknown) => {
    tell(`Chưa gửi được thư qua ${hostname}: ${(cause as Error).message}. Sửa SMTP_URL rồi chạy lại.`);
  });
  return {
    send: async ({ messageId, ...message }) => {
      await transport.sendMail({
        ...message,
        ...(messageId === undefined ? {} : { messageId: `<${messageId}@${from.split('@').at(-1)}>` }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}
