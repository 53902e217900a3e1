/** What a key does to the row that has focus. Fields handle their own keys. */
export type RowCommand =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'first'
  | 'last'
  | 'edit'
  | 'add'
  | 'stop'
  | 'delete'
  | 'earlierDay'
  | 'laterDay'
  | 'keys';

export interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  /** 229 while an input method holds the key, also in browsers that leave `isComposing` false on the first one. */
  readonly keyCode: number;
}

const PLAIN: Readonly<Record<string, RowCommand>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
  Enter: 'edit',
  Delete: 'delete',
};

const LETTERS: Readonly<Record<string, RowCommand>> = { n: 'add', h: 'stop', '?': 'keys' };

export const composing = (press: KeyPress): boolean => press.isComposing || press.keyCode === 229;

/** `letters` is false where the person has switched single letters off. */
export function rowCommand(press: KeyPress, letters: boolean): RowCommand | undefined {
  if (composing(press) || press.ctrlKey || press.metaKey) return undefined;
  if (press.altKey) {
    if (press.key === 'ArrowUp') return 'earlierDay';
    return press.key === 'ArrowDown' ? 'laterDay' : undefined;
  }
  return PLAIN[press.key] ?? (letters ? LETTERS[press.key.toLowerCase()] : undefined);
}
