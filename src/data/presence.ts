import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { collection, doc, runTransaction, serverTimestamp, type Transaction } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import { presenceFromDocument, presenceToDocument, type Presence } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { ownUid } from './session.ts';
import { watchQuery } from './watch.ts';

const RENEW_MS = 25_000;
/** Who has not said so for as long is not here any more: a page that crashed takes nothing back. */
const GONE_MS = 60_000;
/** Opening one row after another says the last. */
const SETTLE_MS = 400;

const presenceCollection = (calendar: string, week: WeekId) =>
  collection(backend().db, 'weeks', `${calendar}_${week}`, 'presence');

const presenceQuery = (calendar: string, week: WeekId) =>
  liveQuery<readonly Presence[]>(
    ['presence', week, calendar],
    watchQuery(
      `presence ${calendar} ${week}`,
      () => presenceCollection(calendar, week),
      (document) => presenceFromDocument(document.id, document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/**
 * As a transaction of one write: it is never queued, so it neither waits for a network nor keeps somebody from signing
 * out, and it does not show before the server has stamped it. What becomes of it is nobody's concern.
 */
function write(calendar: string, week: WeekId, act: (transaction: Transaction, own: ReturnType<typeof doc>) => void) {
  const { db } = backend();
  return runTransaction(
    db,
    async (transaction) => act(transaction, doc(presenceCollection(calendar, week), ownUid())),
    { maxAttempts: 1 },
  ).then(
    () => true,
    () => false,
  );
}

const say = (calendar: string, week: WeekId, entry: string | null) =>
  write(calendar, week, (transaction, own) => transaction.set(own, presenceToDocument(entry, serverTimestamp())));

const takeBack = (calendar: string, week: WeekId) =>
  write(calendar, week, (transaction, own) => transaction.delete(own));

/**
 * The others among `all`. Measured against the newest of the server's stamps, ours is one and at most 25 s old: the
 * clocks of the office's machines do not count.
 */
export function othersHere(all: readonly Presence[], own: string): readonly Omit<Presence, 'at'>[] {
  const newest = Math.max(...all.map(({ at }) => at));
  return all
    .filter(({ uid, at }) => uid !== own && newest - at < GONE_MS)
    .map(({ uid, entry }) => ({ uid, entry }))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
}

/**
 * Says that this person has the week open, and `entry` under their hands, while the page is seen; and who else has.
 * Empty without a network.
 */
export function usePresence({
  calendar,
  week,
  uid,
  entry,
  online,
}: {
  calendar: string;
  week: WeekId;
  uid: string;
  entry: string | null;
  online: boolean;
}): readonly Omit<Presence, 'at'>[] {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (!online) return;
    let gone = false;
    const renew = () => {
      if (document.visibilityState !== 'visible') return;
      void say(calendar, week, entry).then((taken) => taken && !gone && setSaid(true));
    };
    const first = setTimeout(renew, SETTLE_MS);
    const timer = setInterval(renew, RENEW_MS);
    document.addEventListener('visibilitychange', renew);
    return () => {
      gone = true;
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [calendar, week, entry, online]);

  const reachable = useRef(online);
  useLayoutEffect(() => {
    reachable.current = online;
  });
  useEffect(() => {
    const leave = () => void (reachable.current && takeBack(calendar, week));
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [calendar, week]);

  const { data = NOBODY } = useQuery({
    ...presenceQuery(calendar, week),
    enabled: said, // before, an old stamp could be the newest
    select: (all) => othersHere(all, uid),
    structuralSharing: true, // a stamp renewed is no news
  });
  return online ? data : NOBODY;
}

const NOBODY: readonly Omit<Presence, 'at'>[] = [];
