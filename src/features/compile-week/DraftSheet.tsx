import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import type { Party } from '#domain/party.ts';
import { dutyWords, type WeekState } from '#domain/publication.ts';
import { formatClock, formatDate, minutesAt, todayAt } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { UnissuedSheetHead } from '#ui/UnissuedSheetHead.tsx';
import { usePrinting } from '#ui/usePrinting.ts';
import { WeekTable } from '#ui/WeekTable.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';

/** What this page gives on paper: the board's whole week as it stands, without any request that waits. */
export function DraftSheet({
  settings,
  calendar,
  week,
  number,
  entries,
  duty,
  absences,
  directory,
  now,
}: {
  settings: AgencySettings;
  calendar: Calendar;
  week: WeekId;
  number: number;
  /** In printed order. */
  entries: readonly Entry[];
  duty: WeekState['duty'];
  absences: readonly Absence[];
  directory: Directory;
  now: number;
}) {
  const t = useMessages();
  const printing = usePrinting();
  if (!printing) return null;
  const days = daysOf(week);
  const today = todayAt(now);
  const rows = entries.map((entry) => wordedEntry(entry, directory, absences));
  return (
    <>
      <UnissuedSheetHead {...{ settings, week, number, today }} of={[calendar.name]} note={t.edit.sheetNote} />
      <WeekTable
        caption={t.edit.caption(calendar.name, number)}
        today={today}
        foot={t.view.printed(`${formatClock(minutesAt(now))}, ${formatDate(today)}`)}
        days={days.map((date) => {
          const leader = duty[date];
          return {
            date,
            entries: rows.filter((row) => row.date <= date && date <= row.lastDate),
            duty: leader === undefined ? null : dutyWords(leader as Party, date, directory, absences),
          };
        })}
      />
    </>
  );
}
