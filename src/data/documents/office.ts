import * as v from 'valibot';
import type { AgencySettings, Calendar, Person, Room, Vehicle } from '#domain/directory.ts';
import { ENTRY_KINDS } from '#domain/entry.ts';
import { HOLIDAY_KINDS, type Holiday } from '#domain/holiday.ts';
import { ROLES, type Member } from '#domain/permissions.ts';
import { LIMITS } from '#domain/text.ts';
import { DAY_END, isLocalDate } from '#domain/time.ts';
import { NUMBERING_POLICIES } from '#domain/week.ts';
import { day, id, integer, line, listOf, listedLine, minutes, order } from './parts.ts';

const sessionBounds = v.pipe(
  v.strictObject({ start: integer(0, DAY_END), end: integer(0, DAY_END) }),
  v.check(({ start, end }) => start < end, 'ends before it starts'),
);

const hours = v.strictObject({ morning: sessionBounds, afternoon: sessionBounds, evening: sessionBounds });
/** "10-15": month and day, one that some year has. */
const dayOfYear = v.pipe(
  v.string(),
  v.check((text) => isLocalDate(`2024-${text}`)),
);

/** `settings/agency` */
const settingsSchema = v.strictObject({
  name: line(LIMITS.name),
  parentName: line(LIMITS.name),
  locality: v.exactOptional(line(LIMITS.name)),
  recipients: v.exactOptional(listOf(listedLine, LIMITS.recipients)),
  defaultCalendar: id,
  weekNumbering: v.picklist(NUMBERING_POLICIES),
  documentNoTemplate: line(LIMITS.name),
  replacesInvitation: v.boolean(),
  sessions: hours,
  season: v.exactOptional(v.strictObject({ from: dayOfYear, to: dayOfYear, sessions: hours })),
  requestDeadline: v.exactOptional(v.nullable(v.strictObject({ weekday: integer(1, 7), time: minutes(DAY_END - 1) }))),
  feedWindow: v.exactOptional(v.strictObject({ past: integer(0, 3650), ahead: integer(0, 3650) })),
  reception: v.exactOptional(
    v.strictObject({
      day: integer(1, 31),
      who: line(LIMITS.name),
      place: line(LIMITS.name),
      hours: line(LIMITS.name),
    }),
  ),
  blockedWords: listOf(listedLine, LIMITS.words),
  assumedMinutes: v.exactOptional(v.record(v.picklist(ENTRY_KINDS), integer(5, DAY_END))),
  embedAncestors: listOf(v.pipe(v.string(), v.regex(/^(\*|https?:\/\/[A-Za-z0-9.-]+(:[0-9]{1,5})?)$/)), LIMITS.origins),
});
export const settingsFromDocument = (data: unknown): AgencySettings => v.parse(settingsSchema, data);
export const settingsToDocument = (settings: AgencySettings): Record<string, unknown> => ({ ...settings });

/** Documents of the directory hold every field of the value but its id, which is the document's name. */
const withoutId = ({ id: _id, ...fields }: { readonly id: string }): Record<string, unknown> => fields;

/** `calendars/{id}` */
const calendarSchema = v.strictObject({
  name: line(LIMITS.name),
  shortName: line(LIMITS.name),
  kind: v.picklist(['board', 'division']),
  order,
  active: v.boolean(),
  formerIds: v.exactOptional(v.pipe(v.array(id), v.maxLength(LIMITS.formerIds))),
});
export const calendarFromDocument = (id: string, data: unknown): Calendar => ({ id, ...v.parse(calendarSchema, data) });
export const calendarToDocument = (calendar: Calendar): Record<string, unknown> => withoutId(calendar);

/** `people/{id}` */
const personSchema = v.strictObject({
  name: line(LIMITS.name),
  positions: v.pipe(
    v.array(
      v.strictObject({
        title: line(LIMITS.name),
        shortTitle: v.union([v.literal(''), line(LIMITS.name)]),
        unit: v.nullable(id),
        from: v.nullable(day),
        to: v.nullable(day),
      }),
    ),
    v.maxLength(LIMITS.positions),
  ),
  order,
  public: v.boolean(),
});
export const personFromDocument = (id: string, data: unknown): Person => ({ id, ...v.parse(personSchema, data) });
export const personToDocument = (person: Person): Record<string, unknown> => withoutId(person);

/** `rooms/{id}` */
const roomSchema = v.strictObject({
  name: line(LIMITS.name),
  seats: v.nullable(integer(1, 100_000)),
  equipment: v.exactOptional(listOf(listedLine, LIMITS.equipment)),
  order,
  active: v.boolean(),
});
export const roomFromDocument = (id: string, data: unknown): Room => ({ id, ...v.parse(roomSchema, data) });
export const roomToDocument = (room: Room): Record<string, unknown> => withoutId(room);

/** `vehicles/{id}` */
const vehicleSchema = v.strictObject({ name: line(LIMITS.name), order, active: v.boolean() });
export const vehicleFromDocument = (id: string, data: unknown): Vehicle => ({ id, ...v.parse(vehicleSchema, data) });
export const vehicleToDocument = (vehicle: Vehicle): Record<string, unknown> => withoutId(vehicle);

/** `members/{uid}` */
const memberSchema = v.strictObject({
  name: line(LIMITS.name),
  email: line(LIMITS.name),
  person: v.nullable(id),
  active: v.boolean(),
  roles: v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length)),
  editorOf: v.pipe(v.array(id), v.maxLength(LIMITS.editorOf)),
});
export const memberFromDocument = (uid: string, data: unknown): Member => ({ uid, ...v.parse(memberSchema, data) });
export function memberToDocument({ uid: _uid, ...fields }: Member): Record<string, unknown> {
  return fields;
}

/** `holidays/{date}` */
const holidaySchema = v.strictObject({
  name: line(LIMITS.name),
  kind: v.picklist(HOLIDAY_KINDS),
});
export const holidayFromDocument = (date: string, data: unknown): Holiday => ({
  date: v.parse(day, date),
  ...v.parse(holidaySchema, data),
});
export const holidayToDocument = ({ name, kind }: Holiday): Record<string, unknown> => ({ name, kind });
