import { useId, useState, type ReactNode } from 'react';
import type { Directory } from '#domain/directory.ts';
import { partyLabel } from '#domain/party.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { PickList } from '#ui/PickList.tsx';
import { EVERYTHING, narrows, type Filter } from './filter.ts';
import { MoreFilters } from './MoreFilters.tsx';
import styles from './view.module.css';

/** What of the week is shown, how many that are, and what stands at the right (`children`). */
export function FilterLine({
  filter,
  directory,
  date,
  count,
  onChange,
  children,
}: {
  filter: Filter;
  directory: Directory;
  /** Of which people's titles are. */
  date: LocalDate;
  /** How many entries it leaves. */
  count: number;
  onChange: (next: Partial<Filter>) => void;
  children: ReactNode;
}) {
  const v = useMessages().view;
  const things = [filter.unit, filter.room, filter.vehicle].filter((chosen) => chosen !== null).length;
  const [moreFilters, setMoreFilters] = useState(things > 0);
  const filtersId = useId();
  const calendars = [...directory.calendars.values()].filter(({ active, id }) => active || id === filter.calendar);
  return (
    <>
      <div className={`${styles.line} noPrint`}>
        <PickList
          label={v.calendar}
          options={[{ key: '', label: v.allCalendars }, ...calendars.map(({ id, name }) => ({ key: id, label: name }))]}
          value={filter.calendar ?? ''}
          onChange={(id) => onChange({ calendar: id || null })}
        />
        <PickList
          label={v.person}
          options={[
            { key: '', label: v.everybody },
            ...[...directory.people.values()].map(({ id }) => ({
              key: id,
              label: partyLabel(`person:${id}`, directory, date),
            })),
          ]}
          value={filter.person ?? ''}
          onChange={(id) => onChange({ person: id || null })}
        />
        <button
          type="button"
          className="link"
          aria-expanded={moreFilters}
          aria-controls={moreFilters ? filtersId : undefined}
          onClick={() => setMoreFilters(!moreFilters)}
        >
          {v.moreFilters(things)}
        </button>
        <span>
          <span role="status">{narrows(filter) && v.filtered(count)}</span>{' '}
          {narrows(filter) && (
            <button type="button" className="link" onClick={() => onChange(EVERYTHING)}>
              {v.showAll}
            </button>
          )}
        </span>
        <div className={`push ${styles.aside}`}>{children}</div>
      </div>
      {moreFilters && <MoreFilters id={filtersId} {...{ filter, directory }} onChange={onChange} />}
    </>
  );
}
