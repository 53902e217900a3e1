import type { history as source } from '../vi/history.ts';

export const history: typeof source = {
  versions: (n) => `History (${n === 1 ? '1 version' : `${n} versions`})`,
  acts: { create: 'created it', recreate: 'created it again', update: 'changed it', delete: 'deleted it' },
  stage: 'Request',
  stages: { requested: 'waiting', accepted: 'accepted', returned: 'returned', merged: 'merged' },
  was: 'was',
  is: 'now',
  empty: 'empty',
  restore: 'Restore this version',
  restoreOf: (when) => `Restore this version, saved ${when}`,
  restored: (when) => `The version of ${when} is back, as a new one`,
  sameAlready: 'The entry says this already',
  presence: {
    here: (names) => `${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} it open too`,
    editing: (names) => `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} editing`,
  },
  deleted: {
    open: 'Deleted entries…',
    heading: 'Entries deleted from this week',
    text: 'Created again as it was when deleted, with its history, its meeting link and its internal note.',
    none: 'Nothing was deleted from this week.',
    loading: 'Looking…',
    unread: 'Could not be read. Close and open to try again.',
    by: (name, when) => `deleted by ${name}, ${when}`,
    again: 'is there again',
    recreate: 'Create again',
    recreateEntry: (entry) => `Create ${entry} again`,
    recreated: (content) => `Created “${content}” again`,
  },
};
