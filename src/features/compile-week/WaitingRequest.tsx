import { useId, useMemo } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import type { NamedAway } from '#domain/absence.ts';
import type { Conflict } from '#domain/conflicts.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import type { FreeTime } from '#domain/free.ts';
import { mergeInto, type Merge } from '#domain/mergeRequests.ts';
import { formatTime } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { otherOf, resourceLabel } from '#ui/ClashWords.tsx';
import { Mark } from '#ui/Mark.tsx';
import { ChangeForm } from './ChangeForm.tsx';
import { readChange } from './change.ts';
import styles from './compile.module.css';
import type { InboxItem } from './inbox.ts';
import { MergeForm, mergeActWords } from './MergeForm.tsx';
import { MergeWords } from './MergeWords.tsx';
import { Clashes } from './RequestItem.tsx';
import { ReturnForm } from './ReturnForm.tsx';
import { useMerge } from './useMerge.ts';
import type { PrivateMerge } from './usePrivateMerge.ts';
import { entryName, timeOf, whenFrom } from './words.ts';

/** What is open in place under a request, with what has been typed in it. */
export type OpenForm =
  | { readonly kind: 'return'; readonly sentence: string }
  | { readonly kind: 'merge'; readonly target: string | null }
  | { readonly kind: 'change'; readonly draft: EntryDraft };

/** What speaks against an entry as it might be: the clashes, the worst first, and who is away. */
export interface Against {
  readonly clashes: readonly Conflict[];
  readonly away: readonly NamedAway[];
}

interface WaitingActs {
  readonly accept: (entry: Entry) => void;
  /** `handLeft`: it has gone to another request meanwhile, and stays there. */
  readonly merge: (target: ShownEntry, merge: Merge, hidden: PrivateMerge, handLeft: boolean) => void;
  readonly sendBack: (reason: string) => void;
  readonly keepBoth: () => void;
  readonly open: (form: OpenForm['kind']) => void;
  readonly type: (form: OpenForm) => void;
  readonly close: () => void;
}

