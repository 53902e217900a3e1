import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import Calendar from '@fullcalendar/react';
import interaction from '@fullcalendar/react/interaction';
import list from '@fullcalendar/react/list';
import english from '@fullcalendar/react/locales/en-gb';
import vietnamese from '@fullcalendar/react/locales/vi';
import timeGrid from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import type { AssumedMinutes } from '#domain/assumed.ts';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { addDays, DAY_END, formatClock, formatDay, weekday } from '#domain/time.ts';
import type { LocalDate, Minutes } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { changeWords } from '#ui/EntryParts.tsx';
import { composing } from '#ui/keyPress.ts';
import styles from './grid.module.css';
import { goesOn, gridEvent, moreThanTwoAbreast, SLOT_PX, shownHours, type GridEvent } from './gridEvents.ts';
import type { IssuedChanges } from './issuedChanges.ts';
import { carried, dayOn, ending, lasting, type FreeTime, type When } from './gridMoves.ts';
import { timetableTheme } from './timetableTheme.ts';

const VIEWS = { tuan: 'timeGridWeek', ngay: 'timeGridDay', danhsach: 'listWeek' } as const;

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;

/** A wall-clock moment of the grid, which runs in "UTC". */
const dayAt = (at: Date): LocalDate => at.toISOString().slice(0, 10) as LocalDate;
const minutesOf = (at: Date): Minutes => (at.getUTCHours() * 60 + at.getUTCMinutes()) as Minutes;

/** The end of something that begins on `date`, which may be midnight; null: on another day. */
function endOn(date: LocalDate, end: Date): Minutes | null {
  if (dayAt(end) === date) return minutesOf(end);
  return dayAt(end) === addDays(date, 1) && minutesOf(end) === 0 ? DAY_END : null;
}

/**
 * FullCalendar's hour grid and list, in our words and our look. Loaded on demand: nobody else pays for it. What may be
 * moved is dragged, drawn longer, or moved a day by Alt and an arrow; all else of it is in the entry's form.
 */
