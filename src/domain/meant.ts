import type { Calendar, Directory, Person } from './directory.ts';
import { says } from './findNamed.ts';
import { headOf, partyLabel, positionOn } from './party.ts';
import type { PublicEntry } from './publication.ts';
import type { LocalDate } from './time.ts';

/** Whom printed words mean: a person, or who answers for a unit (null: nobody in the directory). */
export interface Meant {
  readonly person: Person | null;
  /** Null: the person is named themself. */
  readonly unit: Calendar | null;
}

const HEADS =
  /^((các )?(đ\/c|đồng chí) )?((trưởng|lãnh đạo)(,? (và )?phó( trưởng)?)?( phòng)? )?các (phòng|đơn vị)(?<rest>.*)$/u;
const OF_HEADS = new Set(
  'ban bộ phận phòng đơn vị trung tâm và chuyên môn chức năng nghiệp vụ thuộc trực sở'.split(' '),
);

/**
 * Words for the heads of all divisions: "Trưởng các phòng, đơn vị", "Lãnh đạo các phòng", "các phòng chuyên môn". Not
 * "Hiệu trưởng các trường", and not "các phòng liên quan", of which nobody can know which they are.
 */
export function meansAllHeads(text: string): boolean {
  const rest = HEADS.exec(text.normalize('NFC').toLowerCase().trim())?.groups?.['rest'];
  return rest !== undefined && (rest.match(/\p{L}+/gu) ?? []).every((word) => OF_HEADS.has(word));
}

/** Clerks type "Ban Giám đốc" as often as they choose it. */
export const saysUnit = (text: string, { name, shortName }: Calendar): boolean =>
  says(text, name) || (shortName !== '' && says(text, shortName));

/** Reads one of an issued entry's parties, as printed on its day, back to the directory. */
export type PartyReader = (printed: string, date: LocalDate) => readonly Meant[];

/**
 * Of "A (thay B)" A is meant, by a division who leads it, by the board each of it. Empty: nobody of the office, or nobody
 * knows who ("Hiệu trưởng các trường"). What was read once is known.
 */
export function partyReader(directory: Directory): PartyReader {
  const known = new Map<string, readonly Meant[]>();
  const calendars = [...directory.calendars.values()].filter(({ active }) => active);
  const everybody = [...directory.people.values()];

  function read(text: string, date: LocalDate): readonly Meant[] {
    const people = everybody.filter(({ id }) => partyLabel(`person:${id}`, directory, date) === text);
    if (people.length > 0) return people.map((person) => ({ person, unit: null }));
    const headed = (unit: Calendar): Meant => ({ person: headOf(unit.id, directory, date) ?? null, unit });
    const unit = calendars.find((one) => saysUnit(text, one));
    const board = unit?.kind === 'board' ? everybody.filter((one) => isOf(one, unit, date)) : [];
    if (unit) return board.length > 0 ? board.map((person) => ({ person, unit })) : [headed(unit)];
    return meansAllHeads(text) ? calendars.filter(({ kind }) => kind === 'division').map(headed) : [];
  }

  return (printed, date) => {
    const text = printed.replace(/ \(thay .*\)$/u, '');
    const key = `${date} ${text}`;
    const meant = known.get(key) ?? read(text, date);
    known.set(key, meant);
    return meant;
  };
}

/** All whom an issued entry names, in whatever part. */
export const namedIn = (entry: PublicEntry, read: PartyReader): readonly Meant[] =>
  [
    ...entry.chairs,
    ...entry.attendees,
    ...entry.invitees,
    ...entry.forInformation,
    ...[entry.preparingUnit, entry.logistics, entry.officeLead, entry.actingFor].filter((words) => words !== null),
  ].flatMap((words) => read(words, entry.date));

/** Whether a person holds a position in the unit on a day. */
export const isOf = (person: Person, unit: Calendar, date: LocalDate): boolean =>
  positionOn(person, date)?.unit === unit.id;
