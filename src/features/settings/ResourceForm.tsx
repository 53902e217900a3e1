import { useMemo } from 'react';
import { useEntriesBetween } from '#data/entriesBetween.ts';
import { newListedId } from '#data/saveDirectory.ts';
import type { Room, Vehicle } from '#domain/directory.ts';
import { putBehind } from '#domain/listOrder.ts';
import { parseResource, type ResourceDraft } from '#domain/resourceForm.ts';
import { todayAt } from '#domain/time.ts';
import { addWeeks, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Field } from '#ui/Field.tsx';
import { Segments } from '#ui/Segments.tsx';
import { useNow } from '#ui/useNow.ts';
import type { ListForm } from './ListRows.tsx';
import { OrderField } from './OrderField.tsx';
import { RowActs } from './RowActs.tsx';
import styles from './settings.module.css';
import { useRowForm } from './useRowForm.ts';

/** A room, or a vehicle: it has neither seats nor equipment. */
export type Resource = Vehicle & Partial<Room>;

/** How far ahead entries are looked at that still use what is retired. */
const LOOKED_AHEAD_WEEKS = 12;

/** A room or a vehicle as it is typed, with what it would do. */
export function ResourceForm({
  list,
  all,
  week,
  opened,
  others,
  draft,
  onType,
  onSave,
  onClose,
}: ListForm<Resource, ResourceDraft> & {
  list: 'rooms' | 'vehicles';
  all: readonly Resource[];
  week: WeekId;
}) {
  const t = useMessages();
  const words = t.settings[list];
  const r = t.settings.resource;
  const read = parseResource(draft, others);
  const { told, untell, formProps } = useRowForm({
    name: opened?.name ?? words.form,
    isRight: read.ok,
    onSave: () => {
      if (!read.ok) return;
      const { name, seats, equipment, active } = read.fields;
      const base = { id: opened?.id ?? newListedId(), name, order: 0, active };
      const said = equipment.length > 0 || opened?.equipment !== undefined;
      const item = list === 'rooms' ? { ...base, seats, ...(said ? { equipment } : {}) } : base;
      onSave(putBehind<Resource>(all, item, draft.behind));
    },
    onClose,
  });
  const errors = told && !read.ok ? read.errors : {};
  const type = (typed: Partial<ResourceDraft>) => {
    untell();
    onType({ ...draft, ...typed });
  };
  const field = (key: 'name' | 'seats' | 'equipment', hint?: string) => (
    <Field
      label={r[key]}
      value={draft[key]}
      hint={hint}
      error={errors[key] && r.errors[errors[key]]}
      autoComplete="off"
      inputMode={key === 'seats' ? 'numeric' : undefined}
      onChange={(event) => type({ [key]: event.target.value })}
    />
  );
  return (
    <form {...formProps}>
      <div className={styles.fields}>
        {field('name')}
        {list === 'rooms' && (
          <>
            {field('seats', r.seatsHint)}
            {field('equipment', r.equipmentHint)}
          </>
        )}
        <OrderField others={others} behind={draft.behind} onChange={(behind) => type({ behind })} />
      </div>
      {opened && (
        <Segments
          label={words.columns.state}
          options={[
            { key: 'yes', label: r.inUse },
            { key: 'no', label: r.retired },
          ]}
          value={draft.active ? 'yes' : 'no'}
          onChange={(key) => type({ active: key === 'yes' })}
        />
      )}
      <div aria-live="polite">
        {opened && read.ok && read.fields.name !== opened.name && (
          <p className={styles.effect}>{t.settings.understood(words.renamed(opened.name))}</p>
        )}
        {opened?.active && !draft.active && <Retired {...{ list, week }} id={opened.id} />}
      </div>
      <RowActs onClose={onClose} />
    </form>
  );
}

/** How many entries from today on would be left with it. */
function Retired({ list, week, id }: { list: 'rooms' | 'vehicles'; week: WeekId; id: string }) {
  const t = useMessages();
  const today = todayAt(useNow());
  const { data } = useEntriesBetween(week, addWeeks(week, LOOKED_AHEAD_WEEKS));
  const count = useMemo(
    () =>
      data?.filter(
        ({ lastDate, status, stage, place, vehicle }) =>
          lastDate >= today &&
          status === 'planned' &&
          (stage === 'accepted' || stage === 'requested') &&
          (list === 'rooms' ? place === `room:${id}` : vehicle === `vehicle:${id}`),
      ).length,
    [data, today, list, id],
  );
  return (
    count !== undefined && <p className={styles.effect}>{t.settings.understood(t.settings[list].retired(count))}</p>
  );
}
