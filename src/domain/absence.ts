import type { Entry, EntryDraft } from './entry.ts';
import { parseParty, referenceOf } from './party.ts';
import type { Party } from './party.ts';
import { lengthOf, LIMITS } from './text.ts';
import { addDays, daysBetween, formatDate, parseDate, SESSIONS, sessionOf } from './time.ts';
import type { EntryTime, LocalDate, Minutes } from './time.ts';

export const ABSENCE_KINDS = ['trip', 'leave', 'other'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** In what the substitute acts: in everything the person is named for and their duty, or in what they chair. */
export const ABSENCE_SCOPES = ['all', 'chairs'] as const;
type AbsenceScope = (typeof ABSENCE_SCOPES)[number];

/** `absences/{id}`: a person away, and who stands in (ủy quyền). Set once: sheets, feeds and clashes follow from it. */
export interface Absence {
  readonly id: string;
  readonly person: string; // people id
  readonly from: LocalDate;
  readonly to: LocalDate; // last day, inclusive
  /** The session of the first day in which it begins; null: with the day. */
  readonly fromSession: 'afternoon' | 'evening' | null;
  /** The session of the last day with which it ends; null: with the day. */
  readonly toSession: 'morning' | 'afternoon' | null;
  readonly kind: AbsenceKind;
  /** Readers are told the kind ("đi công tác"), which they otherwise never are. */
  readonly kindPublic: boolean;
  readonly substitute: Party | null;
  readonly scope: AbsenceScope;
  /** Entries that the person goes to all the same (the trip itself): `{calendar}/{entry}`. */
  readonly attends: readonly string[];
}

/** As the store has it. Optimistic lock, as of entries; 0: from before absences had revisions. */
export interface StoredAbsence extends Absence {
  readonly revision: number;
}

/** `absences/{id}/history/{revision}`, append-only. */
export interface AbsenceHistory {
  readonly revision: number;
  readonly action: 'create' | 'update' | 'delete';
  readonly by: string; // uid
  readonly at: number; // epoch ms
  readonly absence: Absence; // after the write; before it for 'delete'
}

/** Entries whose people are expected to be there. Whoever prepares, is informed or is acted for is not. */
const PRESENT_FIELDS = ['chairs', 'attendees', 'invitees', 'officeLead'] as const;

/**
 * Five years: longer than any posting (biệt phái, three) or study. What is longer has a wrong year in it. firestore.rules
 * has the same.
 */
export const MOST_ABSENT_DAYS = 5 * 366;

type When = Pick<Entry, 'date' | 'lastDate' | 'time'>;

/** A whole working day: how long somebody is on duty. */
export const dayLong = (date: LocalDate): When => ({
  date,
  lastDate: date,
  time: { session: 'allDay', start: null, end: null },
});

/** First and last session (0 morning, 1 afternoon, 2 evening) that an entry takes of its day. */
function sessionsOf(time: EntryTime): readonly [number, number] {
  const session = sessionOf(time);
  if (session === 'allDay') return [0, 1];
  const first = SESSIONS.indexOf(session);
  if (time.end === null) return [first, first];
  const lastMinute = { session: null, start: (time.end - 1) as Minutes, end: null };
  return [first, SESSIONS.indexOf(sessionOf(lastMinute) as (typeof SESSIONS)[number])];
}

/** Whether the person is away for all of it, for a part of it, or (null) not at all. */
export function awayDuring(absence: Absence, { date, lastDate, time }: When): 'all' | 'part' | null {
  if (lastDate < absence.from || absence.to < date) return null;
  const [first, last] = sessionsOf(time);
  let away = 0;
  let there = 0;
  for (let day = date; day <= lastDate; day = addDays(day, 1)) {
    for (let session = first; session <= last; session += 1) {
      const begun =
        absence.from < day || (absence.from === day && session >= SESSIONS.indexOf(absence.fromSession ?? 'morning'));
      const goesOn =
        day < absence.to || (day === absence.to && session <= SESSIONS.indexOf(absence.toSession ?? 'evening'));
      if (begun && goesOn) away += 1;
      else there += 1;
    }
  }
  return away === 0 ? null : there === 0 ? 'all' : 'part';
}

/**
 * Somebody named who is away. `acts`: who does instead, without anybody writing so. Null when a person has to decide:
 * nobody stands in, the absence takes only a part of it (`part`), the substitute is away too, or acts only for a chair.
 */
export interface NamedAway {
  readonly party: `person:${string}`;
  readonly absence: Absence;
  readonly acts: Party | null;
  readonly open: 'nobody' | 'part' | 'substituteAway' | 'onlyChairs' | null;
}

/** Whoever was given an absent person's work may not give it on: an absent substitute does not act. */
function standIn(
  party: `person:${string}`,
  when: When,
  chairs: boolean,
  absences: readonly Absence[],
): NamedAway | undefined {
  const found = absences.flatMap((absence) => {
    if (`person:${absence.person}` !== party) return [];
    const during = awayDuring(absence, when);
    return during ? [{ absence, during }] : [];
  });
  const judged = found.map(({ absence, during }): NamedAway => {
    const { substitute, scope } = absence;
    const open =
      substitute === null
        ? 'nobody'
        : absences.some((other) => `person:${other.person}` === substitute && awayDuring(other, when))
          ? 'substituteAway'
          : during === 'part'
            ? 'part'
            : scope === 'chairs' && !chairs
              ? 'onlyChairs'
              : null;
    return { party, absence, acts: open === null ? substitute : null, open };
  });
  return judged.find(({ acts }) => acts !== null) ?? judged[0];
}

const isPerson = (party: Party | null): party is `person:${string}` => party?.startsWith('person:') ?? false;

/** The people whom an entry expects and who are away, each once, in the order they are named. */
export function awayIn(entry: Entry, absences: readonly Absence[]): readonly NamedAway[] {
  const name = `${entry.calendar}/${entry.id}`;
  const near = absences.filter(
    ({ from, to, attends }) => from <= entry.lastDate && entry.date <= to && !attends.includes(name),
  );
  if (near.length === 0 || entry.kind === 'leave') return []; // a leave is the absence itself
  const named = [...entry.chairs, ...entry.attendees, ...entry.invitees, entry.officeLead].filter(isPerson);
  return [...new Set(named)].flatMap((party) => {
    const away = standIn(party, entry, entry.chairs.includes(party), near);
    return away ? [away] : [];
  });
}

/** The absence as it stands against the entry, on one line: it differs as soon as either moves. */
export const standingOfAway = (
  { calendar, id, date, lastDate, time }: Entry,
  { party, absence: { from, to, fromSession, toSession } }: NamedAway,
): string =>
  [
    `${calendar}/${id} ${date} ${lastDate} ${time.session ?? ''} ${time.start ?? ''} ${time.end ?? ''}`,
    `${party} ${fromSession ?? ''} ${toSession ?? ''} ${from} ${to}`,
  ].join(' | ');

/** Of who is on duty on a day: their absence, and who has the duty instead. */
export function awayOnDuty(party: Party, date: LocalDate, absences: readonly Absence[]): NamedAway | undefined {
  return isPerson(party) ? standIn(party, dayLong(date), false, absences) : undefined;
}

/** What writing the substitute into an entry changes: in the person's places, acting for them where they chaired. */
export function actingDraft(draft: EntryDraft, { party, absence }: NamedAway): Partial<EntryDraft> {
  const { substitute } = absence;
  if (substitute === null) return {};
  const swap = (value: string): string => (value === party ? substitute : value);
  const list = (values: readonly string[]): readonly string[] => [...new Set(values.map(swap))];
  return {
    ...Object.fromEntries(
      PRESENT_FIELDS.flatMap((field) => {
        const value = draft[field];
        if (!value.includes(party)) return [];
        return [[field, typeof value === 'string' ? swap(value) : list(value)]];
      }),
    ),
    ...(draft.chairs.includes(party) && draft.actingFor === '' ? { actingFor: party } : {}),
  };
}

// Drafts ------------------------------------------------------------------------------------------------------------------

/** What the form holds while somebody types. */
export interface AbsenceDraft {
  readonly person: string; // `person:…`, or what was typed
  readonly from: string;
  readonly to: string; // '' : the same day
  readonly fromSession: 'morning' | 'afternoon' | 'evening';
  readonly toSession: 'morning' | 'afternoon' | 'evening';
  readonly kind: AbsenceKind;
  readonly kindPublic: boolean;
  readonly substitute: string;
  readonly scope: AbsenceScope;
}

export const emptyAbsence: AbsenceDraft = {
  person: '',
  from: '',
  to: '',
  fromSession: 'morning',
  toSession: 'evening',
  kind: 'trip',
  kindPublic: false,
  substitute: '',
  scope: 'all',
};

export const absenceDraftOf = (absence: Absence): AbsenceDraft => ({
  person: `person:${absence.person}`,
  from: formatDate(absence.from),
  to: formatDate(absence.to),
  fromSession: absence.fromSession ?? 'morning',
  toSession: absence.toSession ?? 'evening',
  kind: absence.kind,
  kindPublic: absence.kindPublic,
  substitute: absence.substitute ?? '',
  scope: absence.scope,
});

/** Codes, not sentences: i18n words them (`absences.errors.personMissing`). */
type AbsenceErrorCode =
  | 'personMissing'
  | 'personUnknown'
  | 'dateMissing'
  | 'dateUnknown'
  | 'endBeforeStart'
  | 'tooLong'
  | 'substituteSame'
  | 'textTooLong'
  | 'overlaps';
export type AbsenceErrors = Partial<Record<'person' | 'from' | 'to' | 'substitute', AbsenceErrorCode>>;

/**
 * The one reading of a draft: an absence, or each field that cannot be read, with why. `near`: the day to which one
 * without a year is nearest. `others`: what is known already, of which none of the same person may overlap.
 */
export function parseAbsence(
  draft: AbsenceDraft,
  {
    id,
    near,
    attends,
    others,
  }: {
    readonly id: string;
    readonly near: LocalDate;
    readonly attends: readonly string[];
    readonly others: readonly Absence[];
  },
): { ok: true; absence: Absence } | { ok: false; errors: AbsenceErrors } {
  const errors: AbsenceErrors = {};
  const person = parseParty(draft.person);
  if (person === null) errors.person = 'personMissing';
  else if (!isPerson(person)) errors.person = 'personUnknown';
  const from = parseDate(draft.from, near);
  if (draft.from.trim() === '') errors.from = 'dateMissing';
  else if (!from) errors.from = 'dateUnknown';
  const to = draft.to.trim() === '' ? from : parseDate(draft.to, from ?? near);
  if (draft.to.trim() !== '' && !to) errors.to = 'dateUnknown';
  else if (from && to && !inOrder({ ...draft, from, to })) errors.to = 'endBeforeStart';
  else if (from && to && isTooLong({ from, to })) errors.to = 'tooLong';
  const substitute = parseParty(draft.substitute);
  if (substitute !== null && substitute === person) errors.substitute = 'substituteSame';
  else if (substitute !== null && lengthOf(substitute) > LIMITS.line) errors.substitute = 'textTooLong';
  if (!person || !isPerson(person) || !from || !to || Object.keys(errors).length > 0) return { ok: false, errors };

  const absence: Absence = {
    id,
    person: referenceOf(person),
    from,
    to,
    fromSession: draft.fromSession === 'morning' ? null : draft.fromSession,
    toSession: draft.toSession === 'evening' ? null : draft.toSession,
    kind: draft.kind,
    kindPublic: draft.kindPublic && draft.kind !== 'other', // "other" has no word to tell
    substitute,
    scope: draft.scope,
    attends,
  };
  const same = others.some((other) => other.id !== id && other.person === absence.person && overlap(other, absence));
  return same ? { ok: false, errors: { from: 'overlaps' } } : { ok: true, absence };
}

/** Null: there is none. Somebody else's later change shows as a difference. */
export const isSameAbsence = (a: Absence | null, b: Absence | null): boolean =>
  a === null || b === null ? a === b : changedIn(a, b).length === 0;

const changedIn = (before: Absence, after: Absence) =>
  (Object.keys(before) as (keyof StoredAbsence)[]).filter(
    (field): field is keyof Absence =>
      field !== 'revision' && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );

/** What was changed in `before` to make `after`, on what stands by now; whole where the two do not go together. */
export function changedOver(before: Absence, after: Absence, now: Absence): Absence {
  const merged = { ...now, ...Object.fromEntries(changedIn(before, after).map((field) => [field, after[field]])) };
  const goes = inOrder(merged) && !isTooLong(merged) && merged.substitute !== `person:${merged.person}`;
  return goes ? merged : after;
}

export const isTooLong = ({ from, to }: Pick<Absence, 'from' | 'to'>): boolean =>
  daysBetween(from, to) > MOST_ABSENT_DAYS;

/** Whether it ends no sooner than it begins. */
export const inOrder = ({
  from,
  to,
  fromSession,
  toSession,
}: {
  readonly from: string;
  readonly to: string;
  readonly fromSession: AbsenceDraft['fromSession'] | null;
  readonly toSession: AbsenceDraft['toSession'] | null;
}): boolean =>
  from < to || (from === to && SESSIONS.indexOf(fromSession ?? 'morning') <= SESSIONS.indexOf(toSession ?? 'evening'));

const overlap = (a: Absence, b: Absence): boolean =>
  [a, b].every((one, index) => {
    const other = index === 0 ? b : a;
    return inOrder({ from: one.from, to: other.to, fromSession: one.fromSession, toSession: other.toSession });
  });
