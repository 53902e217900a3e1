import type { Directory } from './directory.ts';
import type { Party, Place, VehicleRef } from './party.ts';
import type { LocalDate } from './time.ts';

/** A word as it is compared: small letters without marks, and its marks apart ("đ" is a marked "d"). */
interface Word {
  readonly base: string;
  readonly marks: string;
}

/** What a text names in the directory, by the positions in force on a day. Undefined: nothing, or more than one. */
export interface Names {
  readonly party: (text: string) => Party | undefined;
  readonly place: (text: string) => Place | undefined;
  /** Only by the whole name. */
  readonly room: (text: string) => Place | undefined;
  readonly vehicle: (text: string) => VehicleRef | undefined;
}

const STROKE = '\u0335';
const MOST = 120; // characters: no name of the directory is longer in what people type

/** The words of a text; "P.TCCB", "P. TCCB" and "p tccb" are the same two. */
export function wordsOf(text: string): readonly Word[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.map((word) => {
    const parts = word.normalize('NFD').replace(/đ/g, `d${STROKE}`);
    const marks = parts.match(/\p{M}/gu) ?? [];
    return { base: parts.replace(/\p{M}/gu, ''), marks: marks.sort().join('') };
  });
}

/** Typed without marks it may be any word of those letters; typed with marks it is that word: "Vân" is no "Văn". */
const isWord = (typed: Word, own: Word): boolean =>
  typed.base === own.base && (typed.marks === '' || typed.marks === own.marks);

const begins = (typed: readonly Word[], own: readonly Word[]): boolean =>
  own.length > 0 && own.length <= typed.length && own.every((word, at) => isWord(typed[at]!, word));

const begun = (typed: readonly Word[], own: readonly Word[]): boolean =>
  typed.length <= own.length && typed.every((word, at) => isWord(word, own[at]!));

const same = (typed: readonly Word[], own: readonly Word[]): boolean =>
  typed.length === own.length && begins(typed, own);

/** "BGĐ": of the marks only the stroke of đ goes with a letter alone. */
const firstLetter = ({ base, marks }: Word): string =>
  base.slice(0, 1) + (base.startsWith('d') && marks.includes(STROKE) ? STROKE : '');

/** Whether the text says exactly these words, marks left out or right. */
export const says = (text: string, words: string): boolean => same(wordsOf(text), wordsOf(words));

function inOrder(typed: readonly Word[], own: readonly Word[]): boolean {
  let at = 0;
  for (const word of own) if (at < typed.length && isWord(typed[at]!, word)) at += 1;
  return typed.length > 0 && at === typed.length;
}

const HONORIFICS = ['đồng chí', 'đ/c', 'đc', 'ông', 'bà', 'anh', 'chị', 'cô', 'thầy'].map(wordsOf);
const PHONG = wordsOf('phòng')[0]!;
const SO = wordsOf('số')[0]!;

/** Without "đ/c"; "p" that begins a name is "phòng". */
function bare(text: string): readonly Word[] {
  const words = wordsOf(text);
  const honorific = HONORIFICS.find((one) => words.length > one.length && begins(words, one));
  const rest = honorific ? words.slice(honorific.length) : words;
  return rest.length > 1 && rest[0]?.base === 'p' ? [PHONG, ...rest.slice(1)] : rest;
}

const withoutNumberWord = (words: readonly Word[]): readonly Word[] => words.filter((word) => !isWord(word, SO));

const [HOI, TRUONG, TANG] = wordsOf('hội trường tầng');

/** "HT t2" is "hội trường tầng 2". */
const inFull = (words: readonly Word[]): readonly Word[] =>
  words.flatMap((word, at): readonly Word[] => {
    if (at === 0 && word.base === 'ht') return [HOI!, TRUONG!];
    return at > 0 && /^t\d$/.test(word.base) ? [TANG!, { ...word, base: word.base.slice(1) }] : [word];
  });

