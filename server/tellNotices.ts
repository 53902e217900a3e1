import type { Auth } from 'firebase-admin/auth';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import {
  calendarFromDocument,
  memberFromDocument,
  noticeChoiceFromDocument,
  noticeWaysToDocument,
  personFromDocument,
  publishedWeekFromDocument,
  pushDeviceFromDocument,
  sentNoticesFromDocument,
  sentNoticesToDocument,
} from '#data/documents.ts';
import type { Directory } from '#domain/directory.ts';
import { partyReader, type PartyReader } from '#domain/meant.ts';
import { noticeOf, type Notice, type NoticeChoice } from '#domain/notice.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { todayAt } from '#domain/time.ts';
import type { Mail } from './mail.ts';
import { noticeLetter } from './noticeLetter.tsx';
import { noticePush } from './noticePush.ts';
import type { Push } from './push.ts';

/** What was issued longer ago is told to nobody: a server that was down for a week does not write about last week. */
const RECENT_MS = 2 * 24 * 3600_000;

/** How long after a revision a push service is asked, before a letter goes in its place. */
const PUSH_MS = 3600_000;

export interface Post {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUser'>;
  /** Null: this server sends no letters. */
  readonly mail: Mail | null;
  /** Null: it pushes nothing. */
  readonly push: Push | null;
  readonly home: string;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/**
 * Tells of every revision of the week that is recent and not told of yet, unless the week is over: one letter, or one push a device. Whom it told
 * stands in `sentNotices`, written after each has left: a process killed in between sends that one once more, under the
 * same message id or tag. False: somebody could not be told yet.
 */
export async function tellWeek(to: Post, week: PublishedWeek): Promise<boolean> {
  if (week.to < todayAt(to.now())) return true;
  let all = true;
  for (let revision = 1; revision <= week.revision; revision += 1) {
    if ((week.revisionTimes[revision] ?? 0) < to.now() - RECENT_MS) continue;
    if (!(await tellRevision(to, week, revision))) all = false;
  }
  return all;
}

/** `settings/notices`, where the account's page reads what can be done, if it does not say so already. */
export async function writeWays({ db, mail, push }: Pick<Post, 'db' | 'mail' | 'push'>): Promise<void> {
  const ways = noticeWaysToDocument({ mail: mail !== null, push: push?.publicKey ?? null });
  const ref = db.doc('settings/notices');
  const known = (await ref.get()).data();
  if (known?.['mail'] !== ways['mail'] || known?.['push'] !== ways['push']) await ref.set(ways);
}

/** Somebody whom a revision concerns. */
interface Reader {
  readonly uid: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly way: NoticeChoice['way'];
  readonly notice: Notice;
}

async function tellRevision(to: Post, current: PublishedWeek, revision: number): Promise<boolean> {
  const { db, log } = to;
  const name = `${current.calendar}_${current.week}_${revision}`;
  const mark = db.doc(`sentNotices/${name}`);
  const marked = (await mark.get()).data();
  const sent = marked ? sentNoticesFromDocument(marked) : { to: [], done: false };
  if (sent.done) return true;
  const choices = (await db.collection('notices').get()).docs.filter((doc) => !sent.to.includes(doc.id));
  const issue = revision === current.revision ? current : await readRevision(db, current, revision);
  const told = new Set(sent.to);
  const note = async (who: string) => {
    told.add(who);
    await mark.set(sentNoticesToDocument({ to: [...told], done: false }));
  };
  let all = true;
  if (issue && choices.length > 0) {
    const read = await readParties(db);
    // Throws on a full disk, where no letter could be noted: else it would leave anew at every try.
    await mark.set(sentNoticesToDocument({ to: [...told], done: false }));
    for (const doc of choices) {
      try {
        const reader = await readerOf(to, issue, read, doc.id, doc.data());
        if (!reader) continue;
        if (await tell(to, reader, { name, told, note })) await note(doc.id);
        else all = false;
      } catch (cause) {
        log(`Chưa báo được lịch ${name}: ${(cause as Error).message}`);
        all = false;
      }
    }
  }
  if (all) await mark.set(sentNoticesToDocument({ to: [...told], done: true }));
  return all;
}

interface Telling {
  readonly name: string;
  readonly told: ReadonlySet<string>;
  readonly note: (who: string) => Promise<void>;
}

/** False: not yet. Of what can never be delivered, the log tells. */
async function tell(to: Post, reader: Reader, telling: Telling): Promise<boolean> {
  if (reader.way === 'push' && to.push) {
    const { sent, later } = await pushTo(to, to.push, reader, telling);
    if (later && (!to.mail || to.now() < reader.notice.week.issuedAt + PUSH_MS)) return false;
    if (sent) return true;
    // No device is left, or none can be reached: a letter is better than nothing.
  }
  if (!to.mail || !reader.email) return true;
  try {
    await to.mail.send({
      to: { name: reader.name, address: reader.email },
      ...noticeLetter(reader.notice, { name: reader.name, home: to.home }),
      messageId: `${telling.name}.${reader.uid}`,
    });
    return true;
  } catch (cause) {
    to.log(`Chưa gửi được thư báo lịch ${telling.name}: ${(cause as Error).message}`);
    // From 500 on the mail server means it (RFC 5321, 4.2.1): an address or a letter that it refuses is not tried again. A
    // refused sign-in is another matter: somebody will set it right.
    const { responseCode = 0, command = '' } = cause as { responseCode?: number; command?: string };
    return responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command);
  }
}

