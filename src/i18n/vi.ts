import { absences } from './vi/absences.ts';
import { clash } from './vi/clash.ts';
import { common } from './vi/common.ts';
import { edit } from './vi/edit.ts';
import { free } from './vi/free.ts';
import { history } from './vi/history.ts';
import { quickLine } from './vi/quickLine.ts';
import { readers } from './vi/readers.ts';
import { repeat } from './vi/repeat.ts';
import { rows } from './vi/rows.ts';
import { staff } from './vi/staff.ts';

/**
 * Vietnamese is the source language; en.ts must have this type. One file a feature beside this one. Here are the words
 * that every staff page brings along; those of some pages only come with them (parts.ts).
 */
export const vi = {
  absences,
  clash,
  common,
  edit,
  free,
  history,
  quickLine,
  readers,
  repeat,
  rows,
  staff,
};
export type Messages = typeof vi;
