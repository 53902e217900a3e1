import type { rows as source } from '../vi/rows.ts';

const entries = (n: number): string => (n === 1 ? '1 entry' : `${n} entries`);

export const rows: typeof source = {
  selected: (n) => (n === 0 ? 'Nothing selected' : `${entries(n)} selected`),
  bar: 'Selected entries',
  count: entries,
  pick: 'Select several',
  pickHint: 'Tap each entry to select it',
  copy: 'Copy',
  cut: 'Cut',
  paste: 'Paste…',
  moveTo: 'Move to',
  chooseDay: 'Move to day…',
  stop: 'Postpone, cancel…',
  delete: 'Delete',
  unselect: 'Unselect',
  copied: (n) => `${entries(n)} copied: paste into any week, or into Word or Excel`,
  wasCut: (n) => `${entries(n)} cut: paste to move, Esc to leave as is`,
  cutMark: 'Cut',
  noKeys: 'The browser does not let a button copy: press Ctrl C.',
  pasted: (n) => `${entries(n)} pasted`,
  cutPasted: (n) => `${entries(n)} moved to this week`,
  privateUnread: (n) =>
    `Link and note of ${entries(n)} could not be read (no network): the originals were left as they are`,
  stillThere: (content) =>
    `The original “${content}” is still in its old week: once issued, or changed by somebody just now, it cannot be deleted. Open that week to postpone or cancel it.`,
  goneThere: (content, who) =>
    who === null
      ? `“${content}” was not moved: it is no longer where it was.`
      : `“${content}” was not moved: ${who} deleted it. To have it back, open its old calendar and see “Deleted entries…”.`,
  changedThere: (content, who) =>
    `“${content}” was not moved: ${who} changed it just now. It is where it was; cut it again to move it all the same.`,
  notBack: (content) =>
    `“${content}” could not be put back into its old week. Open that week and see “Deleted entries…”.`,
  moved: (n, day) => (day === null ? `${entries(n)} moved` : `${entries(n)} moved to ${day}`),
  dragging: (n, day) =>
    day === null ? `Moving ${entries(n)}: drop on another day, Esc to leave` : `Drop to move ${entries(n)} to ${day}`,
  firstDay: 'See its first day',
  noOther: 'Nothing else',
  beyondWeek: (n) => `${entries(n)} not moved: would leave the week`,
  deleted: (n) => `${entries(n)} deleted`,
  issuedKept: (n) => `${entries(n)} already issued cannot be deleted: postpone or cancel, with a reason`,
  stopped: {
    planned: (n) => `${entries(n)} restored`,
    postponed: (n) => `${entries(n)} postponed`,
    cancelled: (n) => `${entries(n)} cancelled`,
  },
  did: {
    deleted: (n) => `delete ${entries(n)}`,
    moved: (n, day) => (day === null ? `move ${entries(n)}` : `move ${entries(n)} to ${day}`),
    planned: (n) => `restore ${entries(n)}`,
    postponed: (n) => `postpone ${entries(n)}`,
    cancelled: (n) => `cancel ${entries(n)}`,
    changed: (n) => `change ${entries(n)}`,
  },
  pasteText: {
    heading: 'Paste rows',
    text: 'Paste a table copied from Word, Excel, Outlook or another week into this field. Each line is an entry; typing works too, as “8h30 Họp giao ban”.',
    field: 'Rows',
    read: 'Show the entries',
    missing: 'No rows yet: paste or type into the field above.',
  },
  keys: [
    ['Shift ↑ ↓', 'select several (also Shift or Ctrl and a click)'],
    ['Ctrl A', 'select all of the week'],
    ['Ctrl C, X', 'copy, cut what is selected'],
  ],
};
