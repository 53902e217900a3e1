import type { clash as source } from '../vi/clash.ts';

export const clash: typeof source = {
  ask: 'Accept…',
  askOf: (entry) => `Accept the clash with ${entry}…`,
  reason: 'Why it is accepted',
  accept: 'Accept',
  close: 'Never mind',
  missing: 'Say why: the next editor will ask.',
  tooLong: 'More than 500 characters. Make it shorter.',
  accepted: 'Accepted:',
  by: (name, when) => `${name}, ${when}`,
  takeBack: 'Withdraw acceptance',
  takeBackOf: (entry) => `Withdraw acceptance of the clash with ${entry}`,
  refused: 'The server did not take it. Try again, or ask an administrator whether you may edit this calendar.',
};
