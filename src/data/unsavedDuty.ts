import type { DaysOff, Duty, Month, Turn } from '#domain/dutyRoster.ts';
import { DAYS_OFF, parseMonth, TURNS } from '#domain/dutyRoster.ts';

/** A month's duty as somebody tried and chose it, kept on this machine until it is saved or dropped. */
export interface DutyDraft {
  readonly filling: boolean;
  readonly turn: Turn;
  readonly daysOff: DaysOff;
  readonly keep: boolean;
  /** Single days chosen by hand; '' takes the duty away. */
  readonly chosen: Duty;
  /** Who was taken into the round, or out of it, by hand. */
  readonly ticks: Readonly<Record<string, boolean>>;
  /** How many days differ from what stands. */
  readonly days: number;
}

/** Where it belongs. */
export interface DutyPlace {
  readonly calendar: string;
  readonly month: Month;
  readonly days: number;
}

// Begins as all that somebody typed (unsaved.ts): whoever signs out has it taken from the machine. No id has an "@".
const ofPerson = (uid: string) => `unsaved:${uid}:@duty:`;
const keyOf = (uid: string, calendar: string, month: Month) => `${ofPerson(uid)}${calendar}:${month}`;

/** Null: it is saved, or dropped. A browser that keeps nothing loses it with the page. */
export function keepDutyDraft(
  storage: Storage,
  uid: string,
  { calendar, month }: Pick<DutyPlace, 'calendar' | 'month'>,
  draft: DutyDraft | null,
): void {
  try {
    if (draft) storage.setItem(keyOf(uid, calendar, month), JSON.stringify(draft));
    else storage.removeItem(keyOf(uid, calendar, month));
  } catch {
    // a private window, a full disk: choosing goes on
  }
}

export function dutyDraft(storage: Storage, uid: string, calendar: string, month: Month): DutyDraft | undefined {
  try {
    return read(storage.getItem(keyOf(uid, calendar, month)));
  } catch {
    return undefined;
  }
}

/** Every month that somebody has not saved, in order. */
export function dutyDraftsOf(storage: Storage, uid: string): readonly DutyPlace[] {
  const start = ofPerson(uid);
  try {
    return Object.keys(storage)
      .filter((key) => key.startsWith(start))
      .flatMap((key) => {
        const [calendar = '', text = ''] = key.slice(start.length).split(':');
        const month = parseMonth(text);
        const draft = month && read(storage.getItem(key));
        return month && draft ? [{ calendar, month, days: draft.days }] : [];
      })
      .sort((a, b) => (a.month < b.month ? -1 : 1));
  } catch {
    return [];
  }
}

/** Undefined for what no version of the app wrote. */
function read(text: string | null): DutyDraft | undefined {
  const value = JSON.parse(text ?? 'null') as Partial<DutyDraft> | null;
  if (typeof value !== 'object' || value === null || typeof value.chosen !== 'object') return undefined;
  return {
    filling: value.filling === true,
    turn: TURNS.find((one) => one === value.turn) ?? 'day',
    daysOff: DAYS_OFF.find((one) => one === value.daysOff) ?? 'apart',
    keep: value.keep !== false,
    chosen: value.chosen,
    ticks: value.ticks ?? {},
    days: Number(value.days) || 0,
  };
}
