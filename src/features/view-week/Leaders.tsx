import type { ComponentProps } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { leaderDays, peopleOf } from '#domain/leaderColumns.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { LeaderTable } from './LeaderTable.tsx';
import styles from './view.module.css';

/** The board's leaders in columns, or who was chosen: the people of a unit, one person. */
export function Leaders({
  week,
  person,
  unit,
  entries,
  directory,
  ...rest
}: Omit<ComponentProps<typeof LeaderTable>, 'people' | 'days'> & {
  week: WeekId;
  person: string | null;
  unit: string | null;
  entries: readonly ShownEntry[];
}) {
  const v = useMessages().view;
  const days = daysOf(week);
  const chosen = person === null ? undefined : directory.people.get(person);
  const people = chosen
    ? [chosen]
    : peopleOf(directory, ({ id, kind }) => (unit === null ? kind === 'board' : id === unit), days);
  if (people.length === 0) return <p className={styles.waiting}>{v.noLeaders}</p>;
  return (
    <LeaderTable
      {...rest}
      {...{ people, directory }}
      days={leaderDays(entries, people, days, directory, rest.absences)}
    />
  );
}
