export interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  /** 229 while an input method holds the key, also in browsers that leave `isComposing` false on the first one. */
  readonly keyCode: number;
}

export const composing = (press: KeyPress): boolean => press.isComposing || press.keyCode === 229;

/** Back or forth over everything done to the week. In a text field the keys stay the browser's own. */
export function undoCommand(press: KeyPress): 'undo' | 'redo' | undefined {
  if (composing(press) || press.altKey || !(press.ctrlKey || press.metaKey)) return undefined;
  const key = press.key.toLowerCase();
  if (key === 'z') return press.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !press.shiftKey ? 'redo' : undefined;
}

const TEXTLESS = ['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color', 'file'];

/** Somewhere that text is typed, and that has its own undo and paste. */
export const isTextField = (target: EventTarget | null): boolean =>
  (target instanceof HTMLInputElement && !TEXTLESS.includes(target.type)) ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLElement && target.isContentEditable);
