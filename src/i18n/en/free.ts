import type { free as source } from '../vi/free.ts';

export const free: typeof source = {
  choose: { room: 'Choose a free room', vehicle: 'Choose a free vehicle', person: 'Choose who is free' },
  chooseFor: (name) => `instead of ${name}`,
  list: { room: 'Free rooms', vehicle: 'Free vehicles', person: 'Free people' },
  none: { room: 'No room is free then.', vehicle: 'No vehicle is free then.', person: 'Nobody is free then.' },
  more: (n) => `and ${n} more: type a name in the field`,
  close: 'Never mind',
  seats: (n) => (n === 1 ? '1 seat' : `${n} seats`),
  smaller: 'smaller',
  without: (things) => `without ${things.join(', ')}`,
  free: 'free',
  away: 'away',
  taken: (when) => `busy ${when}`,
  exchanged: (name) => `Now ${name}`,
  moveTo: (when) => `Move to ${when}`,
  moved: (when) => `Moved to ${when}`,
  allFree: (names) =>
    names.length === 1 ? `${names[0]} is free` : names.length === 2 ? 'both are free' : 'all are free',
  hints: 'About the day and the hour',
  hintMark: { dayOff: 'Day off', outsideHours: 'Off hours' },
  dayOff: (day, name) => `${day} is a day off: ${name}`,
  outsideHours: (when, hours) => `${when} is outside working hours (${hours})`,
  day: {
    holiday: (name) => `Off: ${name}`,
    compensatory: (name) => `Day off in lieu: ${name}`,
    swapped: (name) => `Make-up working day: ${name}`,
  },
};
