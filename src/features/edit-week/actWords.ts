import { fieldsOf } from '#domain/entryAct.ts';
import { lengthOf } from '#domain/text.ts';
import type { Messages } from '#i18n/vi.ts';
import type { Act } from './undoStack.ts';
import { dayText } from '#ui/draftWords.ts';

const MOST_SHOWN = 60; // characters of a content, in a sentence about it

const short = (content: string): string => {
  const line = content.replaceAll('\n', ' ');
  return lengthOf(line) <= MOST_SHOWN ? line : `${Array.from(line).slice(0, MOST_SHOWN).join('')}…`;
};

/** What a step did, after "Đã hoàn tác: ": dời “Họp giao ban” sang thứ ba 24/11. */
export function actsText(acts: readonly Act[], t: Messages): string {
  const words = t.edit.undoing.what;
  const [act] = acts;
  if (!act) return '';
  if (acts.length > 1) return words.several(acts.length);
  if (act.on === 'draft') return words.draft;
  if (act.on === 'duty') return words.duty(dayText(act.date, t).toLowerCase());
  const { before, after } = act;
  const content = short((after ?? before)!.content);
  if (!before) return words.created(content);
  if (!after) return words.deleted(content);
  if (before.status !== after.status) return words[after.status](content);
  const fields = fieldsOf(act);
  if (fields.length === 1 && fields[0] === 'date') return words.moved(content, dayText(after.date, t).toLowerCase());
  return words.changed(content, fields.map((field) => t.edit.fields[field].toLowerCase()).join(', '));
}
