import { useEffect, useRef } from 'react';
import { saveEntry } from '#data/saveEntry.ts';
import { readSeriesEntries } from '#data/seriesEntries.ts';
import { writeSeries } from '#data/series.ts';
import { readRule, ruleText } from '#domain/recurrence.ts';
import { originalDate, seriesOf, type Series } from '#domain/series.ts';
import { changesOf, type SeriesSaid } from '#domain/seriesBack.ts';
import type { Due } from '#domain/dueEntries.ts';
import type { Entry } from '#domain/entry.ts';
import type { Holidays } from '#domain/holiday.ts';
import type { NumberingPolicy } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import type { WantedRepeat } from './RepeatField.tsx';
import { entriesText, repeatText } from './repeatWords.ts';
import { laterBack, type RepeatAct } from './useRepeatBack.ts';
import type { useWeekEditing } from './useWeekEditing.ts';

/** An entry that was deleted does not come back by its series. */
export async function skipDeleted(entry: Entry, all: readonly Series[]): Promise<void> {
  const series = seriesOf(entry.id, all);
  if (!series || series.id === entry.id || originalDate(entry.id) === null) return;
  const { ruleDateOf } = await import('#domain/dueEntries.ts');
  const date = ruleDateOf(series, entry.id);
  if (date === null || series.skipped.includes(date)) return;
  await writeSeries(entry.calendar, [{ save: { ...series, skipped: [...series.skipped, date] }, base: series }]);
}

/**
 * What was chosen in the form is done when the entry has been given to the store: the rules compare the series with it,
 * and writes go in the order in which they were given, without a network too. One step to undo, together with that save.
 */
export function useRepeats({
  calendar,
  all,
  holidays,
  numbering,
  editing,
}: {
  calendar: string;
  all: readonly Series[];
  holidays: Holidays;
  numbering: NumberingPolicy;
  editing: ReturnType<typeof useWeekEditing>;
}) {
  const t = useMessages();
  const words = t.repeat;
  const wanted = useRef(new Map<string, Exclude<WantedRepeat, null>>());
  const { rows, history, nowOf, saySo, tellDone, sayAloud } = editing;
  const tell = (text: string) => tellDone(text, 'undo');

  async function apply(entry: Entry, change: Exclude<WantedRepeat, null>, saving: boolean) {
    if (change === 'invalid') return saySo(words.notSet);
    const { laterChanges, repeatWrites } = await import('#domain/dueEntries.ts');
    const writes = repeatWrites(entry, seriesOf(entry.id, all), change);
    // The entry may have been moved past its last day since that was understood.
    const from = writes.find((write) => 'save' in write && write.save.id === entry.id);
    const until = from && 'save' in from ? readRule(from.save.rule)?.until : null;
    if (until && until < entry.date) return saySo(words.notSet);
    const act: RepeatAct = { on: 'repeat', content: entry.content, series: changesOf(writes), later: [] };
    if (saving) history.join(entry.id, act);
    else history.record(act);
    const read = change.kind === 'set' ? readRule(ruleText(change.recurrence)) : undefined;
    tell(read ? words.set(repeatText(read, t)) : change.kind === 'stop' ? words.stopped : words.followed(0));
    const [write] = writes;
    try {
      await askBeforeLeaving(writeSeries(calendar, writes));
    } catch {
      history.forget(act);
      saySo(words.refused);
      return;
    }
    if (change.kind !== 'follow' || !write || !('save' in write)) return;
    try {
      await askBeforeLeaving(follow(write.save));
    } catch {
      saySo(words.laterUnread);
    }

    /** What later weeks have already. Not before the store has taken the series: of two who do this at once, one does. */
    async function follow(after: SeriesSaid) {
      const stored = await readSeriesEntries(calendar, after.id);
      if (!history.retell(act, act)) return; // taken back in the meantime
      const { changes, kept } = laterChanges(stored, { before: all, after, holidays, numbering });
      const saves = await Promise.allSettled(changes.map((one) => saveEntry(one.after, one.before)));
      const untaken = changes.filter((_, index) => saves[index]?.status === 'rejected').map(({ before }) => before);
      const later = changes
        .filter(({ before }) => !untaken.includes(before))
        .map(({ before, after: to }) => ({ before, after: { ...before, ...to, revision: before.revision + 1 } }));
      if (!history.retell(act, { ...act, later })) return void (await Promise.allSettled(later.map(laterBack)));
      if (later.length > 0) tell(words.followed(later.length));
      const stay = [...kept, ...untaken].sort((a, b) => (a.date < b.date ? -1 : 1));
      if (stay.length > 0) saySo(words.kept(entriesText(stay, t)));
    }
  }
  useEffect(() => {
    for (const [id, change] of wanted.current) {
      const row = rows.byId.get(id);
      if (rows.open === id || (row && row.phase !== 'saving')) continue; // still in hand, or not to be saved so
      wanted.current.delete(id);
      const entry = nowOf(id);
      if (entry) void apply(entry, change, row !== undefined);
    }
  });
  return {
    want: (id: string, change: WantedRepeat) => {
      if (change === null) wanted.current.delete(id);
      else wanted.current.set(id, change);
    },
    /** It does not come in this week. */
    skip: ({ series, original, entry }: Due) => {
      const save = { ...series, skipped: [...series.skipped, original] };
      askBeforeLeaving(writeSeries(calendar, [{ save, base: series }])).then(
        () => {},
        () => saySo(words.refused),
      );
      sayAloud(words.skipped(entry.content));
    },
    /** Its edit was dropped. */
    forget: (id: string) => void wanted.current.delete(id),
  };
}
