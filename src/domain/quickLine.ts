import type { Directory } from './directory.ts';
import { emptyDraft } from './entry.ts';
import type { EntryDraft } from './entry.ts';
import { namesOn } from './findNamed.ts';
import { fold, slice } from './foldedLine.ts';
import { draftText, parseParty, parsePlace, parseVehicle } from './party.ts';
import { readAsides } from './quickAsides.ts';
import { findLabels, type Mark } from './quickLabels.ts';
import { QuickText, type Stretch } from './quickText.ts';
import { IN_CONTENT, readWhen } from './quickWhen.ts';
import type { Span, Unclear, When } from './quickWhen.ts';
import {
  ABOUT_A_ROOM,
  ALL_OF,
  ATTENDS,
  A_ROOM,
  CONTENT_GOES_ON,
  DOES,
  LED,
  ONE,
  PLACE_GOES_ON,
  type QuickField,
  type QuickPart,
} from './quickWords.ts';
import { cleanText } from './text.ts';
import { readTime } from './time.ts';
import type { LocalDate } from './time.ts';
import type { WeekId } from './week.ts';

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
  const aside = readAsides(whole, start, names, when, context);
  const line = new QuickText(whole, aside.asides, names);
  const { text, breaks } = line;
  /** Places in the folded text, until the end. */
  const parts: QuickPart[] = [...aside.parts];
  const unclear: Unclear[] = when.unclear;
  const has = (field: QuickField): boolean => parts.some((part) => part.field === field);
  if (lead) {
    const goes = ATTENDS.test(/^(?:(?:tham |cung )?[^ ]+)?/.exec(text.slice(start))![0]);
    for (const part of lead.parts) parts.push({ ...part, field: goes ? 'attendees' : 'chairs' });
  }

  function add(field: QuickField, from: number, said: number, to: number, value: string): void {
    if (to > said && value !== '') parts.push({ field, from, said, to, value });
  }
  const addContent = (from: number, to: number): void => {
    for (const piece of line.outside(from, to)) {
      const [a, b] = line.trim(...piece);
      add('content', a, a, b, line.free(a, b));
    }
  };
  /** The words between two places are nothing but a day or a time that was not yet said. */
  function isWhen(from: number, to: number): boolean {
    const own: When = { found: new Map(), unclear: [] };
    const [a, b] = line.trim(from, to);
    const end = readWhen(line.folded, a, b, own, context);
    if (a === b || end < b || [...own.found.keys()].some((kind) => when.found.has(kind))) return false;
    for (const [kind, found] of own.found) when.found.set(kind, found);
    unclear.push(...own.unclear);
    return true;
  }

  const labels = findLabels(line, start);

  // Content, up to the first label

  readContent(start, labels[0]?.from ?? text.length);
  for (const [index, label] of labels.entries()) readLabelled(label, labels[index + 1]?.from ?? text.length);

  function readContent(from: number, end: number): void {
    const to = readTail(from, end);
    if (!when.found.has('time')) {
      for (const match of text.slice(0, to).matchAll(IN_CONTENT)) {
        if (match.index < from || line.isInside(match.index)) continue;
        const own: When = { found: new Map(), unclear: [] };
        const after = readWhen(line.folded, match.index, to, own, context);
        if (!own.found.has('time') || [...own.found.keys()].some((kind) => when.found.has(kind))) continue;
        for (const [kind, found] of own.found) when.found.set(kind, found);
        readWhat(from, match.index);
        const [a, b] = line.trim(after, to);
        const room = has('content') && isPlaceFree() ? names.place(line.typedOf(a, b)) : undefined;
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
    const parted = [...breaks, ...dashes.filter((at) => !line.isInside(at))].sort((a, b) => a - b);
    const pieces = line.chunks(from, end, parted);
    // "…, cả ngày thứ 5, thứ 6" is one thing said.
    const whole = [3, 2].find((many) => pieces.length > many && isWhen(pieces.at(-many)![0], end));
    let to = whole ? pieces.splice(-whole)[0]![0] : end;
    while (pieces.length > 0) {
      const [a, b] = pieces.at(-1)!;
      const room = pieces.length > 1 && isPlaceFree() ? names.place(line.typedOf(a, b)) : undefined;
      const comma = text.slice(0, a).trimEnd().endsWith(',');
      const who = pieces.length > 1 && !comma ? line.party(a, b) : undefined;
      if (room) add('place', a, a, b, room);
      else if (who) add('attendees', a, a, b, who);
      else if (!isWhen(a, b) && !readUnknown(a, b, pieces.length > 1, comma)) break;
      to = a;
      pieces.pop();
    }
    const [a, b] = pieces.at(-1) ?? [from, from];
    if (!isPlaceFree() || ABOUT_A_ROOM.test(text.slice(a, b))) return readUntil(a, to);
    for (let at = text.lastIndexOf(' ', b - 1); at > a && b - at < 60; at = text.lastIndexOf(' ', at - 1)) {
      const room = names.room(line.typedOf(at + 1, b));
      if (!room || line.isInside(at)) continue;
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
      add('place', from, from, to, draftText(`text:${line.free(from, to)}`, parsePlace));
    else if (!comma && ALL_OF.test(said))
      add('attendees', from, from, to, draftText(`text:${line.free(from, to)}`, parseParty));
    else return false;
    return true;
  }

  /** "đi công tác đến hết 3/12" */
  function readUntil(from: number, end: number): number {
    const at = text.slice(from, end).lastIndexOf(' den het ') + from;
    const [a, b] = line.trim(at, end);
    const first = when.found.get('day') ?? when.found.get('weekday');
    if (at < from || !first || when.found.has('until')) return end;
    const own: When = { found: new Map([['day', first]]), unclear: [] };
    const until = readWhen(line.folded, a, b, own, context) === b ? own.found.get('until') : undefined;
    if (!until || until.value <= first.value) return end;
    when.found.set('until', until);
    return at;
  }

  /** What it is about, and before it perhaps who: "PGĐ Vân dự …", "GĐ chủ trì họp". */
  function readWhat(from: number, to: number): void {
    for (const match of text.slice(0, Math.min(to, from + 120)).matchAll(DOES)) {
      const end = match.index;
      if (end <= from || line.isInside(end)) continue;
      const [what] = line.trim(match[1] ? end + match[0].length : end, to);
      const who = line.itemsOf(from, end).map(([a, b]) => [a, b, line.party(a, b)] as const);
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
      return readRest(line.chunks(label.behind.to, to), to);
    }
    if (label.field === 'place') return readPlace(label, to);
    if (ONE.includes(label.field)) return readOne(label, to);
    const items = line.itemsOf(label.said, to);
    // "mời A, B cùng dự"
    const invited = items.findLastIndex(([a, b]) => line.withoutToo(a, b) < b);
    let from = label.from;
    for (const [index, [a, b]] of items.entries()) {
      const last = label.field === 'invitees' ? line.withoutToo(a, b) : b;
      const who = line.party(a, b);
      const before = items[index - 1];
      if (!who && isWhen(a, b)) {
        from = line.trim(b, to)[0];
        continue;
      }
      const room = who || !isPlaceFree() ? undefined : names.place(line.typedOf(a, b));
      const vehicle = who || room || has('vehicle') ? undefined : names.vehicle(line.typedOf(a, b));
      if (room || vehicle) {
        add(room ? 'place' : 'vehicle', from, a, b, (room ?? vehicle)!);
        from = line.trim(b, to)[0];
        continue;
      }
      // "chủ trì: Giám đốc, họp giao ban": the line says what it is about only here.
      if (label.field === 'chairs' && !who && before && line.party(...before) && !has('content'))
        return addContent(a, to);
      if (label.field === 'invitees' && !who && !label.colon && index > invited) {
        unclear.push({ from, said: a, to: b, why: 'unknown' });
      } else add(label.field, from, a, b, who ?? draftText(`text:${line.free(a, last)}`, parseParty));
      from = line.trim(b, to)[0];
    }
  }

  function readOne({ field, label, from, said, colon }: Mark, to: number): void {
    const [first, ...rest] = line.chunks(said, to);
    if (!first || has(field)) return;
    const [a, b] = first;
    if (field === 'gatheringPoint' || field === 'driver') add(field, from, a, b, line.free(a, b));
    else if (field !== 'vehicle')
      add(field, from, a, b, line.party(a, b) ?? draftText(`text:${line.free(a, b)}`, parseParty));
    else {
      const [, all] = line.trim(a, to); // a plate stands behind a comma
      const whole = names.vehicle(line.typedOf(a, all));
      const end = whole ? all : b;
      const value = whole ?? names.vehicle(line.typedOf(a, b));
      const words = colon ? line.free(a, b) : `${label} ${line.free(a, b)}`;
      add(field, from, a, end, value ?? draftText(`text:${words}`, parseVehicle));
      if (whole) return;
    }
    readRest(rest, to);
  }

  function readPlace({ from, said: begins, label }: Mark, to: number): void {
    const said = label === 'tai' ? begins : begins + /^(?:tai )?/.exec(text.slice(begins))![0].length; // "địa điểm: tại …"
    const [first, ...rest] = line.chunks(said, to);
    if (!first || has('place')) return;
    const [a, b] = first;
    const next = rest[0];
    const isOurs = !next || !PLACE_GOES_ON.test(text.slice(...next));
    const room = isOurs ? names.place(line.typedOf(a, b)) : undefined;
    if (room) {
      add('place', from, a, b, room);
      return readRest(rest, to);
    }
    for (let end = text.lastIndexOf(' ', b - 1); end > a; end = text.lastIndexOf(' ', end - 1)) {
      const found = CONTENT_GOES_ON.test(text.slice(end + 1, b)) ? names.place(line.typedOf(a, end)) : undefined;
      if (!found) continue;
      add('place', from, ...line.trim(a, end), found);
      return addContent(end, to);
    }
    let end = withoutWhen(a, b);
    let at = 0;
    const goesOn = has('content') && end === b;
    for (; goesOn && at < rest.length; at += 1) {
      if (isWhen(...rest[at]!) || isWho(...rest[at]!)) break;
      end = rest[at]![1];
    }
    add('place', from, a, end, draftText(`text:${line.free(a, end)}`, parsePlace));
    readRest(rest.slice(goesOn ? at + 1 : at), to);
  }

  /** Where the words end that a day or a clock follows: "tại phòng Giám đốc 7h15 thứ hai". "đường 30/4" is no day here. */
  function withoutWhen(from: number, to: number): number {
    const near = Math.max(from, to - 60);
    for (const match of text.slice(near, to).matchAll(/ (?=\d{1,2} ?[hg:]|\d{1,2} gio|thu |t[2-7]\b|chu nhat|cn\b)/g)) {
      const at = near + match.index;
      if (isWhen(at, to)) return line.trim(from, at)[1];
    }
    return to;
  }

  /** "Tại Tỉnh ủy. GĐ, PGĐ Vân": who is there, if it begins with a person. */
  function isWho(from: number, to: number): boolean {
    const who = line.itemsOf(from, to).map(([a, b]) => [a, b, line.party(a, b)] as const);
    if (!who[0]?.[2]?.startsWith('person:') || !who.every(([, , one]) => one)) return false;
    let begun = from;
    for (const [a, b, one] of who) {
      add('attendees', begun, a, b, one!);
      begun = b;
    }
    return true;
  }

  /** What follows a value and has no label: when, or the content if there was none; else it is unclear. */
  function readRest(rest: readonly Stretch[], to: number): void {
    for (const [a, b] of rest) {
      if (isWhen(a, b) || isWho(a, b)) continue;
      const room = has('content') && isPlaceFree() ? names.place(line.typedOf(a, b)) : undefined;
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
    const [from, to] = line.trim(covered, span.from);
    if (/[^ ,;.:()-]/.test(text.slice(from, to))) unclear.push({ from, said: from, to, why: 'unknown' });
    covered = Math.max(covered, span.to);
  }

  const placed = <S extends Span>(spans: readonly S[]): S[] =>
    spans
      .map((span) => ({ ...span, from: whole.at[span.from]!, said: whole.at[span.said]!, to: whole.at[span.to]! }))
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
