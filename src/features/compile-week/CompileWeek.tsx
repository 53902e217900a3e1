import { useLocation, useSearch } from 'wouter';
import { useAbsencesOf } from '#data/absences.ts';
import { useAllEntries } from '#data/allEntries.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { keptForms } from '#data/keptForms.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { useRequests } from '#data/requests.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekState } from '#data/weekState.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { may, type Member } from '#domain/permissions.ts';
import { formatDate, formatDay } from '#domain/time.ts';
import { daysOf, printedNumber, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { ButtonLink } from '#ui/Button.tsx';
import { LostWords } from '#ui/LostWords.tsx';
import { PickList } from '#ui/PickList.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { WeekHead } from '#ui/WeekHead.tsx';
import { AskApproval } from './AskApproval.tsx';
import { Desk } from './Desk.tsx';

/**
 * `/compile/{week}`: the requests for a board's week in one inbox, beside the week that they go into. `?lich=`: which board,
 * where one answers those of several.
 */
export function CompileWeek({
  boards,
  week,
}: {
  /** The calendars whose requests one answers, the agency's own first; undefined while that is not known. */
  boards: readonly string[] | undefined;
  week: WeekId;
}) {
  const t = useMessages();
  const asked = new URLSearchParams(useSearch()).get('lich');
  const { member } = useSession();
  const { online } = useConnection();
  const directory = useDirectory();
  const settings = useSettings();
  if (!member || !directory || !settings || boards === undefined) {
    return online ? <p className="staffLoading">{t.compile.loading}</p> : <UnreadPage because="offline" />;
  }
  const calendar = directory.calendars.get(boards.find((id) => id === asked) ?? boards[0] ?? '');
  if (!calendar || !may(member, 'editEntries', calendar)) {
    return (
      <StatePage
        kicker={t.staff.links.compile}
        title={t.compile.forbidden.title}
        actions={
          <ButtonLink look="ink" href={`/view/${week}`}>
            {t.compile.forbidden.view}
          </ButtonLink>
        }
      >
        <title>{`${t.staff.links.compile} · ${t.common.appName}`}</title>
        <p>{t.compile.forbidden.text}</p>
        <LostWords forms={keptForms(localStorage, member.uid, 'compile/')} calendarName={() => ''} />
      </StatePage>
    );
  }
  return <Week key={`${calendar.id} ${week}`} {...{ member, directory, settings, calendar, boards, week }} />;
}

function Week({
  member,
  directory,
  settings,
  calendar,
  boards,
  week,
}: {
  member: Member;
  directory: Directory;
  settings: AgencySettings;
  calendar: Calendar;
  boards: readonly string[];
  week: WeekId;
}) {
  const t = useMessages();
  const [, go] = useLocation();
  const addressOf = (of: WeekId, board = calendar.id) => `/compile/${of}${board === boards[0] ? '' : `?lich=${board}`}`;
  const { online } = useConnection();
  const entries = useAllEntries(week);
  const requests = useRequests(calendar.id, week);
  const state = useWeekState(calendar.id, week);
  const absences = useAbsencesOf(week);
  const published = usePublishedWeek(calendar.id, week);
  const number = printedNumber(week, settings.weekNumbering, state.data?.printedNumber ?? null);
  const failure = entries.error ?? requests.error ?? absences.error ?? state.error ?? published.error;
  const days = daysOf(week);
  const head = {
    number,
    dates: `${formatDay(days[0])} – ${formatDate(days[6])}`,
    week,
    hrefOf: addressOf,
  };
  const title = <title>{`${t.compile.title(number)} · ${t.common.appName}`}</title>;
  if (
    failure ||
    !entries.data ||
    !requests.data ||
    !absences.data ||
    state.data === undefined ||
    published.data === undefined
  ) {
    return (
      <>
        {title}
        <WeekHead {...head} />
        {failure || !online ? (
          <UnreadPage because={failure?.code ?? 'offline'} />
        ) : (
          <p className="staffLoading">{t.compile.loading}</p>
        )}
      </>
    );
  }
  return (
    <>
      {title}
      <Desk
        {...{ member, directory, settings, calendar, week, number, head }}
        entries={entries.data}
        requests={requests.data}
        absences={absences.data}
        duty={state.data?.duty ?? {}}
        published={published.data}
        approval={<AskApproval calendar={calendar.id} week={week} published={published.data} />}
        choice={
          boards.length > 1 && (
            <PickList
              label={t.compile.board.which}
              options={boards.map((id) => ({ key: id, label: directory.calendars.get(id)?.name ?? id }))}
              value={calendar.id}
              onChange={(id) => go(addressOf(week, id))}
            />
          )
        }
      />
    </>
  );
}
