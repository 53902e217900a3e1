import type { PublishedWeek } from './publication.ts';

/**
 * "Chuyển duyệt": somebody who edits a calendar's week says that it is ready to be issued. It holds nothing up: the approver
 * may issue without it, editors go on editing. `weeks/{calendar}_{week}/approval/asked`.
 */
export interface Approval {
  readonly by: string; // uid
  readonly at: number; // epoch ms, the server's clock
  /** The revision that is asked for: once it is issued, the asking is answered. */
  readonly revision: number;
}

/** The revision that would be issued next. */
export const nextRevision = (published: PublishedWeek | null): number => (published?.revision ?? 0) + 1;

/** The asking that still waits for the approver. */
export const stillAsked = (asked: Approval | null, published: PublishedWeek | null): Approval | null =>
  asked !== null && asked.revision >= nextRevision(published) ? asked : null;

/** How many entries were saved after the week was sent: the approver did not get what was ready then. */
export const changedSince = (asked: Approval, entries: readonly { readonly updatedAt: number }[]): number =>
  entries.filter(({ updatedAt }) => updatedAt > asked.at).length;
