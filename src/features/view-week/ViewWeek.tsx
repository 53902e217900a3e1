import { useMemo, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useAbsencesOf } from '#data/absences.ts';
import { useAllEntries } from '#data/allEntries.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useIssuedWeeks } from '#data/publishedWeek.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekState } from '#data/weekState.ts';
import type { ShownEntry } from '#data/entries.ts';
import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import { partyReader } from '#domain/meant.ts';
import { may, type Member } from '#domain/permissions.ts';
import { formatClock, formatDate, formatDay, minutesAt, todayAt, weekday } from '#domain/time.ts';
import { daysOf, printedNumber, sortEntries, weekOf } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { BarStatus } from '#ui/BarStatus.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { Segments } from '#ui/Segments.tsx';
import { UnissuedSheetHead } from '#ui/UnissuedSheetHead.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { useNow } from '#ui/useNow.ts';
import { usePrinting } from '#ui/usePrinting.ts';
import { WeekHead } from '#ui/WeekHead.tsx';
import { EntriesTable } from './EntriesTable.tsx';
import { EntryDetails } from './EntryDetails.tsx';
import { chosenWords, LOOKS, passes, readFilter, writeFilter, type Filter, type Look } from './filter.ts';
import { FilterLine } from './FilterLine.tsx';
import { lineFor } from './gridMoves.ts';
import { issuedChanges } from './issuedChanges.ts';
import { IssuedMark } from './IssuedMark.tsx';
import { Leaders } from './Leaders.tsx';
import { LoadedGrid } from './LoadedGrid.tsx';
import { MoveForm } from './MoveForm.tsx';
import { MoveNote } from './MoveNote.tsx';
import { invitingEntry } from './Seen.tsx';
import { useMoves } from './useMoves.ts';
import { useNarrow } from './useNarrow.ts';
import styles from './view.module.css';

/** `/view/{week}`: the week of every calendar, drafts included, for everybody who is signed in. */
export function ViewWeek({ week }: { week: WeekId }) {
  const t = useMessages();
  const { member } = useSession();
  const directory = useDirectory();
  const settings = useSettings();
  const { online } = useConnection();
  const { data: entries, error: entriesError } = useAllEntries(week);
  const { data: absences, error: absencesError } = useAbsencesOf(week);
  const error = entriesError ?? absencesError;
  const loading = online ? <p className="staffLoading">{t.view.loading}</p> : <UnreadPage because="offline" />;
  if (error) return <UnreadPage because={error.code} />;
  return member && directory && settings && entries && absences ? (
    <Week {...{ member, week, directory, settings, entries, absences }} />
  ) : (
    loading
  );
}

