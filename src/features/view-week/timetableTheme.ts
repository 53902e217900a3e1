import styles from './grid.module.css';

/** The hour grid in our look: rules, not pills; four colours. Only structure comes from FullCalendar (skeleton.css). */
export const timetableTheme = {
  name: 'timetable',
  optionDefaults: {
    className: styles.grid,
    borderless: true,
    headerToolbar: false as const,
    // Block events: their colour is ours, by state.
    eventClass: styles.event,
    blockEventClass: styles.block,
    rowEventClass: styles.row,
    columnEventClass: styles.column,
    blockEventInnerClass: styles.inner,
    dayHeaderClass: (info: { isToday: boolean }) =>
      info.isToday ? `${styles.dayHeader} ${styles.today}` : styles.dayHeader,
    dayHeaderInnerClass: styles.dayHeaderInner,
    dayHeaderAlign: 'start' as const,
    tableHeaderClass: styles.tableHeader,
    dayLaneClass: (info: { isToday: boolean }) => (info.isToday ? `${styles.lane} ${styles.today}` : styles.lane),
    dayLaneInnerClass: styles.laneInner,
    dayCellClass: (info: { isToday: boolean }) => (info.isToday ? `${styles.dayCell} ${styles.today}` : styles.dayCell),
    slotLaneClass: styles.slot,
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
