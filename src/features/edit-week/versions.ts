import { draftOf } from '#domain/entry.ts';
import type { EntryDraft, EntryHistory } from '#domain/entry.ts';
import { fieldsBetween } from '#domain/entryAct.ts';

/** One revision of an entry as the history tells it: what it changed, and whether going back to it would change anything. */
interface Version {
  readonly record: EntryHistory;
  readonly before: EntryHistory | null;
  /** Fields whose words differ from the revision before, in the order of the form. */
  readonly changed: readonly (keyof EntryDraft)[];
  readonly stageChanged: boolean;
  /** Says something else than the newest. */
  readonly differs: boolean;
}

/** `records` newest first. A record whose predecessor is not there (not heard yet) tells no changes. */
export function versionsOf(records: readonly EntryHistory[]): readonly Version[] {
  const newest = records[0];
  return records.map((record, index) => {
    const earlier = records[index + 1];
    const before = earlier?.revision === record.revision - 1 ? earlier : null;
    return {
      record,
      before,
      changed: before ? fieldsBetween(draftOf(before.entry), draftOf(record.entry)) : [],
      stageChanged: before !== null && before.entry.stage !== record.entry.stage,
      differs: newest !== undefined && fieldsBetween(draftOf(newest.entry), draftOf(record.entry)).length > 0,
    };
  });
}
