import { useMemo, useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { useAbsences } from '#data/absences.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useHolidays } from '#data/holidays.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { dutyDraft, dutyDraftsOf } from '#data/unsavedDuty.ts';
import { useWeekStates } from '#data/weekStates.ts';
import { awayOnDuty, type Absence } from '#domain/absence.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import {
  DAYS_OFF,
  TURNS,
  daysOfMonth,
  holdersOf,
  monthOf,
  nextMonth,
  parseMonth,
  previousMonth,
} from '#domain/dutyRoster.ts';
import type { Month } from '#domain/dutyRoster.ts';
import { isWorkingDay, type Holidays } from '#domain/holiday.ts';
import { partyLabel, type Party } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import type { WeekState } from '#domain/publication.ts';
import { formatDay, todayAt, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { addWeeks, printedNumber, weekOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { BarStatus } from '#ui/BarStatus.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { Check } from '#ui/Field.tsx';
import { Icon } from '#ui/Icon.tsx';
import { Mark } from '#ui/Mark.tsx';
import { PickList } from '#ui/PickList.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { Segments } from '#ui/Segments.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UndoNote } from '#ui/UndoNote.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { useNow } from '#ui/useNow.ts';
import styles from './roster.module.css';
import { useRoster } from './useRoster.ts';

/** Weeks before the month that are looked at for who was last, and who takes part. */
const LOOKED_BACK_WEEKS = 8;

/** As many days on duty tell who usually takes part. */
const USUAL_DAYS = 14;

/** `/duty/{calendar}/{month}`: who is on duty on each day of a month. */
export function DutyRoster({
  calendar: calendarId,
  month: asked,
  home,
}: {
  calendar: string | undefined;
  month: string | undefined;
  home: string | undefined;
}) {
  const t = useMessages();
  const { member } = useSession();
  const { online } = useConnection();
  const directory = useDirectory();
  const settings = useSettings();
  const today = todayAt(useNow());
  const month = asked === undefined ? monthOf(today) : parseMonth(asked);
  if (!member || !directory || !settings || home === undefined) {
    return online ? <p className="staffLoading">{t.staff.loading}</p> : <UnreadPage because="offline" />;
  }
  const calendar = directory.calendars.get(calendarId ?? home);
  if (!calendar || !month) {
    return (
      <StatePage
        kicker={t.staff.states.notFoundKicker}
        title={calendar ? t.roster.noMonthTitle : t.staff.states.noCalendarTitle}
        actions={
          <ButtonLink look="ink" href={`/duty/${home}/${monthOf(today)}`}>
            {t.roster.thisMonth}
          </ButtonLink>
        }
      >
        <p>{calendar ? t.roster.noMonthText : t.staff.states.noCalendarText}</p>
      </StatePage>
    );
  }
  if (calendarId === undefined || asked === undefined) return <Redirect to={`/duty/${calendar.id}/${month}`} replace />;
  return <Loaded key={`${calendar.id} ${month}`} {...{ member, directory, settings, calendar, month, today }} />;
}

interface Office {
  readonly member: Member;
  readonly directory: Directory;
  readonly settings: AgencySettings;
  readonly calendar: Calendar;
  readonly month: Month;
  readonly today: LocalDate;
}

function Loaded(office: Office) {
  const t = useMessages();
  const { online } = useConnection();
  const { calendar, month } = office;
  const days = useMemo(() => daysOfMonth(month), [month]);
  const first = addWeeks(weekOf(days[0]!), -LOOKED_BACK_WEEKS);
  const { data: states, error: statesError } = useWeekStates(calendar.id, first, weekOf(days.at(-1)!));
  const { data: absences, error: absencesError } = useAbsences(days[0]!);
  const { data: off, error: holidaysError } = useHolidays();
  const holidays = useMemo(() => off && new Map(off.map((day) => [day.date, day])), [off]);
  const error = statesError ?? absencesError ?? holidaysError;
  if (error) return <UnreadPage because={error.code} />;
  if (!states || !absences || !holidays) {
    return online ? <p className="staffLoading">{t.staff.loading}</p> : <UnreadPage because="offline" />;
  }
  return <Roster {...{ office, days, states, absences, holidays }} />;
}

function Roster({
  office: { member, directory, settings, calendar, month, today },
  days,
  states,
  absences,
  holidays,
}: {
  office: Office;
  days: readonly LocalDate[];
  states: ReadonlyMap<WeekId, WeekState>;
  absences: readonly Absence[];
  holidays: Holidays;
}) {
  const t = useMessages();
  const r = t.roster;
  const [, go] = useLocation();
  const mayEdit = may(member, 'editWeek', calendar);
  const turns = useMemo(() => [...states.values()].flatMap(({ duty }) => Object.values(duty)), [states]);
  const served = useMemo(() => new Set(turns), [turns]);
  const holders = useMemo(() => holdersOf(directory, calendar.id, days[0]!), [directory, calendar, days]);
  const offered = useMemo(() => {
    const leaders = [...directory.people.values()].filter(
      ({ public: isPublic }) => isPublic && calendar.kind === 'board',
    );
    const found = [...directory.people.values()].map(({ id }): Party => `person:${id}`);
    const isOffered = (party: Party): boolean =>
      holders.includes(party) || served.has(party) || leaders.some(({ id }) => party === `person:${id}`);
    return found.filter(isOffered);
  }, [directory, calendar, holders, served]);
  const [ticks, setTicks] = useState(() => dutyDraft(localStorage, member.uid, calendar.id, month)?.ticks ?? {});
  const people = useMemo(() => {
    // Whoever usually takes part; before there is a usual, whoever could.
    const isUsual = (party: Party) => served.has(party) || (turns.length < USUAL_DAYS && holders.includes(party));
    return offered.filter((party) => ticks[party] ?? isUsual(party));
  }, [offered, served, turns, holders, ticks]);
  const roster = useRoster({
    ...{ uid: member.uid, calendar: calendar.id, month, ticks },
    replacesInvitation: settings.replacesInvitation,
    ...{ days, today, states, people, holidays, absences },
  });
  const { planned, stands, changes } = roster;
  const label = (party: string, date: LocalDate) => partyLabel(party as Party, directory, date);
  const dayName = (date: LocalDate) => `${t.common.weekdays[weekday(date) - 1]} ${formatDay(date)}`;
  const monthText = (of: Month) => `${of.slice(5)}/${of.slice(0, 4)}`;
  const monthName = monthText(month);
  const [others] = useState(() =>
    dutyDraftsOf(localStorage, member.uid).filter((one) => one.calendar !== calendar.id || one.month !== month),
  );
  const isPast = days.at(-1)! < today;
  const changed = new Set(changes);
  const weeks = [...new Set(days.map(weekOf))];
  const own = Object.values(planned);

  const editable = [...directory.calendars.values()].filter(
    (one) => one.id === calendar.id || (one.active && may(member, 'editWeek', one)),
  );
  return (
    <div className={styles.page}>
      <BarStatus>
        <SaveMark state={roster.saveState} />
      </BarStatus>
      <title>{`${r.title(monthName)}, ${calendar.name} · ${t.common.appName}`}</title>
      <div className="head">
        <div className="pick">
          <Link className="btn square" href={`/duty/${calendar.id}/${previousMonth(month)}`} aria-label={r.previous}>
            <Icon name="previous" />
          </Link>
          <Link className="btn square" href={`/duty/${calendar.id}/${nextMonth(month)}`} aria-label={r.next}>
            <Icon name="next" />
          </Link>
        </div>
        <h1>{r.title(monthName)}</h1>
        <div className="push tools">
          <PickList
            label={r.calendar}
            options={editable.map(({ id, name }) => ({ key: id, label: name }))}
            value={calendar.id}
            onChange={(id) => go(`/duty/${id}/${month}`)}
          />
          {mayEdit && (
            <ButtonLink href={`/edit/${calendar.id}/${weekOf(days[0]! < today && !isPast ? today : days[0]!)}`}>
              {r.toWeek}
            </ButtonLink>
          )}
        </div>
      </div>
      {roster.problem !== null && <Band tone="cancelled">{roster.problem}</Band>}
      {others.length > 0 && (
        <Band tone="changed">
          {r.others}{' '}
          {others.map((one) => (
            <Link key={`${one.calendar} ${one.month}`} className="link" href={`/duty/${one.calendar}/${one.month}`}>
              {r.other(
                monthText(one.month),
                one.days,
                directory.calendars.get(one.calendar)?.shortName ?? one.calendar,
              )}
            </Link>
          ))}
        </Band>
      )}
      <div className={styles.columns}>
        <div className={styles.side}>
          {mayEdit && !isPast ? (
            <section aria-labelledby="fill-heading">
              <h2 id="fill-heading">{r.fill.heading}</h2>
              <p className="muted small">{r.fill.text}</p>
              <fieldset>
                <legend>{r.fill.people}</legend>
                {offered.map((party) => (
                  <Check
                    key={party}
                    checked={people.includes(party)}
                    onChange={(event) => setTicks({ ...ticks, [party]: event.target.checked })}
                  >
                    {label(party, days[0]!)}
                  </Check>
                ))}
              </fieldset>
              <p className={styles.legend}>{r.fill.turn}</p>
              <Segments
                label={r.fill.turn}
                options={TURNS.map((key) => ({ key, label: r.fill.turns[key] }))}
                value={roster.turn}
                onChange={roster.setTurn}
              />
              <p className={styles.legend}>{r.fill.daysOff}</p>
              <Segments
                label={r.fill.daysOff}
                options={DAYS_OFF.map((key) => ({ key, label: r.fill.daysOffOptions[key] }))}
                value={roster.daysOff}
                onChange={roster.setDaysOff}
              />
              <Check checked={roster.keep} onChange={(event) => roster.setKeep(event.target.checked)}>
                {r.fill.keep}
              </Check>
              <div className="acts">
                {changes.length > 0 ? (
                  <>
                    <Button look="ink" onClick={roster.save}>
                      {r.save(changes.length)}
                    </Button>
                    <Button look="bare" onClick={roster.drop}>
                      {r.fill.drop}
                    </Button>
                  </>
                ) : people.length === 0 ? (
                  <p className={styles.open}>{r.fill.nobody}</p>
                ) : roster.filling ? (
                  <p>{r.nothing}</p>
                ) : (
                  <Button look="ink" onClick={roster.fill}>
                    {r.fill.act(monthName)}
                  </Button>
                )}
                {changes.length > 0 && !roster.filling && people.length > 0 && (
                  <Button onClick={roster.fill}>{r.fill.act(monthName)}</Button>
                )}
              </div>
              <p className="visuallyHidden" role="status">
                {changes.length > 0 ? r.unsaved(changes.length) : roster.filling && r.nothing}
              </p>
              <p className="hint">{r.issued}</p>
            </section>
          ) : (
            <p className="muted">{isPast ? r.fill.past : r.readOnly}</p>
          )}
          {own.length > 0 && (
            <section aria-labelledby="counts-heading">
              <h2 id="counts-heading">{r.counts}</h2>
              <ul>
                {[...new Set(own)]
                  .sort((a, b) => offered.indexOf(a as Party) - offered.indexOf(b as Party))
                  .map((party) => (
                    <li key={party}>{r.count(label(party, days[0]!), own.filter((one) => one === party).length)}</li>
                  ))}
              </ul>
            </section>
          )}
        </div>
        <table className={`data ${styles.days}`}>
          <caption className="visuallyHidden">{r.title(monthName)}</caption>
          <thead>
            <tr>
              <th scope="col">{r.columns.day}</th>
              <th scope="col">{r.columns.who}</th>
              <th scope="col">{r.columns.note}</th>
            </tr>
          </thead>
          {weeks.map((week) => (
            <tbody key={week}>
              <tr>
                <th colSpan={3} scope="rowgroup" className={styles.week}>
                  <Link
                    className="link"
                    href={mayEdit ? `/edit/${calendar.id}/${week}` : `/view/${week}?lich=${calendar.id}`}
                  >
                    {r.week(printedNumber(week, settings.weekNumbering, states.get(week)?.printedNumber ?? null))}
                  </Link>
                </th>
              </tr>
              {days
                .filter((date) => weekOf(date) === week)
                .map((date) => {
                  const party = planned[date] ?? '';
                  const away = party === '' ? undefined : awayOnDuty(party as Party, date, absences);
                  const holiday = holidays.get(date);
                  const options = [...new Set([...offered, ...(party === '' ? [] : [party])])];
                  return (
                    <tr key={date} className={date === today ? styles.today : undefined}>
                      <th scope="row">
                        <span className={isWorkingDay(date, holidays) ? undefined : styles.off}>
                          <span className={styles.long}>{t.common.weekdays[weekday(date) - 1]}</span>
                          <span className={styles.short}>{t.view.shortWeekdays[weekday(date) - 1]}</span>{' '}
                          {formatDay(date)}
                        </span>
                        {holiday && <Mark tone="plain">{t.free.day[holiday.kind](holiday.name)}</Mark>}
                      </th>
                      <td className={changed.has(date) ? styles.changed : undefined}>
                        {mayEdit && roster.isOpen(date) ? (
                          <PickList
                            look="field"
                            label={r.of(dayName(date))}
                            options={[
                              { key: '', label: r.none },
                              ...options.map((one) => ({ key: one as string, label: label(one, date) })),
                            ]}
                            value={party}
                            onChange={(next) => roster.choose(date, next)}
                          />
                        ) : party === '' ? (
                          <span className="muted">{r.none}</span>
                        ) : (
                          label(party, date)
                        )}
                      </td>
                      <td className={styles.note}>
                        {changed.has(date) && (
                          <span className={styles.open}>
                            {stands[date] === undefined ? r.added : r.was(label(stands[date], date))}
                          </span>
                        )}
                        {party === '' && roster.isOpen(date) && <span className={styles.open}>{r.missing}</span>}
                        {away && (
                          <span className={away.acts === null ? styles.open : 'muted'}>
                            {away.acts === null
                              ? t.absences.inEntry.dutyOpen(t.absences.inEntry.open[away.open ?? 'nobody'])
                              : t.absences.inEntry.dutyActs(label(away.acts, date))}
                          </span>
                        )}
                      </td>
                    </tr>
                  );
                })}
            </tbody>
          ))}
        </table>
      </div>
      <UndoNote note={roster.note} onClose={roster.closeNote} onUndo={roster.note?.undo ? roster.undo : null} />
    </div>
  );
}
