import { useMemo } from 'react';
import { usePresence } from '#data/presence.ts';
import type { Member } from '#domain/permissions.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';

/** Who else has this week open, in words: at its head, and on the line that each has under their hands. */
export function useWeekPresence({
  member,
  calendar,
  week,
  open,
  online,
  nameOf,
}: {
  member: Member;
  calendar: string;
  week: WeekId;
  /** The line that is open here. */
  open: string | null;
  online: boolean;
  nameOf: (uid: string) => string;
}) {
  const words = useMessages().history.presence;
  const others = usePresence({ calendar, week, uid: member.uid, entry: open, online });
  return useMemo(() => {
    const names = new Map<string, string[]>();
    for (const { uid, entries } of others) {
      for (const entry of entries) names.set(entry, [...(names.get(entry) ?? []), nameOf(uid)]);
    }
    return {
      here: others.length > 0 ? words.here(others.map(({ uid }) => nameOf(uid))) : null,
      editedBy: new Map([...names].map(([id, who]) => [id, words.editing(who)])),
    };
  }, [others, words, nameOf]);
}
