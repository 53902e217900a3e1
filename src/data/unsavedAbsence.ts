import { emptyAbsence, type Absence, type AbsenceDraft } from '#domain/absence.ts';

/** An absence as somebody typed it, kept on this machine until it is saved or dropped. */
export interface UnsavedAbsence {
  readonly id: string;
  /** As it was when typing began; null: a new one. */
  readonly of: Absence | null;
  readonly draft: AbsenceDraft;
  /** Entries that the person goes to all the same. */
  readonly attends: readonly string[];
}

// Begins as all that somebody typed (unsaved.ts): whoever signs out has it taken from the machine. No id has an "@".
const ofPerson = (uid: string) => `unsaved:${uid}:@absence:`;

/** A browser that keeps nothing loses it with the page. */
export function keepAbsence(storage: Storage, uid: string, typed: UnsavedAbsence): void {
  try {
    storage.setItem(ofPerson(uid) + typed.id, JSON.stringify(typed));
  } catch {
    // a private window, a full disk: typing goes on
  }
}

export function forgetAbsence(storage: Storage, uid: string, id: string): void {
  try {
    storage.removeItem(ofPerson(uid) + id);
  } catch {
    // there is none
  }
}

/** All that somebody typed of absences and has not saved. */
export function unsavedAbsencesOf(storage: Storage, uid: string): readonly UnsavedAbsence[] {
  const start = ofPerson(uid);
  try {
    return Object.keys(storage)
      .filter((key) => key.startsWith(start))
      .flatMap((key) => read(key.slice(start.length), storage.getItem(key)) ?? []);
  } catch {
    return [];
  }
}

/** Undefined for what no version of the app wrote; what a field may not be is as in an empty form. */
function read(id: string, text: string | null): UnsavedAbsence | undefined {
  const value = JSON.parse(text ?? 'null') as Partial<UnsavedAbsence> | null;
  if (typeof value?.draft !== 'object' || value.draft === null) return undefined;
  const typed: Record<string, unknown> = { ...value.draft };
  const fields = Object.entries(emptyAbsence).map(([key, empty]) => [
    key,
    typeof typed[key] === typeof empty ? typed[key] : empty,
  ]);
  const draft = Object.fromEntries(fields) as unknown as AbsenceDraft;
  return { id, of: value.of ?? null, draft, attends: Array.isArray(value.attends) ? value.attends : [] };
}
