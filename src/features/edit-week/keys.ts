import { composing, type KeyPress } from '#ui/keyPress.ts';

/** What a key does to the row that has focus. Fields handle their own keys. */
export type RowCommand =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'first'
  | 'last'
  | 'edit'
  | 'quickLine'
  | 'stop'
  | 'duplicate'
  | 'delete'
  | 'earlierDay'
  | 'laterDay'
  | 'extendUp'
  | 'extendDown'
  | 'extendFirst'
  | 'extendLast'
  | 'selectAll'
  | 'unselect'
  | 'keys';

const PLAIN: Readonly<Record<string, RowCommand>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
  Enter: 'edit',
  Delete: 'delete',
  Escape: 'unselect',
};

const WITH_SHIFT: Readonly<Record<string, RowCommand>> = {
  ArrowUp: 'extendUp',
  ArrowDown: 'extendDown',
  Home: 'extendFirst',
  End: 'extendLast',
};

const LETTERS: Readonly<Record<string, RowCommand>> = { n: 'quickLine', d: 'duplicate', h: 'stop', '?': 'keys' };

/** `letters` is false where the person has switched single letters off. */
export function rowCommand(press: KeyPress, letters: boolean): RowCommand | undefined {
  if (composing(press)) return undefined;
  if (press.ctrlKey || press.metaKey) {
    return press.key.toLowerCase() === 'a' && !press.altKey && !press.shiftKey ? 'selectAll' : undefined;
  }
  if (press.altKey) {
    if (press.key === 'ArrowUp') return 'earlierDay';
    return press.key === 'ArrowDown' ? 'laterDay' : undefined;
  }
  if (press.shiftKey && WITH_SHIFT[press.key]) return WITH_SHIFT[press.key];
  return PLAIN[press.key] ?? (letters ? LETTERS[press.key.toLowerCase()] : undefined);
}
