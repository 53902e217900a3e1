import type { ShownEntry } from '#data/entries.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { mergeInto } from '#domain/mergeRequests.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { PickList } from '#ui/PickList.tsx';
import styles from './compile.module.css';
import { MergeWords } from './MergeWords.tsx';
import type { usePrivateMerge } from './usePrivateMerge.ts';
import { timeOf, whenFrom } from './words.ts';

/** Which entry or request another is merged into, what that makes of it, and the act. */
export function MergeForm({
  entry,
  targets,
  target,
  directory,
  hidden,
  onPick,
  onMerge,
  onClose,
}: {
  entry: Entry;
  /** Those of the request's day first. */
  targets: readonly ShownEntry[];
  target: ShownEntry | null;
  directory: Directory;
  hidden: Pick<ReturnType<typeof usePrivateMerge>, 'asks' | 'choose'>;
  onPick: (id: string) => void;
  onMerge: () => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const m = t.compile.merging;
  const close = (
    <Button look="bare" onClick={onClose}>
      {t.compile.close}
    </Button>
  );
  if (!target) {
    return (
      <div className={styles.form} data-form="">
        <p className="small">{m.none}</p>
        <p className={styles.acts}>{close}</p>
      </div>
    );
  }
  const merge = mergeInto(target, entry);
  return (
    <form
      className={styles.form}
      data-form=""
      aria-label={m.label(entry.content)}
      onSubmit={(event) => {
        event.preventDefault();
        if (merge.tooLong.length === 0) onMerge();
      }}
    >
      <PickList
        look="field"
        label={m.into}
        options={targets.map((one) => {
          const when = one.date === entry.date ? timeOf(one, t) : whenFrom(entry.date, one, t);
          const word = one.stage === 'requested' ? m.requestOption : m.entryOption;
          return { key: one.id, label: word(when, one.content) };
        })}
        value={target.id}
        onChange={onPick}
      />
      <p className="small muted" aria-live="polite">
        <MergeWords into={target} merge={merge} directory={directory} />
      </p>
      {hidden.asks.map(({ field, choices, chosen, texts }) => (
        <fieldset key={field}>
          <legend className="small">{m.bothHave[field]}</legend>
          {choices.map((choice) => (
            <label key={choice} className="chk">
              <input
                type="radio"
                name={`${entry.id}-${field}`}
                checked={choice === chosen}
                onChange={() => hidden.choose(field, choice)}
              />
              <span>{choice === 'both' ? m.both : m.whose[choice](texts[choice])}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <p className={styles.acts}>
        {merge.tooLong.length === 0 && <Button type="submit">{mergeActWords(entry, target, m, t)}</Button>}
        {close}
      </p>
    </form>
  );
}

/** What the button does: into an entry of the schedule, or two requests that are accepted as one. */
export const mergeActWords = (
  entry: Entry,
  target: Entry,
  m: ReturnType<typeof useMessages>['compile']['merging'],
  t: ReturnType<typeof useMessages>,
): string => (target.stage === 'requested' ? m.doRequest : m.doEntry)(whenFrom(entry.date, target, t));
