import { useState } from 'react';
import type { CopiedRows } from '#data/copiedRows.ts';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import type { PastedGrid } from '#domain/pastedCells.ts';
import { adjustment } from '#domain/publication.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { addDays } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import styles from './many.module.css';
import { emptyStop, type ShownDay } from './shownRows.ts';
import { PasteTextDialog, SelectionBar, StopDialog } from './openedParts.ts';
import { useRowDrag } from './useRowDrag.ts';
import { clipboardByButton, useRowsClipboard } from './useRowsClipboard.ts';
import { useSelection } from './useSelection.ts';
import type { useWeekEditing } from './useWeekEditing.ts';
import { dayText } from '#ui/draftWords.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * Lines chosen together: by the table's keys and clicks, or one after the other on a phone; and the clipboard. An act of
 * the table goes to all of them when some are chosen, else to its own line.
 */
export function useRowsTogether({
  days,
  editing,
  uid,
  calendar,
  week,
  directory,
  published,
  onTable,
}: {
  /** As shown: what a filter hides is not chosen. */
  days: readonly ShownDay[];
  editing: ReturnType<typeof useWeekEditing>;
  uid: string;
  calendar: string;
  week: WeekId;
  directory: Directory;
  published: PublishedWeek | null;
  onTable: (grid: PastedGrid) => void;
}) {
  const t = useMessages();
  const words = t.rows;
  const lines = days.flatMap(({ rows }) => rows.map(({ key }) => key));
  const { many, storedOf, sayAloud } = editing;
  const selection = useSelection(lines, sayAloud);
  const [cut, setCut] = useState<CopiedRows | null>(null);
  const [pasting, setPasting] = useState(false);
  const [stopping, setStopping] = useState<readonly StoredEntry[]>([]);
  const entriesOf = (ids: readonly string[]) => ids.flatMap((id) => storedOf(id) ?? []);

  const clipboard = {
    uid,
    calendar,
    week,
    directory,
    chosen: () => entriesOf(selection.keys.length > 0 ? selection.keys : [editing.current]),
    onCopied: (rows: CopiedRows) => {
      setCut(rows.cut ? rows : null);
      editing.tellDone(rows.cut ? words.wasCut(rows.entries.length) : words.copied(rows.entries.length));
    },
    onOwnRows: (rows: CopiedRows) => {
      setCut(null);
      selection.none();
      void many.paste(rows, editing.currentDay ?? daysOf(week)[0]);
    },
    onTable,
  };
  useRowsClipboard(clipboard);

  function move(to: (entry: StoredEntry) => LocalDate) {
    many.move(selection.keys, to);
  }
  function askToStop() {
    setStopping(entriesOf(selection.keys));
  }
  function remove() {
    const after = lines.slice(lines.indexOf(selection.keys.at(-1)!) + 1)[0];
    const before = lines.slice(0, Math.max(0, lines.indexOf(selection.keys[0]!))).at(-1);
    const day = days.find(({ rows }) => rows.some(({ key }) => key === selection.keys[0]));
    many.remove(selection.keys, after ?? before ?? (day ? emptyStop(day.date) : null));
    selection.none();
  }
  const moveTo = (key: string, date: LocalDate) =>
    many.move(selection.set.has(key) ? selection.keys : [key], () => date);
  const { drag, onPointerDown } = useRowDrag({ enabled: !selection.picking, onDrop: moveTo });
  const inHand = drag === null ? 0 : selection.set.has(drag.key) ? selection.keys.length : 1;
  const chosen = selection.keys.length > 0;
  const forMany =
    <A extends readonly unknown[]>(one: (...args: A) => void, all: (...args: A) => void) =>
    (...args: A) =>
      chosen ? all(...args) : one(...args);

  return {
    selected: selection.set,
    cut: cut ? new Set(cut.entries.map(({ id }) => id)) : NONE,
    picking: selection.picking,
    drag,
    onPointerDown,
    /** Ways for who has no keys. */
    ways: (
      <>
        <button type="button" className="link" onClick={selection.pick}>
          {words.pick}
        </button>
        <button type="button" className="link" onClick={() => setPasting(true)}>
          {words.paste}
        </button>
      </>
    ),
    /** The table's acts, over the chosen lines. */
    acts: {
      extend: selection.extend,
      toggle: selection.toggle,
      selectAll: selection.all,
      unselect: selection.none,
      letGo: () => {
        selection.none();
        setCut(null);
      },
      stop: forMany(editing.askToStop, askToStop),
      remove: forMany(editing.removeRow, remove),
      move: forMany(
        (id: string, by: 1 | -1) => many.move([id], (entry) => addDays(entry.date, by)),
        (_id, by) => move((entry) => addDays(entry.date, by)),
      ),
    },
    bar: drag ? (
      <p className={styles.bar}>{words.dragging(inHand, drag.to ? dayText(drag.to, t) : null)}</p>
    ) : (
      (chosen || selection.picking) && (
        <SelectionBar
          count={selection.keys.length}
          picking={selection.picking}
          days={daysOf(week)}
          acts={{
            copy: () => clipboardByButton('copy') || editing.saySo(words.noKeys),
            cut: () => clipboardByButton('cut') || editing.saySo(words.noKeys),
            move: (date) => move(() => date),
            stop: askToStop,
            remove,
            unselect: selection.none,
          }}
        />
      )
    ),
    dialog: pasting ? (
      <PasteTextDialog
        uid={uid}
        onOwnRows={(rows) => {
          setPasting(false);
          clipboard.onOwnRows(rows);
        }}
        onTable={(grid) => {
          setPasting(false);
          onTable(grid);
        }}
        onClose={() => setPasting(false)}
      />
    ) : stopping.length > 0 ? (
      <StopDialog
        entries={stopping}
        nextAdjustment={
          published && stopping.some(({ id }) => editing.isIssued(id)) ? adjustment(published.revision + 1) : null
        }
        onStop={(status, reason) => {
          many.stop(
            stopping.map(({ id }) => id),
            status,
            reason,
          );
          setStopping([]);
        }}
        onClose={() => setStopping([])}
      />
    ) : null,
  };
}