/** "Phòng họp 2" is "PH2" and "PH 2" too. */
function roomNames(words: readonly Word[]): readonly (readonly Word[])[] {
  const number = words.at(-1);
  if (words.length < 3 || !number || !/^\d+$/.test(number.base)) return [words];
  const letters = words.slice(0, -1).map(firstLetter).join('');
  return [words, wordsOf(letters + number.base), wordsOf(`${letters} ${number.base}`)];
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/**
 * Everything that has a name on this day. People by office ("Giám đốc"), by office and any of their names ("pgd nguyen"),
 * by name, by given name, by office and unit ("trưởng phòng TCCB"); units by name, short name, letters ("BGĐ"); rooms by
 * name without "số", or its beginning; vehicles by words of theirs. Marks may be left out. What two share is nobody's.
 */
export function namesOn(directory: Directory, date: LocalDate): Names {
  const days = known.get(directory) ?? new Map<LocalDate, Names>();
  const names = days.get(date) ?? readNames(directory, date);
  known.set(directory, days.set(date, names));
  return names;
}

/** A line is read at every key, a directory seldom changes. */
const known = new WeakMap<Directory, Map<LocalDate, Names>>();

function readNames(directory: Directory, date: LocalDate): Names {
  const units = [...directory.calendars.values()]
    .filter(({ active }) => active)
    .map(({ id, kind, name, shortName }) => {
      const full = [wordsOf(name), wordsOf(shortName)];
      const kernels = full
        .filter(([first, ...rest]) => rest.length > 0 && (first!.base === 'tt' || isWord(first!, PHONG)))
        .map((words) => words.slice(1));
      const letters = (of: readonly Word[]) => wordsOf(of.map(firstLetter).join(''));
      // "BGĐ", "KHTC", "P. KHTC"
      const short = [full[0]!, ...kernels].filter((words) => words.length > 1).map(letters);
      const ofPhong = short.slice(1).map((words) => [PHONG, ...words]);
      return { id, kind, names: [...full, ...kernels], letters: [...short, ...ofPhong] };
    });
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  const people = [...directory.people.values()].map(({ id, name, positions }) => ({
    id,
    name: wordsOf(name),
    titles: positions
      .filter(({ from, to }) => (from === null || from <= date) && (to === null || date <= to))
      .flatMap(({ title, shortTitle, unit }) =>
        [title, shortTitle].filter(Boolean).map((words) => ({ words: wordsOf(words), unit: unitById.get(unit ?? '') })),
      ),
  }));
  const rooms = [...directory.rooms.values()]
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ id, names: roomNames(withoutNumberWord(wordsOf(name))) }));
  const vehicles = [...directory.vehicles.values()]
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ id, name: wordsOf(name) }));

  function party(text: string): Party | undefined {
    const typed = bare(text);
    if (typed.length === 0) return undefined;
    const called = units.filter(({ names }) => names.some((name) => same(typed, name)));
    // "GDTH" is Phòng GDTH's own short name, though Giáo dục Trung học has these letters too.
    const ofUnit = called.length > 0 ? called : units.filter(({ letters }) => letters.some((own) => same(typed, own)));
    const inOffice = people.filter(({ titles }) => titles.some(({ words }) => same(typed, words)));
    const ofBoard = inOffice.filter(({ titles }) =>
      titles.some(({ words, unit }) => unit?.kind === 'board' && same(typed, words)),
    );
    const byName = people.filter(({ name, titles }) => {
      if (typed.length === 1 ? begun(typed, name.slice(-1)) : inOrder(typed, name)) return true;
      return titles.some(({ words, unit }) => {
        if (typed.length === words.length || !begins(typed, words)) return false;
        const rest = typed.slice(words.length);
        return inOrder(rest, name) || [...(unit?.names ?? []), ...(unit?.letters ?? [])].some((own) => same(rest, own));
      });
    });
    const persons = inOffice.length > 0 ? (ofBoard.length > 0 ? ofBoard : inOffice) : byName;
    return only<Party>([
      ...ofUnit.map(({ id }) => `unit:${id}` as const),
      ...persons.map(({ id }) => `person:${id}` as const),
    ]);
  }

  function room(text: string): Place | undefined {
    const typed = withoutNumberWord(inFull(bare(text)));
    const found = only(rooms.filter(({ names }) => names.some((name) => same(typed, name))));
    return found && `room:${found.id}`;
  }

  function place(text: string): Place | undefined {
    const typed = withoutNumberWord(inFull(bare(text)));
    const longer = only(typed.length > 1 ? rooms.filter(({ names: [name] }) => begun(typed, name!)) : []);
    return room(text) ?? (longer && `room:${longer.id}`);
  }

  function vehicle(text: string): VehicleRef | undefined {
    const found = only(vehicles.filter(({ name }) => inOrder(wordsOf(text), name)));
    return found && `vehicle:${found.id}`;
  }

  const short =
    <T>(find: (text: string) => T | undefined) =>
    (text: string) =>
      text.length > MOST ? undefined : find(text);
  return { party: short(party), place: short(place), room: short(room), vehicle: short(vehicle) };
}
