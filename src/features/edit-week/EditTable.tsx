// A grid's lines take the focus and the keys (ARIA grid pattern); the rule knows rows of plain tables only.
/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/no-noninteractive-element-to-interactive-role */
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Directory } from '#domain/directory.ts';
import type { EntryDraft, StoredEntry } from '#domain/entry.ts';
import { parseEntry } from '#domain/entry.ts';
import { formatDay, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { EntryWhat, EntryWhen, EntryWhere, EntryWho, type TableEntry } from '#ui/EntryParts.tsx';
import { Mark } from '#ui/Mark.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import { DutyField } from './DutyField.tsx';
import styles from './edit.module.css';
import { rowCommand, type RowCommand } from './keys.ts';
import { onFieldsKey, RowFields, type RowActs } from './RowFields.tsx';
import type { Row } from './rowState.ts';
import { emptyStop, nextStop, stopsOf, type ShownDay, type ShownRow } from './shownRows.ts';
import { dayText, entryName, partyText, placeText } from './words.ts';

interface TableActs {
  readonly open: (key: string) => void;
  readonly add: (date: LocalDate) => void;
  readonly stop: (key: string) => void;
  readonly remove: (key: string) => void;
  readonly move: (key: string, days: 1 | -1) => void;
  readonly keys: () => void;
  readonly duty: (date: LocalDate, value: string) => void;
  /** The focus went to this stop. */
  readonly at: (stop: string) => void;
}

/**
 * The week as the table that is the editor (ARIA grid): one Tab stop, arrows between the lines, ← → to the day's and
 * the line's buttons. A line that is open has its fields instead, and the keys are theirs.
 */
export function EditTable<E extends StoredEntry>({
  caption,
  days,
  today,
  directory,
  calendar,
  week,
  duty,
  open,
  picked,
  current,
  letters,
  acts,
  rowActs,
  stateOf,
}: {
  caption: string;
  days: readonly ShownDay<E>[];
  today: LocalDate;
  directory: Directory;
  calendar: string;
  week: WeekId;
  duty: Readonly<Record<string, string>>;
  /** The line whose fields are shown in the table. */
  open: string | null;
  /** The line whose form stands beside the table, which is narrower then: who and state are left out. */
  picked: string | null;
  /** The line that Tab comes to. */
  current: string;
  letters: boolean;
  acts: TableActs;
  rowActs: (row: Row) => RowActs;
  stateOf: (shown: ShownRow<E>) => ReactNode;
}) {
  const t = useMessages();
  const root = useRef<HTMLTableElement>(null);
  const stops = stopsOf(days);
  const tabStop = stops.includes(current) ? current : (stops[0] ?? '');

  function run(command: RowCommand, stop: string, date: LocalDate, shown: ShownRow<E> | null, target: HTMLElement) {
    const line = root.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop)}"]`) ?? null;
    switch (command) {
      case 'up':
      case 'down':
      case 'first':
      case 'last': {
        const next = nextStop(stops, stop, command);
        root.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(next)}"]`)?.focus();
        return;
      }
      case 'left':
      case 'right': {
        const before = [...(root.current?.querySelectorAll<HTMLElement>(`[data-day="${date}"]`) ?? [])];
        const after = [...(line?.querySelectorAll<HTMLElement>('[data-act]') ?? [])];
        const chain = [...before, line, ...after];
        chain[chain.indexOf(target) + (command === 'right' ? 1 : -1)]?.focus();
        return;
      }
      case 'edit':
        return shown ? acts.open(shown.key) : acts.add(date);
      case 'add':
        return acts.add(date);
      case 'keys':
        return acts.keys();
    }
    if (!shown) return;
    if (command === 'stop') acts.stop(shown.key);
    else if (command === 'delete') acts.remove(shown.key);
    else acts.move(shown.key, command === 'earlierDay' ? -1 : 1);
  }

  /** Keys of a line, and of the buttons in it. Fields, and lists under them, keep theirs. */
  function onKey(event: KeyboardEvent<HTMLElement>, stop: string, date: LocalDate, shown: ShownRow<E> | null) {
    const target = event.target as HTMLElement;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const command = rowCommand(event.nativeEvent, letters);
    if (!command || (target instanceof HTMLButtonElement && (command === 'edit' || command === 'delete'))) return;
    event.preventDefault();
    run(command, stop, date, shown, target);
  }

  const columns = [
    t.readers.columns.day,
    t.readers.columns.time,
    t.readers.columns.content,
    t.edit.columns.who,
    t.readers.columns.where,
    t.edit.columns.state,
  ];
  return (
    <table
      ref={root}
      className={`week with-state ${styles.table} ${picked === null ? '' : styles.compact}`}
      role="grid"
    >
      <caption className="skip">{caption}</caption>
      <colgroup>
        {['col-day', 'col-time', 'col-what', 'col-who', 'col-where', 'col-last'].map((name) => (
          <col key={name} className={name} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((heading, index) => (
            <th key={heading} scope="col" role="columnheader" className={['', '', '', 'who', '', 'state'][index]}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      {days.map(({ date, rows }) => {
        const dayName = dayText(date, t);
        return (
          <tbody key={date} role="rowgroup" className={date === today ? 'today' : undefined}>
            <tr role="row" className={styles.dayRow}>
              <th className="day" scope="rowgroup" role="rowheader" rowSpan={Math.max(1, rows.length) + 1}>
                <b>{t.common.weekdays[weekday(date) - 1]}</b> <time dateTime={date}>{formatDay(date)}</time>
                {date === today && <em> {t.common.today}</em>}
                {/* Keys come up from the buttons inside. */}
                {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
                <span
                  className={styles.dayTools}
                  onKeyDown={(event) => onKey(event, rows[0]?.key ?? emptyStop(date), date, null)}
                >
                  <DutyField
                    date={date}
                    day={dayName}
                    value={duty[date] ?? ''}
                    directory={directory}
                    onSave={(value) => acts.duty(date, value)}
                  />
                  <button
                    type="button"
                    className={`link ${styles.add}`}
                    data-day={date}
                    tabIndex={-1}
                    aria-label={t.edit.addTo(dayName)}
                    onClick={() => acts.add(date)}
                  >
                    {t.edit.add}
                  </button>
                </span>
              </th>
            </tr>
            {rows.length === 0 && (
              <tr
                role="row"
                className={`none ${styles.empty}`}
                data-stop={emptyStop(date)}
                tabIndex={tabStop === emptyStop(date) ? 0 : -1}
                onFocus={(event) => event.target === event.currentTarget && acts.at(emptyStop(date))}
                onKeyDown={(event) => onKey(event, emptyStop(date), date, null)}
                onDoubleClick={() => acts.add(date)}
              >
                <td role="gridcell" className="what" colSpan={5}>
                  {t.common.noEntries}
                </td>
              </tr>
            )}
            {rows.map((shown) =>
              shown.row && shown.key === open ? (
                <tr
                  key={shown.key}
                  role="row"
                  className={styles.edit}
                  data-row={shown.key}
                  aria-label={shown.entry ? t.edit.editEntry(entryName(shown.row.draft, t)) : t.edit.newEntry}
                  onKeyDown={(event) => shown.row && onFieldsKey(event, rowActs(shown.row))}
                >
                  <RowFields
                    row={shown.row}
                    directory={directory}
                    acts={rowActs(shown.row)}
                    note={stateOf(shown)}
                    isNew={shown.row.origin === null}
                  />
                </tr>
              ) : (
                <tr
                  key={shown.key}
                  role="row"
                  className={
                    [rowClass(shown), shown.key === picked && styles.picked].filter(Boolean).join(' ') || undefined
                  }
                  data-row={shown.key}
                  data-stop={shown.key}
                  tabIndex={tabStop === shown.key ? 0 : -1}
                  onFocus={(event) => event.target === event.currentTarget && acts.at(shown.key)}
                  onKeyDown={(event) => onKey(event, shown.key, date, shown)}
                  onClick={(event) => {
                    if (event.target instanceof Element && event.target.closest('button,summary')) return;
                    if (getSelection()?.isCollapsed !== false) acts.open(shown.key);
                  }}
                >
                  <ReadCells shown={shown} directory={directory} calendar={calendar} week={week} />
                  <td role="gridcell" className="state">
                    {stateOf(shown)}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        );
      })}
    </table>
  );
}

const rowClass = ({ entry, row }: ShownRow) => ((row?.draft.status ?? entry?.status) === 'planned' ? undefined : 'can');

/** The stored words, or ours over them while they wait. */
function ReadCells({
  shown: { entry, row },
  directory,
  calendar,
  week,
}: {
  shown: ShownRow;
  directory: Directory;
  calendar: string;
  week: WeekId;
}) {
  const { points } = useMessages().readers;
  const ours = row && row.phase !== 'saving' ? row : entry ? null : row;
  const { worded, time } = ours
    ? wordedDraft(ours, directory, calendar, week)
    : { worded: wordedEntry(entry!, directory), time: null };
  return (
    <>
      <td role="gridcell" className="time">
        {time ?? <EntryWhen entry={worded} />}
      </td>
      <td role="gridcell" className="what">
        {/* The points unfold only in the form: a summary here would be a second Tab stop. */}
        <EntryWhat entry={{ ...worded, connectionPoints: [] }} />{' '}
        {worded.connectionPoints.length > 0 && <Mark tone="now">{`${worded.connectionPoints.length} ${points}`}</Mark>}
      </td>
      <td role="gridcell" className="who">
        <EntryWho entry={worded} />
      </td>
      <td role="gridcell" className="where">
        <EntryWhere entry={worded} />
      </td>
    </>
  );
}

/** Typed words that are no entry yet are shown as typed. */
function wordedDraft(
  row: Row,
  directory: Directory,
  calendar: string,
  week: WeekId,
): { worded: TableEntry; time: string | null } {
  const { draft, id } = row;
  const parsed = parseEntry(draft, { id, calendar, week });
  if (parsed.ok) return { worded: wordedEntry(parsed.entry, directory), time: null };
  const party = (value: string) => partyText(value, directory, draft.date as LocalDate);
  return {
    worded: {
      ...typedEntry(id, draft),
      chairs: draft.chairs.map(party),
      attendees: draft.attendees.map(party),
      place: placeText(draft.place, directory),
    },
    time: draft.time,
  };
}

const typedEntry = (id: string, draft: EntryDraft): TableEntry => ({
  id,
  date: draft.date as LocalDate,
  lastDate: draft.date as LocalDate,
  time: { session: null, start: null, end: null },
  content: draft.content,
  chairs: [],
  attendees: [],
  invitees: [],
  forInformation: [],
  place: null,
  gatheringPoint: draft.gatheringPoint || null,
  connectionPoints: [],
  preparingUnit: null,
  logistics: null,
  officeLead: null,
  invitationNo: draft.invitationNo || null,
  documentNo: draft.documentNo || null,
  separateInvitation: draft.separateInvitation,
  replacesInvitation: draft.replacesInvitation,
  kind: draft.kind,
  status: draft.status,
  reason: draft.reason || null,
  actingFor: null,
  change: null,
});
