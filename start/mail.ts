import { smtpOf, type Mail } from '#server/mail.ts';
import { StartError } from './startError.ts';

/** Mail by SMTP when SMTP_URL is set (MAIL_FROM is the sender), else null. An answer that cannot be had at the start is told, and nothing stops. */
export function mailOf(env: NodeJS.ProcessEnv, tell: (line: string) => void): Mail | null {
  const url = env['SMTP_URL'];
  if (!url) return null;
  const mail = smtpOf(url, env['MAIL_FROM']);
  if (!mail) throw new StartError('SMTP_URL phải có dạng smtp://may-chu:25 hoặc smtps://ten:matkhau@may-chu.');
  mail.verify().catch((cause: unknown) => {
    tell(`Chưa gửi được thư qua ${new URL(url).hostname}: ${(cause as Error).message}. Sửa SMTP_URL rồi chạy lại.`);
  });
  return mail;
}
