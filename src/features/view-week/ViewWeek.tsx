import {
  Component,
  lazy,
  Suspense,
  useId,
  useMemo,
  useState,
  useSyncExternalStore,
  type ComponentProps,
  type ReactNode,
} from 'react';
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
import type { AssumedMinutes } from '#domain/assumed.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import { leaderDays, peopleOf } from '#domain/leaderColumns.ts';
import { partyReader } from '#domain/meant.ts';
import { partyLabel, placeLabel, vehicleLabel, type Party } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import { adjustment, dutyWords, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDate, formatDay, minutesAt, todayAt, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, printedNumber, sortEntries, weekOf } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { BarStatus } from '#ui/BarStatus.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { Mark } from '#ui/Mark.tsx';
import { PickList } from '#ui/PickList.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { Segments } from '#ui/Segments.tsx';
import { SheetHead } from '#ui/Sheet.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { useNow } from '#ui/useNow.ts';
import { usePrinting } from '#ui/usePrinting.ts';
import { WeekHead } from '#ui/WeekHead.tsx';
import type { TableEntry } from '#ui/EntryParts.tsx';
import { WeekTable } from '#ui/WeekTable.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import { EntryDetails } from './EntryDetails.tsx';
import { EVERYTHING, LOOKS, narrows, passes, readFilter, writeFilter, type Filter, type Look } from './filter.ts';
import { shownHours, SLOT_PX } from './gridEvents.ts';
import { issuedChanges, type IssuedChanges } from './issuedChanges.ts';
import { LeaderTable } from './LeaderTable.tsx';
import { lineFor } from './gridMoves.ts';
import { MoreFilters } from './MoreFilters.tsx';
import { MoveForm } from './MoveForm.tsx';
import { MoveNote } from './MoveNote.tsx';
import { invitingEntry, SeenAct, SeenCount, type InvitingEntry } from './Seen.tsx';
import { useMoves } from './useMoves.ts';

import styles from './view.module.css';

