import { draftText, parseParty } from './party.ts';
import type { QuickText } from './quickText.ts';
import { A_ROOM, BEHIND, HOME, LABEL, LABELS, ONLY_WITH_COLON, type Labelled } from './quickWords.ts';
import { says } from './findNamed.ts';

/** A label, and where its value begins. */
export interface Mark {
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

/** The labels of a line from `start` on, in its order. Words that only look like one are left out. */
export function findLabels(line: QuickText, start: number): readonly Mark[] {
  const { text, breaks, isInside, lists, names } = line;
  const all: Mark[] = [];
  for (const match of text.matchAll(BEHIND)) {
    const end = match.index;
    const to = end + match[0].length;
    const ends = /^ *(?:$|[,;.()-])/.test(text.slice(to, to + 9));
    if ((!match[1] && !ends) || isInside(end)) continue;
    const isChair = match[1] !== undefined || match[2] !== undefined;
    const chunk = line.trim(Math.max(start, 1 + (breaks.findLast((one) => one < end) ?? -1)), end)[0];
    const near = Math.max(chunk, end - 120); // longer than any name: a long line is not searched over and over
    const by = text.slice(near, end).search(/(?<![^ ])do [^ ](?!.* do )/);
    const from = by >= 0 ? near + by : chunk;
    const [said, last] = line.trim(by >= 0 ? from + 3 : from, end);
    const named = by >= 0 || chunk > start ? line.party(said, last) : undefined;
    // ", đ/c Bí thư chủ trì," names nobody else, whoever that is.
    const alone = match[1] && ends && chunk > start && near === chunk && said < last;
    const who = named ?? (alone ? draftText(`text:${line.free(said, last)}`, parseParty) : undefined);
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
    const typedLabel = line.typedOf(from, end);
    const label = LABELS.find(({ words: own }) => own.some((one) => says(typedLabel, one)));
    // "xe: Xe 7 chỗ"
    if (!label || all.some(({ field, said, colon }) => colon && field === label.field && said === from)) continue;
    const words = match[0].slice(skipped);
    if (!colon && ONLY_WITH_COLON.includes(words)) continue;
    all.push({ field: label.field, label: words, from, said: line.trim(end, text.length)[0], colon, apart: begins });
  }
  for (const said of lists) all.push({ field: 'attendees', label: '', from: said - 1, said, colon: true, apart: true });
  all.sort((a, b) => a.from - b.from);
  const nextBreak = (at: number): number => breaks.find((one) => one >= at) ?? text.length;
  const near = (mark: Mark): readonly [number, number] => {
    const following = all.find(({ from }) => from > mark.from)?.from ?? text.length;
    return line.trim(mark.said, Math.min(nextBreak(mark.said), following));
  };
  const isKnown = (mark: Mark): boolean => {
    const value = line.typedOf(...near(mark));
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
    if (mark.label === 'ct') return isKnown(mark) && !line.party(mark.from, to);
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
  return [...sure, ...(place ? [place] : [])].sort((a, b) => a.from - b.from);
}