/** What there is to say about a request that waits, and the ways to answer it. */
export function WaitingRequest({
  item: { entry },
  isOn,
  online,
  directory,
  against,
  duplicate,
  whenFree,
  form,
  targets,
  acts,
}: {
  item: InboxItem;
  isOn: boolean;
  online: boolean;
  directory: Directory;
  against: (entry: Entry, spared: readonly (string | undefined)[]) => Against;
  /** What it likely says a second time, unless somebody said that it does not. */
  duplicate: ShownEntry | null;
  /** When it would clash with nothing; null: there is no such time this week. */
  whenFree: (entry: Entry) => FreeTime | null;
  form: OpenForm | undefined;
  targets: readonly ShownEntry[];
  acts: WaitingActs;
}) {
  const t = useMessages();
  const c = t.compile;
  const why = useId();
  const target = form?.kind === 'merge' ? targets.find(({ id }) => id === form.target) : undefined;
  /** The entry that the act in hand would leave in the schedule. */
  const subject = useMemo(() => {
    if (target) return mergeInto(target, entry).entry;
    const changed = form?.kind === 'change' ? readChange(form.draft, entry) : null;
    return changed?.ok ? changed.entry : entry;
  }, [entry, target, form]);
  const into = form?.kind === 'merge' ? (target ?? null) : duplicate;
  const merging = useMerge({
    entry,
    into,
    isOn,
    online,
    isFormOpen: form?.kind === 'merge',
    onAsk: () => acts.open('merge'),
    onMerge: acts.merge,
  });
  const { clashes, away } = useMemo(
    () => against(subject, [entry.id, target ? undefined : duplicate?.id]),
    [against, subject, entry, target, duplicate],
  );
  const worst = clashes[0];
  const crowded = isOn && form === undefined && worst !== undefined && worst.grade !== 'sameSession';
  const freeTime = useMemo(() => (crowded ? whenFree(entry) : null), [crowded, whenFree, entry]);
  const waits = { 'aria-disabled': online ? undefined : true, 'aria-describedby': online ? undefined : why } as const;
  const when = (act: () => void) => () => {
    if (online) act();
  };

  const suggestion = duplicate && form?.kind !== 'merge' && (
    <>
      <p className="small">
        <Mark tone="changed">{duplicate.stage === 'requested' ? c.duplicate.request : c.duplicate.entry}</Mark>{' '}
        {`${duplicate.date === entry.date ? timeOf(duplicate, t) : whenFrom(entry.date, duplicate, t)} ${duplicate.content}`}
      </p>
      <p className="small muted">
        <MergeWords into={duplicate} merge={mergeInto(duplicate, entry)} directory={directory} />
      </p>
    </>
  );

  return (
    <>
      {(isOn || !duplicate) && <Clashes of={subject} {...{ clashes, away, isOn, directory }} />}
      {suggestion}
      {form === undefined && (isOn || duplicate) && (
        <div className={styles.acts} role="group" aria-label={c.actsOf(entryName(entry, t))}>
          {duplicate ? (
            <>
              <Button look={isOn ? 'ink' : 'ruled'} data-primary="" {...waits} onClick={when(merging.press)}>
                {mergeActWords(entry, duplicate, c.merging, t)}
              </Button>
              <Button look="bare" onClick={acts.keepBoth}>
                {c.duplicate.keepBoth}
              </Button>
            </>
          ) : (
            <>
              <Button look="ink" data-primary="" {...waits} onClick={when(() => acts.accept(entry))}>
                {worst?.grade === 'certain' ? c.acceptAnyway : c.accept}
              </Button>
              {freeTime && (
                <Button
                  {...waits}
                  onClick={when(() =>
                    acts.accept({ ...entry, date: freeTime.date, lastDate: freeTime.date, time: freeTime.time }),
                  )}
                >
                  {c.acceptMoved(whenFrom(entry.date, freeTime, t))}
                </Button>
              )}
              <Button {...waits} onClick={when(() => acts.open('merge'))}>
                {c.merge}
              </Button>
            </>
          )}
          {isOn && (
            <>
              <Button {...waits} onClick={when(() => acts.open('return'))}>
                {c.return}
              </Button>
              <Button {...waits} onClick={when(() => acts.open('change'))}>
                {c.change}
              </Button>
            </>
          )}
        </div>
      )}
      {form?.kind === 'return' && (
        <ReturnForm
          content={entry.content}
          sentence={form.sentence}
          clashSentence={worst && worst.grade !== 'sameSession' ? clashSentence(entry, worst, directory, t) : null}
          onType={(sentence) => acts.type({ kind: 'return', sentence })}
          onReturn={(reason) => online && acts.sendBack(reason)}
          onClose={acts.close}
        />
      )}
      {form?.kind === 'merge' && (
        <MergeForm
          entry={entry}
          targets={targets}
          target={target ?? null}
          directory={directory}
          onPick={(id) => acts.type({ kind: 'merge', target: id })}
          hidden={merging.hidden}
          onMerge={when(merging.press)}
          onClose={acts.close}
        />
      )}
      {form?.kind === 'change' && (
        <ChangeForm
          entry={entry}
          draft={form.draft}
          directory={directory}
          onType={(draft) => acts.type({ kind: 'change', draft })}
          onAccept={(changed) => online && acts.accept(changed)}
          onClose={acts.close}
        />
      )}
      {merging.waits && (
        <p className="small muted" role="status">
          {merging.lasts && c.merging.reading}
        </p>
      )}
      {!online && (isOn || form) && (
        <p id={why} className={`small ${styles.waits}`}>
          {c.offline}
        </p>
      )}
    </>
  );
}

/** "PGĐ Nguyễn Thị Hồng Vân đã có lịch 08:00–10:30, đề nghị chọn giờ khác." */
export function clashSentence(
  entry: Entry,
  clash: Conflict,
  directory: Directory,
  t: ReturnType<typeof useMessages>,
): string {
  const over = clash.over.map((resource) => resourceLabel(resource, directory, entry.date)).join(', ');
  return t.compile.returning.clashSentence(over, formatTime(otherOf(entry, clash).time, t.common.sessions));
}
