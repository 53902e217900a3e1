import { useState, type Dispatch, type ReactNode, type SetStateAction } from 'react';
import type { ListChange } from '#data/saveDirectory.ts';
import { hasWords } from '#domain/search.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Field } from '#ui/Field.tsx';
import type { KeptRows } from './keptRows.ts';
import type { Section } from './sections.ts';
import styles from './settings.module.css';
import type { SettingAct, Stand } from './useSettingActs.ts';

/** What the form of a row is given. `opened` null: a new one. */
export interface ListForm<Item, Draft> {
  readonly opened: Item | null;
  readonly draft: Draft;
  readonly others: readonly Item[];
  readonly onType: (draft: Draft) => void;
  /** The row's item as it is to be, or several at once; with it others whose place in the order it changes. */
  readonly onSave: (after: readonly Item[]) => void;
  readonly onClose: () => void;
}

/** A list that administrators keep: what its rows say, how one is typed and written. */
export interface KeptList<Item, Draft extends object> {
  readonly section: Section;
  readonly words: {
    /** Null: rows come from elsewhere. */
    readonly add: string | null;
    readonly columns: readonly string[];
    readonly none: string;
  };
  readonly itemsOf: (stand: Stand) => readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  /** By what else a row is found in a long list. */
  readonly alsoFoundBy?: (item: Item) => readonly string[];
  /** What stands beside the name. */
  readonly cellsOf: (item: Item) => readonly ReactNode[];
  readonly isRetired?: (item: Item) => boolean;
  /** Rows may go; else they are only switched off. */
  readonly removes?: true;
  readonly newDraft: () => Draft;
  /** What a new row is called while it is typed. */
  readonly typedName: (draft: Draft) => string;
  readonly draftOf: (item: Item) => Draft;
  readonly form: (row: ListForm<Item, Draft>) => ReactNode;
  readonly write: (changes: readonly ListChange<Item>[]) => Promise<void>;
}

/** Rows being edited, by list and key: what is typed, and the item as it was when it began (null: a new one). */
export type OpenRows = ReadonlyMap<string, { readonly opened: unknown; readonly draft: object }>;

const ADDED = '+';

/** From so many rows on a list is looked through by a field; fewer are seen at once. */
const LONG = 20;

