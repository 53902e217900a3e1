import { useQuery } from '@tanstack/react-query';
import { collection, doc, serverTimestamp, writeBatch } from 'firebase/firestore';
import type { NoticeChoice } from '#domain/notice.ts';
import {
  noticeChoiceFromDocument,
  noticeChoiceToDocument,
  noticeWaysFromDocument,
  pushDeviceToDocument,
  type NoticeWays,
  type PushDevice,
} from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchDocument, watchQuery } from './watch.ts';

const own = (uid: string) => doc(backend().db, 'notices', uid);
const devices = (uid: string) => collection(own(uid), 'devices');

const choiceQuery = (uid: string) =>
  liveQuery<NoticeChoice | null>(
    ['notices', uid],
    watchDocument(
      () => own(uid),
      (_id, data) => noticeChoiceFromDocument(data),
    ),
  );

const waysQuery = liveQuery<NoticeWays | null>(
  ['noticeWays'],
  watchDocument(
    () => doc(backend().db, 'settings/notices'),
    (_id, data) => noticeWaysFromDocument(data),
  ),
);

/** What one wants to be told of; null: nothing; undefined while it loads. */
export const useNoticeChoice = (uid: string) => useQuery(choiceQuery(uid)).data;

/** What this server can do of notices; null or undefined: nothing. */
export const useNoticeWays = () => useQuery(waysQuery).data;

const devicesQuery = (uid: string) =>
  liveQuery<readonly string[]>(
    ['noticeDevices', uid],
    watchQuery(
      `devices of ${uid}`,
      () => devices(uid),
      ({ id }) => id,
    ),
  );

/** The names of one's devices that notices are pushed to. */
export const useNoticeDevices = (uid: string) => useQuery(devicesQuery(uid)).data;

/**
 * Chooses, or with null gives notices up. `add` is pushed to from now on, `drop` no longer. Rejects with `forbidden`;
 * without a network it goes out when there is one.
 */
export async function chooseNotices(
  uid: string,
  choice: Omit<NoticeChoice, 'since'> | null,
  { add, drop }: { add: PushDevice | null; drop: readonly string[] },
): Promise<void> {
  try {
    const batch = writeBatch(backend().db);
    if (choice === null) batch.delete(own(uid));
    else batch.set(own(uid), noticeChoiceToDocument({ ...choice, since: 0 }, serverTimestamp()));
    for (const id of drop) if (id !== add?.id) batch.delete(doc(devices(uid), id));
    if (add) batch.set(doc(devices(uid), add.id), pushDeviceToDocument(add, serverTimestamp()));
    await batch.commit();
  } catch (cause) {
    throw toDataError(cause);
  }
}
