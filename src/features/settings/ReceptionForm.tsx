import type { ReceptionRule } from '#domain/reception.ts';
import { parseReception, type ReceptionDraft } from '#domain/receptionForm.ts';
import { useMessages } from './messages.ts';
import { Field } from '#ui/Field.tsx';
import type { ListForm } from './ListRows.tsx';
import { RowActs } from './RowActs.tsx';
import styles from './settings.module.css';
import { useRowForm } from './useRowForm.ts';

/** When the head receives citizens, as it is typed. */
export function ReceptionForm({ draft, onType, onSave, onClose }: ListForm<ReceptionRule, ReceptionDraft>) {
  const r = useMessages().settings.reception;
  const read = parseReception(draft);
  const { told, untell, formProps } = useRowForm({
    name: r.form,
    isRight: read.ok,
    onSave: () => read.ok && onSave([read.rule]),
    onClose,
  });
  const errors = told && !read.ok ? read.errors : {};
  return (
    <form {...formProps}>
      <div className={styles.fields}>
        {(['day', 'who', 'place', 'hours'] as const).map((key) => (
          <Field
            key={key}
            label={r.fields[key]}
            value={draft[key]}
            hint={r.hints[key]}
            error={errors[key] && r.errors[errors[key]]}
            autoComplete="off"
            onChange={(event) => {
              untell();
              onType({ ...draft, [key]: event.target.value });
            }}
          />
        ))}
      </div>
      <RowActs onClose={onClose} />
    </form>
  );
}
