import { ENTRY_FIELDS } from './entry.ts';
import type { Entry } from './entry.ts';
import { wordsOf } from './findNamed.ts';
import type { Party } from './party.ts';
import { LIMITS } from './text.ts';
import { sessionOf } from './time.ts';
import type { EntryTime } from './time.ts';

// Two divisions register one meeting: how that shows, and what one entry for both says.

/** What an entry says: all that the merging of two looks at. */
type MergedField = Exclude<keyof Entry, (typeof IDENTITY)[number]>;
const IDENTITY = ['id', 'calendar', 'week', 'stage', 'status', 'reason', 'fixed'] as const;

export interface Merge {
  /** `into` as it would be: its own identity, day, content and state, and what only `from` knew. */
  readonly entry: Entry;
  /** Fields that `from` filled or added to. */
  readonly gains: readonly MergedField[];
  /** Fields in which `from` says something else, and `into` keeps its own. */
  readonly kept: readonly MergedField[];
  /** Lists that would hold more than an entry may: then there is nothing to save. */
  readonly tooLong: readonly MergedField[];
}

/**
 * One entry for two. Who is named in `from` is named in it; what `into` says stays, but for a time that `from` says more
 * exactly ("sáng" becomes 08:30, 08:30 gets its end). A second chair takes part: nobody is made a chair by a merge that
 * already has one.
 */
export function mergeInto(into: Entry, from: Entry): Merge {
  const time = exacter(into.time, from.time);
  const chairs = into.chairs.length > 0 ? into.chairs : from.chairs;
  const present = new Set<Party>([...chairs, ...into.attendees, ...into.invitees]);
  const joining = (parties: readonly (Party | null)[]): Party[] => {
    const added = parties.filter((party): party is Party => party !== null && !present.has(party));
    for (const party of added) present.add(party);
    return [...new Set(added)];
  };
  const preparing = into.preparingUnit ?? from.preparingUnit;
  const attendees = [
    ...into.attendees,
    ...joining([...from.chairs, ...from.attendees, ...(preparing === from.preparingUnit ? [] : [from.preparingUnit])]),
  ];
  const invitees = [...into.invitees, ...joining(from.invitees)];
  const informed = from.forInformation.filter((party) => !present.has(party) && !into.forInformation.includes(party));
  const newPoints = from.connectionPoints.filter((point) => !into.connectionPoints.includes(point));
  const entry: Entry = {
    ...into,
    time,
    chairs,
    attendees,
    invitees,
    forInformation: [...into.forInformation, ...new Set(informed)],
    place: into.place ?? from.place,
    gatheringPoint: into.gatheringPoint ?? from.gatheringPoint,
    connectionPoints: [...into.connectionPoints, ...new Set(newPoints)],
    preparingUnit: preparing,
    logistics: into.logistics ?? from.logistics,
    officeLead: into.officeLead ?? from.officeLead,
    vehicle: into.vehicle ?? from.vehicle,
    driver: into.driver ?? from.driver,
    invitationNo: into.invitationNo ?? from.invitationNo,
    documentNo: into.documentNo ?? from.documentNo,
    separateInvitation: into.separateInvitation || from.separateInvitation,
    replacesInvitation: into.replacesInvitation || from.replacesInvitation,
    actingFor: into.chairs.length > 0 ? into.actingFor : (into.actingFor ?? from.actingFor),
  };
  const limits = { attendees: LIMITS.parties, invitees: LIMITS.parties, forInformation: LIMITS.parties } as const;
  return {
    entry,
    gains: FIELDS.filter((field) => !same(entry[field], into[field])),
    kept: FIELDS.filter((field) => isSaid(from[field]) && !holds(entry, field, from[field])),
    tooLong: [
      ...(['attendees', 'invitees', 'forInformation'] as const).filter((list) => entry[list].length > limits[list]),
      ...(entry.connectionPoints.length > LIMITS.points ? (['connectionPoints'] as const) : []),
    ],
  };
}

const FIELDS = ENTRY_FIELDS.filter((field): field is MergedField => !(IDENTITY as readonly string[]).includes(field));

const isSaid = (value: unknown): boolean =>
  value !== null && value !== false && !(Array.isArray(value) && value.length === 0);

const isTime = (value: unknown): value is EntryTime => typeof value === 'object' && value !== null && 'start' in value;

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => item === b[at]);
  if (isTime(a) && isTime(b)) return a.session === b.session && a.start === b.start && a.end === b.end;
  return a === b;
}

/** Whether the entry says it too: a party in whichever list, the same place, a time at least as exact. */
function holds(entry: Entry, field: MergedField, said: unknown): boolean {
  if (isTime(said)) return same(exacter(said, entry.time), entry.time);
  const named: readonly unknown[] = [...entry.chairs, ...entry.attendees, ...entry.invitees, ...entry.forInformation];
  if (field === 'preparingUnit') return said === entry.preparingUnit || named.includes(said);
  if (!Array.isArray(said)) return same(entry[field], said);
  const own: readonly unknown[] = field === 'connectionPoints' ? entry.connectionPoints : named;
  return said.every((item) => own.includes(item));
}

