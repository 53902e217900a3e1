import type { CopiedRows } from '#data/copiedRows.ts';
import { deleteEntry } from '#data/deleteEntry.ts';
import { readEntryPrivate } from '#data/entryPrivate.ts';
import { DataError } from '#data/errors.ts';
import { lastRecord } from '#data/history.ts';
import { moveEntry } from '#data/moveEntry.ts';
import { readEntry } from '#data/readEntry.ts';
import { newEntryId, saveEntry } from '#data/saveEntry.ts';
import { draftOf, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { addDays, daysBetween, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import type { RowStore } from './rowStore.ts';
import type { UndoHistory } from './undoHistory.ts';
import type { Act } from './undoStack.ts';
import type { Note } from './note.ts';
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
  nameOf,
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
  nameOf: (uid: string) => string;
  isIssued: (id: string) => boolean;
  removeEntry: (entry: StoredEntry) => void;
  onRemoved: (entry: StoredEntry) => void;
  leaveOpen: () => void;
  setNote: (note: Note | null) => void;
  setProblem: (problem: string) => void;
  say: (words: string) => void;
  focusOn: (target: string) => void;
}) {
  const t = useMessages();
  const words = t.rows;
  const days = daysOf(week);
  const tell = (text: string, back: Note['back'] = 'undo') => setNote({ text, back });
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
      void tellGone(rows.entries.filter(({ id }) => store.now(id) === null));
      return;
    }
    const hand = document.activeElement;
    // What is cut goes as it stands now: what colleagues changed goes with it, what they deleted does not come back.
    const standing = rows.cut ? await Promise.all(rows.entries.map(readEntry)) : rows.entries;
    const gone = rows.entries.filter((_, index) => standing[index] === null);
    const going = rows.entries.flatMap((cut, index) => (standing[index] === null ? [] : (standing[index] ?? cut)));
    // Link and note are read where they stand, by who may: they are in no clipboard.
    const hidden = await Promise.all(going.map((entry) => readEntryPrivate(entry.calendar, entry.id)));
    const ids: string[] = [];
    const moves: { readonly from: StoredEntry; readonly moved: Promise<boolean> }[] = [];
    history.together(() => {
      for (const [index, from] of going.entries()) {
        const last = addDays(dateOf(from), daysBetween(from.date, from.lastDate));
        const sunday = days[6];
        const dates = { date: dateOf(from), lastDate: last > sunday ? sunday : last };
        const draft = { ...draftOf(from), ...dates };
        const id = newEntryId();
        const parsed = parseEntry(draft, { id, calendar, week });
        if (!parsed.ok) {
          ids.push(store.create(draft));
          continue;
        }
        ids.push(id);
        const own = hidden[index];
        // What is not known to be copied whole stays where it was.
        if (rows.cut && own !== undefined) moves.push({ from, moved: take(from, parsed.entry, own ?? undefined) });
        else put(parsed.entry, saveEntry(parsed.entry, null, own ?? undefined));
      }
    });
    // On a slow line the hand may be at something else by now, and what is typed there would be commands of a line.
    const stayed = document.activeElement === hand || document.activeElement === document.body;
    if (ids[0] !== undefined && stayed) focusOn(ids[0]);
    const unread = hidden.filter((own) => own === undefined).length;
    const told = (n: number) => {
      const pasted = rows.cut ? words.cutPasted(n) : words.pasted(n);
      if (n > 0) tell(unread > 0 ? `${pasted}. ${words.privateUnread(unread)}` : pasted);
      else setNote(null);
    };
    if (ids.length > 0) told(ids.length);
    void tellGone(gone);
    const refused = (await Promise.all(moves.map(({ moved }) => moved))).filter((moved) => !moved).length;
    if (refused > 0) told(ids.length - refused);
  }

  const put = (entry: Entry, saved: Promise<void>) =>
    store.put(
      entry,
      saved.then(() => ({ present: false })),
    );

  /** Takes an entry here from where it was cut. False: somebody was first, and it has not moved. */
  async function take(from: StoredEntry, entry: Entry, hidden: EntryPrivate | undefined): Promise<boolean> {
    const act: Act = { on: 'elsewhere', entry: from, stands: false };
    const moved = moveEntry(entry, from, hidden);
    put(
      entry,
      moved.catch((cause: unknown) => {
        history.forget(act);
        if (!(cause instanceof DataError) || cause.code !== 'forbidden') throw cause;
        // Once issued it may not go: there are two then, and it is said.
        return saveEntry(entry, null, hidden).then(() => setProblem(words.stillThere(from.content)));
      }),
    );
    history.record(act);
    if (from.calendar === calendar) onRemoved(from);
    try {
      await askBeforeLeaving(moved);
    } catch (cause) {
      if (!(cause instanceof DataError) || cause.code !== 'stale') return true; // its line says what happened
      store.drop(entry.id);
      if (cause.current) setProblem(words.changedThere(from.content, nameOf(cause.current.updatedBy)));
      else await tellGone([from]);
      return false;
    }
    return true;
  }

  /** What was cut and is no more: who deleted it, where that is known. */
  async function tellGone(entries: readonly StoredEntry[]) {
    if (entries.length === 0) return;
    const records = await Promise.all(entries.map((entry) => lastRecord(entry.calendar, entry.id)));
    const told = entries.map(({ content }, index) => {
      const record = records[index];
      return words.goneThere(content, record?.action === 'delete' ? nameOf(record.by) : null);
    });
    setProblem(told.join(' '));
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
