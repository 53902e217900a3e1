import { useEffect, useMemo, useRef, useState } from 'react';
import { useConnection } from '#data/connection.ts';
import { dutyDraft, keepDutyDraft, type DutyDraft } from '#data/unsavedDuty.ts';
import { saveWeekStates } from '#data/weekStates.ts';
import { changedDays, fillRoster, type DaysOff, type Duty, type Month, type Turn } from '#domain/dutyRoster.ts';
import type { Absence } from '#domain/absence.ts';
import type { Holidays } from '#domain/holiday.ts';
import type { Party } from '#domain/party.ts';
import { emptyWeekState, type WeekState } from '#domain/publication.ts';
import type { LocalDate } from '#domain/time.ts';
import { weekOf, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { useSaving } from '#ui/useSaveMark.ts';
import { useUndoKey } from '#ui/useUndoKey.ts';

/** What was saved at once, so that it can be taken back at once. */
type Saved = readonly { readonly date: LocalDate; readonly before: string; readonly after: string }[];

/** The month's duty as it stands, as it would be, and the way from one to the other and back. */
export function useRoster({
  uid,
  calendar,
  month,
  ticks,
  days,
  today,
  states,
  replacesInvitation,
  people,
  holidays,
  absences,
}: {
  uid: string;
  calendar: string;
  month: Month;
  ticks: DutyDraft['ticks'];
  days: readonly LocalDate[];
  today: LocalDate;
  states: ReadonlyMap<WeekId, WeekState>;
  replacesInvitation: boolean;
  people: readonly Party[];
  holidays: Holidays;
  absences: readonly Absence[];
}) {
  const words = useMessages().roster;
  const [left] = useState(() => dutyDraft(localStorage, uid, calendar, month));
  const [filling, setFilling] = useState(left?.filling ?? false);
  const [turn, setTurn] = useState<Turn>(left?.turn ?? 'day');
  const [daysOff, setDaysOff] = useState<DaysOff>(left?.daysOff ?? 'apart');
  const [keep, setKeep] = useState(left?.keep ?? true);
  /** Single days chosen by hand; '' takes the duty away. What is past stays. */
  const [chosen, setChosen] = useState<Duty>(() =>
    Object.fromEntries(Object.entries(left?.chosen ?? {}).filter(([date]) => date >= today)),
  );
  /** Saves on their way: until they are taken, what was chosen stays on this machine. */
  const [sending, setSending] = useState(0);
  const [note, setNote] = useState<{ readonly text: string; readonly undo: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { online } = useConnection();
  const saving = useSaving(online);
  const done = useRef<Saved[]>([]);

  const known = useMemo<Duty>(
    () => Object.assign({}, ...[...states.values()].map(({ duty }) => duty)) as Duty,
    [states],
  );
  const stands = useMemo<Duty>(
    () => Object.fromEntries(days.flatMap((date) => (known[date] === undefined ? [] : [[date, known[date]]]))),
    [known, days],
  );
  const open = useMemo(() => days.filter((date) => date >= today), [days, today]); // what is past stays
  const planned = useMemo<Duty>(() => {
    const filled = filling
      ? fillRoster({
          days: open,
          known: { ...known, ...chosen },
          keep: (date) => keep || date in chosen,
          people,
          turn,
          daysOff,
          holidays,
          absences,
        })
      : {};
    const all = { ...stands, ...filled, ...chosen };
    return Object.fromEntries(Object.entries(all).filter(([, party]) => party !== ''));
  }, [filling, open, known, stands, chosen, keep, people, turn, daysOff, holidays, absences]);
  const changes = useMemo(() => changedDays(stands, planned), [stands, planned]);
  const unsaved = changes.length;
  useEffect(() => {
    if (sending > 0) return;
    const draft = { filling, turn, daysOff, keep, chosen, ticks, days: unsaved };
    keepDutyDraft(localStorage, uid, { calendar, month }, unsaved > 0 ? draft : null);
  }, [uid, calendar, month, filling, turn, daysOff, keep, chosen, ticks, unsaved, sending]);

  /** Each week once, over what it holds now. */
  function write(saved: Saved): Promise<void> {
    const weeks = new Set(saved.map(({ date }) => weekOf(date)));
    return saveWeekStates(
      [...weeks].map((week) => {
        const own = saved.filter(({ date }) => weekOf(date) === week);
        const state = states.get(week) ?? emptyWeekState(calendar, week, replacesInvitation);
        const duty = { ...state.duty, ...Object.fromEntries(own.map(({ date, after }) => [date, after])) };
        return { ...state, duty: Object.fromEntries(Object.entries(duty).filter(([, party]) => party !== '')) };
      }),
    );
  }
  async function save() {
    const saved = changes.map((date) => ({ date, before: stands[date] ?? '', after: planned[date] ?? '' }));
    const drafts = { filling, chosen };
    setProblem(null);
    setFilling(false);
    setChosen({});
    done.current.push(saved);
    setNote({ text: words.saved(saved.length), undo: true });
    setSending((count) => count + 1);
    try {
      await saving.track(write(saved));
    } catch {
      done.current = done.current.filter((one) => one !== saved);
      setNote(null);
      setProblem(words.refused);
      setFilling(drafts.filling);
      setChosen(drafts.chosen);
    } finally {
      setSending((count) => count - 1);
    }
  }
  async function undo() {
    const saved = done.current.pop();
    if (!saved) return;
    const own = saved.filter(({ date, after }) => (known[date] ?? '') === after);
    const kept = saved.length - own.length;
    setProblem(null);
    setNote({ text: kept > 0 ? words.kept(kept) : words.undone, undo: false });
    try {
      await saving.track(write(own.map(({ date, before, after }) => ({ date, before: after, after: before }))));
    } catch {
      done.current.push(saved);
      setNote(null);
      setProblem(words.refused);
    }
  }
  useUndoKey(() => void undo());

  return {
    saveState: saving.state,
    known,
    stands,
    planned,
    changes,
    filling,
    turn,
    daysOff,
    keep,
    note,
    problem,
    isOpen: (date: LocalDate) => date >= today,
    setTurn,
    setDaysOff,
    setKeep,
    fill: () => setFilling(true),
    drop: () => {
      setFilling(false);
      setChosen({});
    },
    choose: (date: LocalDate, party: string) => setChosen((before) => ({ ...before, [date]: party })),
    save: () => void save(),
    undo: () => void undo(),
    closeNote: () => setNote(null),
  };
}
