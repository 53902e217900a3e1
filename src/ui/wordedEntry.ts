import type { Directory } from '#domain/directory.ts';
import type { Entry, Party } from '#domain/entry.ts';
import { partyLabel, placeLabel } from '#domain/party.ts';
import type { TableEntry } from './WeekTable.tsx';

/** An entry as staff see it in a table: every reference in words, as on its day. Internal entries too: never for readers. */
export function wordedEntry(entry: Entry, directory: Directory): TableEntry {
  const party = (value: Party) => partyLabel(value, directory, entry.date);
  const one = (value: Party | null) => value && party(value);
  return {
    id: entry.id,
    date: entry.date,
    lastDate: entry.lastDate,
    time: entry.time,
    content: entry.content,
    chairs: entry.chairs.map(party),
    attendees: entry.attendees.map(party),
    invitees: entry.invitees.map(party),
    forInformation: entry.forInformation.map(party),
    place: entry.place && placeLabel(entry.place, directory),
    gatheringPoint: entry.gatheringPoint,
    connectionPoints: entry.connectionPoints,
    preparingUnit: one(entry.preparingUnit),
    logistics: one(entry.logistics),
    officeLead: one(entry.officeLead),
    invitationNo: entry.invitationNo,
    documentNo: entry.documentNo,
    separateInvitation: entry.separateInvitation,
    replacesInvitation: entry.replacesInvitation,
    kind: entry.kind,
    status: entry.status,
    reason: entry.reason,
    actingFor: one(entry.actingFor),
    change: null,
  };
}
