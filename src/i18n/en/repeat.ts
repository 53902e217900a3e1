import type { repeat as source } from '../vi/repeat.ts';

const entries = (n: number): string => (n === 1 ? '1 recurring entry' : `${n} recurring entries`);

export const repeat: typeof source = {
  label: 'Repeats',
  none: 'Does not repeat',
  weekly: (day) => `Every ${day}`,
  secondWeekly: (day) => `Every second ${day}`,
  monthly: (n) => (n === 31 ? 'Monthly, on the last day' : `Monthly, on day ${n}`),
  nth: (nth, day) => `Monthly, on the ${['first', 'second', 'third', 'fourth'][nth - 1]} ${day}`,
  last: (day) => `Monthly, on the last ${day}`,
  short: { week: 'Weekly', secondWeek: 'Every second week', month: 'Monthly', monthWeekday: 'Monthly' },
  until: (date) => `until ${date}`,
  times: (n) => (n === 1 ? 'once' : `${n} times`),
  end: 'Until when',
  ends: { never: 'no end', until: 'until a day…', count: 'a number of times…' },
  untilField: 'Until the end of',
  countField: 'Times, this one included',
  untilUnknown: 'The last day is not clear: write 31/12/2026, a day after the entry’s.',
  countUnknown: (most) => `Write a number from 1 to ${most}.`,
  later: 'Later entries',
  laters: { only: 'Only this one', follow: 'From this one on' },
  hint: 'When a week is opened or started, what repeats is offered to be added; on holidays it asks.',
  hintStop: 'It does not come again after this. Entries already in later weeks stay.',
  hintFollow: 'Later ones follow this one, those already in later weeks too. What was changed by hand stays as it is.',
  set: (words) => `Set to repeat: ${words}`,
  stopped: 'Does not repeat after this one',
  followed: (n) =>
    n === 0
      ? 'Later ones follow this one'
      : `Later ones follow this one; ${n === 1 ? '1 entry' : `${n} entries`} already in later weeks changed with it`,
  kept: (entries) => `Left as they are, being changed by hand: ${entries}. Open those weeks to change them too.`,
  laterUnread:
    'Later ones follow this one, but the entries already in later weeks could not be read. Open the entry and choose “From this one on” again.',
  did: (content, later) =>
    later === 0
      ? `the repetition of “${content}”`
      : `the repetition of “${content}”, with ${later === 1 ? '1 entry' : `${later} entries`} of later weeks`,
  changedSince: 'Somebody changed the repetition since.',
  notBack:
    'The repetition could not be put back: the entry is not saved, or somebody just changed it. Open the entry to see.',
  laterNotBack: (entries) => `Left as they are, changed or deleted by somebody since: ${entries}.`,
  notSet: 'Not set to repeat: it is not clear until when. Open the entry again to say so.',
  refused: 'Not set to repeat: the entry was not saved, or somebody has just changed it. Open the entry again to see.',
  due: (n) => `${entries(n)} not yet in this week`,
  add: 'Add',
  addOne: (content) => `Add “${content}”`,
  addAll: (n) => `Add all ${n}`,
  skip: 'Skip this time',
  skipOne: (content) => `Skip this time: “${content}”`,
  skipped: (content) => `Not this week: “${content}”`,
  added: (n) => `${entries(n)} added`,
  holiday: (name) => `holiday: ${name}`,
};
