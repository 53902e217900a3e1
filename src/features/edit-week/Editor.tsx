import { Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useAcceptedClashes } from '#data/acceptedClashes.ts';
import { useConnection } from '#data/connection.ts';
import { useHolidays } from '#data/holidays.ts';
import type { ShownEntry } from '#data/entries.ts';
import { useMembers } from '#data/members.ts';
import { useSeries } from '#data/series.ts';
import type { StoredAbsence } from '#domain/absence.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import type { Holidays } from '#domain/holiday.ts';
import type { PastedGrid } from '#domain/pastedCells.ts';
import type { Member } from '#domain/permissions.ts';
import { adjustment, emptyWeekState } from '#domain/publication.ts';
import type { PublishedWeek, WeekState } from '#domain/publication.ts';
import { repeatsBy, type Series } from '#domain/series.ts';
import { todayAt } from '#domain/time.ts';
import { daysOf, printedNumber, weekOf } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Band } from '#ui/Band.tsx';
import { BarStatus } from '#ui/BarStatus.tsx';
import { HintLine } from '#ui/HintLine.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { Toast } from '#ui/Toast.tsx';
import { UnissuedSheetHead } from '#ui/UnissuedSheetHead.tsx';
import { useLetters } from '#ui/useLetters.ts';
import { useNow } from '#ui/useNow.ts';
import { differencesFromIssued } from './againstIssued.ts';
import { clashLinesOf } from './clashLines.tsx';
import styles from './edit.module.css';
import { EditHead } from './EditHead.tsx';
import { EditTable } from './EditTable.tsx';
import was from './history.module.css';
import { IssuedNote } from './IssuedNote.tsx';
import { MOST_PASTED } from './clipboardRows.ts';
import {
  AllFields,
  ClashesAloud,
  CompareDialog,
  DeletedDialog,
  DueLines,
  KeysDialog,
  PasteDialog,
  StartDialog,
  StartOffer,
  StopDialog,
  useReadyWhenIdle,
} from './openedParts.ts';
import { QuickLine } from './QuickLine.tsx';
import { dayOfStop } from './shownRows.ts';
import type { Row } from './rowState.ts';
import { useConflicts } from './useConflicts.ts';
import { usePageKeys } from './usePageKeys.ts';
import { useRowsTogether } from './useRowsTogether.tsx';
import type { RowActs } from './RowFields.tsx';
import { skipDeleted, useRepeats } from './useRepeats.ts';
import { useSaveState } from './useSaveState.ts';
import { useWeekEditing } from './useWeekEditing.ts';
import { useWeekPresence } from './useWeekPresence.ts';

const NO_SERIES: readonly Series[] = [];

