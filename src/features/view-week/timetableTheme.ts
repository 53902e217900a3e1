import styles from './grid.module.css';

/** The edge by which an entry is drawn longer. `isSelected`: held by a finger, which needs more room. */
type Grip = { isEndResizable: boolean; isSelected: boolean };
const grown = ({ isSelected }: Grip): string | undefined => (isSelected ? styles.gripGrown : '');

/** The hour grid in our look: rules, not pills; four colours. Only structure comes from FullCalendar (skeleton.css). */
export const timetableTheme = {
  name: 'timetable',
  optionDefaults: {
    className: styles.grid,
    borderless: true,
    headerToolbar: false as const,
    // Block events: their colour is ours, by state.
    eventClass: styles.event,
    highlightClass: styles.drawn,
    blockEventClass: styles.block,
    rowEventClass: styles.row,
    columnEventClass: styles.column,
    blockEventInnerClass: styles.inner,
    columnEventAfterClass: (info: Grip) => (info.isEndResizable ? `${styles.gripBelow} ${grown(info)}` : ''),
    rowEventAfterClass: (info: Grip) => (info.isEndResizable ? `${styles.gripAfter} ${grown(info)}` : ''),
    dayHeaderClass: (info: { isToday: boolean }) => (info.isToday ? styles.today : ''),
    dayHeaderInnerClass: styles.dayHeaderInner,
    dayHeaderAlign: 'start' as const,
    tableHeaderClass: styles.tableHeader,
    dayLaneClass: (info: { isToday: boolean }) => (info.isToday ? `${styles.lane} ${styles.today}` : styles.lane),
    dayLaneInnerClass: styles.laneInner,
    dayCellClass: (info: { isToday: boolean }) => (info.isToday ? `${styles.dayCell} ${styles.today}` : styles.dayCell),
    slotLaneClass: (info: { isMinor: boolean }) => (info.isMinor ? '' : styles.slot),
    slotHeaderClass: styles.slotHeader,
    slotHeaderInnerClass: styles.slotHeaderInner,
    allDayHeaderClass: styles.allDayHeader,
    allDayHeaderInnerClass: styles.allDayHeaderInner,
    allDayDividerClass: styles.allDayDivider,
    nowIndicatorHeaderClass: styles.nowHeader,
    nowIndicatorLineClass: styles.nowLine,
    moreLinkClass: styles.more,
    popoverClass: styles.popover,
    popoverCloseClass: styles.popoverClose,
    listDayClass: styles.listDay,
    listDayHeaderClass: styles.listDayHeader,
    listItemEventClass: styles.listEvent,
    listItemEventInnerClass: styles.listEventInner,
    noEventsClass: styles.noEvents,
  },
};
