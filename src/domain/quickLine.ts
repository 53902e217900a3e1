import type { Directory } from './directory.ts';
import { emptyDraft } from './entry.ts';
import type { EntryDraft } from './entry.ts';
import { namesOn, says } from './findNamed.ts';
import { fold, slice, words } from './foldedLine.ts';
import { draftText, parseParty, parsePlace, parseVehicle } from './party.ts';
import type { Party } from './party.ts';
import { cleanText } from './text.ts';
import { IN_CONTENT, readWhen } from './quickWhen.ts';
import type { Span, Unclear, When } from './quickWhen.ts';
import { readTime } from './time.ts';
import type { LocalDate } from './time.ts';
import type { WeekId } from './week.ts';

export type QuickField =
  | 'date'
  | 'lastDate'
  | 'time'
  | 'content'
  | 'chairs'
  | 'attendees'
  | 'invitees'
  | 'place'
  | 'gatheringPoint'
  | 'preparingUnit'
  | 'officeLead'
  | 'vehicle'
  | 'driver';

/** Words that were understood. A list has one part for each of its members. */
export interface QuickPart extends Span {
  readonly field: QuickField;
  /** As in an EntryDraft: a day, a time as typed, a reference, or text. */
  readonly value: string;
}

export interface QuickLine {
  readonly draft: EntryDraft;
  /** In the order of the line; with `unclear` they hold every word of it, each once. */
  readonly parts: readonly QuickPart[];
  readonly unclear: readonly Unclear[];
}

interface QuickContext {
  readonly directory: Directory;
  readonly week: WeekId;
  /** The day that is meant when the line names none; in the week. */
  readonly day: LocalDate;
  readonly today: LocalDate;
}

// What else: labels and what follows them ---------------------------------------------------------------------------------

type Labelled = Exclude<QuickField, 'date' | 'lastDate' | 'time' | 'content'>;
interface Label {
  readonly field: Labelled;
  /** With its marks. */
  readonly words: readonly string[];
}
const LABELS: readonly Label[] = [
  { field: 'chairs', words: ['chủ trì', 'chủ tọa', 'CT'] },
  {
    field: 'attendees',
    words: [
      'thành phần tham dự',
      'thành phần dự họp',
      'thành phần gồm',
      'thành phần',
      'tham dự',
      'cùng dự',
      'dự họp',
      'TP',
    ],
  },
  { field: 'invitees', words: ['kính mời', 'mời dự', 'mời'] },
  { field: 'gatheringPoint', words: ['điểm tập trung tại', 'điểm tập trung', 'tập trung tại'] },
  { field: 'place', words: ['địa điểm', 'điểm cầu', 'điểm tại', 'ĐĐ', 'tại', 'ở'] },
  { field: 'preparingUnit', words: ['đơn vị chuẩn bị', 'chuẩn bị nội dung', 'chuẩn bị'] },
  { field: 'officeLead', words: ['LĐVP', 'lãnh đạo VP', 'lãnh đạo Văn phòng'] },
  { field: 'driver', words: ['lái xe'] },
  { field: 'vehicle', words: ['phương tiện', 'xe'] },
];
/** Labels that stand behind their value: "PGĐ Vân chủ trì"; all but the first two only where the words end. */
const BEHIND = words(
  '(?:(chu tri|chu toa)|(ct)|(chuan bi(?: noi dung| tai lieu| bao cao)?)|(?:tham |cung )?du)(?!_:)',
  'gu',
);
const ASIDE_BEHIND =
  / +(?:(chu tri|chu toa)|(chuan bi(?: noi dung| tai lieu| bao cao)?)|((?:tham |cung )?du(?: hop)?))$/;
/** "mời Trưởng phòng TCCB cùng dự" */
const COMES_TOO = / (?:cung |tham )?d(?:u|i)(?: hop)?$/;
/** "Giám đốc Sở", "Phạm Minh Tuấn - Phó Giám đốc": what is said of somebody known already. */
const ASWELL = / so$| - (?:pho |chanh |truong |giam doc|chuyen vien|thanh tra)[^-]*$/;
/** Somebody, or a unit, whom the directory need not know. */
const SOMEBODY =
  /^(?:d\/c|dong chi|ong|ba|dai dien|lanh dao|toan the|cac|truong|pho|phong|p\.|van phong|vp|ban|trung tam|tt|so|ubnd|thanh tra|hieu truong|chuyen vien)(?![\p{L}\p{N}])/u;
