import { listOf } from './agencyForm.ts';
import type { Room, Vehicle } from './directory.ts';
import { nameFault } from './listedName.ts';
import { cleanText, lengthOf, LIMITS, withoutMarks } from './text.ts';

/** A room or a vehicle as an administrator types it; a vehicle has neither seats nor equipment. */
export interface ResourceDraft {
  readonly name: string;
  readonly seats: string; // '' nobody has counted
  readonly equipment: string; // "màn hình, trực tuyến, micro"
  readonly active: boolean;
  /** What it follows in the order; '' the first. */
  readonly behind: string;
}

export type ResourceError = 'missing' | 'tooLong' | 'known' | 'noNumber' | 'tooMany';
export type ResourceErrors = Partial<Record<'name' | 'seats' | 'equipment', ResourceError>>;

/** What a room or a vehicle is but for its name in the store and its place in the order. */
export type ResourceFields = Pick<Room, 'name' | 'seats' | 'active'> & { readonly equipment: readonly string[] };

export type ParsedResource =
  { readonly ok: true; readonly fields: ResourceFields } | { readonly ok: false; readonly errors: ResourceErrors };

export const EMPTY_RESOURCE: ResourceDraft = { name: '', seats: '', equipment: '', active: true, behind: '' };

export const resourceDraft = (one: Vehicle & Partial<Room>, behind: string): ResourceDraft => ({
  name: one.name,
  seats: one.seats === null || one.seats === undefined ? '' : String(one.seats),
  equipment: (one.equipment ?? []).join(', '),
  active: one.active,
  behind,
});

/** `others`: of the same list, without the one typed; two of one name could not be told apart. */
export function parseResource(draft: ResourceDraft, others: readonly Pick<Vehicle, 'name'>[]): ParsedResource {
  const name = cleanText(draft.name);
  const seatsText = cleanText(draft.seats).replace(/\s*(chỗ|cho|seats?)$/i, '');
  const seats = seatsText === '' ? null : /^\d{1,6}$/.test(seatsText) ? Number(seatsText) : Number.NaN;
  const equipment = listOf(draft.equipment, /[,;\n]/);
  const isKnown = others.some((other) => withoutMarks(other.name) === withoutMarks(name));
  const wrongName = nameFault(name, isKnown);
  const errors: ResourceErrors = {
    ...(wrongName && { name: wrongName }),
    ...(seats !== null && !(seats >= 1 && seats <= 100_000) ? { seats: 'noNumber' } : {}),
    ...(equipment.length > LIMITS.equipment
      ? { equipment: 'tooMany' }
      : equipment.some((item) => lengthOf(item) > LIMITS.line)
        ? { equipment: 'tooLong' }
        : {}),
  };
  return Object.keys(errors).length > 0
    ? { ok: false, errors }
    : { ok: true, fields: { name, seats, equipment, active: draft.active } };
}
