import type { ShownEntry } from '#data/entries.ts';
import type { SaveState } from '#ui/SaveMark.tsx';
import { useSaveMark } from '#ui/useSaveMark.ts';
import type { Row } from './rowState.ts';

/** Where the edits of the week are. */
export function useSaveState(
  entries: readonly ShownEntry[],
  rows: ReadonlyMap<string, Row>,
  online: boolean,
): SaveState {
  const all = [...rows.values()];
  const failed = all.filter(({ phase }) => phase === 'refused' || phase === 'stale' || phase === 'invalid').length;
  const waiting = new Set([
    ...all.filter(({ phase }) => phase === 'saving').map(({ id }) => id),
    ...entries.filter(({ pending }) => pending).map(({ id }) => id),
  ]).size;
  return useSaveMark({ failed, waiting, online });
}
