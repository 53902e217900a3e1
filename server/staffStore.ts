import type { Firestore } from 'firebase-admin/firestore';
import {
  absenceFromDocument,
  calendarFromDocument,
  entryFromDocument,
  feedFromDocument,
  memberFromDocument,
  personFromDocument,
  roomFromDocument,
  vehicleFromDocument,
  type PrivateFeed,
} from '#data/documents.ts';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import type { Member } from '#domain/permissions.ts';
import { publicWords } from '#domain/publication.ts';
import type { LocalDate } from '#domain/time.ts';
import type { FeedEntry } from './feedEvents.ts';

/** How long an internal entry's change may take to be in private feeds. */
const INTERNAL_MS = 30_000;

/** How exactly the last use of a feed is kept: clients ask every few minutes. */
const USED_MS = 3_600_000;

/** An internal entry as feeds had it; times are epoch ms. */
interface Told {
  readonly saved: number;
  readonly words: string;
  readonly changed: number;
}

/** The fields of an entry that name those who are concerned. */
const NAMING = ['chairs', 'attendees', 'invitees', 'forInformation'] as const;

/**
 * What private feeds read, for members only: apart from `PublicStore`, so that no public page has an internal entry within
 * its reach. Of entries only the words that issuing would make of them leave this room (`publicWords`): no meeting link,
 * note, vehicle or driver.
 */
export class StaffStore {
  readonly #db: Firestore;
  readonly #now: () => number;
  #internal: { at: number; key: string; value: Promise<readonly FeedEntry[]> } | null = null;
  #last: readonly FeedEntry[] = [];
  /**
   * What was told of internal entries: who acts for somebody away, or a new name, changes one that nobody saved, and clients
   * look at the time of its change alone. A restart between two readings is not made up for.
   */
  #told = new Map<string, Told>();

  constructor(db: Firestore, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** The feed of a token's hash and whose it is. Null: there is none. Both are looked up in either case, in the same way. */
  async feed(hash: string): Promise<{ feed: PrivateFeed; member: Member | null } | null> {
    const found = (await this.#db.doc(`feeds/${hash}`).get()).data();
    const feed = found ? feedFromDocument(hash, found) : null;
    const uid = feed?.member ?? '-';
    const member = (await this.#db.doc(`members/${uid}`).get()).data();
    return feed && { feed, member: member ? memberFromDocument(uid, member) : null };
  }

  /** Stamps the feed's use, at most once an hour. What becomes of it is nobody's concern: it may be revoked just now. */
  markUsed({ hash, lastUsedAt }: PrivateFeed): void {
    const now = this.#now();
    if (lastUsedAt !== null && now - lastUsedAt < USED_MS) return;
    this.#db
      .doc(`feeds/${hash}`)
      .update({ lastUsedAt: new Date(now) })
      .catch(() => {});
  }

  /** Accepted internal entries of the days, of all calendars. The same array while none changed. */
  internal(from: LocalDate, to: LocalDate): Promise<readonly FeedEntry[]> {
    const now = this.#now();
    const key = `${from} ${to}`;
    const kept = this.#internal;
    if (kept && kept.key === key && now >= kept.at && now - kept.at < INTERNAL_MS) return kept.value;
    const one = { at: now, key, value: this.#readInternal(from, to) };
    this.#internal = one;
    one.value.catch(() => {
      if (this.#internal === one) this.#internal = null;
    });
    return one.value;
  }

  async #readInternal(from: LocalDate, to: LocalDate): Promise<readonly FeedEntry[]> {
    const [entries, directory, absences] = await Promise.all([
      this.#db
        .collectionGroup('entries')
        .where('visibility', '==', 'internal')
        .where('date', '>=', from)
        .where('date', '<=', to)
        .get(),
      this.#directory(),
      this.#db.collection('absences').where('to', '>=', from).get(),
    ]);
    const away = absences.docs.map((doc) => absenceFromDocument(doc.id, doc.data()));
    const told = new Map<string, Told>();
    const found = entries.docs
      .map((doc) => entryFromDocument(doc.id, doc.data()))
      .filter(({ stage }) => stage === 'accepted')
      .map((entry) => {
        const one = worded(entry, directory, away);
        const [key, words] = [`${entry.calendar}/${entry.id}`, JSON.stringify(one)];
        const before = this.#told.get(key);
        const unsaved = before?.saved === entry.updatedAt ? before : null;
        const changed = unsaved === null ? entry.updatedAt : unsaved.words === words ? unsaved.changed : this.#now();
        told.set(key, { saved: entry.updatedAt, words, changed });
        return { ...one, changed, touched: changed };
      });
    this.#told = told;
    if (JSON.stringify(found) !== JSON.stringify(this.#last)) this.#last = found;
    return this.#last;
  }

  async #directory(): Promise<Directory> {
    const all = async <T extends { id: string }>(name: string, read: (id: string, data: unknown) => T) =>
      new Map((await this.#db.collection(name).get()).docs.map((doc) => [doc.id, read(doc.id, doc.data())]));
    const [people, calendars, rooms, vehicles] = await Promise.all([
      all('people', personFromDocument),
      all('calendars', calendarFromDocument),
      all('rooms', roomFromDocument),
      all('vehicles', vehicleFromDocument),
    ]);
    return { people, calendars, rooms, vehicles };
  }

  /** `{calendar}/{entry}` of every entry that names the person, also one without a public profile. */
  async naming(person: string): Promise<ReadonlySet<string>> {
    const entries = this.#db.collectionGroup('entries');
    const found = await Promise.all(
      NAMING.map((field) => entries.where(field, 'array-contains', `person:${person}`).select('calendar').get()),
    );
    return new Set(found.flatMap(({ docs }) => docs.map((doc) => `${String(doc.get('calendar'))}/${doc.id}`)));
  }
}

function worded(entry: StoredEntry, directory: Directory, absences: Parameters<typeof publicWords>[2]): FeedEntry {
  return {
    calendar: entry.calendar,
    calendarName: directory.calendars.get(entry.calendar)?.name ?? entry.calendar,
    path: `/view/${entry.week}`,
    internal: true,
    entry: publicWords(entry, directory, absences),
    created: null,
    changed: entry.updatedAt,
    touched: entry.updatedAt,
  };
}
