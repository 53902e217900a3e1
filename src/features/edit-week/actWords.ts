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
  const repeat = acts.find((act) => act.on === 'repeat');
  const others = acts.filter((act) => act.on !== 'repeat');
  const [act] = others;
  const did = others.length > 1 ? severalText(others, t) : act ? actText(act, t) : '';
  return [did, repeat ? t.repeat.did(short(repeat.content), repeat.later.length) : ''].filter(Boolean).join('; ');
}

function actText(act: Exclude<Act, { on: 'repeat' }>, t: Messages): string {
  const words = t.edit.undoing.what;
  if (act.on === 'elsewhere') return words.deleted(short(act.entry.content));
  if (act.on === 'draft') return words.draft;
  if (act.on === 'attend') return t.absences.inEntry.did[act.attends ? 'attends' : 'attendsNot'](short(act.content));
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

/** Acts that were one step: what they all did, else that they changed so many. */
function severalText(acts: readonly Act[], t: Messages): string {
  const words = t.rows.did;
  // What was cut elsewhere is told by its copies.
  const entries = acts.filter((act) => act.on === 'entry');
  const n = entries.length;
  const all = (test: (act: (typeof entries)[number]) => boolean) => entries.every(test);
  if (all(({ before }) => before === null)) return t.edit.undoing.what.several(n);
  if (all(({ after }) => after === null)) return words.deleted(n);
  const days = new Set(entries.map(({ after }) => after?.date));
  const [day] = days;
  if (all((act) => fieldsOf(act).every((field) => field === 'date' || field === 'lastDate'))) {
    return words.moved(n, days.size === 1 && day ? dayText(day, t).toLowerCase() : null);
  }
  const status = entries[0]?.after?.status;
  if (status && all(({ before, after }) => after?.status === status && before?.status !== status)) {
    return words[status](n);
  }
  return words.changed(n);
}
