import type { Calendar } from '#domain/directory.ts';
import { putBehind } from '#domain/listOrder.ts';
import { addressOf, parseUnit, type UnitDraft } from '#domain/unitForm.ts';
import { useMessages } from './messages.ts';
import { Field } from '#ui/Field.tsx';
import { Segments } from '#ui/Segments.tsx';
import type { ListForm } from './ListRows.tsx';
import { OrderField } from './OrderField.tsx';
import { RowActs } from './RowActs.tsx';
import styles from './settings.module.css';
import { useRowForm } from './useRowForm.ts';

/** A unit, which is its calendar too, as it is typed, with what it would do. */
export function UnitForm({
  all,
  opened,
  others,
  draft,
  onType,
  onSave,
  onClose,
}: ListForm<Calendar, UnitDraft> & { all: readonly Calendar[] }) {
  const t = useMessages();
  const u = t.settings.units;
  const read = parseUnit(draft, opened === null, others);
  const { told, untell, formProps } = useRowForm({
    name: opened?.name ?? u.form,
    isRight: read.ok,
    onSave: () => read.ok && onSave(putBehind(all, { ...read.unit, order: 0 }, draft.behind)),
    onClose,
  });
  const wrong = told && !read.ok ? read : undefined;
  const type = (typed: Partial<UnitDraft>) => {
    untell();
    onType({ ...draft, ...typed });
  };
  const field = (key: 'id' | 'name' | 'shortName' | 'formerIds', hint?: string) => {
    const error = wrong?.errors[key];
    return (
      <Field
        label={u.fields[key]}
        value={draft[key]}
        hint={hint}
        error={error && u.errors[error](key === 'formerIds' ? (wrong.part ?? '') : draft.id)}
        autoComplete="off"
        onChange={(event) => type({ [key]: event.target.value })}
      />
    );
  };
  const address = draft.id || addressOf(draft.shortName || draft.name);
  return (
    <form {...formProps}>
      <div className={styles.fields}>
        {field('name')}
        {field('shortName', u.hints.shortName)}
        {opened === null && field('id', address === '' ? u.hints.id : u.hints.address(address))}
        {field('formerIds', u.hints.formerIds)}
        <OrderField others={others} behind={draft.behind} onChange={(behind) => type({ behind })} />
      </div>
      <div className={styles.choices}>
        <Segments
          label={u.columns.kind}
          options={(['division', 'board'] as const).map((key) => ({ key, label: u.kinds[key] }))}
          value={draft.kind}
          onChange={(kind) => type({ kind })}
        />
        {opened && (
          <Segments
            label={u.columns.state}
            options={[
              { key: 'yes', label: t.settings.resource.inUse },
              { key: 'no', label: t.settings.resource.retired },
            ]}
            value={draft.active ? 'yes' : 'no'}
            onChange={(key) => type({ active: key === 'yes' })}
          />
        )}
      </div>
      <div aria-live="polite">
        {opened && read.ok && read.unit.name !== opened.name && (
          <p className={styles.effect}>{t.settings.understood(u.renamed)}</p>
        )}
        {opened?.active && !draft.active && <p className={styles.effect}>{t.settings.understood(u.retired)}</p>}
      </div>
      <RowActs onClose={onClose} />
    </form>
  );
}
