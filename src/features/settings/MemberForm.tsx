import type { Calendar, Person } from '#domain/directory.ts';
import { ROLES, type Member } from '#domain/permissions.ts';
import { useMessages } from './messages.ts';
import { Check } from '#ui/Field.tsx';
import { PickList } from '#ui/PickList.tsx';
import { Segments } from '#ui/Segments.tsx';
import type { ListForm } from './ListRows.tsx';
import { RowActs } from './RowActs.tsx';
import styles from './settings.module.css';
import { useRowForm } from './useRowForm.ts';

/** What a member may do. Nobody takes the administrator's role from themselves, so that one stays. */
export function MemberForm({
  self,
  people,
  units,
  opened,
  draft,
  onType,
  onSave,
  onClose,
}: ListForm<Member, Member> & { self: string; people: readonly Person[]; units: readonly Calendar[] }) {
  const t = useMessages();
  const m = t.settings.members;
  const { formProps } = useRowForm({
    name: opened?.name ?? '',
    isRight: true,
    onSave: () => onSave([draft]),
    onClose,
  });
  const isMyself = draft.uid === self;
  const toggled = <T extends string>(all: readonly T[], one: T, on: boolean): readonly T[] =>
    on ? [...all, one] : all.filter((other) => other !== one);
  return (
    <form {...formProps}>
      <p>
        <b>{draft.name}</b> · {draft.email}
      </p>
      <fieldset className={styles.ticks}>
        <legend>{m.columns.roles}</legend>
        {ROLES.filter((role) => role !== 'viewer').map((role) => (
          <Check
            key={role}
            checked={draft.roles.includes(role)}
            disabled={isMyself && role === 'admin'}
            onChange={(event) => onType({ ...draft, roles: toggled(draft.roles, role, event.currentTarget.checked) })}
          >
            {m.roles[role]}
          </Check>
        ))}
      </fieldset>
      <fieldset className={styles.ticks}>
        <legend>{m.editorOf}</legend>
        {units
          .filter(({ id, active }) => active || draft.editorOf.includes(id))
          .map(({ id, shortName }) => (
            <Check
              key={id}
              checked={draft.editorOf.includes(id)}
              onChange={(event) =>
                onType({ ...draft, editorOf: toggled(draft.editorOf, id, event.currentTarget.checked) })
              }
            >
              {shortName}
            </Check>
          ))}
      </fieldset>
      <div className={styles.fields}>
        <div className="field">
          <span className={styles.label}>{m.person}</span>
          <PickList
            look="field"
            label={m.person}
            options={[{ key: '', label: m.nobody }, ...people.map(({ id, name }) => ({ key: id, label: name }))]}
            value={draft.person ?? ''}
            onChange={(person) => onType({ ...draft, person: person || null })}
          />
          <p className="hint">{m.personHint}</p>
        </div>
      </div>
      {isMyself ? (
        <p className="muted">{m.myself}</p>
      ) : (
        <Segments
          label={m.columns.state}
          options={[
            { key: 'yes', label: m.active },
            { key: 'no', label: m.inactive },
          ]}
          value={draft.active ? 'yes' : 'no'}
          onChange={(key) => onType({ ...draft, active: key === 'yes' })}
        />
      )}
      <div aria-live="polite">
        {opened?.active && !draft.active && <p className={styles.effect}>{t.settings.understood(m.closed)}</p>}
      </div>
      <RowActs onClose={onClose} />
    </form>
  );
}
