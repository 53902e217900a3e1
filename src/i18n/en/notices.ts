import type { notices as source } from '../vi/notices.ts';

export const notices: typeof source = {
  row: 'Notices',
  what: 'When a week or an adjustment is issued that concerns you, you get one letter that says how.',
  none: 'This server cannot send mail yet (the administrator sets SMTP_URL), so there are no notices.',
  off: 'None.',
  on: (email) => `By mail to ${email}.`,
  mine: 'Entries that name you.',
  nobody: 'This account is nobody in the directory, so no entry is known to be yours: choose calendars below.',
  whole: (names) => `All entries of: ${names}.`,
  choose: 'Choose',
  change: 'Change',
  legend: 'Beside entries that name you, all entries of:',
  save: 'Notify me',
  stop: 'Stop notices',
  saved: 'Saved. You are told from the next issue on.',
  stopped: 'Saved: no more notices.',
  failed: 'Could not be saved. Load the page again and retry.',
  letter: {
    greeting: (name) => `Dear ${name},`,
    issued: (of) => `${of} has been issued. What concerns you:`,
    adjusted: (revision, of) => `Adjustment ${revision} of ${of}. What concerns you:`,
    issuedSubject: (number, count) => `Work schedule, week ${number}: ${count} of yours`,
    adjustedSubject: (number, revision, count) =>
      `Work schedule, week ${number}, adjustment ${revision}: ${count} ${count === 1 ? 'change' : 'changes'} for you`,
    see: 'See the week',
    why: 'You get this because you chose “Notices” on your account’s page, where you can stop them too.',
  },
};
