import { useEffect, useRef } from 'react';
import { writeSeries } from '#data/series.ts';
import { readRule, ruleText } from '#domain/recurrence.ts';
import { originalDate, seriesOf, type Series } from '#domain/series.ts';
import type { Due } from '#domain/dueEntries.ts';
import type { Entry } from '#domain/entry.ts';
import { useMessages } from '#i18n/messages.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import type { WantedRepeat } from './RepeatField.tsx';
import { repeatText } from './repeatWords.ts';
import type { useWeekEditing } from './useWeekEditing.ts';

/** An entry that was deleted does not come back by its series. */
export async function skipDeleted(entry: Entry, all: readonly Series[]): Promise<void> {
  const series = seriesOf(entry.id, all);
  const date = originalDate(entry.id);
  if (!series || series.id === entry.id || date === null || series.skipped.includes(date)) return;
  await writeSeries(entry.calendar, [{ save: { ...series, skipped: [...series.skipped, date] }, base: series }]);
}

/**
 * What was chosen in the form is done when the entry has been given to the store: the rules compare the series with it,
 * and writes go in the order in which they were given, without a network too.
 */
export function useRepeats(calendar: string, all: readonly Series[], editing: ReturnType<typeof useWeekEditing>) {
  const t = useMessages();
  const words = t.repeat;
  const wanted = useRef(new Map<string, Exclude<WantedRepeat, null>>());
  const { rows, nowOf, saySo, tellDone, sayAloud } = editing;

  async function apply(entry: Entry, change: Exclude<WantedRepeat, null>) {
    if (change === 'invalid') return saySo(words.notSet);
    try {
      const { repeatWrites } = await import('#domain/dueEntries.ts');
      const writes = repeatWrites(entry, seriesOf(entry.id, all), change);
      const saved = askBeforeLeaving(writeSeries(calendar, writes));
      const read = change.kind === 'set' ? readRule(ruleText(change.recurrence)) : undefined;
      const told = read ? words.set(repeatText(read, t)) : change.kind === 'stop' ? words.stopped : words.followed;
      tellDone(told);
      await saved;
    } catch {
      saySo(words.refused);
    }
  }
  useEffect(() => {
    for (const [id, change] of wanted.current) {
      const row = rows.byId.get(id);
      if (rows.open === id || (row && row.phase !== 'saving')) continue; // still in hand, or not to be saved so
      wanted.current.delete(id);
      const entry = nowOf(id);
      if (entry) void apply(entry, change);
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
