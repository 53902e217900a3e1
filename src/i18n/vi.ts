import { common } from './vi/common.ts';
import { readers } from './vi/readers.ts';

/** Vietnamese is the source language; en.ts must have this type. One file a feature beside this one. */
export const vi = { common, readers };
export type Messages = typeof vi;
