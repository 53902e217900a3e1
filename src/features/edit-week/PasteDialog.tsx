import { useCallback, useMemo, useState } from 'react';
import type { Directory } from '#domain/directory.ts';
import { parseEntry } from '#domain/entry.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { apart, headingDay, PASTED_COLUMNS, pastedDrafts, recognisedColumns } from '#domain/pastedRows.ts';
import type { PastedGrid } from '#domain/pastedCells.ts';
import type { PastedRow } from '#domain/pastedRows.ts';
import { namesOn } from '#domain/findNamed.ts';
import { readQuickLine } from '#domain/quickLine.ts';
import { isLocalDate, todayAt } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { clockNow } from '#ui/clock.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { PickList } from '#ui/PickList.tsx';
import paste from './paste.module.css';
import { named, partySuggestions, placeSuggestions } from '#domain/suggest.ts';
import { dayText, partyText, placeText, understoodTime } from '#ui/draftWords.ts';

/**
 * Rows as they were pasted, with what each column holds, to be corrected, and what each row will be. Rows with a fault
 * are added too: they stay unsaved in the table, with every word, until they are put right.
 */
export function PasteDialog({
  grid: pasted,
  calendar,
  week,
  day,
  directory,
  onAdd,
  onClose,
}: {
  grid: PastedGrid;
  calendar: string;
  week: WeekId;
  /** Of rows that name none. */
  day: LocalDate;
  directory: Directory;
  onAdd: (drafts: readonly EntryDraft[]) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const words = t.edit.pasteDialog;
  const known = useMemo(() => {
    const [parties, places] = [partySuggestions(directory, day), placeSuggestions(directory)];
    const names = namesOn(directory, day);
    return {
      party: (name: string) => named(parties, name)?.value ?? names.party(name),
      place: (name: string) => named(places, name)?.value ?? names.room(name),
    };
  }, [directory, day]);
  const readLine = useCallback(
    (line: string, on: LocalDate): EntryDraft =>
      readQuickLine(line, { directory, week, day: on, today: todayAt(clockNow()) }).draft,
    [directory, week],
  );
  const grid = useMemo(() => apart(pasted, known.party), [pasted, known]);
  const found = useMemo(() => recognisedColumns(grid, week, known), [grid, week, known]);
  const [columns, setColumns] = useState(found.columns);
  const rows = useMemo(
    () =>
      new Map(
        pastedDrafts(grid, { columns, body: found.body }, { week, day, known, readLine }).map((row) => [
          row.index,
          { row, read: parseEntry(row.draft, { id: 'pasted', calendar, week }) },
        ]),
      ),
    [grid, columns, found.body, week, day, known, readLine, calendar],
  );
  const wrong = [...rows.values()].filter(({ read }) => !read.ok).length;
  const options = PASTED_COLUMNS.map((key) => ({ key, label: words.columns[key] }));

  const understood = ({ row, read }: { row: PastedRow; read: ReturnType<typeof parseEntry> }) => {
    const { draft, otherWeekday, fromLine } = row;
    const on = isLocalDate(draft.date) ? draft.date : day;
    const parts = [
      ['content', draft.content],
      ['chairs', draft.chairs.map((who) => partyText(who, directory, on)).join(', ')],
      ['attendees', draft.attendees.map((who) => partyText(who, directory, on)).join(', ')],
      ['place', placeText(draft.place, directory)],
    ] as const;
    const date = isLocalDate(draft.date) ? dayText(draft.date as LocalDate, t) : draft.date;
    const errors = read.ok ? [] : (Object.entries(read.errors) as [keyof EntryDraft, keyof typeof t.edit.errors][]);
    return (
      <>
        <b>{[date, understoodTime(draft.time, t) ?? draft.time].filter(Boolean).join(', ')}</b>
        {fromLine &&
          parts.map(
            ([field, text]) =>
              text !== '' && (
                <span key={field} className={paste.part}>
                  {field !== 'content' && <span className="muted">{t.edit.fields[field]}: </span>}
                  {text}
                </span>
              ),
          )}
        {otherWeekday && <span className={paste.note}>{words.otherWeekday}</span>}
        {errors.map(([field, code]) => (
          <span key={field} className="err">
            {t.edit.fields[field]}: {t.edit.errors[code]}
          </span>
        ))}
      </>
    );
  };

  return (
    <Dialog
      title={words.heading(grid.length - found.body)}
      onClose={onClose}
      actions={
        <Button
          look="ink"
          aria-describedby={rows.size === 0 ? 'paste-none' : undefined}
          disabled={rows.size === 0}
          onClick={() => onAdd([...rows.values()].map(({ row }) => row.draft))}
        >
          {words.add(rows.size, wrong)}
        </Button>
      }
    >
      <p className="muted" id="paste-none">
        {rows.size === 0 ? words.none : words.text}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by the keyboard */}
      <div className={paste.scroll} role="region" aria-label={words.rows} tabIndex={0}>
        <table className={paste.rows}>
          <thead>
            <tr>
              <th scope="col">{words.understood}</th>
              {columns.map((column, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- a column has no identity but its place
                <th key={index} scope="col" data-column={words.column(index + 1)}>
                  <PickList
                    label={words.column(index + 1)}
                    look="field"
                    options={options}
                    value={column}
                    onChange={(key) =>
                      setColumns(
                        columns.map((other, at) =>
                          at === index ? key : other === key && key !== 'none' ? 'none' : other,
                        ),
                      )
                    }
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.slice(found.body).map((cells, offset) => {
              const row = rows.get(found.body + offset);
              return (
                // oxlint-disable-next-line react/no-array-index-key -- nor has a pasted row
                <tr key={offset}>
                  <th scope="row">
                    {row ? (
                      understood(row)
                    ) : (
                      <span className="muted">{headingDay(cells, week) ? words.dayLine : words.noEntry}</span>
                    )}
                  </th>
                  {columns.map((column, index) => (
                    // oxlint-disable-next-line react/no-array-index-key -- nor its cell
                    <td
                      key={index}
                      className={column === 'none' ? 'muted' : undefined}
                      data-column={`${index + 1}. ${words.columns[column]}`}
                    >
                      {cells[index]}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
