// A grid's lines take the focus and the keys (ARIA grid pattern); the rule knows rows of plain tables only.
/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/no-noninteractive-element-to-interactive-role */
import {
  Fragment,
  memo,
  useLayoutEffect,
  useMemo,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { awayOnDuty, type Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import { parseParty } from '#domain/party.ts';
import type { Holiday, Holidays } from '#domain/holiday.ts';
import { repeatsBy, type Series } from '#domain/series.ts';
import { formatDay, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { awayText } from './AwayLines.tsx';
import { ContinuedLine } from './ContinuedLine.tsx';
import { DutyField } from './DutyField.tsx';
import styles from './edit.module.css';
import { EntryLine } from './EntryLine.tsx';
import { rowCommand, type RowCommand } from './keys.ts';
import many from './many.module.css';
import { shortRepeat } from './repeatWords.ts';
import { onFieldsKey, RowFields, type RowActs } from './RowFields.tsx';
import { RowState, type StateWords } from './RowState.tsx';
import type { Row } from './rowState.ts';
import { emptyStop, nextStop, stopsOf, type ShownDay, type ShownRow } from './shownRows.ts';
import type { WeekConflicts } from './useConflicts.ts';
import { dayText, dutyText } from '#ui/draftWords.ts';
import { entryName } from './words.ts';
import type { RowDrag } from './useRowDrag.ts';

interface TableActs {
  readonly open: (key: string) => void;
  readonly add: (date: LocalDate) => void;
  readonly stop: (key: string) => void;
  readonly remove: (key: string) => void;
  readonly duplicate: (key: string) => void;
  readonly move: (key: string, days: 1 | -1) => void;
  /** Lines chosen together; what is done to one of them is done to all. */
  readonly extend: (from: string, to: string) => void;
  readonly toggle: (key: string) => void;
  readonly selectAll: () => void;
  readonly unselect: () => void;
  /** As `unselect`; what was cut stays where it is. */
  readonly letGo: () => void;
  readonly quickLine: () => void;
  readonly keys: () => void;
  /** Goes to a line, and leaves the open one. */
  readonly see: (key: string) => void;
  readonly duty: (date: LocalDate, value: string) => void;
  /** The focus went to this stop. */
  readonly at: (stop: string) => void;
}

/**
 * The week as the table that is the editor (ARIA grid): one Tab stop, arrows between the lines, ← → to the day's and
 * the line's buttons. A line that is open has its fields instead, and the keys are theirs.
 */
export function EditTable({
  caption,
  days,
  today,
  directory,
  calendar,
  week,
  duty,
  absences,
  holidays,
  open,
  picked,
  current,
  letters,
  selected,
  cut,
  picking,
  series,
  drag,
  onPointerDown,
  acts,
  rowActs,
  stateWords,
  editedBy,
  changes,
  conflicts,
  clashLines,
}: {
  caption: string;
  days: readonly ShownDay<ShownEntry>[];
  today: LocalDate;
  directory: Directory;
  calendar: string;
  week: WeekId;
  duty: Readonly<Record<string, string>>;
  absences: readonly Absence[];
  holidays: Holidays;
  /** The line whose fields are shown in the table. */
  open: string | null;
  /** The line whose form stands beside the table, which is narrower then: who and state are left out. */
  picked: string | null;
  /** The line that Tab comes to. */
  current: string;
  letters: boolean;
  selected: ReadonlySet<string>;
  cut: ReadonlySet<string>;
  /** A click chooses lines, and opens none. */
  picking: boolean;
  series: readonly Series[];
  drag: RowDrag | null;
  onPointerDown: (event: PointerEvent) => void;
  acts: TableActs;
  rowActs: (row: Row) => RowActs;
  stateWords: Omit<StateWords, 'againstIssued' | 'conflict' | 'editedBy'>;
  /** Who else has an entry open, in words. */
  editedBy: ReadonlyMap<string, string>;
  /** Entries that differ from the issued revision; null: none is issued. */
  changes: ReadonlyMap<string, 'added' | 'differs'> | null;
  conflicts: WeekConflicts;
  /** What an entry clashes with, in lines; null: nothing. */
  clashLines: (key: string) => ReactNode;
}) {
  const t = useMessages();
  const root = useRef<HTMLTableElement>(null);
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  /** The same in every drawing, for days that are not drawn anew. */
  const dayActs = useMemo(
    (): Pick<TableActs, 'add' | 'duty'> => ({
      add: (date) => latest.current.add(date),
      duty: (date, value) => latest.current.duty(date, value),
    }),
    [],
  );
  const stops = stopsOf(days);
  /** Days without entries are nothing to choose; one that the focus is on is where a range goes on from. */
  const lines = stops.filter((stop) => !stop.startsWith('none-') || stop === current);
  const repeatOf = (key: string) => {
    const own = repeatsBy(key, series);
    return own ? shortRepeat(own.rule, t) : null;
  };
  const long = days.flatMap(({ rows }) =>
    rows.flatMap(({ entry }) => (entry && entry.lastDate > entry.date ? entry : [])),
  );
  const inHand = drag === null ? null : selected.has(drag.key) ? selected : new Set([drag.key]);
  const tabStop = stops.includes(current) ? current : (stops[0] ?? '');
  const marksOf = ({ key, entry }: ShownRow): Omit<StateWords, keyof typeof stateWords> => ({
    conflict: key === open || key === picked ? null : conflicts.gradeOf(key),
    editedBy: editedBy.get(key) ?? null,
    againstIssued: (entry && changes?.get(entry.id)) ?? 'same',
  });

  const wordsOf = (shown: ShownRow): StateWords => ({ ...stateWords, ...marksOf(shown) });
  const awayOf = ({ key }: ShownRow): string | null => {
    const missing = conflicts.awayOf(key);
    return missing && awayText(missing.away, directory, missing.entry.date, t.absences.inEntry);
  };

  function run(command: RowCommand, stop: string, date: LocalDate, shown: ShownRow | null, target: HTMLElement) {
    const line = root.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop)}"]`) ?? null;
    switch (command) {
      case 'up':
      case 'down':
      case 'first':
      case 'last': {
        const next = nextStop(stops, stop, command);
        if (!picking) acts.unselect();
        root.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(next)}"]`)?.focus();
        return;
      }
      case 'extendUp':
      case 'extendDown':
      case 'extendFirst':
      case 'extendLast': {
        const by = ({ extendUp: 'up', extendDown: 'down', extendFirst: 'first', extendLast: 'last' } as const)[command];
        const next = nextStop(lines, stop, by);
        acts.extend(stop, next);
        root.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(next)}"]`)?.focus();
        return;
      }
      case 'selectAll':
        return acts.selectAll();
      case 'unselect':
        return acts.letGo();
      case 'left':
      case 'right': {
        const before = [...(root.current?.querySelectorAll<HTMLElement>(`[data-day="${date}"]`) ?? [])];
        const after = [...(line?.querySelectorAll<HTMLElement>('[data-act]') ?? [])];
        const chain = [...before, line, ...after];
        chain[chain.indexOf(target) + (command === 'right' ? 1 : -1)]?.focus();
        return;
      }
      case 'edit':
        acts.unselect();
        return shown ? acts.open(shown.key) : acts.add(date);
      case 'quickLine':
        return acts.quickLine();
      case 'keys':
        return acts.keys();
    }
    if (!shown) return;
    if (command === 'stop') acts.stop(shown.key);
    else if (command === 'delete') acts.remove(shown.key);
    else if (command === 'duplicate') acts.duplicate(shown.key);
    else acts.move(shown.key, command === 'earlierDay' ? -1 : 1);
  }

  const goTo = (stop: string) => root.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop)}"]`)?.focus();

  /** The line, or the day's tools, that something happened in; undefined in a line that has its fields. */
  function placeOf(target: Element) {
    const place = target.closest<HTMLElement>('[data-stop],[data-tools]');
    if (!place || !root.current?.contains(place)) return undefined; // a list in a portal is no part of a line
    const { stop, tools } = place.dataset;
    const day = days.find(({ date, rows }) =>
      stop === undefined ? date === tools : stop === emptyStop(date) || rows.some(({ key }) => key === stop),
    );
    if (!day) return undefined;
    const shown = day.rows.find(({ key }) => key === stop) ?? null;
    return { date: day.date, shown, stop: stop ?? day.rows[0]?.key ?? emptyStop(day.date) };
  }

  /** Keys of a line, and of the buttons in it. Fields, and lists under them, keep theirs. */
  function onKey(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const place = placeOf(target);
    const command = place && rowCommand(event.nativeEvent, letters);
    if (!command || (target instanceof HTMLButtonElement && (command === 'edit' || command === 'delete'))) return;
    event.preventDefault();
    run(command, place.stop, place.date, place.shown, target);
  }

  function onFocus({ target }: FocusEvent) {
    const stop = target instanceof HTMLElement ? target.dataset['stop'] : undefined;
    if (stop !== undefined) acts.at(stop);
  }

  function onClick({ target, detail, shiftKey, ctrlKey, metaKey }: MouseEvent) {
    if (!(target instanceof Element) || target.closest('button,summary,[data-tools]')) return;
    const place = placeOf(target);
    if (!place) return;
    if (place.shown && (shiftKey || ctrlKey || metaKey || picking)) {
      if (shiftKey) acts.extend(current, place.shown.key);
      else acts.toggle(place.shown.key);
      root.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(place.shown.key)}"]`)?.focus();
    } else if (!place.shown && detail === 2) acts.add(place.date);
    else if (place.shown && getSelection()?.isCollapsed !== false) {
      acts.unselect();
      acts.open(place.shown.key);
    }
  }

  /** With Shift the browser would mark the text between. */
  function onMouseDown(event: MouseEvent) {
    const line = event.target instanceof Element && event.target.closest('[data-stop]');
    if (line && event.shiftKey) event.preventDefault();
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
      aria-multiselectable="true"
      onMouseDown={onMouseDown}
      onPointerDown={onPointerDown}
      onKeyDown={onKey}
      onFocus={onFocus}
      onClick={onClick}
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
        const lines = open !== null && rows.some(({ key }) => key === open) ? clashLines(open) : null;
        const continued = long.filter((entry) => entry.date < date && date <= entry.lastDate);
        const draw = () => (
          <tbody
            role="rowgroup"
            data-date={date}
            className={
              [date === today && 'today', date === drag?.to && many.target].filter(Boolean).join(' ') || undefined
            }
          >
            <tr role="row" className={styles.dayRow}>
              <th
                className="day"
                scope="rowgroup"
                role="rowheader"
                rowSpan={Math.max(1, rows.length) + continued.length + (lines ? 2 : 1)}
              >
                <DayHead
                  date={date}
                  isToday={date === today}
                  off={holidays.get(date)}
                  duty={duty[date] ?? ''}
                  absences={absences}
                  directory={directory}
                  acts={dayActs}
                />
              </th>
            </tr>
            {continued.map((entry) => (
              <ContinuedLine key={entry.id} {...{ entry, date, directory }} onSee={goTo} />
            ))}
            {rows.length === 0 && (
              <tr
                role="row"
                className={`none ${styles.empty}`}
                data-stop={emptyStop(date)}
                tabIndex={tabStop === emptyStop(date) ? 0 : -1}
                aria-describedby={dayIds(date)}
              >
                <td role="gridcell" className="what" colSpan={5}>
                  {continued.length > 0 ? t.rows.noOther : t.common.noEntries}
                </td>
              </tr>
            )}
            {rows.map((shown) =>
              shown.row && shown.key === open ? (
                <Fragment key={shown.key}>
                  <tr
                    role="row"
                    className={styles.edit}
                    data-row={shown.key}
                    aria-label={shown.entry ? t.edit.editEntry(entryName(shown.row.draft, t)) : t.edit.newEntry}
                    onKeyDown={(event) => shown.row && onFieldsKey(event, rowActs(shown.row))}
                  >
                    <RowFields
                      row={shown.row}
                      calendar={calendar}
                      directory={directory}
                      around={conflicts.aroundOf(shown.key)}
                      acts={rowActs(shown.row)}
                      note={<RowState entry={shown.entry} row={shown.row} isOpen {...wordsOf(shown)} />}
                      isNew={shown.row.origin === null}
                    />
                  </tr>
                  {lines && (
                    <tr role="row" className={styles.under} data-row={shown.key}>
                      <td role="gridcell" colSpan={5}>
                        {lines}
                      </td>
                    </tr>
                  )}
                </Fragment>
              ) : (
                <EntryLine
                  key={shown.key}
                  entry={shown.entry}
                  row={shown.row}
                  isPicked={shown.key === picked}
                  isSelected={selected.has(shown.key)}
                  isCut={cut.has(shown.key)}
                  repeats={repeatOf(shown.key)}
                  isInHand={inHand?.has(shown.key) ?? false}
                  isTabStop={shown.key === tabStop}
                  describedBy={dayIds(date)}
                  directory={directory}
                  calendar={calendar}
                  week={week}
                  away={awayOf(shown)}
                  {...wordsOf(shown)}
                />
              ),
            )}
          </tbody>
        );
        const isOpen = open !== null && rows.some(({ key }) => key === open);
        const hasTabStop = tabStop === emptyStop(date) || rows.some(({ key }) => key === tabStop);
        const drawnBy = [
          ...[
            t,
            rows,
            date === today,
            holidays.get(date),
            duty[date],
            absences,
            directory,
            calendar,
            week,
            picked,
            selected,
            cut,
            drag,
            series,
          ],
          ...continued,
          ...[hasTabStop && tabStop, ...Object.values(stateWords)],
          ...rows.flatMap((shown) => [...Object.values(marksOf(shown)), awayOf(shown)]),
          isOpen && {}, // always
        ];
        return <Day key={date} by={drawnBy} draw={draw} />;
      })}
    </table>
  );
}

