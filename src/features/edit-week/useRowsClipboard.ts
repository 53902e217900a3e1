import { useEffect, useLayoutEffect, useRef } from 'react';
import { copiedRows, keepCopied, type CopiedRows } from '#data/copiedRows.ts';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import type { PastedGrid } from '#domain/pastedCells.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { isTextField } from '#ui/keyPress.ts';
import { cellsOfClipboard } from './clipboardRows.ts';
import { copiedTable, ownRowsId, tableHtml, tableText } from './copiedTable.ts';

interface OfRows {
  readonly uid: string;
  readonly calendar: string;
  readonly week: WeekId;
  readonly directory: Directory;
  /** The entries that are chosen, else the one that the focus is on, in the table's order. */
  readonly chosen: () => readonly StoredEntry[];
  readonly onCopied: (rows: CopiedRows) => void;
  /** Rows of this app come back whole. */
  readonly onOwnRows: (rows: CopiedRows) => void;
  readonly onTable: (grid: PastedGrid) => void;
}

/**
 * Copy, cut and paste of rows anywhere on the page but in a text field, a dialog or a marked text. The clipboard holds a
 * table of words (`copiedTable`); the entries themselves stay on this machine, under the id that the table carries.
 */
export function useRowsClipboard(of: OfRows) {
  const t = useMessages();
  const latest = useRef(of);
  useLayoutEffect(() => {
    latest.current = of;
  });
  useEffect(() => {
    const elsewhere = (event: ClipboardEvent) =>
      event.defaultPrevented || isTextField(event.target) || document.querySelector('dialog[open]') !== null;
    const onCopy = (event: ClipboardEvent) => {
      const { uid, calendar, week, directory, chosen, onCopied } = latest.current;
      if (elsewhere(event) || !event.clipboardData || getSelection()?.isCollapsed === false) return;
      const entries = chosen();
      if (entries.length === 0) return;
      event.preventDefault();
      const id = `r${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
      const table = copiedTable(entries, directory, t);
      event.clipboardData.setData('text/html', tableHtml(table, id));
      event.clipboardData.setData('text/plain', tableText(table));
      const rows: CopiedRows = { id, cut: event.type === 'cut', calendar, week, entries };
      keepCopied(localStorage, uid, rows);
      onCopied(rows);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (elsewhere(event) || !event.clipboardData) return;
      if (readPasted(event.clipboardData, latest.current)) event.preventDefault();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [t]);
}

/** True: there were rows in it. */
export function readPasted(
  data: Pick<DataTransfer, 'getData'>,
  { uid, onOwnRows, onTable }: Pick<OfRows, 'uid' | 'onOwnRows' | 'onTable'>,
): boolean {
  const id = ownRowsId(data.getData('text/html'));
  const own = id === null ? undefined : copiedRows(localStorage, uid, id);
  if (own) {
    onOwnRows(own);
    return true;
  }
  const grid = cellsOfClipboard(data);
  if (grid.length > 0) onTable(grid);
  return grid.length > 0;
}

/** The keys' work by a button; without a network's secure address there is no other way. False: the browser will not. */
export const clipboardByButton = (what: 'copy' | 'cut'): boolean => {
  getSelection()?.removeAllRanges();
  return document.execCommand(what);
};
