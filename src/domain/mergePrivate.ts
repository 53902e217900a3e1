import type { EntryPrivate } from './entry.ts';
import { lengthOf, LIMITS } from './text.ts';

export const PRIVATE_FIELDS = ['meetingLink', 'note'] as const;
export type PrivateField = (typeof PRIVATE_FIELDS)[number];
/** Whose is taken where two have one. Notes may stand one under the other. */
export type PrivateChoice = 'into' | 'from' | 'both';

/** The choices for a field in which both have something else; none: nobody is asked. The first holds until another is chosen. */
export function privateChoices(
  field: PrivateField,
  into: EntryPrivate | null,
  from: EntryPrivate | null,
): readonly PrivateChoice[] {
  const [own, other] = [into?.[field] ?? null, from?.[field] ?? null];
  if (own === null || other === null || own === other) return [];
  const together = field === 'note' && lengthOf(`${own}\n${other}`) <= LIMITS.note;
  return together ? ['both', 'into', 'from'] : ['into', 'from'];
}

/** Link and note of the entry that two become. Undefined: they stay as `into` has them. */
export function mergePrivate(
  into: EntryPrivate | null,
  from: EntryPrivate | null,
  chosen: Partial<Readonly<Record<PrivateField, PrivateChoice>>> = {},
): EntryPrivate | undefined {
  const of = (field: PrivateField): string | null => {
    const [own, other] = [into?.[field] ?? null, from?.[field] ?? null];
    const [first] = privateChoices(field, into, from);
    if (first === undefined) return own ?? other;
    const choice = chosen[field] ?? first;
    return choice === 'both' ? `${own}\n${other}` : choice === 'into' ? own : other;
  };
  const merged = { meetingLink: of('meetingLink'), note: of('note') };
  return PRIVATE_FIELDS.some((field) => merged[field] !== (into?.[field] ?? null)) ? merged : undefined;
}
