import type { signIn as source } from '../vi/signIn.ts';

export const signIn: typeof source = {
  title: 'Sign in to the work schedule',
  publicNote: 'The public schedule needs no account:',
  publicLink: 'this week',
  ended: 'The session has ended.',
  endedRest: 'Sign in with the same account: what you were writing is still there.',
  again: {
    title: 'The session has ended',
    text: (email) => `Sign in again as ${email} to go on. What you were writing is still there.`,
    other: 'Sign in with another account',
    otherNote: (email) => `Unsaved text stays on this machine and is shown to ${email} only.`,
  },
  email: 'E-mail',
  password: 'Password',
  show: 'Show',
  hide: 'Hide',
  ofPassword: 'password',
  capsLock: 'Caps Lock is on.',
  remember: 'Remember this machine (not on a shared one)',
  submit: 'Sign in',
  submitting: 'Signing in…',
  emailMissing: 'Type your e-mail address.',
  emailMalformed: 'An e-mail address looks like name@agency.vn.',
  passwordMissing: 'Type your password.',
  forgot: 'Forgotten the password?',
  forgotEmail: 'Type the account’s e-mail address, then choose “Forgotten the password?” again.',
  forgotAsking: 'Asking…',
  forgotAsked: (email) =>
    `The request for ${email} has arrived. If this address has an account, you get a link by mail; where the office sends no mail, its administrator hands you the link.`,
  secrets: 'State secrets may not be written in this system.',
  plainHttp:
    'This page does not use https: the password crosses the local network in readable form. Ask the administrator to switch https on.',
  problems: {
    wrong: 'The e-mail address or the password is wrong.',
    wrongPassword: 'The password is not right.',
    disabled: 'This account is locked. Please tell the office’s administrator.',
    tooMany: 'Too many tries. Wait a few minutes, then try again.',
    offline: 'Not signed in: the server does not answer. Check the network and try again.',
    unknown: 'Not signed in: something went wrong. Try again, or tell the office’s administrator.',
  },
};
