import type { moves as source } from '../vi/moves.ts';

export const moves: typeof source = {
  form: 'Change day and time',
  move: 'Move',
  moved: (content, place) => `“${content}” moved to ${place}`,
  timed: (content, place) => `The time of “${content}” is now ${place}`,
  undone: (content, place) => `Undone: “${content}” back to ${place}`,
  redone: (content, place) => `Redone: “${content}” to ${place}`,
  refused: (content, why) => `“${content}” was not moved. ${why}`,
  stale: (name) => `${name} has just changed it: the schedule shows that version. Look again, then move it once more.`,
  gone: 'This entry was deleted.',
  contested: (name, fields) => `${name} has changed ${fields} since, so it is not undone yet: that version stands.`,
  takeMine: (place) => `Back to ${place} all the same`,
  refusals: {
    forbidden: 'You may not change this entry.',
    signedOut: 'The session has ended. Sign in again, then move it once more.',
    other: 'The server did not take it. Try again in a few minutes.',
  },
  nothing: 'Nothing in this week was moved since it was opened.',
  nothingToRedo: 'There is nothing left to redo.',
  inEditor: 'Resolve in the editor',
  keep: 'Leave as is',
  add: 'Add an entry…',
  hint: 'Drag an entry to move it, its lower edge to change the end, over free time to add one.',
  keys: 'Keyboard: Enter opens an entry to change its day and time · Alt ↑ ↓ moves it a day · Ctrl Z undoes.',
};