/** "PGĐ Vân: 8h họp …" */
const LED = /^[ +*.-]*([^:]{1,80}):/;
/** Said of the entry, whatever stands before: "(LĐVP: CVP Hà)". */
const ASIDE = /^ *(?:ldvp|lanh dao vp|lanh dao van phong|lai xe) *:/;
/** What is done at home is done nowhere else: "làm việc tại cơ quan". */
const HOME = /^(?:co quan|don vi)$/;
/** A room that the directory does not know. */
const A_ROOM = /^(?:phong hop [^ ]|p\.? ?hop [^ ]|ph (?:so |truc tuyen|\d|[a-z]$)|hoi truong(?! cac)|phong \d|p\. ?\d)/;
const ALL_OF = /^(?:toan the|(?:hieu )?truong cac|lanh dao cac|cac dong chi|cac d\/c) /;
/** What somebody who is named first does: "PGĐ Vân dự …". */
const DOES = words(
  '(chu tri|chu toa)|(?:tham |cung )?du|di|hop|lam viec|nghe|tiep|kiem tra|khao sat|tham|phat bieu',
  'gu',
);
const ATTENDS = /^(?:(?:tham |cung )?du|di)$/;
/** These are done to a room, not in it. */
const ABOUT_A_ROOM = words(
  'kiem tra|ra soat|sua(?: chua)?|lap dat|nghiem thu|ban giao|don|ve sinh|trang tri|khao sat|cai tao|nang cap|dau tu|mua sam|ve|cua|cho',
  'u',
);
const LABEL = words(LABELS.flatMap(({ words: all }) => all.map((one) => fold(one).text)).join('|'), 'gu');
/** These need a colon: without it they are words like others. */
const ONLY_WITH_COLON = [
  ...['tp', 'dd', 'tham du', 'du hop', 'chuan bi'],
  ...['ldvp', 'lanh dao vp', 'lanh dao van phong', 'lai xe'],
];

/** These have one value. */
const ONE: readonly QuickField[] = ['preparingUnit', 'officeLead', 'vehicle', 'driver', 'gatheringPoint'];

interface Mark {
  readonly field: Labelled;
  readonly label: string;
  readonly from: number;
  /** Where the value begins. */
  readonly said: number;
  readonly colon: boolean;
  /** It stands after a comma or another end of what came before. */
  readonly apart: boolean;
  /** The label stands behind its value: "do PGĐ Vân chủ trì" ends here and names this one. */
  readonly behind?: { readonly to: number; readonly who: string };
}

/** A place is told on over a comma: "Phòng họp số 1, Sở Nội vụ" is no room of ours. */
const PLACE_GOES_ON =
  /^(?:tang|toa nha|nha|khu|so(?! ket)|ubnd|hdnd|truong|trung tam|xa|phuong|thi tran|huyen|tinh|thanh pho|co so|tru so|duong)(?![\p{L}\p{N}])/u;
/** After a room and without a comma, what is done there goes on. */
const CONTENT_GOES_ON = /^(?:ve|de|nham|nghe|voi|hop|lam viec|trien khai|gap|tiep|kiem tra|bao cao)(?![\p{L}\p{N}])/u;

const SENTENCE_END = /(?:[\p{L}\p{N})]{3}| \d{1,2}| (?:[aeiouy]\p{L}|\p{L}[aeiouy]))\. $/u;

/** Where brackets are open, and the commas, semicolons and full stops that part what is said outside them. */
function layOut(
  text: string,
  isUnderstood: (from: number, to: number) => boolean,
  ends: readonly number[],
): { readonly breaks: readonly number[]; readonly isInside: (at: number) => boolean } {
  const breaks = [...ends];
  const brackets: (readonly [from: number, to: number])[] = [];
  let open = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '(' && open < 0) open = at;
    else if (character === ')' && open >= 0) {
      // At the end of the line "(GĐ chủ trì; phòng họp 1)" is said of the entry, not of its last words.
      if (/^[ .]*$/.test(text.slice(at + 1)) && isUnderstood(open + 1, at)) breaks.push(open, at);
      else brackets.push([open, at]);
      open = -1;
    } else if (character === ';') breaks.push(at);
    else if (character === ',' && !/\d,\d/.test(text.slice(Math.max(0, at - 1), at + 2))) breaks.push(at);
    // The full stops of "P. TCCB" and "TS. Hoa" end nothing.
    else if (character === '.' && SENTENCE_END.test(text.slice(Math.max(0, at - 3), at + 2))) breaks.push(at);
  }
  const isInside = (at: number): boolean => brackets.some(([from, to]) => from < at && at < to);
  return { breaks: breaks.filter((at) => !isInside(at)).sort((a, b) => a - b), isInside };
}

/** Of the same length. */
function without(text: string, spans: readonly (readonly [from: number, to: number])[]): string {
  let left = text;
  for (const [from, to] of spans) left = left.slice(0, from) + ' '.repeat(to - from) + left.slice(to);
  return left;
}

const capitalized = (text: string): string => {
  const [first = ''] = text;
  return first.toLocaleUpperCase('vi') + text.slice(first.length);
};

