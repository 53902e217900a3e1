import type { absences as source } from '../vi/absences.ts';

const SESSIONS = { morning: 'morning', afternoon: 'afternoon', evening: 'evening' } as const;

export const absences: typeof source = {
  kinds: { trip: 'Official trip', leave: 'Leave', other: 'Other reason' },
  nobody: 'nobody acts yet',
  session: (session, day) => `${SESSIONS[session]} of ${day}`,
  since: (session, day) => `from the ${SESSIONS[session]} of ${day}`,
  until: (session, day) => `to the ${SESSIONS[session]} of ${day}`,
  stale: 'Somebody else changed this absence first. Open it again to see theirs, then save.',
  refused: 'The server did not take it. Try again, or ask an administrator for the right to set absences.',
  inEntry: {
    label: 'Who of this entry is away',
    mark: 'Away',
    away: (days) => `away ${days}`,
    actsWhenIssued: (who) => `${who} acts in the issued week`,
    open: {
      nobody: 'nobody acts yet',
      part: 'away for a part of this time only',
      substituteAway: 'who should act is away too',
      onlyChairs: 'the substitute acts only as chair',
    },
    write: (who) => `${who} acts`,
    choose: 'Choose who acts',
    attend: 'Attends all the same',
    attendOf: (who) => `${who} attends this entry all the same`,
    attends: 'is away, attends this entry all the same',
    done: {
      attends: (content) => `Noted: goes to “${content}” themselves`,
      attendsNot: (content) => `Noted: the substitute goes to “${content}”`,
    },
    did: {
      attends: (content) => `going to “${content}” themselves`,
      attendsNot: (content) => `the substitute going to “${content}”`,
    },
    gone: 'That absence was deleted, or is no longer in this week.',
    attendsNot: 'Let the substitute attend',
    short: (who, acts) => `${who} is away – ${acts} acts`,
    shortOpen: (who, why) => `${who} is away – ${why}`,
    dutyActs: (acts) => `away – ${acts} acts`,
    dutyOpen: (why) => `away – ${why}`,
  },
};
