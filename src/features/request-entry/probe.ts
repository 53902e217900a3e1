import type { ClashIndex, Conflict } from '#domain/conflicts.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';

/** Stands for words that are still to come. */
const ANYTHING = '…';

/** What is typed as an entry that clashes can be looked for, before it has its content; null: no day or no time yet. */
export function probeOf(draft: EntryDraft, context: Pick<Entry, 'id' | 'calendar' | 'week'>): Entry | null {
  const { date, lastDate, time, chairs, attendees, invitees, officeLead, place, vehicle, kind } = draft;
  const held = { date, lastDate, time, chairs, attendees, invitees, officeLead, place, vehicle, kind };
  const parsed = parseEntry({ ...emptyDraft(date), ...held, content: ANYTHING }, { ...context, stage: 'requested' });
  return parsed.ok ? parsed.entry : null;
}

/** A unit knows its own week: that it takes part in two things is no clash to tell it of. */
export const withoutUnit = <E extends Entry>(entry: E, unit: string): E => ({
  ...entry,
  attendees: entry.attendees.filter((party) => party !== `unit:${unit}`),
  invitees: entry.invitees.filter((party) => party !== `unit:${unit}`),
});

/**
 * What it clashes with over whom and what it names. That somebody of a unit that takes part has something else is no clash
 * here: the unit sends another.
 */
export function clashesOf(probe: Entry, index: ClashIndex): readonly Conflict[] {
  const { chairs, attendees, invitees, officeLead, place, vehicle } = probe;
  const named: readonly unknown[] = [...chairs, ...attendees, ...invitees, officeLead, place, vehicle];
  return index.of(probe).filter(({ over }) => over.some((one) => named.includes(one)));
}

/** The draft of a new request: the unit prepares it and takes part. */
export const newRequest = (date: string, unit: string): EntryDraft => ({
  ...emptyDraft(date),
  attendees: [`unit:${unit}`],
  preparingUnit: `unit:${unit}`,
});

/** As one that was sent before, on another day: without what was of the one meeting only. */
export const copyOf = (draft: EntryDraft, date: string): EntryDraft => ({
  ...draft,
  date,
  lastDate: '',
  invitationNo: '',
  documentNo: '',
  status: 'planned',
  reason: '',
  fixed: false,
});
