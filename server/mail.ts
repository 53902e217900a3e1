import { createTransport } from 'nodemailer';

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

export interface Smtp extends Mail {
  /** Rejects: no letter can go out now, and why. */
  verify(): Promise<unknown>;
}

/** Mail by SMTP, `smtps://user:password@mail.coquan.vn`; `from` is the sender's address. Null: that is no such address. */
export function smtpOf(url: string, from: string | undefined): Smtp | null {
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol)) return null;
  const { hostname, username } = new URL(url);
  const user = decodeURIComponent(username);
  const address = from ?? (user.includes('@') ? user : `lich-cong-tac@${hostname}`);
  const transport = createTransport(url, { from: { name: 'Lịch công tác', address } });
  return {
    verify: () => transport.verify(),
    send: async ({ messageId, ...message }) => {
      await transport.sendMail({
        ...message,
        ...(messageId === undefined ? {} : { messageId: `<${messageId}@${address.split('@').at(-1)}>` }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}
