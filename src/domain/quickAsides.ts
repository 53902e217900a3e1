import type { Names } from './findNamed.ts';
import { slice, type Folded } from './foldedLine.ts';
import { draftText, parseParty } from './party.ts';
import { partyIn, type Stretch } from './quickText.ts';
import { readWhen, type When, type WhenContext } from './quickWhen.ts';
import { ASIDE_BEHIND, ONE, SOMEBODY, type QuickPart } from './quickWords.ts';
import { cleanText } from './text.ts';

/**
 * Brackets anywhere that say when, or who comes, leads or prepares: "(sáng; dự: đ/c Huy)", "(Văn phòng chuẩn bị)". When goes
 * into `when`.
 */
export function readAsides(
  whole: Folded,
  start: number,
  names: Names,
  when: When,
  context: WhenContext,
): { readonly asides: readonly Stretch[]; readonly parts: readonly QuickPart[] } {
  const parts: QuickPart[] = [];
  const asides = [...whole.text.matchAll(/\(([^()]{2,160})\)/g)].flatMap(({ 0: bracket, 1: inner = '', index }) => {
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
        own.found.size > 0 || (from < to && readWhen(whole, from, to, own, context) === to && own.unclear.length === 0);
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
      if (!label && !behind && !partyIn(whole, names, from, to)?.startsWith('person:')) return [];
      const [a, b] = [from + (label?.[0].length ?? 0), behind ? from + behind.index : to];
      const field = behind?.[1] ? 'chairs' : behind?.[2] ? 'preparingUnit' : 'attendees';
      const known = [...whole.text.slice(a, b).matchAll(/[^ ,][^,]*/g)].map((one) => {
        const end = a + one.index + one[0].trimEnd().length;
        return { said: a + one.index, to: end, value: partyIn(whole, names, a + one.index, end) };
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
  return { asides, parts };
}
