import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Calendar, Directory } from '#domain/directory.ts';
import { may, type Member } from '#domain/permissions.ts';
import { formatDate, formatDay, type LocalDate } from '#domain/time.ts';
import { daysOf, weekOf, type WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { PickList } from '#ui/PickList.tsx';
import { WeekHead } from '#ui/WeekHead.tsx';
import was from './history.module.css';

/** Which week of whose calendar, and what is done with it as a whole. */
export function EditHead({
  member,
  calendar,
  week,
  directory,
  number,
  today,
  here,
  note,
  clashes,
  onlyClashes,
  onOnlyClashes,
  onStart,
  onUndo,
}: {
  member: Member;
  calendar: Calendar;
  week: WeekId;
  directory: Directory;
  number: number;
  today: LocalDate;
  /** Who else has the week open. */
  here: ReactNode;
  note: ReactNode;
  /** How many that a person must look at. */
  clashes: number;
  /** Whether the table has only the days with clashes. */
  onlyClashes: boolean;
  onOnlyClashes: (only: boolean) => void;
  /** Null: it is offered elsewhere. */
  onStart: (() => void) | null;
  onUndo: () => void;
}) {
  const t = useMessages();
  const e = t.edit;
  const [, go] = useLocation();
  const monday = daysOf(week)[0];
  const sunday = daysOf(week)[6];
  const editable = [...directory.calendars.values()].filter(
    ({ active, id, kind }) => id === calendar.id || (active && may(member, 'editEntries', { id, kind })),
  );
  return (
    <WeekHead
      number={number}
      dates={`${formatDay(monday)} – ${formatDate(sunday)}`}
      week={week}
      hrefOf={(other) => `/edit/${calendar.id}/${other}`}
      note={note}
    >
      {here && <span className={was.present}>{here}</span>}
      <PickList
        label={e.calendar}
        options={editable.map(({ id, name }) => ({ key: id, label: name }))}
        value={calendar.id}
        onChange={(id) => go(`/edit/${id}/${week}`)}
      />
      {(clashes > 0 || onlyClashes) && (
        <Button aria-pressed={onlyClashes} onClick={() => onOnlyClashes(!onlyClashes)}>
          {clashes > 0 ? e.conflicts.count(clashes) : e.conflicts.all}
        </Button>
      )}
      {onStart && <Button onClick={onStart}>{e.start.open}</Button>}
      <ButtonLink href={`/duty/${calendar.id}/${monday.slice(0, 7)}`}>{t.staff.links.duty}</ButtonLink>
      {week !== weekOf(today) && <ButtonLink href={`/edit/${calendar.id}/${weekOf(today)}`}>{e.thisWeek}</ButtonLink>}
      {may(member, 'issueWeek', calendar) && (
        <ButtonLink className="onlyPhone" href={`/issue/${calendar.id}/${week}`}>
          {e.issue}
        </ButtonLink>
      )}
      <Button onClick={onUndo}>{e.undo}</Button>
    </WeekHead>
  );
}
