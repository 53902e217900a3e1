import { useLocation, useSearch } from 'wouter';
import { useAbsencesOf } from '#data/absences.ts';
import { useAllEntries } from '#data/allEntries.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useHolidays } from '#data/holidays.ts';
import { useRequests } from '#data/requests.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekState } from '#data/weekState.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { may, type Member } from '#domain/permissions.ts';
import { printedNumber, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { ButtonLink } from '#ui/Button.tsx';
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
  if (!member || !directory || !settings)
    return online ? <p className="staffLoading">{t.request.loading}</p> : <UnreadPage because="offline" />;

  const calendars = [...directory.calendars.values()].filter(({ active }) => active);
  const boards = calendars.filter(({ kind }) => kind === 'board');
  const board = boards.find(({ id }) => id === settings.defaultCalendar) ?? boards[0];
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
      </StatePage>
    );
  }
  return <OfUnit {...{ week, entry, member, directory, settings, board, units }} />;
}

function OfUnit({
  units,
  ...rest
}: {
  week: WeekId;
  entry: string | undefined;
  member: Member;
  directory: Directory;
  settings: AgencySettings;
  board: Calendar;
  units: readonly Calendar[];
}) {
  const t = useMessages();
  const { week, board, settings } = rest;
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('donvi');
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
        key={`${unit.id} ${week}`}
        {...rest}
        number={number}
        unit={unit}
        units={units}
        onUnit={(id) => go(`/request/${week}?donvi=${id}`)}
        search={asked === null ? '' : `?donvi=${unit.id}`}
        entries={entries.data}
        requests={requests.data}
        absences={absences.data}
        holidays={holidays.data}
      />
    </>
  );
}
