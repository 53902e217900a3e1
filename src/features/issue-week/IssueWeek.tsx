import { useMemo, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useAbsencesOf } from '#data/absences.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useEntriesById } from '#data/entriesById.ts';
import { useHolidays } from '#data/holidays.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekEntries, useWeekIsCurrent } from '#data/week.ts';
import { useWeekState } from '#data/weekState.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { may, type Member } from '#domain/permissions.ts';
import { emptyWeekState, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDate, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import { daysOf, printedNumber, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import type { Messages } from './messages.ts';
import { ButtonLink } from '#ui/Button.tsx';
import { PickList } from '#ui/PickList.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { WeekHead } from '#ui/WeekHead.tsx';
import { AskedNote } from './AskedNote.tsx';
import { IssueDesk } from './IssueDesk.tsx';
import { dayWords, revisionWords } from './words.ts';
import './issueWeek.css';

/** What every part of the page needs. */
interface Office {
  readonly member: Member;
  readonly directory: Directory;
  readonly settings: AgencySettings;
  readonly calendar: Calendar;
}

/** The approver's page: checks, difference, number and signer, one act. */
export function IssueWeek({ calendar: calendarId, week }: { calendar: string; week: WeekId }) {
  const t = useMessages();
  const { member } = useSession();
  const { online } = useConnection();
  const directory = useDirectory();
  const settings = useSettings();
  const calendar = directory?.calendars.get(calendarId);
  if (!member || !directory || !settings || !calendar) return online ? <Loading /> : <UnreadPage because="offline" />;
  if (may(member, 'issueWeek', calendar))
    return <Issue office={{ member, directory, settings, calendar }} week={week} />;
  return (
    <StatePage
      kicker={t.issueWeek.notAllowedKicker}
      title={t.issueWeek.notAllowedTitle(calendar.name)}
      actions={
        <ButtonLink look="ink" href={`/view/${week}`}>
          {t.issueWeek.view}
        </ButtonLink>
      }
    >
      <p>{t.issueWeek.notAllowedText}</p>
    </StatePage>
  );
}

/** The head stays while another week or calendar loads, and with it the focus. */
function Issue({ office, week }: { office: Office; week: WeekId }) {
  const messages = useMessages();
  const t = messages.issueWeek;
  const [, go] = useLocation();
  const { online } = useConnection();
  const { member, directory, settings, calendar } = office;
  const entries = useWeekEntries(calendar.id, week);
  const isCurrent = useWeekIsCurrent(calendar.id, week);
  const state = useWeekState(calendar.id, week);
  const previous = usePublishedWeek(calendar.id, week);
  const absences = useAbsencesOf(week);
  const holidays = useHolidays();
  const gone = useMemo(() => goneFrom(previous.data, entries.data), [previous.data, entries.data]);
  const elsewhere = useEntriesById(calendar.id, gone);
  const [openedAt] = useState(Date.now);
  const days = daysOf(week);

  const error = entries.error ?? state.error ?? previous.error ?? elsewhere.error ?? absences.error ?? holidays.error;
  let desk: ReactNode;
  if (error) desk = <UnreadPage because={error.code} />;
  else if (
    entries.data &&
    elsewhere.data &&
    absences.data &&
    holidays.data &&
    state.data !== undefined &&
    previous.data !== undefined
  ) {
    desk = (
      <IssueDesk
        key={`${calendar.id} ${week}`}
        openedAt={openedAt}
        desk={{
          ...office,
          week,
          entries: entries.data,
          elsewhere: elsewhere.data,
          settled: isCurrent && !elsewhere.isPlaceholderData,
          state: state.data ?? emptyWeekState(calendar.id, week, settings.replacesInvitation),
          previous: previous.data,
          absences: absences.data,
          holidays: new Map(holidays.data.map((day) => [day.date, day])),
        }}
      />
    );
  } else desk = online ? <Loading /> : <UnreadPage because="offline" />;

  const number = printedNumber(week, settings.weekNumbering, state.data?.printedNumber ?? null);
  return (
    <>
      <title>{`${t.title}: ${messages.staff.week(number)}, ${calendar.name} · ${messages.common.appName}`}</title>
      <WeekHead
        number={number}
        dates={`${formatDay(days[0])} – ${formatDate(days[6])}`}
        week={week}
        hrefOf={(other) => `/issue/${calendar.id}/${other}`}
        note={previous.data === undefined ? null : issuedWords(previous.data, messages)}
      >
        <PickList
          label={t.calendar}
          value={calendar.id}
          options={[...directory.calendars.values()]
            .filter((one) => one.active && may(member, 'issueWeek', one))
            .map((one) => ({ key: one.id, label: one.name }))}
          onChange={(id) => go(`/issue/${id}/${week}`)}
        />
        <Link className="btn onlyPhone" href={`/edit/${calendar.id}/${week}`}>
          {t.edit}
        </Link>
      </WeekHead>
      {entries.data && previous.data !== undefined && (
        <AskedNote calendar={calendar.id} week={week} entries={entries.data} published={previous.data} />
      )}
      {desk}
    </>
  );
}

/** Issued entries that the week no longer holds. */
function goneFrom(previous: PublishedWeek | null | undefined, entries: readonly { readonly id: string }[] | undefined) {
  if (!previous || !entries) return [];
  const here = new Set(entries.map(({ id }) => id));
  return previous.entries.map(({ id }) => id).filter((id) => !here.has(id));
}

function issuedWords(previous: PublishedWeek | null, messages: Messages): string {
  const t = messages.issueWeek;
  if (!previous) return t.notIssued;
  const date = todayAt(previous.issuedAt);
  const at = t.at(formatClock(minutesAt(previous.issuedAt)), dayWords(date, messages), formatDay(date));
  return t.inForce(revisionWords(previous.revision, t), at);
}

const Loading = () => <p className="staffLoading">{useMessages().staff.loading}</p>;
