import { newListedId } from '#data/saveDirectory.ts';
import type { Calendar, Person } from '#domain/directory.ts';
import { putBehind } from '#domain/listOrder.ts';
import { positionOn } from '#domain/party.ts';
import { parsePerson, withFirstDay, withPosition, type PersonDraft, type PositionDraft } from '#domain/personForm.ts';
import { LIMITS } from '#domain/text.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Check, Field } from '#ui/Field.tsx';
import { PickList } from '#ui/PickList.tsx';
import type { ListForm } from './ListRows.tsx';
import { OrderField } from './OrderField.tsx';
import { RowActs } from './RowActs.tsx';
import styles from './settings.module.css';
import { useRowForm } from './useRowForm.ts';

/** A person with their positions, as they are typed, and as entries of today would print them. */
export function PersonForm({
  all,
  units,
  today,
  opened,
  others,
  draft,
  onType,
  onSave,
  onClose,
}: ListForm<Person, PersonDraft> & {
  all: readonly Person[];
  units: readonly Calendar[];
  today: LocalDate;
}) {
  const t = useMessages();
  const p = t.settings.people;
  const read = parsePerson(draft, others, today);
  const { told, untell, formProps } = useRowForm({
    name: opened?.name ?? p.form,
    isRight: read.ok,
    onSave: () => {
      if (!read.ok) return;
      onSave(putBehind(all, { id: opened?.id ?? newListedId(), ...read.person, order: 0 }, draft.behind));
    },
    onClose,
  });
  const errors = told && !read.ok ? read.errors : undefined;
  const type = (typed: Partial<PersonDraft>) => {
    untell();
    onType({ ...draft, ...typed });
  };
  const typePosition = (at: number, typed: Partial<PositionDraft>) =>
    type({ positions: draft.positions.map((one, index) => (index === at ? { ...one, ...typed } : one)) });
  const office = read.ok && positionOn({ ...read.person, id: '', order: 0 }, today);
  return (
    <form {...formProps}>
      <div className={styles.fields}>
        <Field
          label={p.fields.name}
          value={draft.name}
          error={errors?.name && p.errors[errors.name]}
          autoComplete="off"
          onChange={(event) => type({ name: event.target.value })}
        />
        <OrderField others={others} behind={draft.behind} onChange={(behind) => type({ behind })} />
      </div>
      <p>
        <button
          type="button"
          className="link"
          disabled={draft.positions.length >= LIMITS.positions}
          onClick={() => type({ positions: withPosition(draft.positions) })}
        >
          {p.addPosition}
        </button>
      </p>
      {draft.positions.map((position, at) => {
        const wrong = errors?.positions[at];
        const field = (key: 'title' | 'shortTitle' | 'from' | 'to', hint?: string) => (
          <Field
            label={p.fields[key]}
            value={position[key]}
            hint={hint}
            error={wrong?.[key] && p.errors[wrong[key]]}
            autoComplete="off"
            onChange={({ target: { value } }) =>
              key === 'from'
                ? type({ positions: withFirstDay(draft.positions, at, value, today) })
                : typePosition(at, { [key]: value })
            }
          />
        );
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a position has no name of its own; none is moved
          <fieldset key={at} className={styles.position}>
            <legend className="visuallyHidden">{p.position(at + 1)}</legend>
            <div className={styles.fields}>
              {field('title', p.hints.title)}
              {field('shortTitle', p.hints.shortTitle)}
              <div className="field">
                <span className={styles.label}>{p.fields.unit}</span>
                <PickList
                  look="field"
                  label={p.fields.unit}
                  options={[
                    { key: '', label: p.noUnit },
                    ...units
                      .filter(({ id, active }) => active || id === position.unit)
                      .map(({ id, shortName }) => ({ key: id, label: shortName })),
                  ]}
                  value={position.unit}
                  onChange={(unit) => typePosition(at, { unit })}
                />
              </div>
              {field('from', p.hints.from)}
              {field('to', p.hints.to)}
            </div>
            <button
              type="button"
              className="link"
              aria-label={p.dropPosition(at + 1)}
              onClick={() => type({ positions: draft.positions.filter((_, index) => index !== at) })}
            >
              {p.dropThis}
            </button>
          </fieldset>
        );
      })}
      {errors?.tooMany && <p className="err">{p.errors.tooMany}</p>}
      <Check checked={draft.public} onChange={(event) => type({ public: event.currentTarget.checked })}>
        {p.public}
      </Check>
      <div aria-live="polite">
        {read.ok && (
          <p className={styles.effect}>
            {t.settings.understood(
              p.printed([office && office.shortTitle, read.person.name].filter(Boolean).join(' '), Boolean(office)),
            )}
          </p>
        )}
        {opened?.public && !draft.public && <p className={styles.effect}>{t.settings.understood(p.hidden)}</p>}
      </div>
      <RowActs onClose={onClose} />
    </form>
  );
}