export default function HourGrid({
  look,
  date,
  entries,
  directory,
  changeOf,
  lengths,
  today,
  minutes,
  label,
  onOpen,
  mayMove,
  onPut,
  onAdd,
}: {
  look: keyof typeof VIEWS;
  /** A day of the week to show, or the day. */
  date: LocalDate;
  entries: readonly StoredEntry[];
  directory: Directory;
  changeOf: IssuedChanges;
  lengths: AssumedMinutes;
  today: LocalDate;
  /** Minutes of now after midnight, in the office's zone. */
  minutes: Minutes;
  label: string;
  onOpen: (id: string) => void;
  mayMove: (entry: StoredEntry) => boolean;
  /** From where it stands, which a move on its way may have changed; false: it cannot be there. */
  onPut: (entry: StoredEntry, to: (from: When) => When) => boolean;
  /** Absent for those who may add nothing. */
  onAdd?: (free: FreeTime) => void;
}) {
  const t = useMessages();
  const g = t.view.grid;
  const { from, to } = shownHours(entries, lengths);
  const root = useRef<HTMLElement>(null);
  const settled = useSettled(root);
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries]);
  const events = useMemo(
    () =>
      entries.map((entry) => {
        const event = gridEvent(entry, directory, t.common.sessions, lengths);
        const { id, start, end, allDay, rank, content } = event;
        const editable = mayMove(entry);
        const change = changeOf(entry);
        const changed = change && changeWords(change, t.readers, t.common.sessions).join(', ');
        return { id, start, end, allDay, editable, title: content, extendedProps: { rank, event, changed } };
      }),
    [entries, directory, t, mayMove, changeOf, lengths],
  );
  useKeptFocus(root);
  const crowded = useMemo(() => moreThanTwoAbreast(entries, lengths), [entries, lengths]);
  const isPast = (id: string): boolean => {
    const entry = byId.get(id);
    if (!entry || entry.lastDate > today) return false;
    if (entry.lastDate < today) return true;
    const { start, end } = entry.time;
    return start !== null && (end ?? start) < minutes && !goesOn(entry, today, minutes, lengths);
  };
  const stateOf = (id: string, event: GridEvent) => {
    const entry = byId.get(id);
    if (event.status !== 'planned') return 'stopped';
    if (entry && goesOn(entry, today, minutes, lengths)) return 'now';
    return isPast(id) ? 'past' : 'planned';
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys bubble up from the entries, which are buttons
    <section
      ref={root}
      aria-label={label}
      className={settled ? undefined : styles.measuring}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
        if (by === null || !event.altKey || event.ctrlKey || event.metaKey || composing(event.nativeEvent)) return;
        const entry = byId.get(entryOf(event.target) ?? '');
        if (!entry || !mayMove(entry)) return;
        event.preventDefault();
        onPut(entry, (from) => dayOn(from, by));
      }}
    >
      <Calendar
        plugins={[timeGrid, list, interaction, timetableTheme]}
        initialView={VIEWS[look]}
        initialDate={date}
        // Wall-clock times of one office: no zone of any browser may touch them.
        timeZone="UTC"
        now={() => `${today}T${formatClock(minutes)}:00`}
        nowIndicator
        firstDay={1}
        // Whole dates that only a screen reader hears are its own.
        locale={document.documentElement.lang === 'en' ? english : vietnamese}
        prevYearText={g.previousYear}
        nextYearText={g.nextYear}
        prevHint={g.previous}
        nextHint={g.next}
        todayHint={g.today}
        viewHint={g.view}
        viewChangeHint={g.changeView}
        navLinkHint={g.goTo}
        closeHint={g.close}
        eventsHint={g.events}
        timedText={g.timed}
        allDayText={g.allDay}
        noEventsText={t.common.noEntries}
        moreLinkContent={({ num }) => (
          <>
            <span aria-hidden="true">
              +{num}
              {look === 'tuan' && <small>{g.more}</small>}
            </span>
            <span className="visuallyHidden">{g.showMore(num)}</span>
          </>
        )}
        moreLinkHint={g.showMore}
        height="auto"
        slotMinTime={clock(from)}
        slotMaxTime={clock(to)}
        // As fine as what is carried is set down: FullCalendar measures a hand's way from the middle of a slot.
        slotDuration="00:15:00"
        slotHeaderInterval="01:00:00"
        slotMinHeight={SLOT_PX / 4}
        slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        slotEventOverlap={false}
        eventMaxStack={look === 'tuan' ? 2 : 6}
        className={crowded && look === 'tuan' ? styles.crowded : undefined}
        nowIndicatorHeaderContent={() => formatClock(minutes)}
        eventOrder="rank"
        eventInteractive
        events={events}
        eventClick={(info) => onOpen(info.event.id)}
        eventDidMount={({ el, event, isMirror }) => {
          if (!isMirror) el.dataset['entry'] = event.id;
        }}
        longPressDelay={400}
        eventDrop={({ event, revert }) => {
          const entry = byId.get(event.id);
          const at = event.start;
          const put =
            entry && at && onPut(entry, (from) => carried(from, dayAt(at), event.allDay ? null : minutesOf(at)));
          if (!put) revert();
        }}
        eventResize={({ event, revert }) => {
          const entry = byId.get(event.id);
          const end = event.end && endOn(event.allDay ? dayAt(event.end) : dayAt(event.start!), event.end);
          if (!entry || !event.end || end === null) return revert();
          const last = addDays(dayAt(event.end), -1);
          if (!onPut(entry, (from) => (event.allDay ? lasting(from, last) : ending(from, end)))) revert();
        }}
        selectable={onAdd !== undefined && look !== 'danhsach'}
        selectMinDistance={6}
        selectAllow={({ start, end, allDay }) => allDay || endOn(dayAt(start), end) !== null}
        select={({ start, end, allDay }) => {
          const day = dayAt(start);
          onAdd?.(
            allDay
              ? { date: day, lastDate: addDays(dayAt(end), -1) }
              : { date: day, start: minutesOf(start), end: endOn(day, end)! },
          );
        }}
        dayHeaderContent={({ date: day }) => (
          <DayWords day={day.toISOString().slice(0, 10) as LocalDate} today={today} />
        )}
        // Its own words for a screen reader leave out which day of the week it is.
        dayHeaderDidMount={({ el, date: day }) => {
          const at = dayAt(day);
          el.setAttribute('aria-label', `${t.common.weekdays[weekday(at) - 1]} ${formatDay(at)}`);
        }}
        // It asks twice, for both ends of the line; the first says it all.
        listDayHeaderContent={({ date: day, level }) =>
          level === 0 && <DayWords day={day.toISOString().slice(0, 10) as LocalDate} today={today} />
        }
        eventClass={({ event, isMirror }) => {
          const own = event.extendedProps['event'] as GridEvent;
          const changed = event.extendedProps['changed'] ? styles.changed : '';
          return `${styles.event} ${isMirror ? styles.held : ''} ${changed} ${styles[stateOf(event.id, own)] ?? ''}`;
        }}
        columnEventClass={({ event }) =>
          `${styles.column} ${(event.extendedProps['event'] as GridEvent).assumedEnd ? styles.open : ''}`
        }
        eventContent={({ event, isMirror }) => {
          const own = event.extendedProps['event'] as GridEvent;
          // While it is carried it says where it is held.
          const time = isMirror && !event.allDay && event.start ? formatClock(minutesOf(event.start)) : own.time;
          const state = stateOf(event.id, own);
          const changed = event.extendedProps['changed'] as string | null;
          const word =
            state === 'now' ? t.view.status.now : own.status === 'planned' ? null : t.view.status[own.status];
          return (
            <span className={styles.words}>
              <b>{time}</b> <span>{own.status === 'planned' ? own.content : <del>{own.content}</del>}</span>{' '}
              {word !== null && <span className={styles.tag}>{word}</span>}{' '}
              {changed !== null && <span className={styles.changedTag}>{changed}</span>}
              {own.where !== '' && <small>{own.where}</small>}
            </span>
          );
        }}
      />
    </section>
  );
}

const entryOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-entry]')?.dataset['entry'] : undefined;

/**
 * FullCalendar draws an entry anew when it changes: who was at it by the keyboard stays at it. At once, not at the next
 * frame: keys come between, and a day's move would be lost.
 */
function useKeptFocus(root: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const section = root.current!;
    let held: { id: string; element: Element } | null = null;
    const note = ({ target }: FocusEvent) => {
      const id = entryOf(target);
      held = id === undefined ? null : { id, element: target as Element };
    };
    // Elements that are taken away tell nobody: only a way out to something else forgets. A question over the page is
    // none: whoever answers it comes back.
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Element && !section.contains(relatedTarget) && !relatedTarget.closest('dialog'))
        held = null;
    };
    const drawn = new MutationObserver(() => {
      if (held === null || held.element.isConnected) return;
      if ((document.activeElement ?? document.body) !== document.body) return;
      section.querySelector<HTMLElement>(`[data-entry="${CSS.escape(held.id)}"]`)?.focus();
    });
    section.addEventListener('focusin', note);
    section.addEventListener('focusout', leave);
    // An entry's name is written after it stands: a change of it counts too.
    drawn.observe(section, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-entry'] });
    return () => {
      section.removeEventListener('focusin', note);
      section.removeEventListener('focusout', leave);
      drawn.disconnect();
    };
  }, [root]);
}

/**
 * FullCalendar draws once to measure and again in place. Until its height has stood still for some frames it keeps its
 * room unseen: shown at once, everything would jump (layout shift 0.39).
 */
function useSettled(root: RefObject<HTMLElement | null>): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let height = -1;
    let still = 0;
    let frame = requestAnimationFrame(function look() {
      const now = root.current?.offsetHeight ?? 0;
      still = now === height ? still + 1 : 0;
      height = now;
      if (still >= 3) setSettled(true);
      else frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [root]);
  return settled;
}

function DayWords({ day, today }: { day: LocalDate; today: LocalDate }) {
  const { common } = useMessages();
  return (
    <>
      <b>{common.weekdays[weekday(day) - 1]}</b> <span className="muted">{formatDay(day)}</span>
      {day === today && <em> {common.today}</em>}
    </>
  );
}
