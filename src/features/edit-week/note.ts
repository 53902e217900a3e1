/** A short note of what was just done, with the one way back from it, if there is one. */
export interface Note {
  readonly text: string;
  readonly back: 'undo' | 'redo' | null;
}
