import type { AgencySettings, Calendar, RequestDeadline } from './directory.ts';
import type { Entry } from './entry.ts';
import { may } from './permissions.ts';
import type { CalendarKind, Member } from './permissions.ts';
import { addDays, instantOf } from './time.ts';
import type { Minutes } from './time.ts';
import { daysOf } from './week.ts';
import type { WeekId } from './week.ts';

/**
 * A request (phiếu đăng ký) is an entry that a division registers for the board's week. Its state is the entry's `stage`;
 * what only a request has stands beside it: `calendars/{calendar}/requests/{entry}`. Not sent yet, it is a draft that
 * only this machine has.
 */
export interface EntryRequest {
  readonly entry: string; // entry id, the document's name
  readonly unit: string; // calendar id of the division whose request it is
  readonly week: WeekId;
  readonly by: string; // uid of who sent it first
  readonly sentAt: number; // epoch ms of the first sending: sent again after a return, a request is not late for that
  /** Why it was returned last; stays when it is sent again, so that the office sees what it had asked for. */
  readonly reason: string | null;
  readonly into: string | null; // entry id that it was merged into
  readonly answeredBy: string | null; // uid of who accepted, returned or merged it last
  readonly answeredAt: number | null; // epoch ms
}

type Stage = Entry['stage'];

/**
 * What happens to a request, by whom, from which stage to which (null: there is no entry). `division`: any editor of the
 * unit whose request it is. `office`: whoever edits the calendar. firestore.rules enforces the same.
 */
export const REQUEST_ACTS = {
  send: { who: 'division', from: [null], to: 'requested' },
  /** Also the way a returned one is sent again. */
  change: { who: 'division', from: ['requested', 'returned'], to: 'requested' },
  withdraw: { who: 'division', from: ['requested', 'returned'], to: null },
  accept: { who: 'office', from: ['requested', 'returned', 'merged'], to: 'accepted' },
  /** With a reason. What was issued stays accepted. */
  return: { who: 'office', from: ['requested', 'accepted', 'merged'], to: 'returned' },
  /** What it asks for is in another entry now. */
  merge: { who: 'office', from: ['requested', 'accepted', 'returned'], to: 'merged' },
  /** Takes the office's answer back: it waits as before. */
  reopen: { who: 'office', from: ['accepted', 'returned', 'merged'], to: 'requested' },
} as const satisfies Readonly<
  Record<string, { who: 'division' | 'office'; from: readonly (Stage | null)[]; to: Stage | null }>
>;
export type RequestAct = keyof typeof REQUEST_ACTS;

/** Whether `member` may do it to a request of `unit` for `calendar`'s week that is at `stage`. */
export function mayAct(
  member: Member | null,
  act: RequestAct,
  { calendar, unit, stage }: { calendar: CalendarKind; unit: string; stage: Stage | null },
): boolean {
  const { who, from } = REQUEST_ACTS[act];
  if (!(from as readonly (Stage | null)[]).includes(stage)) return false;
  if (who === 'office') return may(member, 'editEntries', calendar);
  return may(member, 'requestEntries', calendar) && (member?.editorOf.includes(unit) ?? false);
}

/** Friday 11:30: the office compiles in the afternoon, and the week is issued at its end. */
export const DEFAULT_DEADLINE: RequestDeadline = { weekday: 5, time: 690 as Minutes };

type WithDeadline = Pick<AgencySettings, 'requestDeadline'>;

/** The last instant (epoch ms) at which a request for `week` is in time; null: whenever it comes, it is. */
export function deadlineOf(week: WeekId, { requestDeadline = DEFAULT_DEADLINE }: WithDeadline): number | null {
  if (requestDeadline === null) return null;
  const { weekday, time } = requestDeadline;
  return instantOf(addDays(daysOf(week)[0], weekday - 8), time);
}

/** By how many minutes an instant is past the deadline of `week`, a minute begun being one; 0: in time. */
export function lateBy(sentAt: number, week: WeekId, settings: WithDeadline): number {
  const deadline = deadlineOf(week, settings);
  return deadline === null ? 0 : Math.max(0, Math.ceil((sentAt - deadline) / 60_000));
}

/** The divisions in use that have sent nothing for a week, returned ones counted as sent; in the office's order. */
export function unitsNotHeard(calendars: Iterable<Calendar>, requests: readonly EntryRequest[]): readonly Calendar[] {
  const heard = new Set(requests.map(({ unit }) => unit));
  return [...calendars]
    .filter(({ id, kind, active }) => kind === 'division' && active && !heard.has(id))
    .sort((a, b) => a.order - b.order);
}
