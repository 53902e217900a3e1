import type { Person } from './directory.ts';
import type { Meant, PartyReader } from './meant.ts';
import type { Member } from './permissions.ts';
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

/** Somebody whom the sheet invites; without a person, a unit for which nobody in the directory answers. */
export interface Invited extends Meant {
  /** Whether they sign in: else they cannot say that they have seen it. */
  readonly hasAccount: boolean;
  /** When they said so, of the entry as it stands; null: they have not. Epoch ms. */
  readonly seenAt: number | null;
}

/** Who has seen an issued entry, and who has not. */
export interface SeenList {
  readonly invited: readonly Invited[];
  readonly seen: number;
  /** Others who say so: colleagues of an invited unit. */
  readonly also: readonly { readonly member: Member; readonly seenAt: number }[];
  /** Words that name nobody of the office ("Hiệu trưởng các trường"): nobody can tell whether they know. */
  readonly outside: readonly string[];
}

const attending = ({ attendees, invitees, officeLead }: PublicEntry): readonly string[] => [
  ...attendees,
  ...invitees,
  ...(officeLead === null ? [] : [officeLead]),
];

/** Whom the sheet invites to an entry, each once: who is to attend, of a unit who leads it, and nobody who chairs. */
export function invitedTo(entry: PublicEntry, read: PartyReader): readonly Meant[] {
  const meant = (words: readonly string[]) => words.flatMap((one) => read(one, entry.date));
  const chairing = new Set(meant(entry.chairs).map(({ person }) => person?.id));
  const keyOf = ({ person, unit }: Meant) => person?.id ?? `unit ${unit?.id}`;
  const named = meant(attending(entry)).filter(({ person }) => person === null || !chairing.has(person.id));
  return named.filter((one, at) => named.findIndex((other) => keyOf(other) === keyOf(one)) === at);
}

export function seenList(
  entry: PublicEntry,
  receipts: readonly SeenReceipt[],
  members: Iterable<Member>,
  read: PartyReader,
): SeenList {
  const everybody = [...members];
  const times = new Map(holding(receipts, entry).map(({ by, at }) => [by, at]));
  const accountsOf = (person: Person | null) =>
    everybody.filter((member) => person !== null && member.active && member.person === person.id);
  const meant = invitedTo(entry, read);
  const invited = meant.map((one): Invited => {
    const accounts = accountsOf(one.person);
    const seenAt = accounts.map(({ uid }) => times.get(uid)).find((at) => at !== undefined) ?? null;
    return { ...one, hasAccount: accounts.length > 0, seenAt };
  });
  const theirs = new Set(meant.flatMap(({ person }) => accountsOf(person)).map(({ uid }) => uid));
  return {
    invited,
    seen: invited.filter(({ seenAt }) => seenAt !== null).length,
    also: everybody.flatMap((member) => {
      const seenAt = times.get(member.uid);
      return seenAt === undefined || theirs.has(member.uid) ? [] : [{ member, seenAt }];
    }),
    outside: attending(entry).filter((words) => read(words, entry.date).length === 0),
  };
}
