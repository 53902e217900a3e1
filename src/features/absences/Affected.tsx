import { useId, useMemo } from 'react';
import { useEntriesBetween } from '#data/entriesBetween.ts';
import { awayIn, type Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import { partyLabel } from '#domain/party.ts';
import { LIMITS } from '#domain/text.ts';
import { addDays, formatDay, formatTime, weekday } from '#domain/time.ts';
import { sortEntries, weekOf } from '#domain/week.ts';
import { Check } from '#ui/Field.tsx';
import styles from './absences.module.css';
import { useMessages } from './messages.ts';

/** How far ahead entries are looked at: further on hardly any are written. */
const LOOKED_AHEAD_DAYS = 56;

/** The entries that name the person in this time: who will act in each, and those that they go to themselves. */
export function Affected({
  absence,
  others,
  directory,
  onAttend,
}: {
  absence: Absence;
  others: readonly Absence[];
  directory: Directory;
  onAttend: (entry: string, attends: boolean) => void;
}) {
  const t = useMessages();
  const a = t.absencePage.affected;
  const end = addDays(absence.from, LOOKED_AHEAD_DAYS);
  const { data } = useEntriesBetween(weekOf(absence.from), weekOf(absence.to < end ? absence.to : end));
  const all = useMemo(() => [...others.filter(({ id }) => id !== absence.id), absence], [others, absence]);
  const found = useMemo(
    () =>
      sortEntries(data ?? []).flatMap((entry) => {
        if (entry.status !== 'planned' || entry.stage === 'returned') return [];
        const name = `${entry.calendar}/${entry.id}`;
        const attends = absence.attends.includes(name);
        const away = awayIn(entry, attends ? all.map((one) => ({ ...one, attends: [] })) : all);
        const named = away.find(({ absence: one }) => one.id === absence.id);
        return named ? [{ entry, name, attends, named }] : [];
      }),
    [data, all, absence],
  );
  const fullId = useId();
  const isFull = absence.attends.length >= LIMITS.attends;
  if (data === undefined) return null;
  const who = partyLabel(`person:${absence.person}`, directory, absence.from);
  return (
    <div className={styles.affected}>
      <h2>{a.heading}</h2>
      {found.length === 0 && <p className="muted">{a.none}</p>}
      {isFull && (
        <p id={fullId} className="hint">
          {a.full(LIMITS.attends)}
        </p>
      )}
      <ul>
        {found.map(({ entry, name, attends, named }) => {
          const when = `${t.common.weekdays[weekday(entry.date) - 1]} ${formatDay(entry.date)}, ${formatTime(entry.time, t.common.sessions)}`;
          const acts = named.acts === null ? null : partyLabel(named.acts, directory, entry.date);
          return (
            <li key={name}>
              <span>
                {when} · <b>{entry.content}</b>{' '}
                <span className="muted">{directory.calendars.get(entry.calendar)?.shortName ?? entry.calendar}</span>
              </span>
              <span className={!attends && acts === null ? styles.open : 'muted'}>
                {attends ? '' : acts === null ? t.absences.inEntry.open[named.open ?? 'nobody'] : a.acts(acts)}
              </span>
              <Check
                aria-label={a.attendsOf(who, `${when} ${entry.content}`)}
                checked={attends}
                disabled={!attends && isFull}
                aria-describedby={!attends && isFull ? fullId : undefined}
                onChange={(event) => onAttend(name, event.target.checked)}
              >
                {a.attends}
              </Check>
            </li>
          );
        })}
      </ul>
      <p className="hint">{a.reissue}</p>
    </div>
  );
}
