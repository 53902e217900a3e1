import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import {
  calendarFromDocument,
  entryFromDocument,
  historyFromDocument,
  memberFromDocument,
  requestToDocument,
} from '#data/documents.ts';
import type { Calendar } from '#domain/directory.ts';
import { may } from '#domain/permissions.ts';

/**
 * Once there was no document beside a request (docs/decisions/0046): an entry that waits, or was returned, gets the one
 * that it lacks, so that its unit and the office find it. The sender is who made its first record. The unit is one that
 * the sender edits, for the office and among several the one that prepares it; else the calendar itself: the unit may
 * change it and read its note. Changes nothing where none is missing.
 */
export async function completeRequests({ db }: { db: Firestore }): Promise<void> {
  const documents = (await db.collection('calendars').get()).docs;
  const calendars = documents.map((one) => calendarFromDocument(one.id, one.data()));
  const divisions = new Set(calendars.filter(({ kind }) => kind === 'division').map(({ id }) => id));
  for (const calendar of calendars) {
    const path = `calendars/${calendar.id}`;
    const open = await db.collection(`${path}/entries`).where('stage', 'in', ['requested', 'returned']).get();
    for (const entry of open.docs) {
      const beside = db.doc(`${path}/requests/${entry.id}`);
      if (!(await beside.get()).exists) await beside.create(await requestOf(db, calendar, entry, divisions));
    }
  }
}

async function requestOf(
  db: Firestore,
  calendar: Calendar,
  document: QueryDocumentSnapshot,
  divisions: ReadonlySet<string>,
): Promise<Record<string, unknown>> {
  const entry = entryFromDocument(document.id, document.data());
  const first = await document.ref.collection('history').doc('1').get();
  const record = first.exists ? historyFromDocument(entry.id, first.data()) : null;
  const by = record?.by ?? entry.updatedBy;
  const sender = await db.doc(`members/${by}`).get();
  const member = sender.exists ? memberFromDocument(by, sender.data()) : null;
  const edited = member?.editorOf ?? [];
  const prepares = entry.preparingUnit?.startsWith('unit:') ? [entry.preparingUnit.slice('unit:'.length)] : [];
  const isOffice = may(member, 'editEntries', calendar);
  const units = [...prepares.filter((one) => isOffice || edited.includes(one)), ...edited];
  const unit = units.find((one) => divisions.has(one)) ?? calendar.id;
  const sentAt = record?.at ?? entry.updatedAt;
  const unanswered = { reason: null, into: null, answeredBy: null, answeredAt: null };
  return requestToDocument({ unit, week: entry.week, by, sentAt, ...unanswered });
}
