import type { AgencySettings } from '#domain/directory.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { SheetHead } from './Sheet.tsx';

/** What stands above a week that staff print as it stands: no document, and so no document's number. */
export function UnissuedSheetHead({
  settings,
  week,
  number,
  today,
  of,
  note,
}: {
  settings: AgencySettings;
  week: WeekId;
  number: number;
  today: LocalDate;
  of: readonly string[];
  note: string;
}) {
  const days = daysOf(week);
  return (
    <SheetHead
      agency={settings.name}
      parent={settings.parentName}
      documentNo=""
      locality={settings.locality}
      dated={today}
      week={{ number, from: days[0], to: days[6] }}
      {...{ of, note }}
    />
  );
}