/** A day of the table, drawn anew only when something that it is drawn `by` changed: a key press draws one of seven. */
const Day = memo(
  function Day({ draw }: { by: readonly unknown[]; draw: () => ReactNode }) {
    return draw();
  },
  ({ by: before }, { by: now }) => before.length === now.length && before.every((item, at) => Object.is(item, now[at])),
);

const dayIds = (date: LocalDate): string => `weekday-${date} day-${date}`;

/** The day's name, its duty leader and the way to a new line; on paper at the head of each sheet that the day reaches. */
function DayHead({
  date,
  isToday,
  off,
  duty,
  absences,
  directory,
  acts,
}: {
  date: LocalDate;
  isToday: boolean;
  off: Holiday | undefined;
  duty: string;
  absences: readonly Absence[];
  directory: Directory;
  acts: Pick<TableActs, 'add' | 'duty'>;
}) {
  const t = useMessages();
  const day = dayText(date, t);
  const party = parseParty(duty);
  const away = party === null ? undefined : awayOnDuty(party, date, absences);
  const words = t.absences.inEntry;
  return (
    <span className="onEachSheet">
      <span>
        <b id={`weekday-${date}`}>{t.common.weekdays[weekday(date) - 1]}</b>{' '}
        <time id={`day-${date}`} dateTime={date}>
          {formatDay(date)}
        </time>
        {isToday && <em> {t.common.today}</em>}
        {off && <small className={styles.off}>{t.free.day[off.kind](off.name)}</small>}
        <span className={styles.dayTools} data-tools={date}>
          <DutyField
            date={date}
            day={day}
            value={duty}
            directory={directory}
            onSave={(value) => acts.duty(date, value)}
          />
          {away && (
            <small className={away.acts === null ? styles.changed : 'muted'}>
              {away.acts === null
                ? words.dutyOpen(words.open[away.open ?? 'nobody'])
                : words.dutyActs(dutyText(away.acts, directory, date))}
            </small>
          )}
          <button
            type="button"
            className={`link ${styles.add}`}
            data-day={date}
            tabIndex={-1}
            aria-label={t.edit.addTo(day)}
            onClick={() => acts.add(date)}
          >
            {t.edit.add}
          </button>
        </span>
      </span>
    </span>
  );
}
