import { useEntryHistory } from '#data/history.ts';
import type { Directory } from '#domain/directory.ts';
import { draftOf } from '#domain/entry.ts';
import type { EntryDraft, EntryHistory } from '#domain/entry.ts';
import { useMessages } from '#i18n/messages.tsx';
import type { Messages } from '#i18n/vi.ts';
import { versionsOf } from './versions.ts';
import { fieldText } from '#ui/fieldText.ts';
import { VersionList } from '#ui/VersionList.tsx';

/** Who changed what from what to what, newest first, and the way back to each version that says something else. */
export function EntryVersions({
  calendar,
  id,
  directory,
  nameOf,
  onRestore,
}: {
  calendar: string;
  id: string;
  directory: Directory;
  nameOf: (uid: string) => string;
  onRestore: (version: EntryHistory) => void;
}) {
  const t = useMessages();
  const h = t.history;
  const { data = [] } = useEntryHistory(calendar, id);
  const versions = versionsOf(data).map(({ record, before, changed, stageChanged, differs }) => ({
    revision: record.revision,
    who: nameOf(record.by),
    act: h.acts[record.action === 'create' && record.revision > 1 ? 'recreate' : record.action],
    at: record.at,
    onRestore: differs && record.action !== 'delete' ? () => onRestore(record) : undefined,
    changes: before
      ? [
          ...changed.map((field) => ({
            name: t.edit.fields[field],
            was: wordsOf(field, draftOf(before.entry), directory, t),
            is: wordsOf(field, draftOf(record.entry), directory, t),
          })),
          ...(stageChanged
            ? [{ name: h.stage, was: h.stages[before.entry.stage], is: h.stages[record.entry.stage] }]
            : []),
        ]
      : [],
  }));
  return <VersionList versions={versions} />;
}

/** Null: the field is empty. */
function wordsOf(field: keyof EntryDraft, draft: EntryDraft, directory: Directory, t: Messages): string | null {
  const words = fieldText(field, draft, directory, t);
  return words === t.edit.none ? null : words;
}
