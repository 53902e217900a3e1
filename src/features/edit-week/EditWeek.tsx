import { useAbsencesOf } from '#data/absences.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { keptForms } from '#data/keptForms.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekEntries } from '#data/week.ts';
import { unsavedOf } from '#data/unsaved.ts';
import { useWeekState } from '#data/weekState.ts';
import type { Calendar } from '#domain/directory.ts';
import { may } from '#domain/permissions.ts';
import { printedNumber } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { ButtonLink } from '#ui/Button.tsx';
import { LostWords } from '#ui/LostWords.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { Editor } from './Editor.tsx';

/** `/edit/{calendar}/{week}`: the week as a table that is the editor. Mount it anew for another calendar or week. */
export function EditWeek({ calendar: calendarId, week }: { calendar: string; week: WeekId }) {
  const t = useMessages();
  const { member } = useSession();
  const { online } = useConnection();
  const directory = useDirectory();
  const settings = useSettings();
  const { data: entries, error } = useWeekEntries(calendarId, week);
  const { data: state, error: stateError } = useWeekState(calendarId, week);
  const { data: published, error: publishedError } = usePublishedWeek(calendarId, week);
  const { data: absences, error: absencesError } = useAbsencesOf(week);
  const calendar = directory?.calendars.get(calendarId);
  const number = printedNumber(week, settings?.weekNumbering ?? 'iso', state?.printedNumber ?? null);
  const title = <title>{`${t.edit.title(calendar?.name ?? '', number)} · ${t.common.appName}`}</title>;

  if (member && calendar && !may(member, 'editEntries', calendar)) {
    return (
      <>
        {title}
        <MayNotEdit uid={member.uid} {...{ calendar, week }} />
      </>
    );
  }
  const failure = error ?? stateError ?? publishedError ?? absencesError;
  if (failure) {
    return (
      <>
        {title}
        <UnreadPage because={failure.code} />
      </>
    );
  }
  const loaded = state !== undefined && published !== undefined && absences !== undefined;
  if (!member || !calendar || !directory || !settings || !entries || !loaded) {
    return (
      <>
        {title}
        {online ? <p className="staffLoading">{t.edit.loading}</p> : <UnreadPage because="offline" />}
      </>
    );
  }
  return (
    <>
      {title}
      <Editor {...{ member, calendar, week, directory, settings, entries, state, published, absences }} />
    </>
  );
}

/** What this person has typed here is shown all the same: it is not lost. */
function MayNotEdit({ uid, calendar, week }: { uid: string; calendar: Calendar; week: WeekId }) {
  const f = useMessages().edit.forbidden;
  const entries = unsavedOf(localStorage, uid).filter((line) => line.calendar === calendar.id && line.unit === null);
  return (
    <StatePage
      kicker={calendar.name}
      title={f.title}
      actions={
        <ButtonLink look="ink" href={`/view/${week}?lich=${calendar.id}`}>
          {f.view}
        </ButtonLink>
      }
    >
      <p>{f.text}</p>
      <LostWords
        {...{ entries }}
        forms={keptForms(localStorage, uid, `quick/${calendar.id}/`)}
        calendarName={() => calendar.name}
      />
    </StatePage>
  );
}
