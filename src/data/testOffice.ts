import { readFileSync } from 'node:fs';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend as openEmbedded } from 'embedded-backend/backend.ts';
import { emptyDraft, parseEntry, type Entry, type EntryDraft } from '#domain/entry.ts';
import type { Member } from '#domain/permissions.ts';
import { localDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import { calendarToDocument, memberToDocument } from './documents.ts';
import { closeBackend, openBackend, talkTo, type Backend } from './firebase.ts';
import { snapshots, type Watch } from './live.ts';
import { newEntryId } from './saveEntry.ts';

export const board = {
  id: 'board',
  name: 'Ban Giám đốc',
  shortName: 'BGĐ',
  kind: 'board',
  order: 0,
  active: true,
} as const;

/** The real SDK, once for each of these people, against the embedded backend and the project's own rules. */
export async function openOffice<W extends string>(who: Readonly<Record<W, Partial<Member>>>) {
  const closing: (() => Promise<unknown>)[] = [];
  const embedded = await openEmbedded({
    projectId: 'lich-cong-tac',
    dataDir: null,
    rules: readFileSync('firestore.rules', 'utf8'),
    emulator: false,
    log: () => {},
  });
  closing.push(() => embedded.close());
  const port = await embedded.listen('127.0.0.1', 0);
  const admin = await connectAdmin({ projectId: 'lich-cong-tac', ...(await embedded.listenAdmin()) });
  closing.push(() => admin.close());
  await admin.db.doc('calendars/board').set(calendarToDocument(board));
  const people = {} as Record<W, Backend>;
  const open = async (uid: string, name: string) => {
    const opened = openBackend({ host: `127.0.0.1:${port}`, secure: false, inMemory: true }, name);
    closing.push(() => closeBackend(opened));
    await signInWithEmailAndPassword(opened.auth, `${uid}@example.test`, 'mật khẩu dài');
    return opened;
  };
  let pages = 0;
  for (const uid of Object.keys(who) as W[]) {
    const email = `${uid}@example.test`;
    await admin.auth.createUser({ uid, email, password: 'mật khẩu dài' });
    const member: Member = { uid, name: uid, email, person: null, active: true, roles: [], editorOf: [], ...who[uid] };
    await admin.db.doc(`members/${uid}`).set(memberToDocument(member));
    people[uid] = await open(uid, uid);
  }
  return {
    admin,
    people,
    /** From here on the data room speaks for this person. */
    as: (name: W) => talkTo(people[name]),
    /** As `as`, on a new page of theirs that knows nothing of what the one before was about to send. */
    onNewPage: async (name: W) => {
      pages += 1;
      people[name] = await open(name, `${name} ${pages}`);
      talkTo(people[name]);
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
    },
  };
}

/** An entry of the board's, accepted, at half past eight. */
export function entryOn(date: string, content: string, id = newEntryId(), draft: Partial<EntryDraft> = {}): Entry {
  const typed = { ...emptyDraft(date), time: '8h30', content, ...draft };
  const parsed = parseEntry(typed, { id, calendar: 'board', week: weekOf(localDate(date)) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
}

/** The first value of a listener that is as the test wants it. */
export async function heard<T>(watch: Watch<T>, fits: (value: T) => boolean): Promise<T> {
  for await (const value of snapshots(watch, new AbortController().signal)) if (fits(value)) return value;
  throw new Error('the listener ended');
}