/** The table, and all that stands around it. */
export function Editor({
  member,
  calendar,
  week,
  directory,
  settings,
  entries,
  state,
  published,
  absences,
}: {
  member: Member;
  calendar: Calendar;
  week: WeekId;
  directory: Directory;
  settings: AgencySettings;
  entries: readonly ShownEntry[];
  state: WeekState | null;
  published: PublishedWeek | null;
  absences: readonly StoredAbsence[];
}) {
  const t = useMessages();
  const e = t.edit;
  const { online } = useConnection();
  const members = useMembers();
  const working = useMemo(
    () => state ?? emptyWeekState(calendar.id, week, settings.replacesInvitation),
    [state, calendar, week, settings],
  );
  const nameOf = useCallback(
    (uid: string) => (uid === member.uid ? e.you : (members.get(uid)?.name ?? e.someone)),
    [member.uid, members, e],
  );
  const series = useSeries(calendar.id).data ?? NO_SERIES;
  const editing = useWeekEditing({
    member,
    calendar,
    week,
    entries,
    state,
    working,
    published,
    series,
    absences,
    nameOf,
    onRemoved: (entry) => void skipDeleted(entry, series).catch(() => editing.saySo(t.repeat.refused)),
  });
  /** What was chosen with an edit goes with it. */
  const actsOf = (row: Row): RowActs => ({
    ...editing.rowActs(row),
    dropEdit: () => {
      repeats.forget(row.id);
      editing.rowActs(row).dropEdit();
    },
  });
  const { rows, opened, inForm, compared, stopped } = editing;
  useReadyWhenIdle();
  const quickLine = useRef<HTMLInputElement>(null);
  const [keys, setKeys] = useState(false);
  const [deleted, setDeleted] = useState(false);
  const [pasted, setPasted] = useState<PastedGrid | null>(null);
  const [letters, setLetters] = useLetters();
  usePageKeys(letters, { quickLine: () => quickLine.current?.focus(), keys: () => setKeys(true) });
  const [leftEmpty, setLeftEmpty] = useState(false);
  const [starting, setStarting] = useState(false);
  // Requests that wait do not begin a week.
  const offered = entries.every(({ stage }) => stage !== 'accepted') && rows.byId.size === 0 && !leftEmpty;
  const start = {
    calendar: calendar.id,
    week,
    entries,
    numbering: settings.weekNumbering,
    onCopy: editing.copyEntries,
  };
  const saveState = useSaveState(entries, rows.byId, online);
  const restored = [...rows.byId.values()].filter((row) => row.restored).length;
  const today = todayAt(useNow());
  const number = printedNumber(week, settings.weekNumbering, state?.printedNumber ?? null);
  const changes = useMemo(
    () =>
      published
        ? differencesFromIssued({
            entries,
            state: working,
            previous: published,
            directory,
            absences,
            settings,
            calendar,
          })
        : null,
    [entries, working, published, directory, absences, settings, calendar],
  );
  const memberName = useCallback((uid: string) => members.get(uid)?.name ?? e.someone, [members, e]);
  const { data: accepted } = useAcceptedClashes(calendar.id, week);
  const { data: daysOff } = useHolidays();
  const holidays = useMemo((): Holidays => new Map(daysOff?.map((day) => [day.date, day])), [daysOff]);
  const repeats = useRepeats({
    calendar: calendar.id,
    all: series,
    holidays,
    numbering: settings.weekNumbering,
    editing,
  });
  const clashes = useConflicts({
    calendar: calendar.id,
    week,
    directory,
    settings,
    entries,
    rows: rows.byId,
    accepted,
    absences,
    holidays,
  });
  const clashLines = clashLinesOf({ member, calendar, week, directory, clashes, editing, nameOf: memberName });
  const [onlyClashes, setOnlyClashes] = useState(false);
  const days = onlyClashes
    ? editing.days
        .map((day) => ({ ...day, rows: day.rows.filter(({ key }) => key === rows.open || clashes.gradeOf(key)) }))
        .filter((day) => day.rows.length > 0)
    : editing.days;
  const together = useRowsTogether({
    days,
    editing,
    uid: member.uid,
    calendar: calendar.id,
    ...{ week, directory, published },
    onTable: (grid) =>
      grid.length > MOST_PASTED ? editing.saySo(e.status.pastedTooMany(MOST_PASTED)) : setPasted(grid),
  });

  const presence = useWeekPresence({
    member,
    calendar: calendar.id,
    week,
    open: rows.open,
    online,
    nameOf: memberName,
  });
  const monday = daysOf(week)[0];

  return (
    <div className={styles.page}>
      <BarStatus>
        <SaveMark state={saveState} />
      </BarStatus>
      <UnissuedSheetHead {...{ settings, week, number, today }} of={[calendar.name]} note={e.sheetNote} />
      <EditHead
        {...{ member, calendar, week, directory, number, today }}
        here={presence.here}
        note={<IssuedNote published={published} differing={changes?.size ?? 0} empty={entries.length === 0} />}
        clashes={clashes.count}
        onlyClashes={onlyClashes}
        onOnlyClashes={setOnlyClashes}
        onStart={offered ? null : () => setStarting(true)}
        onUndo={editing.undo}
      />
      {week < weekOf(today) && <Band tone="changed">{e.past}</Band>}
      {!calendar.active && <Band tone="changed">{e.inactive}</Band>}
      {restored > 0 && <Band tone="changed">{e.status.restored(restored)}</Band>}
      {editing.problem !== null && <Band tone="cancelled">{editing.problem}</Band>}
      <QuickLine
        field={quickLine}
        member={member.uid}
        calendar={calendar.id}
        day={dayOfStop(editing.days, editing.current) ?? (weekOf(today) === week ? today : monday)}
        {...{ week, today, directory, clashes }}
        beside={inForm && opened !== undefined}
        onAdd={editing.addSaved}
        onSee={editing.seeRow}
      />
      {offered && <StartOffer {...start} onLeaveEmpty={() => setLeftEmpty(true)} />}
      {!offered && series.length > 0 && week >= weekOf(today) && (
        <Suspense>
          <DueLines
            {...{ series, week, entries }}
            numbering={settings.weekNumbering}
            onAdd={(due) => editing.copyEntries(due, null)}
            onSkip={repeats.skip}
          />
        </Suspense>
      )}
      <div className={inForm && opened ? styles.split : undefined}>
        <EditTable
          caption={e.caption(calendar.name, number)}
          days={days}
          today={today}
          directory={directory}
          calendar={calendar.id}
          week={week}
          duty={working.duty}
          absences={absences}
          holidays={holidays}
          open={inForm ? null : rows.open}
          picked={inForm ? rows.open : null}
          current={editing.current}
          letters={letters}
          selected={together.selected}
          cut={together.cut}
          picking={together.picking}
          series={series}
          drag={together.drag}
          onPointerDown={together.onPointerDown}
          acts={{
            ...together.acts,
            open: editing.openRow,
            add: editing.addRow,
            see: editing.seeRow,
            duplicate: editing.duplicateRow,
            quickLine: () => quickLine.current?.focus(),
            keys: () => setKeys(true),
            duty: (date, value) => void editing.saveDuty(date, value),
            at: editing.at,
          }}
          rowActs={actsOf}
          editedBy={presence.editedBy}
          stateWords={{ online, nameOf, onCompare: editing.compare }}
          changes={changes}
          conflicts={clashes}
          clashLines={clashLines}
        />
        {inForm && opened && (
          <AllFields
            key={opened.id}
            row={opened}
            calendar={calendar.id}
            days={daysOf(week)}
            directory={directory}
            around={clashes.aroundOf(opened.id)}
            clashes={clashLines(opened.id)}
            series={repeatsBy(opened.id, series)}
            onRepeat={(wanted) => repeats.want(opened.id, wanted)}
            acts={actsOf(opened)}
            onClose={editing.closeForm}
            nameOf={memberName}
            onInternal={(internal) => editing.typeInternal(opened.id, internal)}
            onRestore={(version) => editing.restoreVersion(opened.id, version)}
          />
        )}
      </div>
      <p className={was.way}>
        <button type="button" className="link" onClick={() => setDeleted(true)}>
          {t.history.deleted.open}
        </button>
        {together.ways}
        <button type="button" className="link notPhone" onClick={() => print()}>
          {e.print}
        </button>
      </p>
      <p className="visuallyHidden" role="status">
        {editing.said}
      </p>
      <Suspense>
        <ClashesAloud id={rows.open} calendar={calendar.id} {...{ directory, clashes }} />
      </Suspense>
      <Toast
        note={editing.note}
        onClose={editing.closeNote}
        action={
          editing.note?.back && (
            <button type="button" onClick={editing[editing.note.back]}>
              {e[editing.note.back]}
            </button>
          )
        }
      />
      {stopped && (
        <StopDialog
          entries={[stopped]}
          nextAdjustment={published && editing.isIssued(stopped.id) ? adjustment(published.revision + 1) : null}
          onStop={(status, reason) => editing.stopRow(stopped.id, status, reason)}
          onClose={editing.closeStop}
        />
      )}
      {together.dialog}
      {compared && (
        <CompareDialog
          row={compared}
          why={editing.comparedWhy}
          theirs={editing.storedOf(compared.id)}
          calendar={calendar.id}
          directory={directory}
          nameOf={nameOf}
          onSettle={(draft) => editing.settle(compared.id, draft)}
          onDiscard={() => {
            repeats.forget(compared.id);
            editing.discard(compared.id);
          }}
          onRecreate={(deletedIn) => editing.recreate(compared, deletedIn)}
          onClose={editing.closeCompare}
        />
      )}
      {deleted && (
        <DeletedDialog
          {...{ week, entries }}
          nameOf={memberName}
          calendar={calendar.id}
          onRecreate={(record) => {
            setDeleted(false);
            editing.recreateEntry(record);
          }}
          onClose={() => setDeleted(false)}
        />
      )}
      {pasted && (
        <PasteDialog
          grid={pasted}
          {...{ week, directory }}
          calendar={calendar.id}
          day={editing.currentDay ?? monday}
          onAdd={(drafts) => {
            setPasted(null);
            editing.addRows(drafts);
          }}
          onClose={() => setPasted(null)}
        />
      )}
      {starting && <StartDialog {...start} onClose={() => setStarting(false)} />}
      {keys && (
        <KeysDialog
          words={{ ...e.keysDialog, lines: [...e.keysDialog.lines, ...t.rows.keys] }}
          letters={letters}
          onLetters={setLetters}
          onClose={() => setKeys(false)}
        />
      )}
      {together.bar || (
        <HintLine
          hints={[
            ['↑ ↓', e.hintLine.move],
            ['Enter', e.hintLine.edit],
            ['Esc', e.hintLine.drop],
            ['N', e.hintLine.add],
            ['D', e.hintLine.duplicate],
            ['H', e.hintLine.stop],
            ['Ctrl Z', e.hintLine.undo],
          ]}
          all={e.hintLine.keys}
          onAll={() => setKeys(true)}
        />
      )}
    </div>
  );
}
