import type { ShownEntry } from '#data/entries.ts';
import type { Conflict } from '#domain/conflicts.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import { draftOf, type Entry } from '#domain/entry.ts';
import { positionOn, referenceOf, type Party } from '#domain/party.ts';
import { compareTime } from '#domain/time.ts';
import type { Messages } from './messages.ts';
import type { Findings } from './useFindings.ts';
import { clashSentence, type OpenForm } from './WaitingRequest.tsx';

interface Desk {
  readonly directory: Directory;
  readonly calendar: Calendar;
  readonly t: Messages;
}

/** What a form under a request says when it opens. `worst`: of what speaks against the request. */
export function firstForm(
  kind: OpenForm['kind'],
  entry: Entry,
  { duplicate, targets }: Findings,
  worst: Conflict | undefined,
  desk: Desk,
): OpenForm {
  switch (kind) {
    case 'return':
      return { kind, sentence: firstReason(entry, worst, desk) };
    case 'merge':
      return { kind, target: (duplicate ?? nearest(entry, targets))?.id ?? null };
    case 'change':
      return { kind, draft: draftOf(entry) };
  }
}

/** What is plausible, or nothing: a reason is not sent back by mistake. */
function firstReason(entry: Entry, worst: Conflict | undefined, { directory, calendar, t }: Desk): string {
  if (worst?.grade === 'certain') return clashSentence(entry, worst, directory, t);
  const isOfBoard = (party: Party): boolean => {
    const person = party.startsWith('person:') ? directory.people.get(referenceOf(party)) : undefined;
    return person !== undefined && positionOn(person, entry.date)?.unit === calendar.id;
  };
  const withLeader = [...entry.chairs, ...entry.attendees, ...entry.invitees].some(isOfBoard);
  return withLeader ? '' : (t.compile.returning.presets.find(({ key }) => key === 'division')?.sentence ?? '');
}

/** The one of the same day that begins at about the same time, else the first. */
const nearest = (entry: Entry, targets: readonly ShownEntry[]): ShownEntry | undefined => {
  const from = (one: Entry): number => Math.abs((one.time.start ?? 0) - (entry.time.start ?? 0));
  return (
    targets
      .filter(({ date }) => date === entry.date)
      .sort((a, b) => from(a) - from(b) || compareTime(a.time, b.time))[0] ?? targets[0]
  );
};
