import { useMemo, useState } from 'react';
import { useDirectory } from '#data/directory.ts';
import { useConnection } from '#data/connection.ts';
import { useEntriesById } from '#data/entriesById.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekEntries } from '#data/week.ts';
import { useWeekState } from '#data/weekState.ts';
import { may } from '#domain/permissions.ts';
import type { WeekState } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import type { Desk } from './desk.ts';
import { IssueDesk } from './IssueDesk.tsx';
import './issueWeek.css';

/** The approver's page: checks, difference, number and signer, one act. */
export function IssueWeek({ calendar: calendarId, week }: { calendar: string; week: WeekId }) {
  const t = useMessages();
  const { member } = useSession();
  const { online } = useConnection();
  const directory = useDirectory();
  const settings = useSettings();
  const entries = useWeekEntries(calendarId, week);
  const state = useWeekState(calendarId, week);
  const previous = usePublishedWeek(calendarId, week);
  const gone = useMemo(
    () =>
      (previous.data?.entries ?? [])
        .map(({ id }) => id)
        .filter((id) => entries.data && !entries.data.some((entry) => entry.id === id)),
    [previous.data, entries.data],
  );
  const elsewhere = useEntriesById(calendarId, gone);
  const [openedAt] = useState(Date.now);

  const calendar = directory?.calendars.get(calendarId);
  if (calendar && !may(member, 'issueWeek', calendar)) {
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

  const error = entries.error ?? state.error ?? previous.error ?? elsewhere.error;
  const ready =
    member &&
    calendar &&
    directory &&
    settings &&
    entries.data &&
    elsewhere.data &&
    state.data !== undefined &&
    previous.data !== undefined;
  if (ready && !error) {
    const none: WeekState = {
      calendar: calendarId,
      week,
      printedNumber: null,
      duty: {},
      remarks: null,
      replacesInvitation: settings.replacesInvitation,
      revision: 0,
    };
    const desk: Desk = {
      calendar,
      week,
      member,
      directory,
      settings,
      entries: entries.data,
      elsewhere: elsewhere.data,
      state: state.data ?? none,
      previous: previous.data,
    };
    return <IssueDesk desk={desk} openedAt={openedAt} />;
  }
  const words = t.staff.states;
  if (!error && online) return <p className="staffLoading">{t.staff.loading}</p>;
  return (
    <StatePage
      tone={error ? 'cancelled' : 'changed'}
      kicker={error ? words.failedKicker : words.offlineKicker}
      title={error ? words.failedTitle : words.offlineTitle}
      actions={
        <Button look="ink" onClick={() => location.reload()}>
          {words.retry}
        </Button>
      }
    >
      <p>{error ? `${t.staff.dataError[error.code]} ${words.failedText}` : words.offlineText}</p>
    </StatePage>
  );
}