/** To each of their devices, once; those that are gone are forgotten. `sent`: to one at least. `later`: one may take it yet. */
async function pushTo(
  { db }: Post,
  push: Push,
  { uid, notice }: Reader,
  { told, note }: Telling,
): Promise<{ readonly sent: boolean; readonly later: boolean }> {
  const devices = (await db.collection(`notices/${uid}/devices`).get()).docs;
  const message = noticePush(notice);
  let sent = false;
  let later = false;
  for (const doc of devices) {
    const key = `${uid}/${doc.id}`;
    const outcome = told.has(key) ? 'sent' : await push.send(pushDeviceFromDocument(doc.id, doc.data()), message);
    if (outcome === 'gone') await doc.ref.delete();
    if (outcome === 'sent' && !told.has(key)) await note(key);
    sent ||= outcome === 'sent';
    later ||= outcome === 'later';
  }
  return { sent, later };
}

/** Null: nothing to tell them, or nobody who may be told. */
async function readerOf(
  { db, auth }: Post,
  issue: PublishedWeek,
  { people, read }: { people: Directory['people']; read: PartyReader },
  uid: string,
  chosen: DocumentData,
): Promise<Reader | null> {
  const choice = noticeChoiceFromDocument(chosen);
  const data = (await db.doc(`members/${uid}`).get()).data();
  const member = data && memberFromDocument(uid, data);
  if (!member?.active || choice.since >= issue.issuedAt) return null;
  const notice = noticeOf(issue, choice, people.get(member.person ?? ''), read);
  const account = notice && (await accountOf(auth, uid));
  if (!account || account.disabled) return null;
  return { uid, name: member.name, email: account.email, way: choice.way, notice: notice! };
}

async function accountOf(auth: Post['auth'], uid: string) {
  try {
    return await auth.getUser(uid);
  } catch (cause) {
    if ((cause as { code?: string }).code === 'auth/user-not-found') return null;
    throw cause;
  }
}

async function readRevision(db: Firestore, { calendar, week }: PublishedWeek, revision: number) {
  const data = (await db.doc(`publishedWeeks/${calendar}_${week}/revisions/${revision}`).get()).data();
  return data ? publishedWeekFromDocument(data) : null;
}

async function readParties(db: Firestore) {
  const [people, calendars] = await Promise.all([db.collection('people').get(), db.collection('calendars').get()]);
  const directory: Directory = {
    people: new Map(people.docs.map((doc) => [doc.id, personFromDocument(doc.id, doc.data())])),
    calendars: new Map(calendars.docs.map((doc) => [doc.id, calendarFromDocument(doc.id, doc.data())])),
    rooms: new Map(),
    vehicles: new Map(),
  };
  return { people: directory.people, read: partyReader(directory) };
}
