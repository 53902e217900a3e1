import type { DocumentData } from 'firebase-admin/firestore';
import {
  memberFromDocument,
  noticeChoiceFromDocument,
  noticeWaysToDocument,
  publishedWeekFromDocument,
  sentNoticesFromDocument,
  sentNoticesToDocument,
} from '#data/documents.ts';
import { noticeOf } from '#domain/notice.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { noticeLetter } from '#server/noticeLetter.tsx';
import type { Mail } from './mail.ts';
import type { Admin } from './office.ts';

/** What was issued longer ago is told to nobody: a server that was down for a week does not write about last week. */
const RECENT_MS = 2 * 24 * 3600_000;

/** How long until letters that the mail server did not take are tried again. */
const RETRY_MS = 10 * 60_000;

/**
 * Tells each member who chose so (`notices/{uid}`) of what is issued: one letter a revision, by mail. Whom it told stands
 * in `sentNotices`, written after the letter has left: a process killed in between sends it once more, under the same
 * message id. Without mail nothing is watched, and the account's page says so (`settings/notices`).
 * @returns ends it; letters under way are finished.
 */
export async function startNotices({
  admin,
  mail,
  home,
  now,
  log,
  retryMs = RETRY_MS,
}: {
  admin: Pick<Admin, 'db' | 'auth'>;
  mail: Mail | null;
  home: string;
  now: () => number;
  log: (line: string) => void;
  retryMs?: number;
}): Promise<() => Promise<void>> {
  const { db } = admin;
  const ways = db.doc('settings/notices');
  if ((await ways.get()).data()?.['mail'] !== (mail !== null))
    await ways.set(noticeWaysToDocument({ mail: mail !== null }));
  if (!mail) return async () => {};

  const waiting = new Map<string, PublishedWeek>(); // of which somebody could not be told yet
  let work = Promise.resolve();
  let stopped = false;
  const tell = (week: PublishedWeek) => {
    const name = `${week.calendar}_${week.week}`;
    work = work
      .then(async () => {
        if (stopped) return;
        if (await tellAll({ ...admin, mail, home, now, log }, week)) waiting.delete(name);
        else waiting.set(name, week);
      })
      .catch((cause: unknown) => {
        waiting.set(name, week);
        log(`Chưa báo được lịch ${name}: ${(cause as Error).message}`);
      });
  };
  const stop = db
    .collection('publishedWeeks')
    .where('issuedAt', '>', new Date(now() - RECENT_MS))
    .onSnapshot(
      (snapshot) => {
        for (const { type, doc } of snapshot.docChanges()) {
          if (type !== 'removed') tell(publishedWeekFromDocument(doc.data()));
        }
      },
      (cause) => log(`Không báo được nữa cho tới khi chạy lại: ${cause.message}`),
    );
  const timer = setInterval(() => [...waiting.values()].forEach(tell), retryMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    stop();
    await work;
  };
}

interface Post extends Pick<Admin, 'db' | 'auth'> {
  readonly mail: Mail;
  readonly home: string;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Every revision of the week that is recent and not told of yet. False: somebody could not be told. */
async function tellAll(to: Post, week: PublishedWeek): Promise<boolean> {
  let all = true;
  for (let revision = 1; revision <= week.revision; revision += 1) {
    if ((week.revisionTimes[revision] ?? 0) < to.now() - RECENT_MS) continue;
    if (!(await tellRevision(to, week, revision))) all = false;
  }
  return all;
}

async function tellRevision(to: Post, current: PublishedWeek, revision: number): Promise<boolean> {
  const { db, mail, log } = to;
  const name = `${current.calendar}_${current.week}_${revision}`;
  const mark = db.doc(`sentNotices/${name}`);
  const marked = (await mark.get()).data();
  const sent = marked ? sentNoticesFromDocument(marked) : { to: [], done: false };
  if (sent.done) return true;
  const choices = (await db.collection('notices').get()).docs.filter((doc) => !sent.to.includes(doc.id));
  const issue = revision === current.revision ? current : await readRevision(db, current, revision);
  const told = [...sent.to];
  let all = true;
  for (const doc of issue ? choices : []) {
    try {
      const letter = await letterFor(to, issue!, doc.id, doc.data());
      if (!letter) continue;
      await mail.send({ ...letter, messageId: `${name}.${doc.id}` });
    } catch (cause) {
      log(`Chưa gửi được thư báo lịch ${name}: ${(cause as Error).message}`);
      // From 500 on the mail server means it (RFC 5321, 4.2.1): such an address is not asked again.
      if (((cause as { responseCode?: number }).responseCode ?? 0) < 500) {
        all = false;
        continue;
      }
    }
    told.push(doc.id);
    await mark.set(sentNoticesToDocument({ to: told, done: false }));
  }
  if (all) await mark.set(sentNoticesToDocument({ to: told, done: true }));
  return all;
}

/** Null: nothing to tell them, or nobody who may be told. */
async function letterFor({ db, auth, home }: Post, issue: PublishedWeek, uid: string, chosen: DocumentData) {
  const choice = noticeChoiceFromDocument(chosen);
  const data = (await db.doc(`members/${uid}`).get()).data();
  const member = data && memberFromDocument(uid, data);
  if (!member?.active || choice.since >= issue.issuedAt) return null;
  const notice = noticeOf(issue, choice, member.person);
  const account = notice && (await auth.getUser(uid).catch(() => null));
  if (!account?.email || account.disabled) return null;
  return {
    to: { name: member.name, address: account.email },
    ...noticeLetter(notice!, { name: member.name, home }),
  };
}

async function readRevision(db: Admin['db'], { calendar, week }: PublishedWeek, revision: number) {
  const data = (await db.doc(`publishedWeeks/${calendar}_${week}/revisions/${revision}`).get()).data();
  return data ? publishedWeekFromDocument(data) : null;
}
