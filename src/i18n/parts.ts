import type { absencePage } from './vi/absencePage.ts';
import type { account } from './vi/account.ts';
import type { compile } from './vi/compile.ts';
import type { issueWeek } from './vi/issueWeek.ts';
import type { moves } from './vi/moves.ts';
import type { myDay } from './vi/myDay.ts';
import type { notices } from './vi/notices.ts';
import type { privateFeeds } from './vi/privateFeeds.ts';
import type { request } from './vi/request.ts';
import type { roster } from './vi/roster.ts';
import type { settings } from './vi/settings.ts';
import type { signIn } from './vi/signIn.ts';
import type { view } from './vi/view.ts';

/** Words that come with the pages that show them: `messagesWith` (messages.tsx). */
export interface Parts {
  readonly absencePage: typeof absencePage;
  readonly account: typeof account;
  readonly compile: typeof compile;
  readonly issueWeek: typeof issueWeek;
  readonly moves: typeof moves;
  readonly myDay: typeof myDay;
  readonly notices: typeof notices;
  readonly privateFeeds: typeof privateFeeds;
  readonly request: typeof request;
  readonly roster: typeof roster;
  readonly settings: typeof settings;
  readonly signIn: typeof signIn;
  readonly view: typeof view;
}
