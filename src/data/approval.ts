import { useQuery } from '@tanstack/react-query';
import { deleteDoc, doc, serverTimestamp, setDoc } from 'firebase/firestore';
import type { Approval } from '#domain/approval.ts';
import type { WeekId } from '#domain/week.ts';
import { approvalFromDocument, approvalToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { ownUid } from './session.ts';
import { watchDocument } from './watch.ts';

const reference = (calendar: string, week: WeekId) =>
  doc(backend().db, 'weeks', `${calendar}_${week}`, 'approval', 'asked');

const approvalQuery = (calendar: string, week: WeekId) =>
  liveQuery<Approval | null>(
    ['approval', week, calendar],
    watchDocument(
      () => reference(calendar, week),
      (_id, data) => approvalFromDocument(data),
    ),
  );

/** Whether a week was sent for approval; null: it was not. */
export const useApproval = (calendar: string, week: WeekId) => useQuery(approvalQuery(calendar, week));

/** Shown at once; rejects with `forbidden`. Without a network the promise stays open until there is one. */
export async function askApproval(calendar: string, week: WeekId, revision: number): Promise<void> {
  try {
    await setDoc(reference(calendar, week), approvalToDocument({ by: ownUid(), revision }, serverTimestamp()));
  } catch (cause) {
    throw toDataError(cause);
  }
}

/** The week is not ready after all. Rejects as `askApproval` does. */
export async function takeApprovalBack(calendar: string, week: WeekId): Promise<void> {
  try {
    await deleteDoc(reference(calendar, week));
  } catch (cause) {
    throw toDataError(cause);
  }
}
