import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useFixedEntries } from '#data/fixedEntries.ts';
import { useHolidays } from '#data/holidays.ts';
import { useSeries } from '#data/series.ts';
import { useWeekEntries } from '#data/week.ts';
import { dueEntries } from '#domain/dueEntries.ts';
import type { Entry } from '#domain/entry.ts';
import { readRule } from '#domain/recurrence.ts';
import { seriesOf } from '#domain/series.ts';
import { startWeek, weeksBefore, type StartItem } from '#domain/startWeek.ts';
import { formatDay, formatTime, weekday } from '#domain/time.ts';
import { addWeeks, daysOf, printedNumber, type NumberingPolicy, type WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Check } from '#ui/Field.tsx';
import styles from './edit.module.css';
import { repeatText } from './repeatWords.ts';

interface Start {
  readonly calendar: string;
  readonly week: WeekId;
  /** What the week holds already. */
  readonly entries: readonly Entry[];
  readonly numbering: NumberingPolicy;
  /** `from`: the printed number of the week they come from. */
  readonly onCopy: (copies: readonly Entry[], from: number) => void;
}

/** What the week can start with, and which of it is ticked. `items` undefined: still being read. */
function useStart({ calendar, week, entries, numbering }: Start) {
  const t = useMessages();
  const words = t.edit.start;
  const weeks = useMemo(() => weeksBefore(week), [week]);
  const last = useWeekEntries(calendar, weeks[0]!);
  const fixed = useFixedEntries(calendar, weeks);
  const series = useSeries(calendar);
  const off = useHolidays();
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());

  const holidays = useMemo(() => off.data && new Map(off.data.map((day) => [day.date, day])), [off.data]);
  const items = useMemo(() => {
    if (!last.data || !fixed.data || !series.data || !holidays) return undefined;
    // What repeats by a rule comes by it alone.
    const before = [...last.data, ...fixed.data.filter((entry) => entry.week !== weeks[0])].filter(
      ({ id }) => seriesOf(id, series.data ?? []) === undefined,
    );
    const due = dueEntries(series.data ?? [], { week, present: entries, holidays, numbering });
    return [
      ...due.map(({ entry, off, series: { rule } }): StartItem => ({
        entry,
        fixed: true,
        ticked: off === null,
        reason: off ? { kind: 'dayOff', name: off.name } : { kind: 'series', rule },
      })),
      ...startWeek({ week, before, present: entries, holidays, numbering }),
    ];
  }, [last.data, fixed.data, series.data, holidays, entries, week, weeks, numbering]);

  const isTicked = ({ entry, ticked }: StartItem) => changed.get(entry.id) ?? ticked;
  const days = daysOf(week).flatMap((date) => holidays?.get(date) ?? []);
  const named = (swapped: boolean) =>
    days
      .filter(({ kind }) => (kind === 'swapped') === swapped)
      .map(({ date, name }) => `${formatDay(date)} ${name}`)
      .join(', ');
  const ticked = (items ?? []).filter(isTicked).map(({ entry }) => entry);
  return {
    items,
    unread: Boolean(last.error ?? fixed.error ?? series.error ?? off.error),
    from: printedNumber(addWeeks(week, -1), numbering, null),
    ticked,
    isTicked,
    tick: (id: string, on: boolean) => setChanged(new Map(changed).set(id, on)),
    text: [
      words.text((items ?? []).filter((item) => item.fixed && isTicked(item)).length),
      ...(named(false) ? [words.daysOff(named(false))] : []),
      ...(named(true) ? [words.swapped(named(true))] : []),
      // An office that has entered no holidays at all is told nothing about them.
      ...(holidays?.size && days.length === 0 ? [words.noDaysOff] : []),
    ].join(' '),
  };
}

type Chosen = ReturnType<typeof useStart>;

