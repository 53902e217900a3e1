import { formatDay, type LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { EntryWhen, type TableEntry } from './EntryParts.tsx';

/**
 * The time of an entry in front of its words, where it has no column of its own. Under a session's name, an entry that
 * states the session only has none.
 */
export function EntryHour({ entry, date, session = false }: { entry: TableEntry; date: LocalDate; session?: boolean }) {
  const { readers } = useMessages();
  if (entry.date !== date) {
    return <b className="hour">{`${readers.continues} ${readers.since} ${formatDay(entry.date)}: `}</b>;
  }
  if (!session && entry.time.start === null && entry.lastDate === entry.date) return null;
  return (
    <b className="hour">
      <EntryWhen entry={entry} />
      {': '}
    </b>
  );
}
