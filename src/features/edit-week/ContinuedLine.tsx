/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role -- a grid's lines and cells have their roles said (ARIA grid pattern); the rule knows rows of plain tables only */
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { formatDay } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { EntryWhat, EntryWhere, EntryWho } from '#ui/EntryParts.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import many from './many.module.css';

/** An entry of several days on one after its first, as readers see it; it is written where it begins. */
export function ContinuedLine({
  entry,
  date,
  directory,
  onSee,
}: {
  entry: Entry;
  date: LocalDate;
  directory: Directory;
  onSee: (key: string) => void;
}) {
  const t = useMessages();
  const worded = wordedEntry(entry, directory, []);
  return (
    <tr role="row" className={`${many.continued} ${entry.status === 'planned' ? '' : 'can'}`}>
      <td role="gridcell" className="time">
        {t.readers.continues} <span className="end until">{`${t.readers.since} ${formatDay(entry.date)}`}</span>
      </td>
      <td role="gridcell" className="what">
        <EntryWhat entry={{ ...worded, connectionPoints: [] }} />
      </td>
      <td role="gridcell" className="who">
        <EntryWho entry={worded} />
      </td>
      <td role="gridcell" className="where">
        <EntryWhere entry={worded} />
      </td>
      <td role="gridcell" className="state" data-tools={date}>
        <button
          type="button"
          className="link noPrint"
          data-day={date}
          tabIndex={-1}
          aria-label={t.edit.conflicts.seeEntry(entry.content)}
          onClick={() => onSee(entry.id)}
        >
          {t.rows.firstDay}
        </button>
      </td>
    </tr>
  );
}
