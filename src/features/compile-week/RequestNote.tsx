import { useEntryPrivate } from '#data/entryPrivate.ts';
import type { Entry } from '#domain/entry.ts';
import { useMessages } from './messages.ts';

/** What the division wrote for the office alone. A merge takes it along. */
export function RequestNote({ of: { calendar, id }, isMerging }: { of: Entry; isMerging: boolean }) {
  const c = useMessages().compile;
  const { data } = useEntryPrivate(calendar, id);
  if (!data || (data.note === null && data.meetingLink === null)) return null;
  return (
    <p className="small">
      {data.note !== null && `${c.note} ${data.note} `}
      {data.meetingLink !== null && `${c.meetingLink} ${data.meetingLink} `}
      {isMerging && <span className="muted">{c.noteGoes}</span>}
    </p>
  );
}
