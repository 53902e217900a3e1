import { useLocation, useSearch } from 'wouter';
import { useAbsencesOf } from '#data/absences.ts';
import { useAllEntries } from '#data/allEntries.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useHolidays } from '#data/holidays.ts';
import { useRequests } from '#data/requests.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { unsavedOf } from '#data/unsaved.ts';
import { useWeekState } from '#data/weekState.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { may, type Member } from '#domain/permissions.ts';
import { printedNumber, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { ButtonLink } from '#ui/Button.tsx';
import { LostWords } from '#ui/LostWords.tsx';
import { PickList } from '#ui/PickList.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { Requests } from './Requests.tsx';

/** `/request/{week}` a unit's requests for the board's week, `/request/{week}/{entry}` one of them, or a new one. */
export function RequestWeek({ week, entry }: { week: WeekId; entry: string | undefined }) {
  const t = useMessages();
  const { member } = useSession();
  const directory = useDirectory();
  const settings = useSettings();
  const { online } = useConnection();
  const asked = new URLSearchParams(useSearch()).get('lich');
  if (!member || !directory || !settings)
    return online ? <p className="staffLoading">{t.request.loading}</p> : <UnreadPage because="offline" />;

  const calendars = [...directory.calendars.values()].filter(({ active }) => active);
  const boards = calendars.filter(({ kind }) => kind === 'board');
  const own = boards.find(({ id }) => id === settings.defaultCalendar) ?? boards[0];
  const board = boards.find(({ id }) => id === asked) ?? own;
  const units = calendars.filter(({ id, kind }) => kind === 'division' && member.editorOf.includes(id));
  if (!board || units.length === 0 || !may(member, 'requestEntries', board)) {
    return (
      <StatePage
        kicker={t.request.link}
        title={t.request.forbidden.title}
        actions={
          <ButtonLink look="ink" href={`/view/${week}`}>
            {t.request.forbidden.view}
          </ButtonLink>
        }
      >
        <p>{board ? t.request.forbidden.text : t.request.noBoard}</p>
        <LostWords
          entries={unsavedOf(localStorage, member.uid).filter(({ unit }) => unit !== null)}
          calendarName={(id) => directory.calendars.get(id)?.name ?? id}
        />
      </StatePage>
    );
  }
  return <OfUnit {...{ week, entry, member, directory, settings, board, boards, units }} />;
}

function OfUnit({
  units,
  boards,
  ...rest
}: {
  week: WeekId;
  entry: string | undefined;
  member: Member;
  directory: Directory;
  settings: AgencySettings;
  board: Calendar;
  /** All that take requests. */
  boards: readonly Calendar[];
  units: readonly Calendar[];
}) {
  const t = useMessages();
  const { week, board, settings } = rest;
  const [, go] = useLocation();
  const params = new URLSearchParams(useSearch());
  const asked = params.get('donvi');
  /** As it is, but for what is chosen. */
  function searchWith(chosen: { readonly donvi?: string; readonly lich?: string }): string {
    const next = new URLSearchParams({
      ...(asked === null ? {} : { donvi: unit.id }),
      ...(params.has('lich') ? { lich: board.id } : {}),
      ...chosen,
    }).toString();
    return next && `?${next}`;
  }
  const unit = units.find(({ id }) => id === asked) ?? units[0]!;
  const { online } = useConnection();
  const entries = useAllEntries(week);
  const requests = useRequests(board.id, week);
  const absences = useAbsencesOf(week);
  const holidays = useHolidays();
  const state = useWeekState(board.id, week);
  const number = printedNumber(week, settings.weekNumbering, state.data?.printedNumber ?? null);
  const title = <title>{`${t.request.title(unit.shortName, number)} · ${t.common.appName}`}</title>;

  const failure = entries.error ?? requests.error ?? absences.error ?? holidays.error;
  if (failure) {
    return (
      <>
        {title}
        <UnreadPage because={failure.code} />
      </>
    );
  }
  if (!entries.data || !requests.data || !absences.data || !holidays.data) {
    return (
      <>
        {title}
        {online ? <p className="staffLoading">{t.request.loading}</p> : <UnreadPage because="offline" />}
      </>
    );
  }
  return (
    <>
      {title}
      <Requests
        key={`${board.id} ${unit.id} ${week}`}
        {...rest}
        number={number}
        unit={unit}
        units={units}
        onUnit={(id) => go(`/request/${week}${searchWith({ donvi: id })}`)}
        search={searchWith({})}
        choice={
          boards.length > 1 && (
            <PickList
              label={t.request.form.into}
              options={boards.map(({ id, shortName }) => ({ key: id, label: shortName }))}
              value={board.id}
              onChange={(id) => go(`/request/${week}${searchWith({ lich: id })}`)}
            />
          )
        }
        entries={entries.data}
        requests={requests.data}
        absences={absences.data}
        holidays={holidays.data}
      />
    </>
  );
}
