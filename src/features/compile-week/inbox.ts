import type { ShownEntry } from '#data/entries.ts';
import type { EntryRequest } from '#domain/request.ts';

/** A request as the inbox shows it: what is asked for, and who asked when. */
export interface InboxItem {
  readonly entry: ShownEntry;
  readonly request: EntryRequest;
}

export const BOXES = ['waiting', 'accepted', 'returned'] as const;
export type Box = (typeof BOXES)[number];

/** What was merged has been taken in too: it stands in another entry. */
const BOX_OF = {
  requested: 'waiting',
  accepted: 'accepted',
  merged: 'accepted',
  returned: 'returned',
} as const satisfies Record<ShownEntry['stage'], Box>;

export const boxOf = ({ entry }: InboxItem): Box => BOX_OF[entry.stage];

/** A calendar's requests of a week by arrival: a late one comes last, and what is looked at keeps its place. */
export function inboxOf(entries: readonly ShownEntry[], requests: readonly EntryRequest[]): readonly InboxItem[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return requests
    .flatMap((request) => {
      const entry = byId.get(request.entry);
      return entry ? [{ entry, request }] : [];
    })
    .sort(byArrival);
}

export const byArrival = (a: InboxItem, b: InboxItem): number =>
  a.request.sentAt - b.request.sentAt || (a.entry.id < b.entry.id ? -1 : 1);

/** The one after, before the last the one before; null when there is no other. */
export function neighbourOf(items: readonly InboxItem[], id: string): InboxItem | null {
  const at = items.findIndex(({ entry }) => entry.id === id);
  return items[at + 1] ?? items[at - 1] ?? null;
}
