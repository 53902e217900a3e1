import type { Absence } from '#domain/absence.ts';
import { endOf, type AssumedMinutes } from '#domain/assumed.ts';
import type { Directory, Person } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { leaderDays, type LeaderEntry } from '#domain/leaderColumns.ts';
import { DAY_END, sessionOf } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';

/** What a person has on a day, in printed order, each once; of every calendar, what they act in included. */
export function ownDay<E extends Entry>(
  entries: readonly E[],
  person: Person,
  date: LocalDate,
  directory: Directory,
  absences: readonly Absence[],
): readonly LeaderEntry<E>[] {
  const [day] = leaderDays(entries, [person], [date], directory, absences);
  return day!.sessions.flatMap(({ cells }) => cells[0]!.entries).filter(({ again }) => !again);
}

const SESSION_END = { morning: 12 * 60, afternoon: 18 * 60, evening: DAY_END, allDay: DAY_END } as const;

/** Where an entry of a day is at a time of it (minutes after midnight): its hour may still come. */
export function stageOf(entry: Entry, minutes: number, lengths: AssumedMinutes): 'ahead' | 'going' | 'over' {
  const { date, lastDate, time } = entry;
  if (date !== lastDate || time.start === null || time.session === 'allDay') {
    return date === lastDate && minutes >= SESSION_END[sessionOf(time)] ? 'over' : 'ahead';
  }
  return minutes < time.start ? 'ahead' : minutes < (endOf(entry, lengths) ?? 0) ? 'going' : 'over';
}
