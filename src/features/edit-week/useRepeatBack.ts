import { readEntry } from '#data/readEntry.ts';
import { saveEntry } from '#data/saveEntry.ts';
import { writeSeries } from '#data/series.ts';
import { draftOf, parseEntry } from '#domain/entry.ts';
import type { Entry } from '#domain/entry.ts';
import { backFrom } from '#domain/entryAct.ts';
import type { Series } from '#domain/series.ts';
import { seriesBack } from '#domain/seriesBack.ts';
import { localDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import { entriesText } from './repeatWords.ts';
import type { UndoHistory } from './undoHistory.ts';
import type { Act, LaterChange } from './undoStack.ts';

export type RepeatAct = Extract<Act, { on: 'repeat' }>;

/** One entry of another week as it was before, onto what stands there now; null: somebody changed or deleted it since. */
export async function laterBack({ before, after }: LaterChange): Promise<LaterChange | null> {
  const now = await readEntry(after);
  if (!now) return null;
  const { draft, contested } = backFrom({ on: 'entry', before, after }, now);
  if (contested.length > 0) return null;
  if (Object.keys(draft).length === 0) return { before: now, after: now };
  const typed = { ...draftOf(now), ...draft };
  const where = { id: now.id, calendar: now.calendar, week: weekOf(localDate(typed.date)), stage: now.stage };
  const parsed = parseEntry(typed, where);
  if (!parsed.ok) return null;
  await saveEntry(parsed.entry, now);
  return { before: now, after: { ...now, ...parsed.entry, revision: now.revision + 1 } };
}

/** The way back from a change of how an entry comes again, with the entries of later weeks that followed it. */
export function useRepeatBack({
  calendar,
  series,
  history,
  now,
  setProblem,
}: {
  calendar: string;
  series: readonly Series[];
  history: UndoHistory;
  now: (id: string) => Entry | null;
  setProblem: (problem: string) => void;
}): (act: RepeatAct) => string | null {
  const t = useMessages();
  const words = t.repeat;

  async function run(act: RepeatAct, written: Promise<void>, inverse: RepeatAct) {
    try {
      await written;
    } catch {
      history.forget(inverse);
      setProblem(words.notBack);
      return;
    }
    const went = await Promise.all(act.later.map((one) => laterBack(one).catch(() => null)));
    history.retell(inverse, { ...inverse, later: went.filter((one) => one !== null) });
    const stay = act.later.filter((_, index) => went[index] === null).map(({ after }) => after);
    if (stay.length > 0) setProblem(words.laterNotBack(entriesText(stay, t)));
  }

  return (act) => {
    const writes = seriesBack(act.series, series, now);
    if (!writes) return words.changedSince;
    const inverse: RepeatAct = {
      ...act,
      series: act.series.map(({ before, after }) => ({ before: after, after: before })),
      later: act.later.map(({ before, after }) => ({ before: after, after: before })),
    };
    history.record(inverse);
    void askBeforeLeaving(run(act, writeSeries(calendar, writes), inverse));
    return null;
  };
}
