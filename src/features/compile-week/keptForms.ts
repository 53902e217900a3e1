import { forgetForm, keepForm, keptForms } from '#data/keptForms.ts';
import { emptyDraft, type Entry } from '#domain/entry.ts';
import type { WeekId } from '#domain/week.ts';
import type { OpenForm } from './WaitingRequest.tsx';

/** A board's week, and whose desk it is. */
interface DeskPlace {
  readonly uid: string;
  readonly calendar: string;
  readonly week: WeekId;
}

const startOf = ({ calendar, week }: DeskPlace) => `compile/${calendar}/${week}/`;

/** What is typed to answer a request, kept over a crash until it is answered or dropped. */
export function keepTyped(desk: DeskPlace, entry: Entry, typed: OpenForm): void {
  if (typed.kind === 'merge') return; // chosen, with a click
  keepForm(localStorage, desk.uid, {
    place: startOf(desk) + entry.id,
    href: `/compile/${desk.week}?lich=${desk.calendar}`,
    words: typed.kind === 'return' ? `${entry.content}: ${typed.sentence}` : typed.draft.content,
    form: typed,
  });
}

export const forgetTyped = (desk: DeskPlace, entryId: string): void =>
  forgetForm(localStorage, desk.uid, startOf(desk) + entryId);

/** By the entries' names. */
export function leftForms(desk: DeskPlace): ReadonlyMap<string, OpenForm> {
  return new Map(
    keptForms(localStorage, desk.uid, startOf(desk)).flatMap(({ place, form }) => {
      const typed = read(form);
      return typed ? [[place.slice(startOf(desk).length), typed] as const] : [];
    }),
  );
}

/** Undefined for what no version of the app wrote; fields that an older one did not know are empty. */
function read(form: unknown): OpenForm | undefined {
  const { kind, sentence, draft } = (form ?? {}) as {
    kind?: unknown;
    sentence?: unknown;
    draft?: Partial<ReturnType<typeof emptyDraft>>;
  };
  if (kind === 'return' && typeof sentence === 'string') return { kind, sentence };
  if (kind === 'change' && typeof draft?.date === 'string')
    return { kind, draft: { ...emptyDraft(draft.date), ...draft } };
  return undefined;
}
