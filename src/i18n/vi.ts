import { absences } from './vi/absences.ts';
import { account } from './vi/account.ts';
import { clash } from './vi/clash.ts';
import { common } from './vi/common.ts';
import { compile } from './vi/compile.ts';
import { edit } from './vi/edit.ts';
import { free } from './vi/free.ts';
import { history } from './vi/history.ts';
import { moves } from './vi/moves.ts';
import { myDay } from './vi/myDay.ts';
import { privateFeeds } from './vi/privateFeeds.ts';
import { quickLine } from './vi/quickLine.ts';
import { readers } from './vi/readers.ts';
import { repeat } from './vi/repeat.ts';
import { rows } from './vi/rows.ts';
import { roster } from './vi/roster.ts';
import { request } from './vi/request.ts';
import { view } from './vi/view.ts';
import { issueWeek } from './vi/issueWeek.ts';
import { settings } from './vi/settings.ts';
import { staff } from './vi/staff.ts';
import { signIn } from './vi/signIn.ts';

/** Vietnamese is the source language; en.ts must have this type. One file a feature beside this one. */
export const vi = {
  absences,
  account,
  clash,
  common,
  compile,
  edit,
  free,
  history,
  moves,
  myDay,
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
export type Messages = typeof vi;
