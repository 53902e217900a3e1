import type { CopiedRows } from '#data/copiedRows.ts';
import { deleteEntry } from '#data/deleteEntry.ts';
import { readEntryPrivate } from '#data/entryPrivate.ts';
import { newEntryId, saveEntry } from '#data/saveEntry.ts';
import { draftOf, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft, StoredEntry } from '#domain/entry.ts';
import { addDays, daysBetween, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import type { RowStore } from './rowStore.ts';
import type { UndoHistory } from './undoHistory.ts';
import type { Act } from './undoStack.ts';
import type { Note } from './useWeekEditing.ts';
import { dayText } from '#ui/draftWords.ts';

/**
 * The days of an entry that goes to `date`, with as many as it had; null: they reach beyond the week of `date`, where an
 * entry ends (domain/entry.ts).
 */
function daysFrom(entry: Entry, date: LocalDate, week: WeekId): Pick<EntryDraft, 'date' | 'lastDate'> | null {
  const days = daysOf(week);
  const last = addDays(date, daysBetween(entry.date, entry.lastDate));
  if (date < days[0] || last > days[6]) return null;
  return { date, lastDate: last === date ? '' : last };
}

/** What is done to several entries at once. Each is one step to undo, and each entry a save of its own. */
export function useManyRows({
  calendar,
  week,
  store,
  history,
  byId,
  isIssued,
  removeEntry,
  onRemoved,
  leaveOpen,
  setNote,
  setProblem,
  say,
  focusOn,
}: {
  calendar: string;
  week: WeekId;
  store: RowStore;
  history: UndoHistory;
  byId: ReadonlyMap<string, StoredEntry>;
  isIssued: (id: string) => boolean;
  removeEntry: (entry: StoredEntry) => void;
  onRemoved: (entry: StoredEntry) => void;
  leaveOpen: () => void;
  setNote: (note: Note) => void;
  setProblem: (problem: string) => void;
  say: (words: string) => void;
  focusOn: (target: string) => void;
}) {
  const t = useMessages();
  const words = t.rows;
  const days = daysOf(week);
  const tell = (text: string, back: Note['back'] = 'undo') => {
    say(text);
    setNote({ text, back });
  };
  const entriesOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);

  /** Each to the day that `to` names; one that would reach beyond the week stays. */
  function move(ids: readonly string[], to: (entry: StoredEntry) => LocalDate): void {
    leaveOpen();
    const entries = entriesOf(ids);
    const going = entries.flatMap((entry) => {
      const draft = daysFrom(entry, to(entry), week);
      return draft && draft.date !== entry.date ? [{ entry, draft }] : [];
    });
    const staying = entries.filter((entry) => daysFrom(entry, to(entry), week) === null).length;
    if (going.length === 0) return staying > 0 ? say(words.beyondWeek(staying)) : undefined;
    history.together(() => going.forEach(({ entry, draft }) => store.change(entry, draft)));
    focusOn(going[0]!.entry.id);
    const dates = new Set(going.map(({ draft }) => draft.date));
    const [first] = going;
    const moved =
      going.length === 1
        ? t.edit.status.moved(first!.entry.content, dayText(first!.draft.date as LocalDate, t))
        : words.moved(going.length, dates.size === 1 ? dayText(first!.draft.date as LocalDate, t) : null);
    tell(staying > 0 ? `${moved}. ${words.beyondWeek(staying)}` : moved);
  }

  /** Neither issued ones nor requests are deleted: that is said. */
  function remove(ids: readonly string[], next: string | null): void {
    leaveOpen();
    const chosen = entriesOf(ids);
    const entries = chosen.filter(({ stage }) => stage === 'accepted');
    const request = chosen.find(({ stage }) => stage !== 'accepted');
    const going = entries.filter(({ id }) => !isIssued(id));
    history.together(() => going.forEach(removeEntry));
    if (request) setProblem(t.edit.status.requestStays(request.content));
    const kept = entries.length - going.length;
    if (going.length === 0) return kept > 0 ? tell(words.issuedKept(kept), null) : undefined;
    if (next !== null) focusOn(next);
    tell(kept > 0 ? `${words.deleted(going.length)}. ${words.issuedKept(kept)}` : words.deleted(going.length));
  }

  function stop(ids: readonly string[], status: Entry['status'], reason: string): void {
    const entries = entriesOf(ids);
    let saved = 0;
    history.together(() => {
      for (const entry of entries) if (store.change(entry, { status, reason }) === 'saving') saved += 1;
    });
    if (saved > 0) tell(words.stopped[status](saved));
  }

  /** Rows of one day go to `day`; of several days each to its own weekday. */
  async function paste(rows: CopiedRows, day: LocalDate): Promise<void> {
    leaveOpen();
    const oneDay = new Set(rows.entries.map(({ date }) => date)).size === 1;
    const dateOf = (entry: Entry) => (oneDay ? day : days[weekday(entry.date) - 1]!);
    const here = rows.calendar === calendar && rows.week === week;
    if (rows.cut && here) {
      move(
        rows.entries.map(({ id }) => id),
        dateOf,
      );
      return;
    }
    // Link and note are read where they stand, by who may: they are in no clipboard.
    const hidden = await Promise.all(rows.entries.map((entry) => readEntryPrivate(entry.calendar, entry.id)));
    const copies = rows.entries.map((from, index) => {
      const last = addDays(dateOf(from), daysBetween(from.date, from.lastDate));
      const sunday = days[6];
      const dates = { date: dateOf(from), lastDate: last > sunday ? sunday : last };
      return { from, hidden: hidden[index], draft: { ...draftOf(from), ...dates } };
    });
    const ids: string[] = [];
    history.together(() => {
      for (const { from, hidden: own, draft } of copies) {
        const id = newEntryId();
        const parsed = parseEntry(draft, { id, calendar, week });
        if (!parsed.ok) {
          ids.push(store.create(draft));
          continue;
        }
        ids.push(id);
        const saved = saveEntry(parsed.entry, null, own ?? undefined);
        store.put(
          parsed.entry,
          saved.then(() => ({ present: false })),
        );
        // What is not known to be copied whole stays where it was.
        if (rows.cut && own !== undefined) takeAway(from, saved);
      }
    });
    if (ids[0] !== undefined) focusOn(ids[0]);
    const unread = hidden.filter((own) => own === undefined).length;
    const pasted = rows.cut ? words.cutPasted(ids.length) : words.pasted(ids.length);
    tell(unread > 0 ? `${pasted}. ${words.privateUnread(unread)}` : pasted);
  }

  /** Deletes what was cut in another week or calendar, once its copy is stored. */
  function takeAway(entry: StoredEntry, copied: Promise<void>) {
    const act: Act = { on: 'elsewhere', entry, stands: false };
    history.record(act);
    void askBeforeLeaving(
      copied.then(() => {
        if (entry.calendar === calendar) onRemoved(entry);
        return deleteEntry(entry);
      }),
    ).catch(() => {
      history.forget(act);
      setProblem(words.stillThere(entry.content));
    });
  }

  /** The way back: an entry of another week or calendar again under its name, with its link and note, or gone again. */
  function backElsewhere({ entry, stands }: Extract<Act, { on: 'elsewhere' }>) {
    const revision = entry.revision + (stands ? 0 : 2); // its deletion is a record of its own
    const act: Act = { on: 'elsewhere', entry: { ...entry, revision }, stands: !stands };
    history.record(act);
    const write = stands ? deleteEntry(entry) : saveEntry(entry, { deletedIn: entry.revision + 1 });
    void askBeforeLeaving(write).catch(() => {
      history.forget(act);
      setProblem(stands ? words.stillThere(entry.content) : words.notBack(entry.content));
    });
  }

  return { move, remove, stop, paste, backElsewhere };
}
