import { absences } from './en/absences.ts';
import { account } from './en/account.ts';
import { clash } from './en/clash.ts';
import { common } from './en/common.ts';
import { absencePage } from './en/absencePage.ts';
import { compile } from './en/compile.ts';
import { edit } from './en/edit.ts';
import { free } from './en/free.ts';
import { history } from './en/history.ts';
import { moves } from './en/moves.ts';
import { myDay } from './en/myDay.ts';
import { notices } from './en/notices.ts';
import { privateFeeds } from './en/privateFeeds.ts';
import { quickLine } from './en/quickLine.ts';
import { readers } from './en/readers.ts';
import { repeat } from './en/repeat.ts';
import { rows } from './en/rows.ts';
import { roster } from './en/roster.ts';
import { request } from './en/request.ts';
import { view } from './en/view.ts';
import { issueWeek } from './en/issueWeek.ts';
import { settings } from './en/settings.ts';
import { staff } from './en/staff.ts';
import { signIn } from './en/signIn.ts';
import type { Parts } from './parts.ts';
import type { Messages } from './vi.ts';

export const en: Messages & Parts = {
  absences,
  account,
  clash,
  common,
  absencePage,
  compile,
  edit,
  free,
  history,
  moves,
  myDay,
  notices,
  privateFeeds,
  quickLine,
  readers,
  repeat,
  rows,
  roster,
  request,
  settings,
  signIn,
  staff,
  issueWeek,
  view,
};
