import type { notices as source } from '../vi/notices.ts';

export const notices: typeof source = {
  row: 'Notices',
  what: 'When a week or an adjustment is issued that concerns you, you are told once, and how.',
  none: 'This server has no way to send notices yet.',
  off: 'None.',
  on: (email) => `By mail to ${email}.`,
  pushed: (here, others) =>
    here
      ? `On the screen of this device${others > 0 ? ` and of ${others} more` : ''}.`
      : `On the screen of ${others} other ${others === 1 ? 'device' : 'devices'}, not of this one.`,
  noDevice: (email) => `No device takes notices any more, so they come by mail to ${email}.`,
  noDeviceNoMail: 'No device takes notices any more, so there are none: please choose again.',
  mine: 'Entries that name you.',
  heads: (unit) => `Entries that name you or ${unit}.`,
  ofUnit: (unit) => `Also entries that name ${unit}.`,
  nobody: 'This account is nobody in the directory, so no entry is known to be yours: choose calendars below.',
  whole: (names) => `All entries of: ${names}.`,
  choose: 'Choose',
  change: 'Change',
  way: 'How',
  byMail: (email) => `By mail to ${email}`,
  byPush: (here, others) =>
    others === 0
      ? 'On the screen of this device'
      : here
        ? `On the screen of this device and of ${others} more`
        : `On the screen of ${others} other ${others === 1 ? 'device' : 'devices'}`,
  noMail: 'This server cannot send mail yet: the administrator sets SMTP_URL.',
  notHere: {
    insecure: 'This page came by http and notices on the screen need https: not on this device yet.',
    unsupported: 'This browser takes no notices.',
    denied: 'The browser blocks notices of this site: allow them in the site’s settings, then load the page again.',
    noService: 'This server cannot send notices to screens yet.',
  },
  legend: 'Beside entries that name you, all entries of:',
  withUnit: (unit) => `Also entries that name ${unit}`,
  save: 'Notify me',
  busy: 'Subscribing this device…',
  stop: 'Stop notices',
  saved: 'Saved. You are told from the next issue on.',
  stopped: 'Saved: no more notices.',
  failed: 'Could not be saved. Load the page again and retry.',
  problems: {
    denied: 'Not saved: you have not allowed this site to show notices. Allow them, or choose another way.',
    noService:
      'Not saved: the browser could not subscribe with its maker’s push service. Retry later, or choose another way.',
  },
  push: { more: (lines) => `… and ${lines} more ${lines === 1 ? 'line' : 'lines'}` },
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
