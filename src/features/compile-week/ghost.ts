import type { ShownEntry } from '#data/entries.ts';
import { mergeInto } from '#domain/mergeRequests.ts';
import type { Ghost } from './BoardTable.tsx';
import { readChange } from './change.ts';
import type { Messages } from './messages.ts';
import type { OpenForm } from './WaitingRequest.tsx';

/** How a request would stand in the week, as the form that is open under it has it. */
export function ghostOf(
  entry: ShownEntry,
  form: OpenForm | undefined,
  targets: readonly ShownEntry[],
  t: Messages,
): Ghost {
  const words = t.compile.board;
  if (form?.kind === 'change') {
    const read = readChange(form.draft, entry);
    return { entry: read.ok ? read.entry : entry, word: words.changed };
  }
  const target = form?.kind === 'merge' ? targets.find(({ id }) => id === form.target) : undefined;
  if (target) return { entry: mergeInto(target, entry).entry, word: words.merged };
  return { entry, word: words.selected };
}
