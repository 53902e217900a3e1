/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role -- a cell's own role, said aloud: `display` takes it away */
/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control; an empty session has empty ones */
import { Fragment, type ReactNode } from 'react';
import { sessionOf, type LocalDate } from '#domain/time.ts';
import { bySession } from '#domain/layout.ts';
import type { PublicEntry } from '#domain/publication.ts';
import { useMessages } from '#i18n/messages.tsx';
import { usePageWords } from '#i18n/pages.ts';
import type { ListedDay } from './DayLists.tsx';
import { EntryWhat, EntryWhere, EntryWho, KeepEntry } from './EntryParts.tsx';
import { EntryHour } from './EntryHour.tsx';
import { SheetFootRows } from './Sheet.tsx';
import { DayHeading, rowMarks } from './WeekTable.tsx';

/** Day × session, leaders in the last column; the hour stands with the content. Morning and afternoon are there even if empty. */
export function SessionTable({
  days,
  today,
  caption,
  foot,
  signature,
}: {
  days: readonly ListedDay[];
  today: LocalDate;
  caption: string;
  foot: string;
  /** Printed below the last day, never alone on a sheet. */
  signature?: ReactNode;
}) {
  const { common, readers } = useMessages();
  const { columns } = readers;
  const t = usePageWords().sheet;
  return (
    <table className="week by-session" role="table">
      <caption className="skip">{caption}</caption>
      <colgroup>
        {['col-day', 'col-time', 'col-what', 'col-where', 'col-who'].map((name) => (
          <col key={name} className={name} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {[columns.day, t.session, columns.content, columns.where, t.leader].map((heading) => (
            <th key={heading} scope="col" role="columnheader">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      {days.map((day) => {
        const { date, entries } = day;
        // Beside what takes the whole day, a morning of its own would read as free.
        const wholeDay = entries.some(({ time }) => sessionOf(time) === 'allDay');
        const sessions = bySession(entries, wholeDay ? [] : ['morning', 'afternoon']);
        const rows = sessions.reduce((sum, session) => sum + Math.max(1, session.entries.length), 0);
        return (
          <tbody key={date} role="rowgroup" id={`d-${date}`} className={date === today ? 'today' : undefined}>
            {sessions.map((session, number) => {
              const label = (
                <th className="session" scope="rowgroup" role="rowheader" rowSpan={Math.max(1, session.entries.length)}>
                  {common.sessions[session.session]}
                </th>
              );
              const heading = number === 0 && <DayHeading day={day} isToday={date === today} rows={rows} />;
              return (
                <Fragment key={session.session}>
                  {session.entries.length === 0 && (
                    <tr role="row" className="none">
                      {heading}
                      {label}
                      <td role="cell" className="what">
                        {common.noEntries}
                      </td>
                      <td role="cell" className="where" />
                      <td role="cell" className="who" />
                    </tr>
                  )}
                  {session.entries.map((entry, index) => (
                    <tr key={entry.id} role="row" {...rowMarks(entry, date)}>
                      {index === 0 && heading}
                      {index === 0 && label}
                      <td role="cell" className="what">
                        <EntryHour entry={entry} date={date} />
                        <EntryWhat entry={entry} />
                        <Others entry={entry} />
                        <KeepEntry entry={entry} date={date} />
                      </td>
                      <td role="cell" className="where">
                        <EntryWhere entry={entry} />
                      </td>
                      <td role="cell" className="who">
                        <EntryWho entry={{ ...entry, attendees: [], invitees: [], forInformation: [] }} />
                      </td>
                    </tr>
                  ))}
                </Fragment>
              );
            })}
          </tbody>
        );
      })}
      <SheetFootRows columns={5}>{signature}</SheetFootRows>
      <tfoot role="rowgroup">
        <tr role="row">
          <td role="cell" colSpan={5}>
            {foot}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Everybody but the chairs. */
function Others({ entry }: { entry: PublicEntry }) {
  const { readers } = useMessages();
  if (entry.attendees.length + entry.invitees.length + entry.forInformation.length === 0) return null;
  return (
    <span className="why">
      {`${readers.columns.who}: `}
      <EntryWho entry={{ ...entry, chairs: [], actingFor: null }} />
    </span>
  );
}