/**
 * Reads an entry typed as one line: "8h30 thứ ba họp giao ban tại phòng họp 1, chủ trì: Giám đốc, thành phần: trưởng các
 * phòng". Day and time may stand first, last or after "lúc"; accents and case may be left out. Who or what is not known
 * for certain stays text; what fits nowhere is unclear and is put after the content. Pure; never throws.
 */
export function readQuickLine(typed: string, context: QuickContext): QuickLine {
  const whole = fold(typed);
  const when: When = { found: new Map(), unclear: [] };
  const lead = ledBy();
  const begun = readWhen(whole, lead?.to ?? 0, whole.text.length, when, context);
  const start = begun + /^[ ,;.:)-]*/.exec(whole.text.slice(begun))![0].length;
  const names = namesOn(
    context.directory,
    ((when.found.get('day') ?? when.found.get('weekday'))?.value as LocalDate | undefined) ?? context.day,
  );
  const parts: QuickPart[] = []; // places in the folded text until the end
  const asides = readAsides();
  /** Without what is said aside: nothing is read across it. */
  const line = { ...whole, text: without(whole.text, asides) };
  const { text } = line;
  /** What is said outside of asides. */
  const outside = (from: number, to: number): (readonly [number, number])[] =>
    [...asides, [to, to] as const]
      .map(([end], index) => [Math.max(from, asides[index - 1]?.[1] ?? 0), Math.min(end, to)] as const)
      .filter(([a, b]) => a < b);
  const typedOf = (from: number, to: number): string =>
    outside(from, to)
      .map(([a, b]) => slice(whole, a, b))
      .join(' ');
  /** "(GĐ dự; TP: các phòng; phòng họp 1)". Labels alone, "(thành phần: hiệu trưởng)", go with the words before them. */
  const isUnderstood = (from: number, to: number): boolean => {
    const labelled = new RegExp(`^ *(?:${LABEL.source}) *:`, 'u');
    const pieces = [...text.slice(from, to).matchAll(/[^,;]+/g)].map(({ 0: piece, index }) => {
      const typedPiece = typedOf(from + index, from + index + piece.length);
      const behind = [...piece.matchAll(BEHIND)].find((label) =>
        /^ *$/.test(piece.slice(label.index + label[0].length)),
      );
      if (behind) return names.party(typedOf(from + index, from + index + behind.index)) && 'behind';
      if (ASIDE.test(piece)) return 'aside';
      if (labelled.test(piece)) return 'labelled';
      return names.party(typedPiece) ? 'party' : names.place(typedPiece) && 'place';
    });
    // "(BGĐ, trưởng các phòng)": a list is known by its first.
    if (pieces[0] === 'party' && !pieces.includes('labelled') && !pieces.includes('behind')) lists.push(from);
    return (
      lists.includes(from) ||
      (pieces.some((piece) => piece !== 'labelled' && piece !== undefined) && !pieces.includes(undefined))
    );
  };
  /** Where in brackets a list of attendees begins. */
  const lists: number[] = [];
  const { breaks, isInside } = layOut(text, isUnderstood, asides.flat());
  const unclear: Unclear[] = when.unclear;
  const has = (field: QuickField): boolean => parts.some((part) => part.field === field);
  if (lead) {
    const goes = ATTENDS.test(/^(?:(?:tham |cung )?[^ ]+)?/.exec(text.slice(start))![0]);
    for (const part of lead.parts) parts.push({ ...part, field: goes ? 'attendees' : 'chairs' });
  }

  const trim = (from: number, to: number): readonly [number, number] => {
    let [a, b] = [from, to];
    while (a < b && /[ ,;.:-]/.test(text[a]!)) a += 1;
    while (b > a && /[ ,;:(-]/.test(text[b - 1]!)) b -= 1;
    while (b > a && /[ .]/.test(text[b - 1]!)) b -= 1;
    return [a, b];
  };
  const free = (from: number, to: number): string => cleanText(typedOf(from, to));
  function add(field: QuickField, from: number, said: number, to: number, value: string): void {
    if (to > said && value !== '') parts.push({ field, from, said, to, value });
  }
  const addContent = (from: number, to: number): void => {
    for (const piece of outside(from, to)) {
      const [a, b] = trim(...piece);
      add('content', a, a, b, free(a, b));
    }
  };
  const withoutToo = (from: number, to: number): number => to - (COMES_TOO.exec(text.slice(from, to))?.[0].length ?? 0);
  const party = (from: number, to: number): Party | undefined =>
    partyIn(from, to) ?? partyIn(from, withoutToo(from, to));

  function partyIn(from: number, to: number): Party | undefined {
    const typedWords = slice(whole, from, to);
    const more = ASWELL.exec(whole.text.slice(from, to))?.[0].length ?? 0;
    return names.party(typedWords) ?? (more > 0 ? names.party(slice(whole, from, to - more)) : undefined);
  }

  /** Brackets anywhere that say when, or who comes, leads or prepares: "(sáng; dự: đ/c Huy)", "(Văn phòng chuẩn bị)". */
  function readAsides(): (readonly [from: number, to: number])[] {
    return [...whole.text.matchAll(/\(([^()]{2,160})\)/g)].flatMap(({ 0: bracket, 1: inner = '', index }) => {
      if (index < start) return [];
      const found: QuickPart[] = [];
      const times: When = { found: new Map(), unclear: [] };
      let sure = false;
      for (const { 0: piece, index: at } of inner.matchAll(/[^;]+/g)) {
        const from = index + 1 + at + (piece.length - piece.trimStart().length);
        const to = index + 1 + at + piece.trimEnd().length;
        const own: When = { found: new Map(), unclear: [] };
        // "(ngày; đ/c Vân)"
        if (inner.includes(';') && whole.text.slice(from, to) === 'ngay')
          own.found.set('session', { from, said: from, to, value: 'cả ngày' });
        const isTime =
          own.found.size > 0 ||
          (from < to && readWhen(whole, from, to, own, context) === to && own.unclear.length === 0);
        const kinds = [...own.found.keys()];
        if (
          isTime &&
          kinds.every((kind) => /^(?:time|session)$/.test(kind) && !when.found.has(kind) && !times.found.has(kind))
        ) {
          for (const [kind, one] of own.found) times.found.set(kind, one);
          sure = true;
          continue;
        }
        const label = /^(?:tham |cung )?du *: */.exec(whole.text.slice(from, to));
        const behind = label ? undefined : ASIDE_BEHIND.exec(whole.text.slice(from, to));
        if (!label && !behind && !partyIn(from, to)?.startsWith('person:')) return [];
        const [a, b] = [from + (label?.[0].length ?? 0), behind ? from + behind.index : to];
        const field = behind?.[1] ? 'chairs' : behind?.[2] ? 'preparingUnit' : 'attendees';
        const known = [...whole.text.slice(a, b).matchAll(/[^ ,][^,]*/g)].map((one) => {
          const end = a + one.index + one[0].trimEnd().length;
          return { said: a + one.index, to: end, value: partyIn(a + one.index, end) };
        });
        const isKnown =
          known.length > 0 && known.every(({ value }) => value) && (field !== 'preparingUnit' || known.length === 1);
        if (!isKnown && !SOMEBODY.test(whole.text.slice(a, b))) return [];
        const text = draftText(`text:${cleanText(slice(whole, a, b))}`, parseParty);
        const values = isKnown ? known : [{ said: a, to: b, value: text }];
        for (const [at, { said, to: end, value }] of values.entries())
          found.push({
            field,
            from: at === 0 ? from : said,
            said,
            to: at === values.length - 1 ? to : end,
            value: value!,
          });
        sure ||= behind !== undefined && behind !== null;
      }
      if (!sure || found.some(({ field }) => ONE.includes(field) && parts.some((part) => part.field === field)))
        return [];
      for (const [kind, one] of times.found) when.found.set(kind, one);
      parts.push(...found);
      return [[index, index + bracket.length] as const];
    });
  }

  /** The words between two places are nothing but a day or a time that was not yet said. */
  function isWhen(from: number, to: number): boolean {
    const own: When = { found: new Map(), unclear: [] };
    const [a, b] = trim(from, to);
    const end = readWhen(line, a, b, own, context);
    if (a === b || end < b || [...own.found.keys()].some((kind) => when.found.has(kind))) return false;
    for (const [kind, found] of own.found) when.found.set(kind, found);
    unclear.push(...own.unclear);
    return true;
  }

  /** What stands between the breaks, trimmed, never empty. */
  function chunks(from: number, to: number, at: readonly number[] = breaks): (readonly [number, number])[] {
    const edges = [from, ...at.filter((one) => from <= one && one < to).flatMap((one) => [one, one + 1]), to];
    const found: (readonly [number, number])[] = [];
    for (let edge = 0; edge < edges.length; edge += 2) found.push(trim(edges[edge]!, edges[edge + 1]!));
    return found.filter(([a, b]) => a < b);
  }

  // Labels

  const all: Mark[] = [];
  for (const match of text.matchAll(BEHIND)) {
    const end = match.index;
    const to = end + match[0].length;
    const ends = /^ *(?:$|[,;.()-])/.test(text.slice(to, to + 9));
    if ((!match[1] && !ends) || isInside(end)) continue;
    const isChair = match[1] !== undefined || match[2] !== undefined;
    const chunk = trim(Math.max(start, 1 + (breaks.findLast((one) => one < end) ?? -1)), end)[0];
    const near = Math.max(chunk, end - 120); // longer than any name: a long line is not searched over and over
    const by = text.slice(near, end).search(/(?<![^ ])do [^ ](?!.* do )/);
    const from = by >= 0 ? near + by : chunk;
    const [said, last] = trim(by >= 0 ? from + 3 : from, end);
    const named = by >= 0 || chunk > start ? party(said, last) : undefined;
    // ", đ/c Bí thư chủ trì," names nobody else, whoever that is.
    const alone = match[1] && ends && chunk > start && near === chunk && said < last;
    const who = named ?? (alone ? draftText(`text:${free(said, last)}`, parseParty) : undefined);
    if (!who || isInside(from)) continue;
    const field = isChair ? 'chairs' : match[3] ? 'preparingUnit' : 'attendees';
    all.push({ field, label: '', from, said, colon: true, apart: true, behind: { to, who } });
  }
  for (const match of text.matchAll(LABEL)) {
    const end = match.index + match[0].length;
    const colon = /^ *:/.test(text.slice(end, end + 9));
    const begins = /[,;.] *$/.test(text.slice(Math.max(0, match.index - 9), match.index));
    // "rà soát điểm tại các trường"
    const skipped = begins || colon ? 0 : (/^(?:diem +)?(?=tai$)/.exec(match[0])?.[0].length ?? 0);
    const from = match.index + skipped;
    if (from < start || isInside(from) || all.some(({ from: a, behind }) => behind && a <= from && from < behind.to))
      continue;
    const typedLabel = typedOf(from, end);
    const label = LABELS.find(({ words: own }) => own.some((one) => says(typedLabel, one)));
    // "xe: Xe 7 chỗ"
    if (!label || all.some(({ field, said, colon }) => colon && field === label.field && said === from)) continue;
    const words = match[0].slice(skipped);
    if (!colon && ONLY_WITH_COLON.includes(words)) continue;
    all.push({ field: label.field, label: words, from, said: trim(end, text.length)[0], colon, apart: begins });
  }
  for (const said of lists) all.push({ field: 'attendees', label: '', from: said - 1, said, colon: true, apart: true });
  all.sort((a, b) => a.from - b.from);
  const nextBreak = (at: number): number => breaks.find((one) => one >= at) ?? text.length;
  const near = (mark: Mark): readonly [number, number] => {
    const following = all.find(({ from }) => from > mark.from)?.from ?? text.length;
    return trim(mark.said, Math.min(nextBreak(mark.said), following));
  };
  const isKnown = (mark: Mark): boolean => {
    const value = typedOf(...near(mark));
    if (mark.field === 'place') return names.place(value) !== undefined;
    return (mark.field === 'vehicle' ? names.vehicle(value) : names.party(value)) !== undefined;
  };
  /** Said twice, "làm việc tại cơ quan tại cơ quan", the second is the place. */
  const isHome = (mark: Mark): boolean => {
    const where = text.slice(...near(mark));
    return mark.label === 'tai' && HOME.test(where) && !text.slice(0, mark.from).trimEnd().endsWith(`tai ${where}`);
  };
  const counts = (mark: Mark): boolean => {
    if (mark.label === 'diem cau') return mark.colon && isKnown(mark);
    if (mark.colon) return true;
    const [from, to] = near(mark);
    // "CT" is a Chủ tịch too.
    if (mark.label === 'ct') return isKnown(mark) && !party(mark.from, to);
    if (isHome(mark)) return false;
    if (mark.label === 'o') return isKnown(mark) || A_ROOM.test(text.slice(from, to));
    if (mark.field === 'vehicle') return isKnown(mark);
    return (mark.apart && from < to) || isKnown(mark);
  };
  const sure = all.filter((mark) => mark.label !== 'tai' && counts(mark));
  const at = sure.some(({ field }) => field === 'place')
    ? []
    : all.filter(
        (mark) => mark.label === 'tai' && !isHome(mark) && (counts(mark) || !sure.some(({ from }) => from < mark.from)),
      );
  const place = at.findLast(isKnown) ?? at.at(-1);
  const labels = [...sure, ...(place ? [place] : [])].sort((a, b) => a.from - b.from);

  // Content, up to the first label

  readContent(start, labels[0]?.from ?? text.length);
  for (const [index, label] of labels.entries()) readLabelled(label, labels[index + 1]?.from ?? text.length);

  function readContent(from: number, end: number): void {
    const to = readTail(from, end);
    if (!when.found.has('time')) {
      for (const match of text.slice(0, to).matchAll(IN_CONTENT)) {
        if (match.index < from || isInside(match.index)) continue;
        const own: When = { found: new Map(), unclear: [] };
        const after = readWhen(line, match.index, to, own, context);
        if (!own.found.has('time') || [...own.found.keys()].some((kind) => when.found.has(kind))) continue;
        for (const [kind, found] of own.found) when.found.set(kind, found);
        readWhat(from, match.index);
        const [a, b] = trim(after, to);
        const room = has('content') && isPlaceFree() ? names.place(typedOf(a, b)) : undefined;
        if (room) add('place', a, a, b, room);
        else addContent(a, b);
        return;
      }
    }
    readWhat(from, to);
  }

  function isPlaceFree(): boolean {
    return !has('place') && !labels.some(({ field }) => field === 'place');
  }

  /** When, where and who behind what: "… - Phòng họp 1 - GĐ", "… phòng họp 1", "… đến hết 3/12". Returns where they begin. */
  function readTail(from: number, end: number): number {
    const dashes = [...text.slice(from, end).matchAll(/ -(?= )/g)].map(({ index }) => from + index + 1);
    const parted = [...breaks, ...dashes.filter((at) => !isInside(at))].sort((a, b) => a - b);
    const pieces = chunks(from, end, parted);
    // "…, cả ngày thứ 5, thứ 6" is one thing said.
    const whole = [3, 2].find((many) => pieces.length > many && isWhen(pieces.at(-many)![0], end));
    let to = whole ? pieces.splice(-whole)[0]![0] : end;
    while (pieces.length > 0) {
      const [a, b] = pieces.at(-1)!;
      const room = pieces.length > 1 && isPlaceFree() ? names.place(typedOf(a, b)) : undefined;
      const comma = text.slice(0, a).trimEnd().endsWith(',');
      const who = pieces.length > 1 && !comma ? party(a, b) : undefined;
      if (room) add('place', a, a, b, room);
      else if (who) add('attendees', a, a, b, who);
      else if (!isWhen(a, b) && !readUnknown(a, b, pieces.length > 1, comma)) break;
      to = a;
      pieces.pop();
    }
    const [a, b] = pieces.at(-1) ?? [from, from];
    if (!isPlaceFree() || ABOUT_A_ROOM.test(text.slice(a, b))) return readUntil(a, to);
    for (let at = text.lastIndexOf(' ', b - 1); at > a && b - at < 60; at = text.lastIndexOf(' ', at - 1)) {
      const room = names.room(typedOf(at + 1, b));
      if (!room || isInside(at)) continue;
      add('place', at + 1, at + 1, b, room);
      return at;
    }
    return readUntil(a, to);
  }

  /** "- P. họp A", "- toàn thể công chức": a room or people that the directory does not know. */
  function readUnknown(from: number, to: number, isTail: boolean, comma: boolean): boolean {
    const said = text.slice(from, to);
    if (!isTail || said.length > 80) return false;
    if (isPlaceFree() && A_ROOM.test(said))
      add('place', from, from, to, draftText(`text:${free(from, to)}`, parsePlace));
    else if (!comma && ALL_OF.test(said))
      add('attendees', from, from, to, draftText(`text:${free(from, to)}`, parseParty));
    else return false;
    return true;
  }

  /** "đi công tác đến hết 3/12" */
  function readUntil(from: number, end: number): number {
    const at = text.slice(from, end).lastIndexOf(' den het ') + from;
    const [a, b] = trim(at, end);
    const first = when.found.get('day') ?? when.found.get('weekday');
    if (at < from || !first || when.found.has('until')) return end;
    const own: When = { found: new Map([['day', first]]), unclear: [] };
    const until = readWhen(line, a, b, own, context) === b ? own.found.get('until') : undefined;
    if (!until || until.value <= first.value) return end;
    when.found.set('until', until);
    return at;
  }

  /** What it is about, and before it perhaps who: "PGĐ Vân dự …", "GĐ chủ trì họp". */
  function readWhat(from: number, to: number): void {
    for (const match of text.slice(0, Math.min(to, from + 120)).matchAll(DOES)) {
      const end = match.index;
      if (end <= from || isInside(end)) continue;
      const [what] = trim(match[1] ? end + match[0].length : end, to);
      const who = itemsOf(from, end).map(([a, b]) => [a, b, party(a, b)] as const);
      if (who.length === 0 || what >= to || !who[0]![2]?.startsWith('person:') || !who.every(([, , one]) => one))
        continue;
      let begun = from;
      for (const [index, [a, b, one]] of who.entries()) {
        const last = index === who.length - 1 && match[1] ? end + match[0].length : b;
        add(ATTENDS.test(match[0]) ? 'attendees' : 'chairs', begun, a, last, one!);
        begun = b;
      }
      return addContent(what, to);
    }
    addContent(from, to);
  }

  function readLabelled(label: Mark, to: number): void {
    if (label.behind) {
      add(label.field, label.from, label.said, label.behind.to, label.behind.who);
      return readRest(chunks(label.behind.to, to), to);
    }
    if (label.field === 'place') return readPlace(label, to);
    if (ONE.includes(label.field)) return readOne(label, to);
    const items = itemsOf(label.said, to);
    // "mời A, B cùng dự"
    const invited = items.findLastIndex(([a, b]) => withoutToo(a, b) < b);
    let from = label.from;
    for (const [index, [a, b]] of items.entries()) {
      const last = label.field === 'invitees' ? withoutToo(a, b) : b;
      const who = party(a, b);
      const before = items[index - 1];
      if (!who && isWhen(a, b)) {
        from = trim(b, to)[0];
        continue;
      }
      const room = who || !isPlaceFree() ? undefined : names.place(typedOf(a, b));
      const vehicle = who || room || has('vehicle') ? undefined : names.vehicle(typedOf(a, b));
      if (room || vehicle) {
        add(room ? 'place' : 'vehicle', from, a, b, (room ?? vehicle)!);
        from = trim(b, to)[0];
        continue;
      }
      // "chủ trì: Giám đốc, họp giao ban": the line says what it is about only here.
      if (label.field === 'chairs' && !who && before && party(...before) && !has('content')) return addContent(a, to);
      if (label.field === 'invitees' && !who && !label.colon && index > invited) {
        unclear.push({ from, said: a, to: b, why: 'unknown' });
      } else add(label.field, from, a, b, who ?? draftText(`text:${free(a, last)}`, parseParty));
      from = trim(b, to)[0];
    }
  }

  /** Semicolons part groups, which keep their commas unless all in them are known; without any, commas part. */
  function itemsOf(from: number, to: number): readonly (readonly [number, number])[] {
    const groups = chunks(
      from,
      to,
      breaks.filter((one) => text[one] !== ','),
    );
    const known = (items: readonly (readonly [number, number])[]) => items.every((item) => party(...item));
    return groups.flatMap(([a, b]) => {
      const items = chunks(a, b);
      return (groups.length > 1 && !known(items) ? [[a, b] as const] : items).flatMap(([c, d]) => {
        const ands = [...text.slice(c, d).matchAll(/ (?:va|[+&]) /g)].map(
          (and) => [c + and.index, and[0].length] as const,
        );
        const joined = [...ands, [d, 0] as const].map(([to], index) => {
          const before = ands[index - 1];
          return trim(before ? before[0] + before[1] : c, to);
        });
        return known(joined) ? joined : [[c, d] as const];
      });
    });
  }

  function readOne({ field, label, from, said, colon }: Mark, to: number): void {
    const [first, ...rest] = chunks(said, to);
    if (!first || has(field)) return;
    const [a, b] = first;
    if (field === 'gatheringPoint' || field === 'driver') add(field, from, a, b, free(a, b));
    else if (field !== 'vehicle') add(field, from, a, b, party(a, b) ?? draftText(`text:${free(a, b)}`, parseParty));
    else {
      const [, all] = trim(a, to); // a plate stands behind a comma
      const whole = names.vehicle(typedOf(a, all));
      const end = whole ? all : b;
      const value = whole ?? names.vehicle(typedOf(a, b));
      const words = colon ? free(a, b) : `${label} ${free(a, b)}`;
      add(field, from, a, end, value ?? draftText(`text:${words}`, parseVehicle));
      if (whole) return;
    }
    readRest(rest, to);
  }

  function readPlace({ from, said: begins, label }: Mark, to: number): void {
    const said = label === 'tai' ? begins : begins + /^(?:tai )?/.exec(text.slice(begins))![0].length; // "địa điểm: tại …"
    const [first, ...rest] = chunks(said, to);
    if (!first || has('place')) return;
    const [a, b] = first;
    const next = rest[0];
    const isOurs = !next || !PLACE_GOES_ON.test(text.slice(...next));
    const room = isOurs ? names.place(typedOf(a, b)) : undefined;
    if (room) {
      add('place', from, a, b, room);
      return readRest(rest, to);
    }
    for (let end = text.lastIndexOf(' ', b - 1); end > a; end = text.lastIndexOf(' ', end - 1)) {
      const found = CONTENT_GOES_ON.test(text.slice(end + 1, b)) ? names.place(typedOf(a, end)) : undefined;
      if (!found) continue;
      add('place', from, ...trim(a, end), found);
      return addContent(end, to);
    }
    let end = withoutWhen(a, b);
    let at = 0;
    const goesOn = has('content') && end === b;
    for (; goesOn && at < rest.length; at += 1) {
      if (isWhen(...rest[at]!) || isWho(...rest[at]!)) break;
      end = rest[at]![1];
    }
    add('place', from, a, end, draftText(`text:${free(a, end)}`, parsePlace));
    readRest(rest.slice(goesOn ? at + 1 : at), to);
  }

  /** Where the words end that a day or a clock follows: "tại phòng Giám đốc 7h15 thứ hai". "đường 30/4" is no day here. */
  function withoutWhen(from: number, to: number): number {
    const near = Math.max(from, to - 60);
    for (const match of text.slice(near, to).matchAll(/ (?=\d{1,2} ?[hg:]|\d{1,2} gio|thu |t[2-7]\b|chu nhat|cn\b)/g)) {
      const at = near + match.index;
      if (isWhen(at, to)) return trim(from, at)[1];
    }
    return to;
  }

  /** "Tại Tỉnh ủy. GĐ, PGĐ Vân": who is there, if it begins with a person. */
  function isWho(from: number, to: number): boolean {
    const who = itemsOf(from, to).map(([a, b]) => [a, b, party(a, b)] as const);
    if (!who[0]?.[2]?.startsWith('person:') || !who.every(([, , one]) => one)) return false;
    let begun = from;
    for (const [a, b, one] of who) {
      add('attendees', begun, a, b, one!);
      begun = b;
    }
    return true;
  }

  /** What follows a value and has no label: when, or the content if there was none; else it is unclear. */
  function readRest(rest: readonly (readonly [number, number])[], to: number): void {
    for (const [a, b] of rest) {
      if (isWhen(a, b) || isWho(a, b)) continue;
      const room = has('content') && isPlaceFree() ? names.place(typedOf(a, b)) : undefined;
      if (room) {
        add('place', a, a, b, room);
        continue;
      }
      if (!has('content')) return addContent(a, to);
    }
  }

  /** Who stands before the day and the time: "PGĐ Vân: 8h họp …". */
  function ledBy(): { readonly to: number; readonly parts: readonly Omit<QuickPart, 'field'>[] } | null {
    const led = LED.exec(whole.text);
    if (!led) return null;
    const known = namesOn(context.directory, context.day);
    const begins = led[0].length - 1 - led[1]!.length;
    const found = [...led[1]!.matchAll(/[^ ,;][^,;]*/g)].map(({ 0: one, index }) => {
      const from = begins + index;
      const to = from + one.trimEnd().length;
      return { from, said: from, to, value: known.party(slice(whole, from, to)) ?? '' };
    });
    const isWho = found.length > 0 && found.every(({ value }) => value.startsWith('person:'));
    return isWho ? { to: led[0].length, parts: found } : null;
  }

  // Day and time, and all that is left

  const { found } = when;
  const day = found.get('day');
  const weekdayWords = found.get('weekday');
  const date = (day ?? weekdayWords)?.value as LocalDate | undefined;
  for (const one of [day, weekdayWords]) {
    if (one && one.value === date) add('date', one.from, one.said, one.to, one.value);
    else if (one) unclear.push({ from: one.from, said: one.said, to: one.to, why: 'unknown' });
  }
  const until = found.get('until');
  if (until && date && until.value > date) add('lastDate', until.from, until.said, until.to, until.value);
  else if (until) unclear.push({ from: until.from, said: until.said, to: until.to, why: 'unknown' });
  const time = found.get('time');
  const session = found.get('session');
  const both = time && session ? `${time.value} ${session.value}` : undefined;
  const agree = both !== undefined && typeof readTime(both) === 'object';
  const value = agree ? both : (time ?? session)?.value;
  for (const one of [time, session]) {
    if (one && (one === (time ?? session) || agree)) add('time', one.from, one.said, one.to, value!);
    else if (one) unclear.push({ from: one.from, said: one.said, to: one.to, why: 'unknown' });
  }

  const said = [...parts, ...unclear].sort((a, b) => a.from - b.from);
  let covered = 0;
  for (const span of [...said, { from: text.length, to: text.length }]) {
    const [from, to] = trim(covered, span.from);
    if (/[^ ,;.:()-]/.test(text.slice(from, to))) unclear.push({ from, said: from, to, why: 'unknown' });
    covered = Math.max(covered, span.to);
  }

  const placed = <S extends Span>(spans: readonly S[]): S[] =>
    spans
      .map((span) => ({ ...span, from: line.at[span.from]!, said: line.at[span.said]!, to: line.at[span.to]! }))
      .sort((a, b) => a.from - b.from);
  const inLine = placed(parts);
  const left = placed(unclear);
  return { parts: inLine, unclear: left, draft: draftFrom(typed, inLine, left, context.day) };
}

function draftFrom(
  typed: string,
  parts: readonly QuickPart[],
  unclear: readonly Unclear[],
  day: LocalDate,
): EntryDraft {
  const values = (field: QuickField): string[] =>
    parts.filter((part) => part.field === field).map(({ value }) => value);
  const one = (field: QuickField): string => values(field)[0] ?? '';
  const left = unclear.map(({ from, to }) => cleanText(typed.slice(from, to)));
  const content = [values('content').join(' '), ...left].filter(Boolean).join(', ');
  return {
    ...emptyDraft(one('date') || day),
    lastDate: one('lastDate'),
    time: one('time') || (one('lastDate') === '' ? '' : 'cả ngày'),
    content: capitalized(content),
    chairs: values('chairs'),
    attendees: values('attendees'),
    invitees: values('invitees'),
    place: one('place'),
    gatheringPoint: one('gatheringPoint'),
    preparingUnit: one('preparingUnit'),
    officeLead: one('officeLead'),
    vehicle: one('vehicle'),
    driver: one('driver'),
  };
}
