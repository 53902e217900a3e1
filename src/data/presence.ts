import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { collection, doc, runTransaction, serverTimestamp, type Transaction } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import { presenceFromDocument, presenceId, presenceToDocument, type Presence } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { randomName } from './randomName.ts';
import { ownUid } from './session.ts';
import { watchQuery } from './watch.ts';

const RENEW_MS = 25_000;
/** Who has not said so for as long is not here any more: a page that crashed takes nothing back. */
const GONE_MS = 60_000;
/** Opening one row after another says the last. */
const SETTLE_MS = 400;

/** This window's name. Not the tab's, which a duplicated tab has too. */
const WINDOW = randomName();

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
async function write(
  calendar: string,
  week: WeekId,
  window: string,
  act: (transaction: Transaction, own: ReturnType<typeof doc>) => void,
) {
  try {
    const own = doc(presenceCollection(calendar, week), presenceId(ownUid(), window)); // no uid: the session has ended
    await runTransaction(backend().db, async (transaction) => act(transaction, own), { maxAttempts: 1 });
    return true;
  } catch {
    return false;
  }
}

const say = (calendar: string, week: WeekId, entry: string | null) =>
  write(calendar, week, WINDOW, (transaction, own) =>
    transaction.set(own, presenceToDocument(entry, serverTimestamp())),
  );

const takeBack = (calendar: string, week: WeekId, window: string) =>
  write(calendar, week, window, (transaction, own) => transaction.delete(own));

/** Somebody, however many windows of theirs are open, and the entries under their hands. */
export interface PersonHere {
  readonly uid: string;
  readonly entries: readonly string[];
}

/**
 * Who is here but us. Measured against the newest of the server's stamps, ours is one and at most 25 s old: the clocks
 * of the office's machines do not count.
 */
export function othersHere(all: readonly Presence[], own: string): readonly PersonHere[] {
  const entriesOf = new Map<string, Set<string>>();
  for (const { uid, entry } of hereIn(all)) {
    if (uid === own) continue;
    const entries = entriesOf.get(uid) ?? new Set();
    entriesOf.set(uid, entry === null ? entries : entries.add(entry));
  }
  return [...entriesOf]
    .map(([uid, entries]) => ({ uid, entries: [...entries].sort() }))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
}

function hereIn(all: readonly Presence[]): readonly Presence[] {
  const newest = Math.max(...all.map(({ at }) => at));
  return all.filter(({ at }) => newest - at < GONE_MS);
}

/** Windows of ours that crashed and took nothing back. */
export function crashed(all: readonly Presence[], own: string): readonly string[] {
  const here = new Set(hereIn(all));
  return all.filter((one) => one.uid === own && one.window !== '' && !here.has(one)).map(({ window }) => window);
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
}): readonly PersonHere[] {
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
    const leave = () => void (reachable.current && takeBack(calendar, week, WINDOW));
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [calendar, week]);

  const { data = NOTHING } = useQuery({
    ...presenceQuery(calendar, week),
    enabled: said, // before, an old stamp could be the newest
    select: (all) => ({ others: othersHere(all, uid), crashed: crashed(all, uid) }),
    structuralSharing: true, // a stamp renewed is no news
  });
  useEffect(() => {
    for (const window of data.crashed) void takeBack(calendar, week, window);
  }, [calendar, week, data.crashed]);
  return online ? data.others : NOTHING.others;
}

const NOTHING: { readonly others: readonly PersonHere[]; readonly crashed: readonly string[] } = {
  others: [],
  crashed: [],
};
