/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role -- a cell's own role, said aloud: `display` takes it away */
/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control; a day without entries has empty ones */
import type { ReactNode } from 'react';
import { issuedEnd } from '#domain/assumed.ts';
import { formatDay, weekday, type LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { EntryWhat, EntryWhen, EntryWhere, EntryWho, KeepEntry, type TableEntry } from './EntryParts.tsx';
import { OfficeText } from './OfficeText.tsx';
import { SheetFootRows } from './Sheet.tsx';

interface TableDay<E extends TableEntry> {
  readonly date: LocalDate;
  /** In printed order. An entry over several days may stand on each of them: after its first it is shown as going on. */
  readonly entries: readonly E[];
  readonly duty: string | null;
  /** "Nghỉ lễ: Tết Nguyên đán" */
  readonly holiday?: string | null;
}

/**
 * The week as one `<table>` in three dresses (readers.css): six columns, stacked lines on a phone, the office's sheet
 * on paper. A `tbody` a day. Roles are written out because the phone's dress takes the table's display, and with it
 * its meaning, away. Renders the same on the server: no clock, no hook that needs a browser.
 */
export function WeekTable<E extends TableEntry>({
  days,
  today,
  caption,
  foot,
  signature,
  state,
  withDuty = true,
}: {
  days: readonly TableDay<E>[];
  today: LocalDate | null;
  caption: string;
  /** Printed at the foot of each sheet: revision and time. */
  foot?: string;
  /** Printed below the last day, never alone on a sheet. */
  signature?: ReactNode;
  /** Staff: a last column of their own; duty then stands under the date. */
  state?: { heading: string; cell: (entry: E) => ReactNode };
  /** Readers: whether the last column says who is on duty. */
  withDuty?: boolean;
}) {
  const { columns } = useMessages().readers;
  const headings = [
    columns.day,
    columns.time,
    columns.content,
    columns.who,
    columns.where,
    ...(state ? [state.heading] : withDuty ? [columns.duty] : []),
  ];
  return (
    <table className={state ? 'week with-state' : 'week'} role="table">
      <caption className="skip">{caption}</caption>
      <colgroup>
        {['col-day', 'col-time', 'col-what', 'col-who', 'col-where', 'col-last']
          .slice(0, headings.length)
          .map((name) => (
            <col key={name} className={name} />
          ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {headings.map((heading) => (
            <th
              key={heading}
              scope="col"
              role="columnheader"
              className={heading === columns.duty ? 'duty-head' : undefined}
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      {days.map((day) => (
        <DayRows key={day.date} day={day} isToday={day.date === today} state={state?.cell} withDuty={withDuty} />
      ))}
      <SheetFootRows columns={headings.length}>{signature}</SheetFootRows>
      {foot !== undefined && (
        <tfoot role="rowgroup">
          <tr role="row">
            <td role="cell" colSpan={headings.length}>
              {foot}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** Entries of a day that fills much of a phone's screen: it is laid out once the reader comes near it (readers.css). */
const LONG = 4;

function DayRows<E extends TableEntry>({
  day,
  isToday,
  state,
  withDuty,
}: {
  day: TableDay<E>;
  isToday: boolean;
  state: ((entry: E) => ReactNode) | undefined;
  withDuty: boolean;
}) {
  const { common } = useMessages();
  const rows = Math.max(1, day.entries.length);
  const heading = <DayHeading day={day} isToday={isToday} rows={rows} />;
  const duty = !state && withDuty && (
    <td role="cell" className="duty" rowSpan={rows}>
      {day.duty}
    </td>
  );
  return (
    <tbody
      role="rowgroup"
      id={`d-${day.date}`}
      className={[isToday && 'today', rows >= LONG && 'long'].filter(Boolean).join(' ') || undefined}
    >
      {day.entries.length === 0 && (
        <tr role="row" className="none">
          {heading}
          <td role="cell" className="time" />
          <td role="cell" className="what">
            {common.noEntries}
          </td>
          <td role="cell" className="who" />
          <td role="cell" className="where" />
          {state ? <td role="cell" className="state" /> : duty}
        </tr>
      )}
      {day.entries.map((entry, index) => (
        <tr key={entry.id} role="row" {...rowMarks(entry, day.date)}>
          {index === 0 && heading}
          <EntryCells entry={entry} date={day.date} />
          {state ? (
            <td role="cell" className="state">
              {state(entry)}
            </td>
          ) : (
            index === 0 && duty
          )}
        </tr>
      ))}
    </tbody>
  );
}

/** Time, content, people and place of an entry on one of its days: after its first it is shown as going on. */
export function EntryCells({ entry, date }: { entry: TableEntry; date: LocalDate }) {
  const { readers } = useMessages();
  return (
    <>
      <td role="cell" className="time">
        {entry.date === date ? (
          <>
            <EntryWhen entry={entry} />
            <KeepEntry entry={entry} date={date} />
          </>
        ) : (
          <>
            {readers.continues} <span className="end until">{`${readers.since} ${formatDay(entry.date)}`}</span>
          </>
        )}
      </td>
      <td role="cell" className="what">
        <EntryWhat entry={entry} />
      </td>
      <td role="cell" className="who">
        <EntryWho entry={entry} />
      </td>
      <td role="cell" className="where">
        <EntryWhere entry={entry} />
      </td>
    </>
  );
}

/** What the row of an entry is marked with: struck, or its hours, by which the reader's script finds the current ones. */
export const rowMarks = (entry: TableEntry, date: LocalDate) => ({
  className: entry.status === 'planned' ? undefined : 'can',
  'data-start': entry.date === date && entry.status === 'planned' ? (entry.time.start ?? undefined) : undefined,
  // Two hours are what the script assumes by itself.
  'data-end':
    entry.time.end !== null || entry.assumedMinutes !== undefined ? (issuedEnd(entry) ?? undefined) : undefined,
});

/** A day's heading: the row group's first cell, and on a phone the line that stays while the day scrolls by. */
export function DayHeading({
  day: { date, duty, holiday = null },
  isToday,
  rows,
}: {
  day: Pick<TableDay<TableEntry>, 'date' | 'duty' | 'holiday'>;
  isToday: boolean;
  rows: number;
}) {
  const { common, readers } = useMessages();
  return (
    <th className="day" scope="rowgroup" role="rowheader" rowSpan={rows}>
      {/* Two boxes for paper alone, which repeats the inner one where the day goes on over a sheet's end (print.css). */}
      <span className="onEachSheet">
        <span>
          <b>{common.weekdays[weekday(date) - 1]}</b> <time dateTime={date}>{formatDay(date)}</time>
          {isToday && <em> {common.today}</em>}
          {duty !== null && <small>{`${readers.duty} ${duty}`}</small>}
          <DayOff>{holiday}</DayOff>
        </span>
      </span>
    </th>
  );
}

/** That the day is off, or worked in exchange, as it was issued. */
export const DayOff = ({ children }: { children: string | null }) =>
  children !== null && (
    <span className="day-off">
      {' '}
      <OfficeText>{children}</OfficeText>
    </span>
  );
