import type { PublicEntry, PublishedWeek } from './publication.ts';

/** `publishedWeeks/{calendar}_{week}/seen/{by}_{entry}`: somebody of the office says that they have seen an issued entry. */
export interface SeenReceipt {
  readonly by: string; // uid
  readonly entry: string;
  /** The revision of the week that they saw. */
  readonly revision: number;
  readonly at: number; // epoch ms, the server's clock
}

/** Whether the sheet is the invitation to an entry: then whoever it names says that they have seen it. */
export const invites = (
  week: Pick<PublishedWeek, 'replacesInvitation'>,
  entry: Pick<PublicEntry, 'replacesInvitation' | 'separateInvitation'>,
): boolean => (week.replacesInvitation || entry.replacesInvitation) && !entry.separateInvitation;

/** The receipts that still hold: what was changed since has to be seen again. */
export const holding = (
  receipts: readonly SeenReceipt[],
  entry: Pick<PublicEntry, 'id' | 'changedIn'>,
): SeenReceipt[] => receipts.filter((one) => one.entry === entry.id && one.revision >= entry.changedIn);
