import type { staff as source } from '../vi/staff.ts';

const items = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);

export const staff: typeof source = {
  nav: 'Main',
  menu: 'Menu',
  skip: 'Skip to content',
  close: 'Close',
  signOut: 'Sign out',
  changePassword: 'Change password',
  previousWeek: 'Previous week',
  nextWeek: 'Next week',
  week: (number) => `Week ${number}`,
  loading: 'Loading…',
  links: { view: 'View', edit: 'Edit', issue: 'Issue' },
  roles: { viewer: 'Staff', clerk: 'Clerk', approver: 'Approver', admin: 'Administrator' },
  save: {
    saving: (count) => `Saving ${items(count)}…`,
    saved: (at) => `Saved ${at}`,
    offline: (count) => (count === 0 ? 'Offline' : `Offline · ${items(count)} waiting`),
    failed: (count) => `${items(count)} not saved`,
  },
  offlineBand: {
    title: (time) => `Offline since ${time}.`,
    text: 'You can go on editing; it is sent by itself once the network is back. Issuing has to wait.',
  },
  unsent: {
    title: 'Some entries are not saved',
    text: 'The server has not taken these entries: something in them is wrong, or there is no network. Signing out now drops:',
    textOnly: 'This machine holds edits that the server has not received. Signing out now drops them.',
    noContent: '(no content yet)',
    lost: (n) =>
      `${n} entries that you were writing could not be saved. The text is still on this machine; copy it if you need it:`,
    drop: 'Drop them and sign out',
  },
  dataError: {
    forbidden: 'This account may not do that.',
    stale: 'Somebody else saved first.',
    offline: 'The server does not answer. Check the network and try again.',
    signedOut: 'The session has ended. Sign in again.',
    tooLarge: 'This week is too large to be issued.',
    unsent: 'Some entries are not sent yet.',
    unknown: 'Something went wrong.',
  },
  states: {
    failedKicker: 'Failed to load',
    failedTitle: 'The schedule could not be loaded',
    failedText: 'This does not mean that nothing is scheduled.',
    retry: 'Try again now',
    offlineKicker: 'Offline',
    offlineTitle: 'Nothing is stored on this machine yet',
    offlineText:
      'The server does not answer, and this machine holds no copy of the page. This does not mean that nothing is scheduled.',
    noMemberKicker: 'No access yet',
    noMemberTitle: 'This account has no access yet',
    noMemberText: (email) =>
      `You are signed in as ${email}, but the account does not belong to this agency or is no longer in use. Please tell the office’s administrator.`,
    publicPage: 'See the public schedule',
    notFoundKicker: 'No such page',
    notFoundTitle: 'There is no such page',
    notFoundText: 'The address may be mistyped.',
    noWeekTitle: 'There is no such week',
    noWeekText: 'A week is written like 2026-W48: the year, the letter W and the number from 01 to 53.',
    noCalendarTitle: 'There is no such calendar',
    noCalendarText: 'The calendar does not exist or is no longer in use.',
    thisWeek: 'This week',
    brokenKicker: 'Page error',
    brokenTitle: 'This page has failed',
    brokenText: 'What was saved is still there. Please load the page again.',
    reload: 'Reload the page',
    backToView: 'Back to the schedule',
  },
};
