import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import Calendar from '@fullcalendar/react';
import list from '@fullcalendar/react/list';
import vietnamese from '@fullcalendar/react/locales/vi';
import timeGrid from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { formatClock, formatDay, weekday } from '#domain/time.ts';
import type { LocalDate, Minutes } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import styles from './grid.module.css';
import { goesOn, gridEvent, moreThanTwoAbreast, SLOT_PX, shownHours, type GridEvent } from './gridEvents.ts';
import { timetableTheme } from './timetableTheme.ts';

const VIEWS = { tuan: 'timeGridWeek', ngay: 'timeGridDay', danhsach: 'listWeek' } as const;

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;

/** FullCalendar's hour grid and list, in our words and our look. Loaded on demand: nobody else pays for it. */
export default function HourGrid({
  look,
  date,
  entries,
  directory,
  today,
  minutes,
  label,
  onOpen,
}: {
  look: keyof typeof VIEWS;
  /** A day of the week to show, or the day. */
  date: LocalDate;
  entries: readonly StoredEntry[];
  directory: Directory;
  today: LocalDate;
  /** Minutes of now after midnight, in the office's zone. */
  minutes: Minutes;
  label: string;
  onOpen: (id: string) => void;
}) {
  const t = useMessages();
  const g = t.view.grid;
  const { from, to } = shownHours(entries);
  const root = useRef<HTMLElement>(null);
  const settled = useSettled(root);
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries]);
  const events = useMemo(
    () =>
      entries.map((entry) => {
        const event = gridEvent(entry, directory, t.common.sessions);
        const { id, start, end, allDay, rank, content } = event;
        return { id, start, end, allDay, title: content, extendedProps: { rank, event } };
      }),
    [entries, directory, t],
  );
  const crowded = useMemo(() => moreThanTwoAbreast(entries), [entries]);
  const isPast = (id: string): boolean => {
    const entry = byId.get(id);
    if (!entry || entry.lastDate > today) return false;
    if (entry.lastDate < today) return true;
    const { start, end } = entry.time;
    return start !== null && (end ?? start) < minutes && !goesOn(entry, today, minutes);
  };
  const stateOf = (id: string, event: GridEvent) => {
    const entry = byId.get(id);
    if (event.status !== 'planned') return 'stopped';
    if (entry && goesOn(entry, today, minutes)) return 'now';
    return isPast(id) ? 'past' : 'planned';
  };

  return (
    <section ref={root} aria-label={label} className={settled ? undefined : styles.measuring}>
      <Calendar
        plugins={[timeGrid, list, timetableTheme]}
        initialView={VIEWS[look]}
        initialDate={date}
        // Wall-clock times of one office: no zone of any browser may touch them.
        timeZone="UTC"
        now={() => `${today}T${formatClock(minutes)}:00`}
        nowIndicator
        firstDay={1}
        locale={vietnamese}
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
            <span aria-hidden="true">+{num}</span>
            <span className="visuallyHidden">{g.showMore(num)}</span>
          </>
        )}
        moreLinkHint={g.showMore}
        height="auto"
        slotMinTime={clock(from)}
        slotMaxTime={clock(to)}
        slotDuration="01:00:00"
        slotMinHeight={SLOT_PX}
        slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        slotEventOverlap={false}
        eventMaxStack={look === 'tuan' ? 2 : 6}
        className={crowded && look === 'tuan' ? styles.crowded : undefined}
        nowIndicatorHeaderContent={() => formatClock(minutes)}
        eventOrder="rank"
        eventInteractive
        events={events}
        eventClick={(info) => onOpen(info.event.id)}
        dayHeaderContent={({ date: day }) => (
          <DayWords day={day.toISOString().slice(0, 10) as LocalDate} today={today} />
        )}
        // It asks twice, for both ends of the line; the first says it all.
        listDayHeaderContent={({ date: day, level }) =>
          level === 0 && <DayWords day={day.toISOString().slice(0, 10) as LocalDate} today={today} />
        }
        eventClass={({ event }) => {
          const own = event.extendedProps['event'] as GridEvent;
          return `${styles.event} ${styles[stateOf(event.id, own)] ?? ''}`;
        }}
        columnEventClass={({ event }) =>
          `${styles.column} ${(event.extendedProps['event'] as GridEvent).assumedEnd ? styles.open : ''}`
        }
        eventContent={({ event }) => {
          const own = event.extendedProps['event'] as GridEvent;
          const state = stateOf(event.id, own);
          const word =
            state === 'now' ? t.view.status.now : own.status === 'planned' ? null : t.view.status[own.status];
          return (
            <span className={styles.words}>
              <b>{own.time}</b> <span>{own.status === 'planned' ? own.content : <del>{own.content}</del>}</span>{' '}
              {word !== null && <span className={styles.tag}>{word}</span>}
              {own.where !== '' && <small>{own.where}</small>}
            </span>
          );
        }}
      />
    </section>
  );
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
