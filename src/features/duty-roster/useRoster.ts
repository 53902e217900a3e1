import { useMemo, useRef, useState } from 'react';
import { useConnection } from '#data/connection.ts';
import { saveWeekStates } from '#data/weekStates.ts';
import { changedDays, fillRoster, type DaysOff, type Duty } from '#domain/dutyRoster.ts';
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
  calendar,
  days,
  today,
  states,
  replacesInvitation,
  people,
  holidays,
  absences,
}: {
  calendar: string;
  days: readonly LocalDate[];
  today: LocalDate;
  states: ReadonlyMap<WeekId, WeekState>;
  replacesInvitation: boolean;
  people: readonly Party[];
  holidays: Holidays;
  absences: readonly Absence[];
}) {
  const words = useMessages().roster;
  const [filling, setFilling] = useState(false);
  const [daysOff, setDaysOff] = useState<DaysOff>('apart');
  const [keep, setKeep] = useState(true);
  /** Single days chosen by hand; '' takes the duty away. */
  const [chosen, setChosen] = useState<Duty>({});
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
          daysOff,
          holidays,
          absences,
        })
      : {};
    const all = { ...stands, ...filled, ...chosen };
    return Object.fromEntries(Object.entries(all).filter(([, party]) => party !== ''));
  }, [filling, open, known, stands, chosen, keep, people, daysOff, holidays, absences]);
  const changes = useMemo(() => changedDays(stands, planned), [stands, planned]);

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
    try {
      await saving.track(write(saved));
    } catch {
      done.current = done.current.filter((one) => one !== saved);
      setNote(null);
      setProblem(words.refused);
      setFilling(drafts.filling);
      setChosen(drafts.chosen);
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
    daysOff,
    keep,
    note,
    problem,
    isOpen: (date: LocalDate) => date >= today,
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
