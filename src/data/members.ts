import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { collection } from 'firebase/firestore';
import type { Member } from '#domain/permissions.ts';
import { memberFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

const membersQuery = liveQuery<readonly Member[]>(
  ['members'],
  watchQuery(
    'members',
    () => collection(backend().db, 'members'),
    (document) => memberFromDocument(document.id, document.data()),
  ),
);

/** Colleagues by uid, to say who saved; empty while they load. */
export function useMembers(): ReadonlyMap<string, Member> {
  const { data } = useQuery(membersQuery);
  return useMemo(() => new Map(data?.map((member) => [member.uid, member])), [data]);
}
