import { useDirectory } from '#data/directory.ts';
import { useSettings } from '#data/settings.ts';
import { may, type Member } from '#domain/permissions.ts';
import { todayAt, type LocalDate } from '#domain/time.ts';
import { addWeeks, weekOf, type WeekId } from '#domain/week.ts';
import { clockNow } from '#ui/clock.ts';

export const today = (): LocalDate => todayAt(clockNow());
export const currentWeek = (): WeekId => weekOf(today());

/** The week that divisions register for: the next. */
export const requestedWeek = (): WeekId => addWeeks(currentWeek(), 1);

/** Leaders have a day of their own that they act on. */
export const hasOwnDay = (member: Member): boolean => member.person !== null && may(member, 'issueWeek');

/** The calendar that a member most likely means: their own, else the agency's. Undefined while it loads. */
export function useHomeCalendar(member: Member): string | undefined {
  const settings = useSettings();
  const own =
    settings &&
    (may(member, 'editEntries', { id: settings.defaultCalendar, kind: 'board' }) ? undefined : member.editorOf[0]);
  return own ?? settings?.defaultCalendar;
}

/** The boards whose requests a member answers, the agency's own first; undefined while they load. */
export function useBoards(member: Member): readonly string[] | undefined {
  const directory = useDirectory();
  const settings = useSettings();
  if (!directory || !settings) return undefined;
  const boards = [...directory.calendars.values()].filter(
    (calendar) => calendar.kind === 'board' && calendar.active && may(member, 'editEntries', calendar),
  );
  const ids = boards.map(({ id }) => id);
  return ids.includes(settings.defaultCalendar)
    ? [settings.defaultCalendar, ...ids.filter((id) => id !== settings.defaultCalendar)]
    : ids;
}
