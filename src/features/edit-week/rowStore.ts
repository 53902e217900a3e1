import type { PrivateDraft, UnsavedBox } from '#data/unsaved.ts';
import { changedFields, draftOf, emptyDraft, parseEntry, parsePrivate } from '#domain/entry.ts';
import type { Deletion, Entry, EntryDraft, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { fresh, noRows, rowsReducer } from './rowState.ts';
import type { Row, RowAction, Rows } from './rowState.ts';

interface RowStoreOptions {
  readonly calendar: string;
  readonly week: WeekId;
  readonly tab: string;
  readonly box: UnsavedBox;
  readonly save: (entry: Entry, base: StoredEntry | Deletion | null, hidden?: EntryPrivate) => Promise<void>;
  readonly newId: () => string;
  /** Told of every save that changes what readers or editors see; what it returns is called when it is not taken. */
  readonly given: (before: StoredEntry | null, after: StoredEntry) => () => void;
  /** How a rejected save is told: somebody was first, or it was refused and why. */
  readonly failure: (cause: unknown) => { readonly stale: StoredEntry | null } | { readonly refusal: string };
}

/** What became of a row that was left. */
type Left = 'saving' | 'unchanged' | 'dropped' | 'invalid' | 'stale';

/**
 * The rows somebody works on, beside the stored week: opens, keeps, saves them. It lives as long as the page shows
 * this calendar and week. Everything typed is in the box on this machine before the next key.
 */
export interface RowStore {
  readonly get: () => Rows;
  readonly subscribe: (watcher: () => void) => () => void;
  /** The week as the backend tells it, at every change. */
  readonly hear: (entries: ReadonlyMap<string, StoredEntry & { readonly pending: boolean }>) => void;
  readonly open: (id: string) => void;
  /** `below`: the line that it stands under. */
  readonly add: (date: LocalDate, draft?: EntryDraft, below?: string) => string;
  /** A new entry as a whole, whose save is on its way. `present`: what stands there is somebody else's. */
  readonly put: (entry: Entry, saved: Promise<{ readonly present: boolean }>) => void;
  readonly type: (id: string, draft: Partial<EntryDraft>) => void;
  /** As `type`, told after the frame in which the field shows them: whatever is drawn before it knows them already. */
  readonly letters: (id: string, draft: Partial<EntryDraft>) => void;
  readonly typeInternal: (id: string, internal: PrivateDraft) => void;
  /** Saves what can be saved. `stayOpen`: with a fault the fields stay. */
  readonly leave: (id: string, stayOpen?: boolean) => Left;
  readonly drop: (id: string) => Row | undefined;
  /** Takes a dropped row up again. */
  readonly takeUp: (row: Row) => void;
  /** Changes and saves at once, without opening the row: another day, postponed, cancelled. */
  readonly change: (base: StoredEntry, draft: Partial<EntryDraft>) => Left;
  /** Follows what now stands with the words that were chosen. */
  readonly settle: (id: string, draft: EntryDraft) => Left;
  readonly showStale: (id: string) => void;
  /** The entry as it stands, our save on its way included; null: there is none. */
  readonly now: (id: string) => StoredEntry | null;
  /** Saves a new entry at once, without opening it. What cannot be saved stays and says why. */
  readonly create: (draft: EntryDraft) => string;
  /** Opens a deleted entry under its own name, to be saved after its deletion. */
  readonly bringBack: (id: string, deletion: Deletion, draft: EntryDraft) => void;
  /** Words to be compared with what now stands, as if typed over `origin`. Nothing is saved before they are settled. */
  readonly contest: (origin: StoredEntry, draft: EntryDraft) => void;
  /** Takes up what this tab left on this machine, and what tabs left that are no more. */
  readonly restore: (lives: (tab: string) => boolean) => void;
}

const kept = ({ draft, internal, origin, deletion }: Row) => ({ draft, internal, origin, deletion });

/** Nothing was typed into a new row: leaving it leaves no trace. */
function blank(draft: EntryDraft): boolean {
  const { date: _date, lastDate: _lastDate, ...typed } = draft;
  const { date: _emptyDate, lastDate: _emptyLastDate, ...nothing } = emptyDraft(draft.date as LocalDate);
  return JSON.stringify(typed) === JSON.stringify(nothing);
}

export function createRowStore({ calendar, week, tab, box, save, newId, given, failure }: RowStoreOptions): RowStore {
  let rows = noRows;
  let entries: ReadonlyMap<string, StoredEntry & { readonly pending: boolean }> | undefined;
  /** Drafts given to the backend by a page that is gone: sent again when they turn out not to have arrived. */
  const awaited = new Set<string>();
  const watchers = new Set<() => void>();

  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  /** A hidden page has no frames. */
  const atNextFrame = (act: () => void) => {
    if (document.hidden) act();
    else requestAnimationFrame(act);
  };
  const apply = (action: RowAction) => {
    rows = rowsReducer(rows, action);
    tell();
  };
  const keep = (id: string, sent: boolean) => {
    const row = rows.byId.get(id);
    if (row) box.keep(id, { ...kept(row), sent, tab });
  };

  function send(row: Row, entry: Entry, onItsWay?: Promise<{ readonly present: boolean }>): Left {
    const attempt = row.attempt + 1;
    const { id } = row;
    const base = row.base ?? row.deletion;
    const sent = {
      ...entry,
      revision: (row.base?.revision ?? row.deletion?.deletedIn ?? 0) + 1,
      updatedBy: row.base?.updatedBy ?? '',
      updatedAt: 0,
    };
    const internal = row.internal && parsePrivate(row.internal);
    const hidden = internal?.ok ? internal.hidden : undefined;
    const saved: Promise<void | { readonly present: boolean }> =
      onItsWay ?? (hidden ? save(entry, base, hidden) : save(entry, base));
    const changes = row.base === null || changedFields(row.base, entry).length > 0;
    const untaken = changes ? given(row.base, sent) : () => {};
    rows = rowsReducer(rows, { type: 'saving', id, attempt, sent });
    keep(id, true);
    atNextFrame(tell); // else the save's first steps would stand behind the drawing
    void saved.then(
      (how) => {
        if (how?.present) untaken();
        const current = rows.byId.get(id);
        apply({ type: 'saved', id, attempt });
        if (current?.phase === 'saving' && current.attempt === attempt) box.forget(id);
      },
      (cause: unknown) => {
        untaken();
        const told = failure(cause);
        if (row.deletion && row.base === null && 'stale' in told && told.stale) {
          drop(id); // it stands: the deletion was refused, or somebody else brought it back first
          return;
        }
        if ('stale' in told) apply({ type: 'stale', id, attempt, theirs: told.stale });
        else apply({ type: 'refused', id, attempt, refusal: told.refusal });
        keep(id, false);
        dropAgreed();
      },
    );
    return 'saving';
  }

  function drop(id: string): Row | undefined {
    const row = rows.byId.get(id);
    apply({ type: 'dropped', id });
    box.forget(id);
    return row;
  }

  function leave(id: string, stayOpen = false): Left {
    const row = rows.byId.get(id);
    if (!row || row.phase === 'saving') return 'unchanged';
    if (!row.origin && !row.internal && blank(row.draft)) {
      drop(id);
      return 'dropped';
    }
    const parsed = parseEntry(row.draft, { id, calendar, week });
    const internal = row.internal && parsePrivate(row.internal);
    if (!parsed.ok || internal?.ok === false) {
      const errors = { ...(parsed.ok ? {} : parsed.errors), ...(internal?.ok === false ? internal.errors : {}) };
      apply({ type: 'invalid', id, errors, stayOpen });
      return 'invalid';
    }
    // What comes back is in the schedule, also when it was a request that its unit withdrew.
    const entry: Entry = { ...parsed.entry, stage: row.origin?.stage ?? 'accepted' };
    if (row.base && row.base === row.origin && !row.internal && changedFields(row.base, entry).length === 0) {
      drop(id);
      return 'unchanged';
    }
    if (row.phase === 'stale') {
      apply({ type: 'closed', id });
      return 'stale';
    }
    const current = entries?.get(id) ?? null;
    const unheard = row.sent !== null && row.base === row.sent && (current?.revision ?? 0) < row.sent.revision;
    if (entries && row.base && current?.revision !== row.base.revision && !unheard) {
      if (current && !row.internal && agrees(current, row.draft)) {
        drop(id);
        return 'unchanged';
      }
      apply({ type: 'stale', id, attempt: row.attempt, theirs: current });
      apply({ type: 'closed', id });
      return 'stale';
    }
    return send(row, entry);
  }

  function now(id: string): StoredEntry | null {
    const stored = entries?.get(id) ?? null;
    const row = rows.byId.get(id);
    const sent = row?.phase === 'saving' ? row.sent : null;
    return sent && (stored?.revision ?? 0) < sent.revision ? sent : stored;
  }

  function showLost(id: string) {
    const unsaved = box.all().get(id);
    if (!unsaved || rows.byId.has(id)) return;
    const { draft, internal, origin, deletion, sent } = unsaved;
    const current = entries?.get(id) ?? null;
    const outrun = origin !== null && current?.revision !== origin.revision;
    const row: Row = {
      ...fresh(id, origin, draft),
      internal,
      deletion,
      phase: outrun ? 'stale' : 'editing',
      theirs: outrun ? current : null,
      restored: true,
    };
    apply({ type: 'restored', rows: [row] });
    keep(id, false);
    if (sent && !outrun) leave(id); // its person had saved it
  }

  function agrees(stored: StoredEntry, draft: EntryDraft): boolean {
    const parsed = parseEntry(draft, { id: stored.id, calendar, week });
    return parsed.ok && changedFields(stored, { ...parsed.entry, stage: stored.stage }).length === 0;
  }

  function arrived(id: string): boolean {
    const unsaved = box.all().get(id);
    const stored = entries?.get(id);
    return unsaved && stored ? agrees(stored, unsaved.draft) : !unsaved;
  }

  /** What now stands says what we typed: another window saved it, or a save that seemed refused had been taken. */
  function dropAgreed() {
    for (const row of rows.byId.values()) {
      const stored = entries?.get(row.id);
      if (!stored || stored.pending || row.phase === 'saving' || row.id === rows.open || row.internal) continue;
      if (stored.revision > (row.base?.revision ?? 0) && agrees(stored, row.draft)) drop(row.id);
    }
  }

  function lookAgain() {
    for (const id of awaited) {
      if (!entries || entries.get(id)?.pending) continue;
      awaited.delete(id);
      if (arrived(id)) box.forget(id);
      else showLost(id);
    }
  }

  return {
    get: () => rows,
    subscribe: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    hear: (heard) => {
      entries = heard;
      lookAgain();
      dropAgreed();
    },
    open: (id) => {
      const base = now(id);
      const row = rows.byId.get(id);
      if (base) apply({ type: 'open', id, base, draft: draftOf(base) });
      else if (row) apply({ type: 'open', id, base, draft: row.draft });
    },
    add: (date, draft = emptyDraft(date), below) => {
      const id = newId();
      apply({ type: 'open', id, base: null, draft, ...(below === undefined ? {} : { below }) });
      return id;
    },
    put: (entry, saved) => {
      const row = fresh(entry.id, null, draftOf(entry));
      drop(row.id); // one that was refused before
      apply({ type: 'restored', rows: [row] });
      send(row, entry, saved);
    },
    type: (id, draft) => {
      apply({ type: 'typed', id, draft });
      keep(id, false);
    },
    letters: (id, draft) => {
      rows = rowsReducer(rows, { type: 'typed', id, draft });
      keep(id, false);
      atNextFrame(() => setTimeout(tell));
    },
    typeInternal: (id, internal) => {
      apply({ type: 'typed', id, internal });
      keep(id, false);
    },
    leave,
    drop,
    takeUp: (dropped) => {
      const { base, origin } = dropped;
      const stands = now(dropped.id);
      const same = base && base === origin && stands && changedFields(base, stands).length === 0;
      const row = same ? { ...dropped, base: stands, origin: stands } : dropped;
      apply({ type: 'restored', rows: [{ ...row, phase: 'editing', restored: false }] });
      apply({ type: 'open', id: row.id, base: row.base, draft: row.draft });
      keep(row.id, false);
    },
    change: (base, draft) => {
      const { id } = base;
      apply({ type: 'open', id, base, draft: draftOf(base) });
      apply({ type: 'typed', id, draft });
      keep(id, false);
      return leave(id);
    },
    settle: (id, draft) => {
      const row = rows.byId.get(id);
      if (!row?.theirs) return 'unchanged';
      apply({ type: 'settled', id, base: entries?.get(id) ?? row.theirs, draft });
      keep(id, false);
      return leave(id);
    },
    showStale: (id) => {
      const row = rows.byId.get(id);
      if (row) apply({ type: 'stale', id, attempt: row.attempt, theirs: entries?.get(id) ?? null });
    },
    now,
    bringBack: (id, deletion, draft) => {
      drop(id);
      apply({ type: 'open', id, base: null, deletion, draft });
      keep(id, false);
    },
    create: (draft) => {
      const id = newId();
      const row = fresh(id, null, draft);
      apply({ type: 'restored', rows: [row] });
      const parsed = parseEntry(draft, { id, calendar, week });
      if (parsed.ok) send(row, parsed.entry);
      else {
        apply({ type: 'invalid', id, errors: parsed.errors, stayOpen: false });
        keep(id, false);
      }
      return id;
    },
    contest: (origin, draft) => {
      const { id } = origin;
      apply({ type: 'restored', rows: [{ ...fresh(id, origin, draft), phase: 'stale', theirs: now(id) }] });
    },
    restore: (lives) => {
      for (const [id, unsaved] of box.all()) {
        if (rows.byId.has(id) || (unsaved.tab !== tab && lives(unsaved.tab))) continue;
        if (unsaved.sent) awaited.add(id);
        else if (arrived(id)) box.forget(id);
        else showLost(id);
      }
      lookAgain();
    },
  };
}
