import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { useConnection } from '#data/connection.ts';
import { deleteEntry } from '#data/deleteEntry.ts';
import { useDirectory } from '#data/directory.ts';
import { DataError } from '#data/errors.ts';
import { useMembers } from '#data/members.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { newEntryId, saveEntry } from '#data/saveEntry.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekEntries, type ShownEntry } from '#data/week.ts';
import { saveWeekState, useWeekState } from '#data/weekState.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { draftOf } from '#domain/entry.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { parseParty } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import { adjustment, emptyWeekState } from '#domain/publication.ts';
import type { PublishedWeek, WeekState } from '#domain/publication.ts';
import { addDays, formatDate, formatDay, todayAt } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { addWeeks, daysOf, printedNumber, weekOf } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Band } from '#ui/Band.tsx';
import { BarStatus } from '#ui/BarStatus.tsx';
import { ButtonLink } from '#ui/Button.tsx';
import { PickList } from '#ui/PickList.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { Toast } from '#ui/Toast.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { WeekHead } from '#ui/WeekHead.tsx';
import { differencesFromIssued } from './againstIssued.ts';
import { AllFields } from './AllFields.tsx';
import { CompareDialog } from './CompareDialog.tsx';
import styles from './edit.module.css';
import { EditTable } from './EditTable.tsx';
import { HintLine } from './HintLine.tsx';
import { IssuedNote } from './IssuedNote.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import type { RowActs } from './RowFields.tsx';
import type { Row } from './rowState.ts';
import { createRowStore } from './rowStore.ts';
import { RowState } from './RowState.tsx';
import { shownDays, stopAfter, stopsOf } from './shownRows.ts';
import { StopDialog } from './StopDialog.tsx';
import { tabName, unsavedBox } from './unsaved.ts';
import { useFocusMover } from './useFocusMover.ts';
import { useLetters } from './useLetters.ts';
import { useLeavingRow, useRestoring } from './useRowLife.ts';
import { useSaveState } from './useSaveState.ts';
import { dayText, understoodTime } from './words.ts';

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
  const calendar = directory?.calendars.get(calendarId);
  const number = printedNumber(week, settings?.weekNumbering ?? 'iso', state?.printedNumber ?? null);
  const title = <title>{`${t.edit.title(calendar?.name ?? '', number)} · ${t.common.appName}`}</title>;

  if (member && calendar && !may(member, 'editEntries', calendar)) {
    return (
      <StatePage
        kicker={calendar.name}
        title={t.edit.forbidden.title}
        actions={
          <ButtonLink look="ink" href={`/view/${week}?lich=${calendarId}`}>
            {t.edit.forbidden.view}
          </ButtonLink>
        }
      >
        {title}
        <p>{t.edit.forbidden.text}</p>
      </StatePage>
    );
  }
  const failure = error ?? stateError ?? publishedError;
  if (failure) {
    return (
      <>
        {title}
        <UnreadPage because={failure.code} />
      </>
    );
  }
  if (!member || !calendar || !directory || !settings || !entries || state === undefined || published === undefined) {
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
      <Editor {...{ member, calendar, week, directory, settings, entries, state, published }} />
    </>
  );
}

const toldOf = (cause: unknown) => {
  if (!(cause instanceof DataError)) return { refusal: 'other' };
  return cause.code === 'stale' ? { stale: cause.current } : { refusal: cause.code };
};

interface Note {
  readonly text: string;
  readonly undo: () => void;
}

