import type { Person, Position } from './directory.ts';
import { nameFault } from './listedName.ts';
import { cleanText, lengthOf, LIMITS, withoutMarks } from './text.ts';
import { addDays, formatDate, parseDate, type LocalDate } from './time.ts';

/** A position as it is typed. */
export interface PositionDraft {
  readonly title: string;
  readonly shortTitle: string;
  readonly unit: string; // calendar id; '' none
  readonly from: string; // '' always
  readonly to: string; // '' still
}

export interface PersonDraft {
  readonly name: string;
  readonly positions: readonly PositionDraft[];
  readonly public: boolean;
  /** Whom they follow in the order; '' the first. */
  readonly behind: string;
}

export type PersonError = 'missing' | 'tooLong' | 'known' | 'noDay' | 'endBeforeStart' | 'tooMany';
export interface PersonErrors {
  readonly name?: PersonError;
  /** By position, in their order. */
  readonly positions: readonly Partial<Record<'title' | 'shortTitle' | 'from' | 'to', PersonError>>[];
  readonly tooMany?: true;
}

export type ParsedPerson =
  | { readonly ok: true; readonly person: Pick<Person, 'name' | 'positions' | 'public'> }
  | { readonly ok: false; readonly errors: PersonErrors };

export const EMPTY_POSITION: PositionDraft = { title: '', shortTitle: '', unit: '', from: '', to: '' };
export const EMPTY_PERSON: PersonDraft = { name: '', positions: [EMPTY_POSITION], public: false, behind: '' };

const dayText = (date: LocalDate | null): string => (date === null ? '' : formatDate(date));

export const personDraft = (person: Person, behind: string): PersonDraft => ({
  name: person.name,
  positions: person.positions.map(({ title, shortTitle, unit, from, to }) => ({
    title,
    shortTitle,
    unit: unit ?? '',
    from: dayText(from),
    to: dayText(to),
  })),
  public: person.public,
  behind,
});

/**
 * A position more, before the others: where several hold on a day, the first is printed. Its first day, once typed,
 * is the day after the last of the position before; what somebody typed there stays.
 */
export const withPosition = (positions: readonly PositionDraft[]): readonly PositionDraft[] => [
  EMPTY_POSITION,
  ...positions,
];

export function withFirstDay(
  positions: readonly PositionDraft[],
  at: number,
  from: string,
  today: LocalDate,
): readonly PositionDraft[] {
  const lastBefore = (text: string): string => {
    const day = parseDate(text, today);
    return day === undefined ? '' : formatDate(addDays(day, -1));
  };
  return positions.map((position, index) => {
    if (index === at) return { ...position, from };
    const isFilled = position.to === '' || position.to === lastBefore(positions[at]!.from);
    return index === at + 1 && isFilled ? { ...position, to: lastBefore(from) } : position;
  });
}

const isBlank = ({ title, shortTitle, from, to }: PositionDraft): boolean =>
  `${title}${shortTitle}${from}${to}`.trim() === '';

/** Blank positions go. `others`: two of one name and one position could not be told apart. */
export function parsePerson(draft: PersonDraft, others: readonly Person[], today: LocalDate): ParsedPerson {
  const name = cleanText(draft.name);
  const typed = draft.positions.filter((position) => !isBlank(position));
  const read = typed.map((position) => readPosition(position, today));
  const positions = read.map(({ position }) => position);
  const titles = (some: readonly Pick<Position, 'title'>[]) => some.map(({ title }) => withoutMarks(title)).join('|');
  const isKnown = others.some(
    (other) => withoutMarks(other.name) === withoutMarks(name) && titles(other.positions) === titles(positions),
  );
  const wrongName = nameFault(name, isKnown);
  const errors: PersonErrors = {
    ...(wrongName && { name: wrongName }),
    positions: draft.positions.map((position) => read[typed.indexOf(position)]?.errors ?? {}),
    ...(positions.length > LIMITS.positions ? { tooMany: true } : {}),
  };
  const isWrong = errors.name || errors.tooMany || errors.positions.some((one) => Object.keys(one).length > 0);
  return isWrong ? { ok: false, errors } : { ok: true, person: { name, positions, public: draft.public } };
}

function readPosition(draft: PositionDraft, today: LocalDate) {
  const title = cleanText(draft.title);
  const shortTitle = cleanText(draft.shortTitle);
  const day = (text: string) => (text.trim() === '' ? null : parseDate(text, today));
  const [from, to] = [day(draft.from), day(draft.to)];
  const errors: Partial<Record<'title' | 'shortTitle' | 'from' | 'to', PersonError>> = {
    ...(title === '' ? { title: 'missing' } : lengthOf(title) > LIMITS.name ? { title: 'tooLong' } : {}),
    ...(lengthOf(shortTitle) > LIMITS.name ? { shortTitle: 'tooLong' } : {}),
    ...(from === undefined ? { from: 'noDay' } : {}),
    ...(to === undefined ? { to: 'noDay' } : from && to && to < from ? { to: 'endBeforeStart' } : {}),
  };
  const position: Position = { title, shortTitle, unit: draft.unit || null, from: from ?? null, to: to ?? null };
  return { position, errors };
}
