/** A form as somebody typed it, kept on this machine until it is saved or dropped: what its page wants to have back. */
export interface KeptForm {
  /** Which form of which thing; one page's begin alike (`quick/board/2026-W49/`). */
  readonly place: string;
  /** Where it is gone on with. */
  readonly href: string;
  /** What was typed, as a list of what would be lost shows it. */
  readonly words: string;
  /** Whatever the page made of it: another version of the app may have written it. */
  readonly form: unknown;
}

// Begins as all that somebody typed (unsaved.ts): whoever signs out has it taken from the machine. No id has an "@".
const ofPerson = (uid: string) => `unsaved:${uid}:@form:`;

/** A browser that keeps nothing loses it with the page. */
export function keepForm(storage: Storage, uid: string, { place, ...kept }: KeptForm): void {
  try {
    storage.setItem(ofPerson(uid) + place, JSON.stringify(kept));
  } catch {
    // a private window, a full disk: typing goes on
  }
}

export function forgetForm(storage: Storage, uid: string, place: string): void {
  try {
    storage.removeItem(ofPerson(uid) + place);
  } catch {
    // there is none
  }
}

/** What somebody typed in forms whose place begins so, in the order of their places. */
export function keptForms(storage: Storage, uid: string, place = ''): readonly KeptForm[] {
  const start = ofPerson(uid);
  try {
    return Object.keys(storage)
      .filter((key) => key.startsWith(start + place))
      .sort()
      .flatMap((key) => read(key.slice(start.length), storage.getItem(key)) ?? []);
  } catch {
    return [];
  }
}

/** Undefined for what no version of the app wrote. */
function read(place: string, text: string | null): KeptForm | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<KeptForm> | null;
    if (typeof value?.href !== 'string' || typeof value.words !== 'string') return undefined;
    return { place, href: value.href, words: value.words, form: value.form };
  } catch {
    return undefined;
  }
}
