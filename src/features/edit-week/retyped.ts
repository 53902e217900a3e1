import type { EntryDraft } from '#domain/entry.ts';
import type { QuickLine } from '#domain/quickLine.ts';
import type { QuickPart } from '#domain/quickWords.ts';

/**
 * The typed line with other words for what a repair changes: a day, a time, a place, a vehicle, somebody. What the line did
 * not say (the day) is put before it. `wordsOf` are words that the line understands as that value.
 */
export function retyped(
  line: string,
  { draft, parts }: QuickLine,
  repair: Partial<EntryDraft>,
  wordsOf: (part: Pick<QuickPart, 'field' | 'value'>) => string,
): string {
  const after = { ...draft, ...repair };
  const valueOf = ({ field, value }: QuickPart): string => {
    const now = after[field];
    if (typeof now === 'string') return now;
    return now.includes(value) ? value : (now.find((one) => !draft[field].includes(one)) ?? value);
  };
  const changed = parts.filter((part) => part.field in repair && valueOf(part) !== part.value);
  // From the end, so that what stands before keeps its place. Words of one thing may stand apart: the first are kept.
  const words = changed.toReversed().reduce((text, part) => {
    const isFirst = changed.find(({ field, value }) => field === part.field && value === part.value) === part;
    const said = isFirst ? wordsOf({ field: part.field, value: valueOf(part) }) : '';
    return `${text.slice(0, part.said)}${said}${text.slice(part.to)}`;
  }, line);
  const saysDay = parts.some(({ field }) => field === 'date');
  return after.date === draft.date || saysDay ? words : `${wordsOf({ field: 'date', value: after.date })} ${words}`;
}
