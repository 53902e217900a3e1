import { emptyDraft } from '#domain/entry.ts';
import type { Deletion, EntryDraft, StoredEntry } from '#domain/entry.ts';
import type { LocalDate } from '#domain/time.ts';
import { parseWeekId, type WeekId } from '#domain/week.ts';
import { randomName } from './randomName.ts';

/** The two fields that only the calendar's editors and the people named may read. */
export interface PrivateDraft {
  readonly meetingLink: string;
  readonly note: string;
}

/** What somebody typed and the backend has not confirmed, kept on this machine over a reload or a crash. */
export interface Unsaved {
  readonly draft: EntryDraft;
  readonly internal: PrivateDraft | null;
  /** What the person was looking at when they began; null: a new entry. */
  readonly origin: StoredEntry | null;
  /** Of an entry that comes back. */
  readonly deletion: Deletion | null;
  /** Given to the backend, not yet confirmed. */
  readonly sent: boolean;
  readonly tab: string;
}

const ofPerson = (uid: string) => `unsaved:${uid}:`;
const prefix = (uid: string, calendar: string, week: string) => `${ofPerson(uid)}${calendar}:${week}:`;

/** Whether a key of this machine's storage holds what somebody else typed or copied. */
export const isOfAnother = (key: string, uid: string | null): boolean =>
  /^(unsaved|copied|unsent):/.test(key) && (uid === null || key.split(':')[1] !== uid);

/** Where requests of a unit for a calendar are kept: beside what that calendar's own editors type. */
export const requestsPlace = (calendar: string, unit: string): string => `${calendar}@${unit}`;

/** An entry's words that only this machine has, and where they belong. */
export interface UnsavedPlace {
  readonly calendar: string;
  /** Whose request it is; null: the calendar's own. */
  readonly unit: string | null;
  readonly week: WeekId;
  readonly entry: string;
  readonly unsaved: Unsaved;
}

/** Everything that a person typed in any calendar and week, in the order of its days. */
export function unsavedOf(storage: Storage, uid: string): readonly UnsavedPlace[] {
  const start = ofPerson(uid);
  const places: UnsavedPlace[] = [];
  for (const key of quietly(() => Object.keys(storage)) ?? []) {
    if (!key.startsWith(start)) continue;
    const [place = '', weekText = '', entry = ''] = key.slice(start.length).split(':');
    const [calendar = '', unit = null] = place.split('@');
    const week = parseWeekId(weekText);
    const unsaved = quietly(() => read(storage.getItem(key)));
    if (week && unsaved) places.push({ calendar, unit, week, entry, unsaved });
  }
  return places.sort((a, b) => (a.unsaved.draft.date < b.unsaved.draft.date ? -1 : 1));
}

/** Private windows and full disks refuse to store: typing must go on. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

export interface UnsavedBox {
  readonly keep: (entry: string, unsaved: Unsaved) => void;
  readonly forget: (entry: string) => void;
  readonly all: () => ReadonlyMap<string, Unsaved>;
}

export function unsavedBox(storage: Storage, uid: string, calendar: string, week: string): UnsavedBox {
  const start = prefix(uid, calendar, week);
  return {
    keep: (entry, unsaved) => void quietly(() => storage.setItem(start + entry, JSON.stringify(unsaved))),
    forget: (entry) => void quietly(() => storage.removeItem(start + entry)),
    all: () => {
      const found = new Map<string, Unsaved>();
      for (const key of quietly(() => Object.keys(storage)) ?? []) {
        if (!key.startsWith(start)) continue;
        const unsaved = quietly(() => read(storage.getItem(key)));
        if (unsaved) found.set(key.slice(start.length), unsaved);
      }
      return found;
    },
  };
}

/** Fields that an older version of the app did not write are filled from an empty draft. */
function read(text: string | null): Unsaved | undefined {
  const value: unknown = JSON.parse(text ?? 'null');
  if (typeof value !== 'object' || value === null || !('draft' in value)) return undefined;
  const { draft, internal, origin, deletion, sent, tab } = value as Partial<Unsaved> & { draft: EntryDraft };
  if (typeof draft !== 'object' || draft === null || typeof draft.date !== 'string') return undefined;
  return {
    draft: { ...emptyDraft(draft.date as LocalDate), ...draft },
    internal: internal ?? null,
    origin: origin ?? null,
    deletion: deletion ?? null,
    sent: sent === true,
    tab: tab ?? '',
  };
}

/** This tab's name: it outlives a reload, so that a draft of another living window is not taken for a lost one. */
export function tabName(storage: Storage): string {
  const known = quietly(() => storage.getItem('tab'));
  if (known) return known;
  const name = randomName();
  quietly(() => storage.setItem('tab', name));
  return name;
}
