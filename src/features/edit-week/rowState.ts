import type { PrivateDraft } from '#data/unsaved.ts';
import type { Deletion, EntryDraft, EntryErrors, StoredEntry } from '#domain/entry.ts';

/**
 * - `editing`: the row is open, or was left with nothing to say about it yet
 * - `invalid`: left with a fault; the words stay and say what to do
 * - `saving`: given to the backend
 * - `stale`: somebody saved this entry first; `theirs` is what stands now, null when they deleted it
 * - `refused`: the backend would not take it
 */
type RowPhase = 'editing' | 'invalid' | 'saving' | 'stale' | 'refused';

/** One entry with words of ours that the backend has not confirmed. */
export interface Row {
  readonly id: string;
  /** The entry as it stood when typing began: what our change is measured against. Null: a new entry. */
  readonly origin: StoredEntry | null;
  /** The entry that the next save follows. Differs from `origin` while an earlier save is on its way. */
  readonly base: StoredEntry | null;
  /** Of an entry that comes back: what its first save follows. */
  readonly deletion: Deletion | null;
  /** The save on its way, as it will be stored if it is taken: a change typed meanwhile follows it. */
  readonly sent: StoredEntry | null;
  readonly draft: EntryDraft;
  /** Null: not loaded or not touched, so never written. */
  readonly internal: PrivateDraft | null;
  readonly phase: RowPhase;
  readonly errors: EntryErrors;
  readonly theirs: StoredEntry | null;
  /** Of a new entry: the line that it stands under until it is stored. Null: at the end of its day. */
  readonly below: string | null;
  readonly refusal: string | null;
  /** Found on this machine after a reload or a crash. */
  readonly restored: boolean;
  /** Rises with every save, so that an answer to an earlier one does not close a later edit. */
  readonly attempt: number;
}

export interface Rows {
  readonly byId: ReadonlyMap<string, Row>;
  /** The row whose fields are shown. */
  readonly open: string | null;
}

export type RowAction =
  | {
      readonly type: 'open';
      readonly id: string;
      readonly base: StoredEntry | null;
      readonly draft: EntryDraft;
      readonly below?: string;
      readonly deletion?: Deletion;
    }
  | {
      readonly type: 'typed';
      readonly id: string;
      readonly draft?: Partial<EntryDraft>;
      readonly internal?: PrivateDraft;
    }
  | { readonly type: 'closed'; readonly id: string }
  | { readonly type: 'dropped'; readonly id: string }
  | { readonly type: 'invalid'; readonly id: string; readonly errors: EntryErrors; readonly stayOpen: boolean }
  | { readonly type: 'saving'; readonly id: string; readonly attempt: number; readonly sent: StoredEntry }
  | { readonly type: 'saved'; readonly id: string; readonly attempt: number }
  | { readonly type: 'stale'; readonly id: string; readonly attempt: number; readonly theirs: StoredEntry | null }
  | { readonly type: 'refused'; readonly id: string; readonly attempt: number; readonly refusal: string }
  | { readonly type: 'settled'; readonly id: string; readonly base: StoredEntry; readonly draft: EntryDraft }
  | { readonly type: 'restored'; readonly rows: readonly Row[] };

export const noRows: Rows = { byId: new Map(), open: null };

export const fresh = (id: string, base: StoredEntry | null, draft: EntryDraft): Row => ({
  id,
  origin: base,
  base,
  deletion: null,
  sent: null,
  draft,
  internal: null,
  phase: 'editing',
  errors: {},
  theirs: null,
  below: null,
  refusal: null,
  restored: false,
  attempt: 0,
});

/** What is typed leaves this state in two ways only: confirmed by the backend, or dropped by the person. */
export function rowsReducer(rows: Rows, action: RowAction): Rows {
  if (action.type === 'restored') {
    const byId = new Map(rows.byId);
    for (const row of action.rows) if (!byId.has(row.id)) byId.set(row.id, row);
    return { ...rows, byId };
  }
  const row = rows.byId.get(action.id);
  if (action.type === 'open') {
    const { id, base, draft, below = null, deletion = null } = action;
    if (!row) return put({ ...rows, open: id }, { ...fresh(id, base, draft), below, deletion });
    if (row.phase !== 'saving') return { ...rows, open: id };
    // The save on its way stays unconfirmed: should it be refused, its words are still ours to compare.
    return put(
      { ...rows, open: id },
      {
        ...fresh(id, base, draft),
        origin: row.origin,
        deletion: row.deletion,
        sent: row.sent,
        attempt: row.attempt,
      },
    );
  }
  if (!row) return rows;
  const shut: Rows = rows.open === action.id ? { ...rows, open: null } : rows;
  switch (action.type) {
    case 'typed':
      return put(rows, {
        ...row,
        draft: { ...row.draft, ...action.draft },
        internal: action.internal ?? row.internal,
        errors: withoutKeys(row.errors, Object.keys({ ...action.draft, ...action.internal })),
        refusal: null,
        phase: row.phase === 'stale' ? 'stale' : 'editing',
      });
    case 'closed':
      return shut;
    case 'dropped':
      return without(shut, action.id);
    case 'invalid':
      return put(action.stayOpen ? rows : shut, { ...row, errors: action.errors, phase: 'invalid' });
    case 'saving':
      return put(shut, {
        ...row,
        phase: 'saving',
        sent: action.sent,
        errors: {},
        refusal: null,
        restored: false,
        attempt: action.attempt,
      });
    case 'settled':
      return put(rows, {
        ...row,
        origin: action.base,
        base: action.base,
        draft: action.draft,
        theirs: null,
        phase: 'editing',
        errors: {},
      });
  }
  if (row.attempt !== action.attempt) return rows;
  const untaken = { ...row, sent: null, base: row.base === row.sent ? row.origin : row.base };
  switch (action.type) {
    case 'saved':
      return row.phase === 'saving' ? without(rows, action.id) : rows;
    case 'stale':
      return put(rows, { ...untaken, phase: 'stale', theirs: action.theirs });
    case 'refused':
      return put(rows, { ...untaken, phase: 'refused', refusal: action.refusal });
  }
}

function put(rows: Rows, row: Row): Rows {
  return { ...rows, byId: new Map(rows.byId).set(row.id, row) };
}

function without(rows: Rows, id: string): Rows {
  const byId = new Map(rows.byId);
  byId.delete(id);
  return { ...rows, byId };
}

function withoutKeys(errors: EntryErrors, keys: readonly string[]): EntryErrors {
  return Object.fromEntries(Object.entries(errors).filter(([key]) => !keys.includes(key)));
}
