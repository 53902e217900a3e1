import type { Notice } from '#domain/notice.ts';
import { notices } from '#i18n/vi/notices.ts';
import { noticeWords } from './noticeWords.ts';

/** What `public/push-worker.js` shows. */
export interface PushMessage {
  readonly title: string;
  readonly body: string;
  /** One a revision: the same sent again takes the place of the first. */
  readonly tag: string;
  /** Where a press leads: an address of this site, from its `/`. */
  readonly href: string;
}

/** Bytes. A push service takes 4096, of which encrypting takes some 100; a screen shows far less. */
const MOST_BYTES = 3000;

/** What a member is told of a revision on their screen; what does not fit is counted. */
export function noticePush(notice: Notice): PushMessage {
  const { week } = notice;
  const { subject, lines, path } = noticeWords(notice);
  const message = (shown: number): PushMessage => ({
    title: subject,
    body: [...lines.slice(0, shown), ...(shown < lines.length ? [notices.push.more(lines.length - shown)] : [])].join(
      '\n',
    ),
    tag: `${week.calendar}_${week.week}_${week.revision}`,
    href: path,
  });
  let shown = lines.length;
  while (shown > 0 && Buffer.byteLength(JSON.stringify(message(shown))) > MOST_BYTES) shown -= 1;
  return message(shown);
}
