import type { Directory } from '#domain/directory.ts';
import { useMessages } from './messages.ts';
import { PickList } from '#ui/PickList.tsx';
import type { Filter } from './filter.ts';
import styles from './view.module.css';

const THINGS = [
  ['unit', 'calendars'],
  ['room', 'rooms'],
  ['vehicle', 'vehicles'],
] as const;

/** By unit, room and vehicle. Those no longer in use are offered only where they are chosen. */
export function MoreFilters({
  id,
  filter,
  directory,
  onChange,
}: {
  id: string;
  filter: Filter;
  directory: Directory;
  onChange: (next: Partial<Filter>) => void;
}) {
  const v = useMessages().view;
  return (
    <div id={id} role="group" aria-label={v.filters} className={`${styles.line} noPrint`}>
      {THINGS.map(([thing, list]) => (
        <PickList
          key={thing}
          label={v[thing]}
          options={[
            { key: '', label: v.any[thing] },
            ...[...directory[list].values()]
              .filter((one) => one.active || one.id === filter[thing])
              .map((one) => ({ key: one.id, label: one.name })),
          ]}
          value={filter[thing] ?? ''}
          onChange={(chosen) => onChange({ [thing]: chosen || null })}
        />
      ))}
    </div>
  );
}