/** `own`, or `other` where it says the same time with more: a clock in the session, the end of the same start. */
function exacter(own: EntryTime, other: EntryTime): EntryTime {
  if (own.start === null) return other.start !== null && sessionOf(own) === sessionOf(other) ? other : own;
  return own.end === null && own.session === other.session && own.start === other.start ? other : own;
}

// Likely duplicates -----------------------------------------------------------------------------------------------------

/** Minutes between the starts of two entries that may still be one meeting, told differently. */
const NEAR = 90;

/** Words that say what sort of entry it is, or nothing: they tell no two meetings apart. */
const COMMON = new Set(
  'hop ve va cua cac cho tai theo voi trong de tu den du tham gia chu tri nghe bao cao lam viec dong chi'.split(' '),
);

/** Written with a capital letter, and no name of somebody or some place. */
const KINDS = new Set(
  (
    'hoi dong ban giam doc pho chanh van phong truong so bo tinh xa phuong uy ubnd hdnd thpt thcs th mn gd dt gdtx ' +
    'trung tam dang doan cong chi to nghi quyet chi thi thong tu ke hoach chuong trinh de an quyet dinh tieu hoc mam non ' +
    'lanh dao hoc ky quy tuan thang nam covid iso'
  ).split(' '),
);

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']; // "học kỳ I" is "học kỳ 1"

const MOST_READ = 400; // characters: what two contents share shows in their beginnings

/** What a content says, for comparing: its telling words, its numbers, the names in it. Without marks and capitals. */
interface Said {
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

function saidIn(content: string): Said {
  const text = content.slice(0, MOST_READ);
  const bases = wordsOf(text).map(({ base }) => {
    const roman = ROMAN.indexOf(base);
    return roman < 0 ? base : String(roman + 1);
  });
  const written = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const allCapitals = text === text.toUpperCase();
  return {
    words: new Set(bases.filter((word) => !COMMON.has(word))),
    numbers: new Set(bases.filter((word) => /\d/.test(word))),
    names: new Set(
      allCapitals ? [] : bases.filter((word, at) => at > 0 && /^\p{Lu}/u.test(written[at] ?? '') && !KINDS.has(word)),
    ),
  };
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((one) => b.has(one)).length;

/** Each has some that the other has not: "Trường Vĩnh An" and "Trường Vĩnh Lộc", "đợt 1" and "đợt 2". */
const differ = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  const both = shared(a, b);
  return both < a.size && both < b.size;
};

/** 0 to 1: how much of what they say is the same (Dice). */
function likeness(a: Said, b: Said): number {
  if (a.words.size === 0 || b.words.size === 0) return 0;
  return (2 * shared(a.words, b.words)) / (a.words.size + b.words.size);
}

function atOneTime(a: Entry, b: Entry): boolean {
  if (a.date > b.lastDate || b.date > a.lastDate) return false;
  if (a.time.start !== null && b.time.start !== null) return Math.abs(a.time.start - b.time.start) <= NEAR;
  const [first, second] = [sessionOf(a.time), sessionOf(b.time)];
  return first === second || first === 'allDay' || second === 'allDay';
}

const counts = ({ status, stage }: Entry): boolean =>
  status === 'planned' && (stage === 'accepted' || stage === 'requested');

/**
 * Whether two entries are likely one meeting, registered twice: 0 when not, else how sure, up to 1. On one day and about
 * one time, saying much the same, and no different name or number; where they have a chair or a place in common less
 * will do, where they have different ones it takes more. It only proposes: a person decides.
 */
export function duplicateLikeness(a: Entry, b: Entry): number {
  if (!counts(a) || !counts(b) || !atOneTime(a, b)) return 0;
  const [first, second] = [saidIn(a.content), saidIn(b.content)];
  const like = likeness(first, second);
  if (differ(first.numbers, second.numbers) || differ(first.names, second.names)) return 0;
  const chairs = a.chairs.length > 0 && b.chairs.length > 0 ? a.chairs.some((chair) => b.chairs.includes(chair)) : null;
  const place = a.place !== null && b.place !== null ? a.place === b.place : null;
  const apart = chairs === false || place === false;
  const together = chairs === true || place === true;
  return like >= (apart ? 0.85 : together ? 0.5 : 0.6) ? like : 0;
}

/** What `request` is likely a second registration of, the surest first. */
export function likelyDuplicates<E extends Entry>(request: Entry, others: readonly E[]): E[] {
  return others
    .filter(({ id, calendar }) => id !== request.id || calendar !== request.calendar)
    .map((other) => ({ other, like: duplicateLikeness(request, other) }))
    .filter(({ like }) => like > 0)
    .sort((a, b) => b.like - a.like)
    .map(({ other }) => other);
}
