import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { useEntriesBetween } from '#data/entriesBetween.ts';
import type { Room, Vehicle } from '#domain/directory.ts';
import { parseResource, type ResourceDraft, type ResourceFields } from '#domain/resourceForm.ts';
import { todayAt } from '#domain/time.ts';
import { addWeeks, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Field } from '#ui/Field.tsx';
import { Segments } from '#ui/Segments.tsx';
import { useNow } from '#ui/useNow.ts';
import { closeOnEscape } from './escape.ts';
import styles from './settings.module.css';

/** How far ahead entries are looked at that still use what is retired. */
const LOOKED_AHEAD_WEEKS = 12;

/** A room or a vehicle as it is typed, with what it would do. Enter saves, Escape closes. */
export function ResourceForm({
  list,
  opened,
  others,
  draft,
  week,
  onType,
  onSave,
  onClose,
}: {
  list: 'rooms' | 'vehicles';
  opened: (Vehicle & Partial<Room>) | null;
  others: readonly Pick<Vehicle, 'name'>[];
  draft: ResourceDraft;
  week: WeekId;
  onType: (draft: ResourceDraft) => void;
  onSave: (fields: ResourceFields) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const words = t.settings[list];
  const r = t.settings.resource;
  const form = useRef<HTMLFormElement>(null);
  const [told, setTold] = useState(false);
  const read = parseResource(draft, others);
  const errors = told && !read.ok ? read.errors : {};
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const type = (typed: Partial<ResourceDraft>) => {
    setTold(false);
    onType({ ...draft, ...typed });
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (read.ok) return onSave(read.fields);
    setTold(true);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }
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
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the key comes up from the fields inside
    <form
      ref={form}
      className={styles.form}
      aria-label={opened?.name ?? words.form}
      noValidate
      onSubmit={submit}
      onKeyDown={closeOnEscape(onClose)}
    >
      <div className={styles.fields}>
        {field('name')}
        {list === 'rooms' && (
          <>
            {field('seats', r.seatsHint)}
            {field('equipment', r.equipmentHint)}
          </>
        )}
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
      <div className="acts">
        <Button look="ink" type="submit">
          {t.settings.save}
        </Button>
        <Button look="bare" onClick={onClose}>
          {t.settings.close}
        </Button>
      </div>
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