const HourGrid = lazy(() => import('./HourGrid.tsx'));

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
  const things = [filter.unit, filter.room, filter.vehicle].filter((chosen) => chosen !== null).length;
  const [moreFilters, setMoreFilters] = useState(things > 0);
  const filtersId = useId();
  const calendars = [...directory.calendars.values()].filter(({ active, id }) => active || id === filter.calendar);
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
    <Table
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
      <SheetHead
        agency={settings.name}
        parent={settings.parentName}
        documentNo=""
        locality={settings.locality}
        dated={today}
        week={{ number, from: days[0], to: days[6] }}
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
      <div className={`${styles.line} noPrint`}>
        <PickList
          label={v.calendar}
          options={[{ key: '', label: v.allCalendars }, ...calendars.map(({ id, name }) => ({ key: id, label: name }))]}
          value={filter.calendar ?? ''}
          onChange={(id) => change({ calendar: id || null })}
        />
        <PickList
          label={v.person}
          options={[
            { key: '', label: v.everybody },
            ...[...directory.people.values()].map(({ id }) => ({
              key: id,
              label: partyLabel(`person:${id}`, directory, days[0]),
            })),
          ]}
          value={filter.person ?? ''}
          onChange={(id) => change({ person: id || null })}
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
          <span role="status">{narrows(filter) && v.filtered(shown.length)}</span>{' '}
          {narrows(filter) && (
            <button type="button" className="link" onClick={() => change(EVERYTHING)}>
              {v.showAll}
            </button>
          )}
        </span>
        <div className={`push ${styles.aside}`}>
          {main && issued && (
            <Issued issued={issued.find(({ calendar }) => calendar === main.id)} name={main.shortName || main.name} />
          )}
          {addTo && (
            <Link className="link" href={`/edit/${addTo}/${week}?them=`}>
              {t.moves.add}
            </Link>
          )}
        </div>
      </div>
      {moreFilters && <MoreFilters id={filtersId} {...{ filter, directory }} onChange={change} />}
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
          <GridFailure message={v.gridFailed}>
            <Suspense
              fallback={
                <GridPlace
                  entries={shown}
                  lengths={settings.assumedMinutes}
                  list={look === 'danhsach'}
                  text={v.gridLoading}
                />
              }
            >
              <HourGrid
                key={look === 'ngay' ? day : `${look} ${week}`}
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
                  onAdd: (free) =>
                    go(`/edit/${addTo}/${week}?${new URLSearchParams({ them: lineFor(free) }).toString()}`),
                })}
              />
              {addTo && look !== 'danhsach' && (
                <p className={styles.hints}>
                  {t.moves.hint} {t.moves.keys}
                </p>
              )}
            </Suspense>
          </GridFailure>
        </div>
      )}
      {openedEntry && (
        <EntryDetails
          entry={openedEntry}
          directory={directory}
          absences={absences}
          mayEdit={may(member, 'editEntries', directory.calendars.get(openedEntry.calendar))}
          inviting={invitingOf(openedEntry)}
          moving={
            moves.mayMove(openedEntry) && (
              <MoveForm
                key={openedEntry.revision}
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

/** Who and what was chosen, as the sheet's head names them. */
function chosenWords({ person, unit, room, vehicle }: Filter, directory: Directory, date: LocalDate): string[] {
  return [
    person !== null && partyLabel(`person:${person}`, directory, date),
    unit !== null && partyLabel(`unit:${unit}`, directory, date),
    room !== null && placeLabel(`room:${room}`, directory),
    vehicle !== null && vehicleLabel(`vehicle:${vehicle}`, directory),
  ].filter((words) => words !== false);
}

/** The looks that show every calendar unless one is chosen. */
const TABLES: readonly Look[] = ['bang', 'lanhdao'];

/** The board's leaders in columns, or who was chosen: the people of a unit, one person. */
function Leaders({
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

type StaffRow = TableEntry & { readonly stored: ShownEntry; readonly inviting: InvitingEntry | null };

function Table({
  week,
  number,
  directory,
  absences,
  entries,
  today,
  duty,
  calendarName,
  foot,
  changeOf,
  invitingOf,
  uid,
  onOpen,
}: {
  week: WeekId;
  number: number;
  directory: Directory;
  absences: readonly Absence[];
  entries: readonly ShownEntry[];
  today: LocalDate;
  duty: Readonly<Record<string, string>>;
  calendarName: string;
  foot: string;
  changeOf: IssuedChanges;
  invitingOf: (entry: ShownEntry) => InvitingEntry | null;
  uid: string;
  onOpen: (id: string) => void;
}) {
  const v = useMessages().view;
  const rows: readonly StaffRow[] = entries.map((entry) => ({
    ...wordedEntry(entry, directory, absences),
    change: changeOf(entry),
    stored: entry,
    inviting: invitingOf(entry),
  }));
  return (
    <WeekTable
      caption={v.caption(number, calendarName)}
      today={today}
      foot={foot}
      days={daysOf(week).map((date) => ({
        date,
        entries: rows.filter((row) => row.date <= date && date <= row.lastDate),
        duty: duty[date] === undefined ? null : dutyWords(duty[date] as Party, date, directory, absences),
      }))}
      state={{
        heading: v.calendar,
        cell: ({ stored, inviting }) => (
          <>
            {directory.calendars.get(stored.calendar)?.shortName ?? stored.calendar}{' '}
            {stored.visibility === 'internal' && (
              <span className={styles.state}>
                <Mark tone="plain">{v.internal}</Mark>
              </span>
            )}
            {stored.pending && <b className={styles.state}>{v.pending}</b>}
            {inviting && <SeenAct {...{ inviting, uid }} />}
            <span>
              {inviting && <SeenCount {...{ inviting, directory }} onOpen={() => onOpen(stored.id)} />}{' '}
              <button
                type="button"
                className="link"
                aria-label={v.detailsOf(stored.content)}
                onClick={() => onOpen(stored.id)}
              >
                {v.details}
              </button>
            </span>
          </>
        ),
      }}
    />
  );
}

/** Whether readers see this calendar's week yet, and since when. */
function Issued({ issued, name }: { issued: PublishedWeek | undefined; name: string }) {
  const v = useMessages().view;
  if (!issued) return <Mark tone="plain">{v.notIssued(name)}</Mark>;
  const when = `${formatClock(minutesAt(issued.issuedAt))} ${formatDay(todayAt(issued.issuedAt))}`;
  const n = adjustment(issued.revision);
  return <span className="muted small">{[v.issued(name, when), ...(n > 0 ? [v.adjustment(n)] : [])].join(' · ')}</span>;
}

/** Holds the grid's place while it loads. */
function GridPlace({
  entries,
  lengths,
  list,
  text,
}: {
  entries: readonly ShownEntry[];
  lengths: AssumedMinutes;
  list: boolean;
  text: string;
}) {
  const { from, to } = shownHours(entries, lengths);
  return (
    <p className={styles.waiting} style={{ minHeight: list ? '60vh' : `${((to - from) / 60) * SLOT_PX + 110}px` }}>
      {text}
    </p>
  );
}

/** The grid is a part that may fail to load (a new version, no network): the page stays. */
class GridFailure extends Component<{ children: ReactNode; message: string }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <p role="alert">{this.props.message}</p> : this.props.children;
  }
}

const NARROW = '(max-width: 48rem)';

const useNarrow = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      const media = matchMedia(NARROW);
      media.addEventListener('change', watcher);
      return () => media.removeEventListener('change', watcher);
    },
    () => matchMedia(NARROW).matches,
  );