/** An empty week: the offer is the page, and Enter takes it. Nothing where there is nothing to copy. */
export function StartOffer({ onLeaveEmpty, ...start }: Start & { onLeaveEmpty: () => void }) {
  const words = useMessages().edit.start;
  const chosen = useStart(start);
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const shown = chosen.items !== undefined && chosen.items.length > 0;
  useEffect(() => {
    // From nowhere only: somebody who is on the way to something else would copy a week with the Enter meant for that.
    const at = document.activeElement;
    if (shown && (at === null || at.matches('body, main'))) {
      section.current?.querySelector<HTMLElement>('.btn.ink')?.focus();
    }
  }, [shown]);
  if (!shown) return null;
  return (
    <section ref={section} className={`noPrint ${styles.start}`} aria-labelledby={id}>
      <div>
        <h2 id={id}>{words.heading(chosen.from)}</h2>
        <p className="muted" id={`${id}-text`}>
          {chosen.text}
        </p>
        <div className={`acts ${styles.startActs}`}>
          <CopyButton chosen={chosen} describedBy={`${id}-text`} onCopy={start.onCopy} />
          <Button look="bare" onClick={onLeaveEmpty}>
            {words.leaveEmpty}
          </Button>
        </div>
      </div>
      <StartList chosen={chosen} />
    </section>
  );
}

/** The same list over a week that has entries already. */
export function StartDialog({ onClose, ...start }: Start & { onClose: () => void }) {
  const t = useMessages().edit;
  const chosen = useStart(start);
  const { items } = chosen;
  const none = items?.length === 0;
  return (
    <Dialog
      title={t.start.heading(chosen.from)}
      onClose={onClose}
      actions={
        items &&
        !none && (
          <CopyButton
            chosen={chosen}
            onCopy={(copies, from) => {
              onClose();
              start.onCopy(copies, from);
            }}
          />
        )
      }
    >
      <p className="muted">
        {items ? (none ? t.start.nothing(chosen.from) : chosen.text) : chosen.unread ? t.start.unread : t.loading}
      </p>
      {items && !none && <StartList chosen={chosen} />}
    </Dialog>
  );
}

function CopyButton({
  chosen: { ticked, from },
  describedBy,
  onCopy,
}: {
  chosen: Chosen;
  describedBy?: string;
  onCopy: Start['onCopy'];
}) {
  const words = useMessages().edit.start;
  if (ticked.length === 0) return <span className="muted">{words.tick}</span>;
  return (
    <Button look="ink" aria-describedby={describedBy} onClick={() => onCopy(ticked, from)}>
      {words.copy(ticked.length)}
    </Button>
  );
}

function StartList({ chosen: { items = [], from, isTicked, tick } }: { chosen: Chosen }) {
  const t = useMessages();
  const words = t.edit.start;
  const [all, setAll] = useState(false);
  const id = useId();
  const others = items.filter(({ fixed }) => !fixed).length;
  const reasonOf = ({ reason }: StartItem): string => {
    switch (reason.kind) {
      case 'weekly':
        return words.reasons.weekly;
      case 'monthly':
        return words.reasons.monthly(reason.day);
      case 'series': {
        const recurrence = readRule(reason.rule);
        return recurrence ? repeatText(recurrence, t) : t.repeat.label;
      }
      case 'dayOff':
        return words.reasons.dayOff(reason.name);
      case 'once':
        return words.reasons.once(from);
    }
  };
  return (
    <ul className={styles.startList} aria-label={words.list(from)}>
      {items
        .filter(({ fixed }) => fixed || all)
        .map((item, index) => {
          const { entry } = item;
          return (
            <li key={entry.id} className={isTicked(item) ? undefined : styles.unticked}>
              <Check
                checked={isTicked(item)}
                aria-describedby={`${id}-${index}`}
                onChange={(event) => tick(entry.id, event.currentTarget.checked)}
              >
                <span className={styles.startDay}>{t.common.weekdays[weekday(entry.date) - 1]} </span>
                <span className={styles.startTime}>{formatTime(entry.time, t.common.sessions)} </span>
                <span className={styles.startContent}>{entry.content}</span>
              </Check>
              <small id={`${id}-${index}`}>{reasonOf(item)}</small>
            </li>
          );
        })}
      {others > 0 && !all && (
        <li>
          <button type="button" className="link" onClick={() => setAll(true)}>
            {words.others(others, from)}
          </button>
        </li>
      )}
    </ul>
  );
}
