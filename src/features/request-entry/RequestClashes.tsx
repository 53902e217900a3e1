import type { Resource } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { EntryDraft } from '#domain/entry.ts';
import type { FreeTime } from '#domain/free.ts';
import { shortPartyLabel, type Party } from '#domain/party.ts';
import { formatTime } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { ClashWords, resourceLabel } from '#ui/ClashWords.tsx';
import { GradeMark } from '#ui/GradeMark.tsx';
import styles from './request.module.css';
import type { Looked } from './useRequestClashes.ts';
import { shortDay } from './words.ts';

/** What a request clashes with, before it is sent, and the one time at which it would not. */
export function RequestClashes({
  looked,
  draft,
  onDate,
  directory,
  onRepair,
}: {
  looked: Looked | null;
  draft: EntryDraft;
  onDate: LocalDate;
  directory: Directory;
  onRepair: (free: FreeTime) => void;
}) {
  const t = useMessages();
  const f = t.request.form;
  const clashes = looked?.clashes ?? [];
  const repairText = ({ forAll }: Looked, free: FreeTime): string => {
    const names = new Set(clashes.flatMap(({ over }) => over.map((one) => shortLabel(one, directory, onDate))));
    const to = formatTime(free.time, t.common.sessions);
    const where = free.date === draft.date ? to : `${shortDay(free.date, t)}, ${to}`;
    const who = !forAll
      ? f.namedFree
      : names.size === 1
        ? f.oneFree([...names][0]!)
        : names.size === 2
          ? f.twoFree
          : f.allFree;
    return f.repair(where, who);
  };
  return (
    <div className={clashes.length > 0 ? styles.clashes : undefined} role="status" aria-label={f.clashes}>
      {looked && clashes.length > 0 && (
        <>
          <ul>
            {clashes.map((conflict) => (
              <li key={conflict.entries.map((one) => `${one.calendar}/${one.id}`).join(' ')}>
                <GradeMark grade={conflict.grade} />{' '}
                <span>
                  <ClashWords of={looked.probe} conflict={conflict} directory={directory} />
                </span>
              </li>
            ))}
          </ul>
          {looked.free && (
            <Button className={styles.repair} onClick={() => onRepair(looked.free!)}>
              {repairText(looked, looked.free)}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

const shortLabel = (one: Resource, directory: Directory, onDate: LocalDate): string =>
  one.startsWith('person:') ? shortPartyLabel(one as Party, directory, onDate) : resourceLabel(one, directory, onDate);
