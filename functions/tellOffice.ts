import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { publishedWeekFromDocument } from '#data/documents.ts';
import { smtpOf } from '#server/mail.ts';
import { pushContact, pushWith, vapidKeysIn } from '#server/push.ts';
import { tellWeek, writeWays, type Post } from '#server/tellNotices.ts';
import { homeOf } from './home.ts';
import { oneAtATime } from './oneAtATime.ts';

/** What servers answer may name the address that they refuse. */
const log = (line: string) => logger.warn(line.replaceAll(/\S*@\S*/g, '…'));

/** A secret, which may end in the newline of the file that it came from; null: the office has none. */
const given = (secret: string): string | null => (/^(none)?$/i.test(secret.trim()) ? null : secret.trim());

/** What tells the members of a Firebase project. PUBLIC_URL and MAIL_FROM are of its environment (docs/deploy.md). */
export function openPost(secrets: { readonly smtpUrl: string; readonly pushKeys: string }) {
  const [smtpUrl, pushKeys] = [given(secrets.smtpUrl), given(secrets.pushKeys)];
  const home = homeOf();
  const mail = smtpUrl === null ? null : smtpOf(smtpUrl, process.env['MAIL_FROM'] || undefined);
  const keys = pushKeys === null ? null : vapidKeysIn(pushKeys);
  if (smtpUrl !== null && !mail) log('SMTP_URL phải có dạng smtps://ten:matkhau@may-chu, hoặc none.');
  if (pushKeys !== null && !keys) log('PUSH_KEYS phải là {"publicKey":"…","privateKey":"…"}, hoặc none.');
  const push = keys && pushWith(keys, { contact: pushContact(home), log });
  const post: Post = { db: getFirestore(), auth: getAuth(), mail, push, home, now: Date.now, log };

  return {
    writeWays: () => writeWays(post),
    /** Rejects when somebody could not be told yet. */
    tell: async (name: string) => {
      await writeWays(post);
      if (!mail && !push) return;
      const data = (await post.db.doc(`publishedWeeks/${name}`).get()).data();
      if (!data) return;
      const mark = post.db.doc(`noticesUnderway/${name}`);
      if (!(await oneAtATime(mark, () => tellWeek(post, publishedWeekFromDocument(data))))) {
        throw new Error(`${name}: not everybody has been told yet`);
      }
    },
  };
}
