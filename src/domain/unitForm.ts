import { listOf } from './agencyForm.ts';
import type { Calendar } from './directory.ts';
import { nameFault } from './listedName.ts';
import { ID_PATTERN } from './party.ts';
import { cleanText, lengthOf, LIMITS, withoutMarks } from './text.ts';

/** A unit, which is its calendar too, as an administrator types it. */
export interface UnitDraft {
  /** Its name in addresses; cannot be changed once it is there. */
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: Calendar['kind'];
  readonly formerIds: string; // "thpt, thcs"
  readonly active: boolean;
  /** Whom it follows in the order; '' the first. */
  readonly behind: string;
}

export type UnitError = 'missing' | 'tooLong' | 'known' | 'noAddress' | 'taken' | 'tooMany';
export type UnitErrors = Partial<Record<'id' | 'name' | 'shortName' | 'formerIds', UnitError>>;

export type ParsedUnit =
  | { readonly ok: true; readonly unit: Omit<Calendar, 'order'> }
  | { readonly ok: false; readonly errors: UnitErrors; readonly part?: string };

export const EMPTY_UNIT: UnitDraft = {
  id: '',
  name: '',
  shortName: '',
  kind: 'division',
  formerIds: '',
  active: true,
  behind: '',
};

export const unitDraft = (unit: Calendar, behind: string): UnitDraft => ({
  ...unit,
  formerIds: (unit.formerIds ?? []).join(', '),
  behind,
});

/** Parts of addresses that stand where a calendar's name does: `/lich/tat-ca`, `/ical/nguoi/…`. */
const TAKEN = ['tat-ca', 'tiep-cong-dan', 'nghi-le', 'nguoi', 'private'];

/** What a new unit is called in addresses when nobody says: "Phòng GDTrH" → "gdtrh". */
export const addressOf = (shortName: string): string =>
  withoutMarks(cleanText(shortName))
    .replace(/^(phong|ban|trung tam|tt) /, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);

/** `others`: every calendar but this one. */
export function parseUnit(draft: UnitDraft, isNew: boolean, others: readonly Calendar[]): ParsedUnit {
  const name = cleanText(draft.name);
  const shortName = cleanText(draft.shortName) || name;
  const id = isNew ? cleanText(draft.id) || addressOf(shortName) : draft.id;
  const formerIds = listOf(draft.formerIds, /[\s,;]/);
  const isOthers = (address: string) =>
    others.some((other) => other.id === address || other.formerIds?.includes(address));
  const isName = (address: string) => ID_PATTERN.test(address) && !TAKEN.includes(address);
  const bad = formerIds.find((address) => !isName(address));
  // A calendar that is switched off may lead on to this one: it keeps its own weeks.
  const isInUse = (address: string) =>
    others.some((other) => (other.active && other.id === address) || other.formerIds?.includes(address));
  const taken = formerIds.find((address) => isInUse(address) || address === id);
  const wrongName = nameFault(
    name,
    others.some((other) => withoutMarks(other.name) === withoutMarks(name)),
  );
  const errors: UnitErrors = {
    ...(wrongName && { name: wrongName }),
    ...(lengthOf(shortName) > LIMITS.name && name !== shortName ? { shortName: 'tooLong' } : {}),
    ...(isNew && name !== '' && !isName(id) ? { id: 'noAddress' } : isNew && isOthers(id) ? { id: 'taken' } : {}),
    ...(bad !== undefined
      ? { formerIds: 'noAddress' }
      : taken !== undefined
        ? { formerIds: 'taken' }
        : formerIds.length > LIMITS.formerIds
          ? { formerIds: 'tooMany' }
          : {}),
  };
  const part = bad ?? taken;
  if (Object.keys(errors).length > 0) return { ok: false, errors, ...(part === undefined ? {} : { part }) };
  const unit = { id, name, shortName, kind: draft.kind, active: draft.active };
  return { ok: true, unit: formerIds.length > 0 ? { ...unit, formerIds } : unit };
}