function Editor({
  member,
  calendar,
  week,
  directory,
  settings,
  entries,
  state,
  published,
}: {
  member: Member;
  calendar: Calendar;
  week: WeekId;
  directory: Directory;
  settings: AgencySettings;
  entries: readonly ShownEntry[];
  state: WeekState | null;
  published: PublishedWeek | null;
}) {
  const t = useMessages();
  const e = t.edit;
  const [, go] = useLocation();
  const { online } = useConnection();
  const members = useMembers();
  const tab = useState(() => tabName(sessionStorage))[0];
  const store = useState(() =>
    createRowStore({
      calendar: calendar.id,
      week,
      tab,
      box: unsavedBox(localStorage, member.uid, calendar.id, week),
      save: saveEntry,
      newId: newEntryId,
      failure: toldOf,
    }),
  )[0];
  const rows = useSyncExternalStore(store.subscribe, store.get);
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries]);
  useLayoutEffect(() => store.hear(byId), [store, byId]);

  const [note, setNote] = useState<Note | null>(null);
  const [said, say] = useState('');
  const [dutyRefused, setDutyRefused] = useState(false);
  const [form, setForm] = useState(false);
  const [stopping, setStopping] = useState<string | null>(null);
  const [comparing, setComparing] = useState<string | null>(null);
  const [keys, setKeys] = useState(false);
  const [letters, setLetters] = useLetters();
  const [current, setCurrent] = useState('');
  const focusOn = useFocusMover();
  const saveState = useSaveState(entries, rows.byId, online);

  useRestoring(store, tab);
  const restored = [...rows.byId.values()].filter((row) => row.restored).length;
  useLeavingRow(store, rows.open, () => setForm(false));

  const days = shownDays(week, entries, rows.byId);
  const stops = stopsOf(days);
  const today = todayAt(Date.now());
  const number = printedNumber(week, settings.weekNumbering, state?.printedNumber ?? null);
  const working = state ?? emptyWeekState(calendar.id, week, settings.replacesInvitation);
  const changes = useMemo(
    () =>
      published
        ? differencesFromIssued({ entries, state: working, previous: published, directory, settings, calendar })
        : null,
    // `working` is made anew at every drawing; `state` is what it is made of.
    // oxlint-disable-next-line react/exhaustive-deps
    [entries, state, published, directory, settings, calendar],
  );
  const issuedIds = useMemo(() => new Set(published?.entries.map(({ id }) => id)), [published]);
  const nameOf = (uid: string) => (uid === member.uid ? e.you : (members.get(uid)?.name ?? e.someone));

  function openRow(id: string) {
    leaveOpen(id);
    store.open(id);
    focusOn('field');
  }
  function leaveOpen(next: string | null) {
    if (rows.open !== null && rows.open !== next) store.leave(rows.open);
    if (rows.open !== next) setForm(false);
  }
  function addRow(date: LocalDate, draft?: EntryDraft) {
    leaveOpen(null);
    store.add(date, draft);
    focusOn('field');
  }
  /** A new line that goes gives the focus back to where it was added from. */
  const beforeAdding = (id: string) => (current !== '' && current !== id ? current : stopAfter(stops, id));
  function saveRow(id: string) {
    const row = rows.byId.get(id);
    const before = row?.origin;
    const left = store.leave(id, true);
    if (left === 'invalid') {
      // The first wrong field, as soon as it says so.
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] [aria-invalid]`)?.focus(),
      );
      return;
    }
    setForm(false);
    focusOn(left === 'dropped' ? beforeAdding(id) : id);
    if (
      row &&
      before &&
      left === 'saving' &&
      (row.draft.date !== before.date || row.draft.time !== draftOf(before).time)
    ) {
      say(e.status.sorted(dayText(row.draft.date as LocalDate, t), understoodTime(row.draft.time, t) ?? ''));
    }
  }
  function dropRow(id: string) {
    const row = store.drop(id);
    setForm(false);
    focusOn(row?.origin ? id : beforeAdding(id));
    const touched = row && JSON.stringify(row.draft) !== JSON.stringify(row.origin && draftOf(row.origin));
    if (!row || !touched || (!row.origin && row.draft.content === '' && row.draft.time === '')) return;
    setNote({
      text: e.status.dropped,
      undo: () => {
        store.takeUp(row);
        focusOn('field');
      },
    });
  }
  async function removeRow(id: string) {
    const entry = byId.get(id);
    if (!entry) {
      dropRow(id);
      return;
    }
    if (issuedIds.has(id)) {
      say(e.status.cannotDelete);
      setStopping(id);
      return;
    }
    const draft = draftOf(entry);
    store.drop(id);
    setForm(false);
    focusOn(stopAfter(stops, id));
    setNote({ text: e.status.deleted(entry.content), undo: () => addRow(entry.date, draft) });
    try {
      await deleteEntry(entry);
    } catch (cause) {
      setNote(null);
      const told = toldOf(cause);
      say(
        'stale' in told ? e.refusals.other : (e.refusals[told.refusal as keyof typeof e.refusals] ?? e.refusals.other),
      );
    }
  }
  function moveRow(id: string, by: 1 | -1) {
    const entry = byId.get(id);
    if (!entry || entry.lastDate !== entry.date) return;
    const to = addDays(entry.date, by);
    if (weekOf(to) !== week || store.change(entry, { date: to }) !== 'saving') return;
    focusOn(id);
    setNote({
      text: e.status.moved(entry.content, dayText(to, t)),
      undo: () => {
        const now = store.get().byId.get(id)?.base ?? byId.get(id);
        if (now) store.change(now, { date: entry.date });
      },
    });
    say(e.status.moved(entry.content, dayText(to, t)));
  }
  function stopRow(id: string, status: 'planned' | 'postponed' | 'cancelled', reason: string) {
    setStopping(null);
    const entry = byId.get(id);
    if (!entry || store.change(entry, { status, reason }) !== 'saving') return;
    focusOn(id);
    say(e.status.stopped[status]);
  }
  async function saveDuty(date: LocalDate, value: string) {
    const party = parseParty(value);
    const { [date]: _before, ...others } = working.duty;
    setDutyRefused(false);
    try {
      await saveWeekState({ ...working, duty: party ? { ...others, [date]: party } : others }, state);
      say(e.status.dutySaved(dayText(date, t)));
    } catch {
      setDutyRefused(true);
    }
  }
  function askToStop(id: string) {
    if (rows.open === id) {
      const left = store.leave(id, true);
      if (left === 'invalid' || left === 'stale') return;
      setForm(false);
    }
    if (byId.has(id)) setStopping(id);
  }
  function compare(id: string) {
    store.showStale(id);
    setComparing(id);
  }

  const rowActs = (row: Row): RowActs => ({
    type: (draft) => store.type(row.id, draft),
    save: () => saveRow(row.id),
    dropEdit: () => dropRow(row.id),
    allFields: () => setForm(true),
    stop: () => askToStop(row.id),
    remove: issuedIds.has(row.id) ? undefined : () => void removeRow(row.id),
    say,
  });

  const openedRow = rows.open === null ? undefined : rows.byId.get(rows.open);
  const compared = comparing === null ? undefined : rows.byId.get(comparing);
  const stopped = stopping === null ? undefined : byId.get(stopping);
  const monday = daysOf(week)[0];
  const sunday = daysOf(week)[6];
  const editable = [...directory.calendars.values()].filter(
    ({ active, id, kind }) => active && may(member, 'editEntries', { id, kind }),
  );

  return (
    <div className={styles.page}>
      <BarStatus>
        <SaveMark state={saveState} />
      </BarStatus>
      <WeekHead
        number={number}
        dates={`${formatDay(monday)} – ${formatDate(sunday)}`}
        previousHref={`/edit/${calendar.id}/${addWeeks(week, -1)}`}
        nextHref={`/edit/${calendar.id}/${addWeeks(week, 1)}`}
        note={<IssuedNote published={published} differing={changes?.size ?? 0} empty={entries.length === 0} />}
      >
        <PickList
          label={e.calendar}
          options={editable.map(({ id, name }) => ({ key: id, label: name }))}
          value={calendar.id}
          onChange={(id) => go(`/edit/${id}/${week}`)}
        />
        {week !== weekOf(today) && <ButtonLink href={`/edit/${calendar.id}/${weekOf(today)}`}>{e.thisWeek}</ButtonLink>}
        {may(member, 'issueWeek', calendar) && (
          <ButtonLink href={`/issue/${calendar.id}/${week}`}>{e.issue}</ButtonLink>
        )}
      </WeekHead>
      {restored > 0 && <Band tone="changed">{e.status.restored(restored)}</Band>}
      {dutyRefused && <Band tone="cancelled">{e.status.dutyRefused}</Band>}
      <div className={form && openedRow ? styles.split : undefined}>
        <EditTable
          caption={e.caption(calendar.name, number)}
          days={days}
          today={today}
          directory={directory}
          calendar={calendar.id}
          week={week}
          duty={working.duty}
          open={form ? null : rows.open}
          picked={form ? rows.open : null}
          current={current}
          letters={letters}
          acts={{
            open: openRow,
            add: addRow,
            stop: askToStop,
            remove: (id) => void removeRow(id),
            move: moveRow,
            keys: () => setKeys(true),
            duty: (date, value) => void saveDuty(date, value),
            at: setCurrent,
          }}
          rowActs={rowActs}
          stateOf={({ entry, row }) => (
            <RowState
              entry={entry}
              row={row}
              pending={entry?.pending ?? false}
              online={online}
              outrun={
                row !== null &&
                entry !== null &&
                row.phase !== 'saving' &&
                row.base !== null &&
                entry.revision > row.base.revision
              }
              againstIssued={changes === null ? 'same' : ((entry && changes.get(entry.id)) ?? 'same')}
              nameOf={nameOf}
              onCompare={() => row && compare(row.id)}
              isOpen={row !== null && row.id === rows.open}
            />
          )}
        />
        {form && openedRow && (
          <AllFields
            key={openedRow.id}
            row={openedRow}
            calendar={calendar.id}
            days={daysOf(week)}
            directory={directory}
            acts={rowActs(openedRow)}
            nameOf={(uid) => members.get(uid)?.name ?? e.someone}
            onInternal={(internal) => store.typeInternal(openedRow.id, internal)}
          />
        )}
      </div>
      <p className="visuallyHidden" role="status">
        {said}
      </p>
      {note && (
        <Toast
          onClose={() => setNote(null)}
          action={
            <button
              type="button"
              onClick={() => {
                setNote(null);
                note.undo();
              }}
            >
              {e.undo}
            </button>
          }
        >
          {note.text}
        </Toast>
      )}
      {stopped && (
        <StopDialog
          entry={stopped}
          nextAdjustment={published && issuedIds.has(stopped.id) ? adjustment(published.revision + 1) : null}
          onStop={(status, reason) => stopRow(stopped.id, status, reason)}
          onClose={() => setStopping(null)}
        />
      )}
      {compared && (
        <CompareDialog
          row={compared}
          theirs={byId.get(compared.id) ?? null}
          calendar={calendar.id}
          directory={directory}
          nameOf={nameOf}
          onSettle={(draft) => {
            setComparing(null);
            store.settle(compared.id, draft);
            focusOn(compared.id);
          }}
          onDiscard={() => {
            setComparing(null);
            store.drop(compared.id);
            focusOn(compared.id);
          }}
          onRecreate={() => {
            setComparing(null);
            store.drop(compared.id);
            addRow(compared.draft.date as LocalDate, compared.draft);
          }}
          onClose={() => setComparing(null)}
        />
      )}
      {keys && <KeysDialog letters={letters} onLetters={setLetters} onClose={() => setKeys(false)} />}
      <HintLine onKeys={() => setKeys(true)} />
    </div>
  );
}
