import { useAllEntries } from '#data/allEntries.ts';
import { useRequests } from '#data/requests.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { draftOf, type EntryDraft } from '#domain/entry.ts';
import { partyLabel } from '#domain/party.ts';
import { formatTime, weekday } from '#domain/time.ts';
import { addWeeks, daysOf, printedNumber, sortEntries, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { copyOf } from './probe.ts';
import styles from './request.module.css';
import { shortDay } from './words.ts';

/** An earlier request of the unit as the beginning of a new one. */
export function CopyDialog({
  week,
  directory,
  settings,
  board,
  unit,
  onPick,
  onClose,
}: {
  week: WeekId;
  directory: Directory;
  settings: AgencySettings;
  board: Calendar;
  unit: Calendar;
  onPick: (draft: EntryDraft) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const c = t.request.copying;
  const weeks = [
    useOwnOf(week, board, unit),
    useOwnOf(addWeeks(week, -1), board, unit),
    useOwnOf(addWeeks(week, -2), board, unit),
  ];
  const loaded = weeks.every((found) => found !== undefined);
  const days = daysOf(week);
  const found = weeks.flatMap((entries) => sortEntries(entries ?? []));
  return (
    <Dialog title={c.title} onClose={onClose}>
      <p>{loaded && found.length === 0 ? c.none : c.text}</p>
      {!loaded && <p className="muted">{c.loading}</p>}
      <ul className={styles.copies}>
        {found.map((entry) => (
          <li key={`${entry.week} ${entry.id}`}>
            <button type="button" onClick={() => onPick(copyOf(draftOf(entry), days[weekday(entry.date) - 1]!))}>
              <b>{entry.content}</b>
              <small className="muted">
                {[
                  `${c.week(printedNumber(entry.week, settings.weekNumbering, null))}, ${shortDay(entry.date, t)} ${formatTime(entry.time, t.common.sessions)}`,
                  ...entry.chairs.map((party) => partyLabel(party, directory, entry.date)),
                ].join(' · ')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function useOwnOf(week: WeekId, board: Calendar, unit: Calendar) {
  const { data: entries } = useAllEntries(week);
  const { data: requests } = useRequests(board.id, week);
  if (!entries || !requests) return undefined;
  const own = new Set(requests.filter((request) => request.unit === unit.id).map(({ entry }) => entry));
  return entries.filter(({ calendar, id }) => calendar === board.id && own.has(id));
}
