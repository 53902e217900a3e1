import type { Directory } from '#domain/directory.ts';
import { draftOf } from '#domain/entry.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { Button } from '#ui/Button.tsx';
import { fieldText } from '#ui/fieldText.ts';
import styles from './request.module.css';
import type { TheirVersion as Version } from './useTheirVersion.ts';

/** What somebody changed while this was open: what came in, and both versions of what we had changed too. */
export function TheirVersion({
  version: { stands, came, contested, choose },
  draft,
  directory,
  nameOf,
}: {
  version: Version;
  draft: EntryDraft;
  directory: Directory;
  nameOf: (uid: string) => string;
}) {
  const t = useMessages();
  const m = t.request.moved;
  const name = nameOf(stands.updatedBy);
  const theirs = draftOf(stands);
  const textOf = (fields: readonly (keyof EntryDraft)[], of: EntryDraft) =>
    fields.map((field) => fieldText(field, of, directory, t)).join(', ');
  return (
    <>
      {came !== '' && <Band tone="changed">{m.changed(name, came)}</Band>}
      {contested.length > 0 && (
        <div className={styles.both} role="status">
          <p>{m.choose(name)}</p>
          {contested.map((fields) => {
            const names = fields.map((field) => t.edit.fields[field]).join(', ');
            return (
              <div key={names} role="group" aria-label={names}>
                <b>{names}</b>
                <p>
                  <span>{m.theirs(name, textOf(fields, theirs))}</span>
                  <Button aria-label={m.takeTheirs(names)} onClick={() => choose(fields, 'theirs')}>
                    {m.take}
                  </Button>
                </p>
                <p>
                  <span>{m.mine(textOf(fields, draft))}</span>
                  <Button aria-label={m.keepMine(names)} onClick={() => choose(fields, 'mine')}>
                    {m.keep}
                  </Button>
                </p>
              </div>
            );
          })}
        </div>
      )}
    </>
  );
}
