import type { ShownEntry } from '#data/entries.ts';
import type { Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import type { Party } from '#domain/party.ts';
import { dutyWords } from '#domain/publication.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import type { TableEntry } from '#ui/EntryParts.tsx';
import { Mark } from '#ui/Mark.tsx';
import { WeekTable } from '#ui/WeekTable.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import type { IssuedChanges } from './issuedChanges.ts';
import { SeenAct, SeenCount, type InvitingEntry } from './Seen.tsx';
import styles from './view.module.css';

type StaffRow = TableEntry & { readonly stored: ShownEntry; readonly inviting: InvitingEntry | null };

/** The week as readers have it, and of each entry what only staff are told. */
export function EntriesTable({
  week,
  number,
  directory,
  absences,
  entries,
  today,
  duty,
  calendarName,
  foot,
  changeOf,
  invitingOf,
  uid,
  onOpen,
}: {
  week: WeekId;
  number: number;
  directory: Directory;
  absences: readonly Absence[];
  entries: readonly ShownEntry[];
  today: LocalDate;
  duty: Readonly<Record<string, string>>;
  calendarName: string;
  foot: string;
  changeOf: IssuedChanges;
  invitingOf: (entry: ShownEntry) => InvitingEntry | null;
  uid: string;
  onOpen: (id: string) => void;
}) {
  const v = useMessages().view;
  const rows: readonly StaffRow[] = entries.map((entry) => ({
    ...wordedEntry(entry, directory, absences),
    change: changeOf(entry),
    stored: entry,
    inviting: invitingOf(entry),
  }));
  return (
    <WeekTable
      caption={v.caption(number, calendarName)}
      today={today}
      foot={foot}
      days={daysOf(week).map((date) => ({
        date,
        entries: rows.filter((row) => row.date <= date && date <= row.lastDate),
        duty: duty[date] === undefined ? null : dutyWords(duty[date] as Party, date, directory, absences),
      }))}
      state={{
        heading: v.calendar,
        cell: ({ stored, inviting }) => (
          <>
            {directory.calendars.get(stored.calendar)?.shortName ?? stored.calendar}{' '}
            {stored.visibility === 'internal' && (
              <span className={styles.state}>
                <Mark tone="plain">{v.internal}</Mark>
              </span>
            )}
            {stored.pending && <b className={styles.state}>{v.pending}</b>}
            {inviting && <SeenAct {...{ inviting, uid }} />}
            <span data-entry={stored.id}>
              {inviting && <SeenCount {...{ inviting, directory }} onOpen={() => onOpen(stored.id)} />}{' '}
              <button
                type="button"
                className="link"
                aria-label={v.detailsOf(stored.content)}
                onClick={() => onOpen(stored.id)}
              >
                {v.details}
              </button>
            </span>
          </>
        ),
      }}
    />
  );
}
