import * as v from 'valibot';
import { ID_PATTERN, PARTY_PATTERN, type Party } from '#domain/party.ts';
import { LIMITS, LINE_PATTERN, LINES_PATTERN, lengthOf } from '#domain/text.ts';
import { DAY_END, isLocalDate, SESSIONS, type EntryTime, type LocalDate, type Minutes } from '#domain/time.ts';
import { parseWeekId, type WeekId } from '#domain/week.ts';

const shorterThan = (limit: number) =>
  v.check<string, string>((text) => lengthOf(text) <= limit, `longer than ${limit}`);
/** Where the rules count by a pattern, a face is one character (docs/decisions/0047); who types is held to `lengthOf`. */
const fewerPointsThan = (limit: number) =>
  v.check<string, string>((text) => Array.from(text).length <= limit, `longer than ${limit}`);
export const line = (limit: number) => v.pipe(v.string(), v.regex(LINE_PATTERN), shorterThan(limit));
export const listedLine = v.pipe(v.string(), v.regex(LINE_PATTERN), fewerPointsThan(LIMITS.line));
export const lines = (limit: number) => v.pipe(v.string(), v.regex(LINES_PATTERN), shorterThan(limit));
export const id = v.pipe(v.string(), v.regex(ID_PATTERN));

export const reference = <R extends string>(pattern: RegExp) =>
  v.pipe(
    v.string(),
    v.regex(pattern),
    fewerPointsThan(LIMITS.line),
    v.transform((text) => text as R),
  );
export const party = reference<Party>(PARTY_PATTERN);

export const listOf = <S extends v.GenericSchema<string, string>>(item: S, limit: number) =>
  v.pipe(v.array(item), v.maxLength(limit));

export const day = v.pipe(
  v.string(),
  v.check(isLocalDate, 'not a day'),
  v.transform((text) => text as LocalDate),
);
export const weekId = v.pipe(
  v.string(),
  v.check((text) => parseWeekId(text) !== undefined, 'not a week'),
  v.transform((text) => text as WeekId),
);
export const integer = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
export const minutes = (max: number) =>
  v.pipe(
    integer(0, max),
    v.transform((value) => value as Minutes),
  );
export const revision = integer(1, 1_000_000);
export const order = integer(-1_000_000, 1_000_000);

export const instant = v.pipe(
  v.custom<Date | { toMillis(): number }>(
    (value) => value instanceof Date || typeof (value as { toMillis?: unknown } | null)?.toMillis === 'function',
    'not a timestamp',
  ),
  v.transform((value) => (value instanceof Date ? value.getTime() : value.toMillis())),
);
export const stampDate = (epochMs: number): Date => new Date(epochMs);

export const time = v.pipe(
  v.union([
    v.strictObject({ session: v.picklist([...SESSIONS, 'allDay']), start: v.null(), end: v.null() }),
    v.pipe(
      v.strictObject({
        session: v.nullable(v.literal('allDay')),
        start: minutes(DAY_END - 1),
        end: v.nullable(minutes(DAY_END)),
      }),
      v.check(({ start, end }) => end === null || end > start, 'ends before it starts'),
    ),
  ]),
  v.transform((value): EntryTime => value),
);
