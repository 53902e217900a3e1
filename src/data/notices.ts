import { useQuery } from '@tanstack/react-query';
import { deleteDoc, doc, serverTimestamp, setDoc } from 'firebase/firestore';
import type { NoticeChoice } from '#domain/notice.ts';
import {
  noticeChoiceFromDocument,
  noticeChoiceToDocument,
  noticeWaysFromDocument,
  type NoticeWays,
} from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchDocument } from './watch.ts';

const own = (uid: string) => doc(backend().db, 'notices', uid);

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

/** Chooses, or with null gives notices up. Rejects with `forbidden`; without a network it goes out when there is one. */
export async function chooseNotices(uid: string, calendars: readonly string[] | null): Promise<void> {
  try {
    await (calendars === null
      ? deleteDoc(own(uid))
      : setDoc(own(uid), noticeChoiceToDocument({ calendars, since: 0 }, serverTimestamp())));
  } catch (cause) {
    throw toDataError(cause);
  }
}