function Week({
  member,
  week,
  directory,
  settings,
  entries,
  absences,
}: {
  member: Member;
  week: WeekId;
  directory: Directory;
  settings: AgencySettings;
  entries: readonly ShownEntry[];
  absences: readonly Absence[];
}) {
  const t = useMessages();
  const v = t.view;
  const [, go] = useLocation();
  const search = useSearch();
  const filter = readFilter(search);
  const change = (next: Partial<Filter>) => go(`/view/${week}${writeFilter({ ...filter, ...next }, search)}`);
  const toWeek = (other: WeekId) => `/view/${other}${writeFilter({ ...filter, day: null }, search)}`;
  const { online } = useConnection();
  const now = useNow();
  const narrow = useNarrow();
  const printing = usePrinting();
  const [opened, setOpened] = useState<string | null>(null);

  const days = daysOf(week);
  const today = todayAt(now);
  const main = directory.calendars.get(filter.calendar ?? settings.defaultCalendar);
  const { data: state } = useWeekState(main?.id ?? settings.defaultCalendar, week);
  const number = printedNumber(week, settings.weekNumbering, state?.printedNumber ?? null);
  const { data: issued } = useIssuedWeeks(week);
  const changeOf = useMemo(() => issuedChanges(issued ?? []), [issued]);
  const read = useMemo(() => partyReader(directory), [directory]);
  const invitingOf = (entry: ShownEntry) => invitingEntry(entry, { issued: issued ?? [], member, directory, read });
  const shown = useMemo(
    () => sortEntries(entries.filter(passes(filter, directory, absences))),
    // oxlint-disable-next-line react/exhaustive-deps -- `filter` is read anew from `search` at every drawing
    [entries, search, directory, absences],
  );
  const openedEntry = entries.find(({ id }) => id === opened);
  // Columns do not fit a phone: there the hours are those of one day, and leaders stand in the table.
  const onPhone = { tuan: 'ngay', lanhdao: 'bang' } as Partial<Record<Look, Look>>;
  const look = (narrow && onPhone[filter.look]) || filter.look;
  const day = filter.day !== null && days.includes(filter.day) ? filter.day : days.includes(today) ? today : days[0];

  const moves = useMoves({ week, entries, member, directory, settings, absences });
  const waiting = entries.filter((entry) => entry.pending).length;
  const addTo = calendarToAddTo(filter, member, directory, settings);

  const calendarName = filter.calendar === null ? v.allCalendars : (main?.name ?? '');
  const printed = `${formatClock(minutesAt(now))}, ${formatDate(today)}`;
  const table = (
    <EntriesTable
      {...{ week, number, directory, absences, calendarName, entries: shown, today, changeOf, invitingOf }}
      uid={member.uid}
      duty={state?.duty ?? {}}
      onOpen={setOpened}
      foot={v.printed(printed)}
    />
  );

  return (
    <>
      <title>{`${v.title(number)} · ${t.common.appName}`}</title>
      <BarStatus>
        <SaveMark state={!online && waiting > 0 ? { kind: 'offline', count: waiting } : { kind: 'idle' }} />
      </BarStatus>
      <UnissuedSheetHead
        {...{ settings, week, number, today }}
        of={[calendarName, ...chosenWords(filter, directory, days[0])]}
        note={v.notTheIssued}
      />
      <WeekHead
        number={number}
        dates={`${formatDay(days[0])} – ${formatDate(days[6])}`}
        week={week}
        hrefOf={toWeek}
        note={week === weekOf(today) ? undefined : <ButtonLink href={toWeek(weekOf(today))}>{v.thisWeek}</ButtonLink>}
      >
        <Segments
          label={v.looks}
          options={LOOKS.filter((key) => !(narrow && key === 'lanhdao')).map((key) => ({ key, label: v.look[key] }))}
          value={narrow && filter.look === 'lanhdao' ? 'bang' : filter.look}
          // Hours of every calendar at once can hardly be read: they begin with the agency's own.
          onChange={(next) =>
            change({
              look: next,
              calendar: filter.calendar ?? (TABLES.includes(next) ? null : settings.defaultCalendar),
            })
          }
        />
        <Button className="notPhone" onClick={() => print()}>
          {v.print}
        </Button>
      </WeekHead>
      <FilterLine {...{ filter, directory }} date={days[0]} count={shown.length} onChange={change}>
        {main && issued && (
          <IssuedMark issued={issued.find(({ calendar }) => calendar === main.id)} name={main.shortName || main.name} />
        )}
        {addTo && (
          <Link className="link" href={`/edit/${addTo}/${week}?them=`}>
            {t.moves.add}
          </Link>
        )}
      </FilterLine>
      {look === 'lanhdao' && (
        <Leaders
          {...{ week, directory, absences, today, duty: state?.duty ?? {}, changeOf, onOpen: setOpened }}
          lengths={settings.assumedMinutes}
          entries={entries.filter(passes({ ...filter, person: null }, directory, absences))}
          person={filter.person}
          unit={filter.unit}
          caption={v.leadersCaption(number, calendarName)}
          minutes={minutesAt(now)}
          foot={v.printed(printed)}
        />
      )}
      {/* Paper gets a table whatever the screen shows: hours and lists print badly. */}
      {look === 'bang' || (printing && look !== 'lanhdao') ? table : null}
      {look !== 'bang' && look !== 'lanhdao' && (
        <div className="noPrint">
          {look === 'ngay' && (
            <div className={styles.line}>
              <Segments
                label={v.day}
                className={styles.days ?? ''}
                options={days.map((date) => ({
                  key: date,
                  label: (
                    <span>
                      {(narrow ? v.shortWeekdays : t.common.weekdays)[weekday(date) - 1]}{' '}
                      {narrow ? <small>{formatDay(date)}</small> : formatDay(date)}
                    </span>
                  ),
                }))}
                value={day}
                onChange={(next) => change({ look: 'ngay', day: next })}
              />
            </div>
          )}
          <LoadedGrid
            look={look}
            date={look === 'ngay' ? day : days[0]}
            entries={shown}
            directory={directory}
            changeOf={changeOf}
            lengths={settings.assumedMinutes}
            today={today}
            minutes={minutesAt(now)}
            label={v.grid.label(number)}
            onOpen={setOpened}
            mayMove={moves.mayMove}
            onPut={moves.put}
            {...(addTo && {
              onAdd: (free) => go(`/edit/${addTo}/${week}?${new URLSearchParams({ them: lineFor(free) }).toString()}`),
            })}
          >
            {addTo && look !== 'danhsach' && (
              <p className={styles.hints}>
                {t.moves.hint} {t.moves.keys}
              </p>
            )}
          </LoadedGrid>
        </div>
      )}
      {openedEntry && (
        <EntryDetails
          key={openedEntry.id}
          entry={openedEntry}
          directory={directory}
          absences={absences}
          mayEdit={may(member, 'editEntries', directory.calendars.get(openedEntry.calendar))}
          inviting={invitingOf(openedEntry)}
          moving={
            moves.mayMove(openedEntry) && (
              <MoveForm
                entry={openedEntry}
                onMove={(draft) => {
                  const errors = moves.change(openedEntry, draft);
                  if (errors === null) setOpened(null);
                  return errors;
                }}
              />
            )
          }
          onClose={() => setOpened(null)}
        />
      )}
      <MoveNote
        moves={moves}
        directory={directory}
        editHref={`/edit/${moves.note?.moved?.calendar ?? settings.defaultCalendar}/${week}`}
      />
    </>
  );
}

/** Where a new entry goes: into the calendar that is shown, else the agency's own, else the first of this person's. */
function calendarToAddTo({ calendar }: Filter, member: Member, directory: Directory, settings: AgencySettings) {
  const ids = calendar === null ? [settings.defaultCalendar, ...directory.calendars.keys()] : [calendar];
  return ids.find((id) => {
    const found = directory.calendars.get(id);
    return found?.active && may(member, 'editEntries', found);
  });
}

/** The looks that show every calendar unless one is chosen. */
const TABLES: readonly Look[] = ['bang', 'lanhdao'];
