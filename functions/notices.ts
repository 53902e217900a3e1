import { onDocumentWritten, type DocumentOptions } from 'firebase-functions/firestore';
import { defineSecret } from 'firebase-functions/params';
import { TELLING_SECONDS } from './oneAtATime.ts';

/** firebase-tools ask for both at the first deploy and keep them in Secret Manager. `none`: the office has no such way. */
const SMTP_URL = defineSecret('SMTP_URL', {
  description:
    'Máy chủ gửi thư báo lịch: smtps://ten:matkhau@may-chu. Không có thì ghi none. (The mail server of notices, or none.)',
});
const PUSH_KEYS = defineSecret('PUSH_KEYS', {
  description:
    'Khóa của thông báo đẩy, do `npx web-push generate-vapid-keys --json` tạo. Không có thì ghi none. (The keys of web push, or none.)',
});

const options: Omit<DocumentOptions, 'document'> = {
  region: 'asia-southeast1',
  memory: '256MiB',
  secrets: [SMTP_URL, PUSH_KEYS],
  maxInstances: 1,
  concurrency: 1,
};

// Loaded when it is needed: the function that serves readers starts without mail and push.
const office = async () => {
  const { openPost } = await import('./tellOffice.ts');
  return openPost({ smtpUrl: SMTP_URL.value(), pushKeys: PUSH_KEYS.value() });
};

/** Whoever chose so is told of what is issued, as on an office's own machine; what failed comes again for 24 hours. */
export const notices = onDocumentWritten(
  { ...options, document: 'publishedWeeks/{week}', retry: true, timeoutSeconds: TELLING_SECONDS },
  async ({ params }) => (await office()).tell(params.week),
);

/** The office's first settings come right after the first deploy, so members can choose before anything is issued. */
export const noticeWays = onDocumentWritten({ ...options, document: 'settings/agency' }, async () =>
  (await office()).writeWays(),
);