/** One of the lists, in the office's order; each row edited in its place. */
export function ListRows<Item, Draft extends object>({
  list,
  kept,
  stand,
  open,
  onOpen,
  onAct,
}: {
  list: KeptList<Item, Draft>;
  kept: KeptRows;
  stand: Stand;
  open: OpenRows;
  onOpen: Dispatch<SetStateAction<OpenRows>>;
  onAct: (act: SettingAct) => void;
}) {
  const s = useMessages().settings;
  const { words, itemsOf, keyOf, nameOf } = list;
  const all = itemsOf(stand);
  const [sought, setSought] = useState('');
  const isSought = (one: Item) => hasWords([nameOf(one), ...(list.alsoFoundBy?.(one) ?? [])].join(' '), sought);
  const found = all.filter(isSought);
  const rowName = (key: string) => `${list.section}/${key}`;
  const rowOf = (key: string) =>
    open.get(rowName(key)) as { readonly opened: Item | null; readonly draft: Draft } | undefined;
  const type = (key: string, opened: Item | null, draft: Draft) =>
    onOpen((before) => new Map(before).set(rowName(key), { opened, draft }));
  function retype(key: string, opened: Item | null, draft: Draft) {
    type(key, opened, draft);
    const what = opened ? nameOf(opened) : list.typedName(draft);
    kept.keep(rowName(key), `${s.sections[list.section]}: ${what}`, { opened, draft });
  }
  const focusOn = (key: string | null) =>
    requestAnimationFrame(() =>
      (
        (key !== null && document.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] button`)) ||
        document.querySelector<HTMLElement>('[data-add], [data-row] button')
      )?.focus(),
    );
  function close(key: string) {
    onOpen((before) => new Map([...before].filter(([one]) => one !== rowName(key))));
    focusOn(key);
  }
  function drop(key: string) {
    kept.forget(rowName(key));
    close(key);
  }
  function run(
    note: string,
    changes: readonly ListChange<Item>[],
    then: Pick<SettingAct, 'taken' | 'reopen'> = { taken: () => {}, reopen: () => {} },
  ) {
    const [first] = changes;
    const item = first?.after ?? first?.before;
    if (!item) return;
    const isBackPossible = list.removes || changes.every(({ before }) => before !== null);
    onAct({
      what: nameOf(item),
      note,
      write: () => list.write(changes),
      back: isBackPossible
        ? () => list.write(changes.map(({ before, after }) => ({ before: after, after: before })))
        : null,
      stands: (now) => {
        const items = new Map(itemsOf(now).map((one) => [keyOf(one), one]));
        return changes.every(
          ({ before, after }) => JSON.stringify(items.get(keyOf((after ?? before)!)) ?? null) === JSON.stringify(after),
        );
      },
      ...then,
    });
  }
  function save(key: string, opened: Item | null, draft: Draft, after: readonly Item[]) {
    close(key);
    const standing = new Map(all.map((one) => [keyOf(one), one]));
    const changes = after
      .map((one) => ({
        before: opened && keyOf(opened) === keyOf(one) ? opened : (standing.get(keyOf(one)) ?? null),
        after: one,
      }))
      .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
    const own = changes.find((change) => keyOf(change.after) === key) ?? changes[0];
    if (!own) {
      kept.forget(rowName(key));
      return;
    }
    if (!isSought(own.after)) setSought('');
    const note = opened ? s.saved(nameOf(own.after)) : s.list.added(nameOf(own.after), after.length);
    run(note, [own, ...changes.filter((change) => change !== own)], {
      taken: () => kept.forget(rowName(key), draft),
      reopen: () => type(key, opened, draft),
    });
  }
  function remove(item: Item) {
    focusOn(null);
    run(s.list.removed(nameOf(item)), [{ before: item, after: null }]);
  }
  const formOf = (key: string, { opened, draft }: { readonly opened: Item | null; readonly draft: Draft }) => (
    <tr key={key} className={styles.open}>
      <td colSpan={words.columns.length + 1}>
        {list.form({
          opened,
          draft,
          others: all.filter((one) => opened === null || keyOf(one) !== keyOf(opened)),
          onType: (next) => retype(key, opened, next),
          onSave: (after) => save(key, opened, draft, after),
          onClose: () => drop(key),
        })}
      </td>
    </tr>
  );
  const added = rowOf(ADDED);
  return (
    <>
      <div className={styles.title}>
        <h1>{s.sections[list.section]}</h1>
        {words.add !== null && (
          <Button
            data-add=""
            onClick={() => {
              setSought('');
              if (!added) type(ADDED, null, list.newDraft());
            }}
          >
            {words.add}
          </Button>
        )}
      </div>
      <p className="muted">{s.intros[list.section]}</p>
      {all.length >= LONG && (
        <div className={styles.find}>
          <Field
            type="search"
            label={s.list.find}
            value={sought}
            autoComplete="off"
            onChange={(event) => setSought(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setSought('')}
          />
          <p className="muted" role="status">
            {sought !== '' && s.list.found(found.length, all.length)}
          </p>
        </div>
      )}
      {all.length === 0 && !added ? (
        <p>{words.none}</p>
      ) : (
        <table className={`data ${styles.table} ${styles[list.section] ?? ''}`}>
          <caption className="visuallyHidden">{s.sections[list.section]}</caption>
          <thead>
            <tr>
              {words.columns.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">
                <span className="visuallyHidden">{s.columns.acts}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {added && formOf(ADDED, added)}
            {all.map((one) => {
              const key = keyOf(one);
              const row = rowOf(key);
              if (row) return formOf(key, row);
              if (!isSought(one)) return null;
              return (
                <tr key={key} data-row={key} className={list.isRetired?.(one) ? styles.retired : undefined}>
                  <th scope="row">{nameOf(one)}</th>
                  {list.cellsOf(one).map((cell, index) => (
                    <td key={words.columns[index + 1]} data-column={words.columns[index + 1]}>
                      {cell}
                    </td>
                  ))}
                  <td className={styles.acts}>
                    <button
                      type="button"
                      className="link"
                      aria-label={s.editOf(nameOf(one))}
                      onClick={() => type(key, one, list.draftOf(one))}
                    >
                      {s.edit}
                    </button>
                    {list.removes && (
                      <button
                        type="button"
                        className="link"
                        aria-label={s.list.removeOf(nameOf(one))}
                        onClick={() => remove(one)}
                      >
                        {s.list.remove}
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}
