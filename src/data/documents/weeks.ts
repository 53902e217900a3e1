import * as v from 'valibot';
import type { Approval } from '#domain/approval.ts';
import type { WeekState } from '#domain/publication.ts';
import { LIMITS } from '#domain/text.ts';
import { daysOf } from '#domain/week.ts';
import { id, instant, integer, line, lines, party, revision, weekId } from './parts.ts';

/** `weeks/{calendar}_{week}` */
const weekStateSchema = v.pipe(
  v.strictObject({
    calendar: id,
    week: weekId,
    printedNumber: v.nullable(integer(1, 99)),
    duty: v.record(v.string(), party),
    remarks: v.nullable(lines(LIMITS.remarks)),
    replacesInvitation: v.boolean(),
    revision,
  }),
  v.check(({ week, duty }) => {
    const days: readonly string[] = daysOf(week);
    return Object.keys(duty).every((date) => days.includes(date));
  }, 'duty outside the week'),
);
export const weekStateFromDocument = (data: unknown): WeekState => v.parse(weekStateSchema, data);
export const weekStateToDocument = (state: WeekState): Record<string, unknown> => ({
  calendar: state.calendar,
  week: state.week,
  printedNumber: state.printedNumber,
  duty: { ...state.duty },
  remarks: state.remarks,
  replacesInvitation: state.replacesInvitation,
  revision: state.revision,
});

/** `weeks/{calendar}_{week}/presence/{uid}_{window}` */
const presenceSchema = v.strictObject({ entry: v.nullable(id), at: instant });
/** A window that has a week open: whose, which entry, if one, and when it last said so (epoch ms, the server's clock). */
export type Presence = v.InferOutput<typeof presenceSchema> & { readonly uid: string; readonly window: string };
export const presenceId = (uid: string, window: string): string => `${uid}_${window}`;
/** What an older version of the app left has no window in its name. */
export const presenceFromDocument = (name: string, data: unknown): Presence => {
  const [, uid = name, window = ''] = /^(.+)_([a-z0-9]+)$/.exec(name) ?? [];
  return { uid, window, ...v.parse(presenceSchema, data) };
};
/** `at`: a Date or the SDK's server timestamp. */
export const presenceToDocument = (entry: string | null, at: unknown): Record<string, unknown> => ({ entry, at });

/** `weeks/{calendar}_{week}/approval/asked` */
const approvalSchema = v.strictObject({ by: v.string(), at: instant, revision });
export const approvalFromDocument = (data: unknown): Approval => v.parse(approvalSchema, data);
/** `at`: a Date or the SDK's server timestamp. */
export const approvalToDocument = ({ by, revision }: Omit<Approval, 'at'>, at: unknown): Record<string, unknown> => ({
  by,
  at,
  revision,
});

/** `weeks/{calendar}_{week}/acceptedClashes/{id}` */
const acceptedClashSchema = v.strictObject({
  standing: line(LIMITS.standing),
  reason: line(LIMITS.line),
  by: v.string(),
  at: instant,
  takenBack: v.optional(v.nullable(v.strictObject({ by: v.string(), at: instant })), null),
});
/** A clash that an editor of the calendar took as it stood (`standingOf`), and why. */
export type AcceptedClash = v.InferOutput<typeof acceptedClashSchema> & { readonly id: string };
export const acceptedClashFromDocument = (id: string, data: unknown): AcceptedClash => ({
  id,
  ...v.parse(acceptedClashSchema, data),
});
/** `at`: a Date or the SDK's server timestamp. */
export const acceptedClashToDocument = (
  { standing, reason, by }: Omit<AcceptedClash, 'id' | 'at' | 'takenBack'>,
  at: unknown,
): Record<string, unknown> => ({ standing, reason, by, at });
/** What is added to it when it is taken back. `at`: a Date or the SDK's server timestamp. */
export const takenBackToFields = (by: string, at: unknown): Record<string, unknown> => ({ takenBack: { by, at } });
