import { common } from './vi/common.ts';

/** Vietnamese is the source language; en.ts must have this type. One file a feature beside this one. */
export const vi = { common };
export type Messages = typeof vi;
