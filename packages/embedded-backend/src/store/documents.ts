import { collectionOf, lastSegment } from '../model/resourceName.ts';
import { StatusError } from '../model/status.ts';
import { microsOfTime, type Micros } from '../model/timestamp.ts';
import type { Document } from '../model/value.ts';
import { accessTo, type Access } from './access.ts';
import { ChangeLog, type LoggedCommit } from './changeLog.ts';
import type { Database } from './database.ts';
import { MODULUS, moveDigest } from './digest.ts';
import { DocumentCache } from './documentCache.ts';
import { endOfEntry, ENTRY_PARTS } from './indexEntry.ts';
import { Indexes } from './indexes.ts';
import { keyOf, keysBelow } from './key.ts';
import { isInScope, type Query } from './query.ts';
import { sumOf, sumOfChange, type GuardedRow } from './rowSum.ts';
import { Runs } from './runs.ts';
import { bytesOf, CHANGE, ROW, ROW_PARTS, StoredRow, type Blob } from './storedRow.ts';
import type { CommitEvent } from './store.ts';

/** What a query can be run on: documents at one moment. */
export interface Source {
  get(name: string): Document | null;
  /** Documents that match, in any order: all, or, of a limited query, those that come first and perhaps more. */
  find(query: Query, isHidden?: (name: string) => boolean): Document[];
}

/** A row of documents, or of the change log: there it is what a document was before a commit. */
interface Row {
  bytes: Blob;
}

/** As `ROW` is: not read as text. Not called `key`: `ORDER BY key` would sort by these bytes, past the index. */
const NAME = 'CAST(name AS BLOB) AS nameBytes, CAST(key AS BLOB) AS keyBytes';

/** All ids of collections, then null: one step each along the index of documents. */
const IDS = `WITH RECURSIVE ids(id) AS (SELECT min(collection_id) FROM documents UNION ALL
  SELECT (SELECT min(collection_id) FROM documents WHERE collection_id > id) FROM ids WHERE id IS NOT NULL)`;

const CACHE_CHARACTERS = 6_000_000;

/**
 * Documents and their change log in SQL. The log keeps what each changed document was *before*: the state at an earlier
 * time is the current one with the first later entry of each document laid over it.
 */
export interface Documents extends Source {
  readonly lastCommit: Micros;
  readonly runs: Runs;
  /** The state right after the commit at `time`; undefined when the log no longer reaches back. */
  at(time: Micros): Source | undefined;
  /**
   * Durable on return, all of them; or it throws and none is. `changes`: one a document, `before` as stored now or as an
   * earlier one of these commits leaves it.
   */
  write(commits: { time: Micros; changes: CommitEvent['changes'] }[]): void;
  /** The ids of the collections right below a document or the root. */
  collectionIds(parent: string): string[];
  /** Names of the documents below a parent that are in collections of this id, in their order. */
  namesOfGroup(parent: string, collectionId: string): string[];
  /** Names in a collection after `afterKey`, in order; also of documents that are not there but have something below. */
  shallowNames(collection: string, afterKey: string, size: number): string[];
  /** Names of all documents of a database. */
  all(database: string): string[];
}

/** As JSON: to read as much in vain takes as long as some hundred usual documents do. */
const CHARACTERS_IN_VAIN = 1_000_000;

/**
 * `indexAfter`: how many documents a query may read in vain before an index is made for it; large ones count for more.
 * `onDamage`: told what was lost, in a sentence.
 */
export function openDocuments(
  database: Database,
  now: Micros,
  { indexAfter = 300, onDamage }: { indexAfter?: number | undefined; onDamage: (what: string) => void },
): Documents {
  database.exec(`
    CREATE TABLE IF NOT EXISTS documents(
      key TEXT NOT NULL, collection TEXT NOT NULL, collection_id TEXT NOT NULL, name TEXT NOT NULL,
      fields TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, sum INTEGER NOT NULL,
      UNIQUE(collection_id, key));
    CREATE TABLE IF NOT EXISTS changes(
      commit_time INTEGER NOT NULL, key TEXT NOT NULL, collection TEXT NOT NULL, name TEXT NOT NULL,
      fields TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, sum INTEGER NOT NULL,
      PRIMARY KEY(commit_time, key)) WITHOUT ROWID;
    DROP INDEX IF EXISTS changes_of_document;
    CREATE TABLE IF NOT EXISTS clock(
      id INTEGER PRIMARY KEY CHECK (id = 1), last_commit INTEGER NOT NULL, log_start INTEGER NOT NULL,
      digest INTEGER NOT NULL, index_digest INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE IF NOT EXISTS runs(id TEXT PRIMARY KEY, last INTEGER) WITHOUT ROWID;
  `);
  const runs = database.transaction((): Runs => {
    const stored = database.prepare('SELECT last_commit, log_start, digest FROM clock').get() as
      { last_commit: Micros; log_start: Micros; digest: number } | undefined;
    // Clients of a restored copy may know a later time than it has; to them time must not go back.
    const start = Math.max(stored?.last_commit ?? 0, now);
    const { last_commit: last, log_start: logStart } = stored ?? { last_commit: start, log_start: start };
    database
      .prepare(
        `INSERT INTO clock(id, last_commit, log_start, digest) VALUES (1, ?, ?, ?)
         ON CONFLICT(id) DO UPDATE SET last_commit = excluded.last_commit, digest = excluded.digest`,
      )
      .run(start, logStart, moveDigest(stored?.digest ?? 0, start - (stored?.last_commit ?? 0)));
    return new Runs(database, { start, last, logStart });
  })();

  const indexes = new Indexes(database, pageOf);
  const between = (documents: string, direction: 'ASC' | 'DESC') =>
    database.prepare(`${documents} AND key >= ? AND key <= ? ORDER BY key ${direction} LIMIT ? OFFSET ?`);
  const byKey = (direction: 'ASC' | 'DESC') => {
    const ofId = `SELECT ${ROW} FROM documents WHERE collection_id = ?`;
    // The keys of a collection lie together among those of its id (decision 0094).
    return { collection: between(`${ofId} AND collection = ?`, direction), group: between(ofId, direction) };
  };
  const byIndex = (direction: 'ASC' | 'DESC') =>
    database.prepare(
      `SELECT CAST(concat(${ENTRY_PARTS}, ${ROW_PARTS}) AS BLOB) AS bytes FROM index_entries
       LEFT JOIN documents ON collection_id = ? AND documents.key = index_entries.key
       WHERE index_id = ? AND scope = ? AND value >= ? AND value <= ?
       ORDER BY value ${direction}, index_entries.key ${direction} LIMIT ? OFFSET ?`,
    );
  const sql = {
    get: database.prepare(`SELECT ${ROW} FROM documents WHERE collection_id = ? AND key = ?`),
    forwards: byKey('ASC'),
    backwards: byKey('DESC'),
    below: between(`${IDS} SELECT ${ROW} FROM ids CROSS JOIN documents ON collection_id = id`, 'ASC'), // no query wants the other
    indexed: byIndex('ASC'),
    indexedBackwards: byIndex('DESC'),
    put: database.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    delete: database.prepare('DELETE FROM documents WHERE collection_id = ? AND key = ?'),
    log: database.prepare('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    tick: database.prepare(
      `UPDATE clock SET last_commit = ?, log_start = ?, digest = ?, index_digest = (index_digest + ?) % ${MODULUS}`,
    ),
    logged: database.prepare(`SELECT ${CHANGE} FROM changes WHERE commit_time > ? ORDER BY commit_time`),
    loggedAt: database.prepare(`SELECT ${CHANGE} FROM changes WHERE commit_time = ? AND key = ?`),
    prune: database.prepare('DELETE FROM changes WHERE commit_time <= ?'),
    groupAfter: database.prepare(
      `SELECT ${ROW} FROM documents WHERE collection_id = ? AND key > ? ORDER BY key LIMIT ?`,
    ),
    namesOfGroup: database.prepare(
      `SELECT ${NAME} FROM documents WHERE collection_id = ? AND key > ? AND key < ? ORDER BY key`,
    ),
    ids: database.prepare(`${IDS} SELECT CAST(id AS BLOB) AS id FROM ids WHERE id IS NOT NULL`),
    nameAfter: database.prepare(
      `SELECT ${NAME} FROM documents WHERE collection_id = ? AND key > ? AND key < ? ORDER BY key LIMIT 1`,
    ),
    namesBelow: database.prepare(
      `${IDS} SELECT ${NAME} FROM ids CROSS JOIN documents ON collection_id = id AND key > ? AND key < ? ORDER BY key`,
    ),
  };
  let {
    last_commit: lastCommit,
    log_start: logStart,
    digest,
  } = database.prepare('SELECT * FROM clock').get() as { last_commit: Micros; log_start: Micros; digest: number };
  const log = ChangeLog.open(database) ?? begunAnew();
  const cache = new DocumentCache(CACHE_CHARACTERS);

  /** What was is told to nobody any more; what is has sums of its own. */
  function begunAnew(): ChangeLog {
    database.exec('DELETE FROM changes; UPDATE clock SET log_start = last_commit');
    logStart = lastCommit;
    onDamage('The log of changes is not what was written and begins anew: browsers that were open read anew.');
    return new ChangeLog();
  }

  function documentOf(row: StoredRow): Document {
    const cached = cache.get(row.name, row.updated);
    if (cached) return cached;
    const document = existing(row);
    cache.put(document, row.updated, row.size);
    return document;
  }

  const current: Source = {
    get(name) {
      const cached = cache.newest(name);
      if (cached !== undefined) return cached;
      const found = sql.get.get(...placeOf(name)) as Row | undefined;
      if (found) {
        const row = new StoredRow(found.bytes);
        if (row.name !== name) throw new StatusError('DATA_LOSS', `The stored document ${name} is damaged.`);
        return documentOf(row);
      }
      cache.putMissing(name);
      return null;
    },
    find(query, isHidden = () => false) {
      const need = query.limit === undefined ? Infinity : query.offset + query.limit;
      if (need === 0) return [];
      const found = new Map<string, Document>();
      for (const alternative of query.alternatives) {
        const { access, wanted } = accessTo(query, alternative, (of) => indexes.of(of));
        let [read, characters] = [0, 0];
        const matched: Document[] = [];
        let last: string | undefined; // the sort key with which those end that are needed
        for (const { bytes } of rowsOf(access, query.scope, need)) {
          read++;
          const row = access.kind === 'index' ? rowOfEntry(bytes, access) : new StoredRow(bytes);
          characters += row.size;
          if (isHidden(row.name)) continue;
          if (!isInScope(query.scope, row.name)) {
            row.check(); // or a damaged name would leave it out without a word
            continue;
          }
          const document = query.isOfNames ? existing(row, row.named()) : documentOf(row);
          if (last !== undefined && access.kind === 'index' && access.sortKeyOf(document).text !== last) break;
          if (!query.matches(document)) continue;
          matched.push(document);
          if (matched.length < need || access.kind === 'names' || !access.isOrdered) continue;
          if (access.kind === 'keys') break;
          const { text, isExact } = access.sortKeyOf(document);
          if (access.isOrderedByName && isExact) break;
          last = text;
        }
        for (const document of matched) found.set(document.name, document);
        const inVain = read - Math.min(matched.length, need);
        const isMuch = inVain > indexAfter || characters * inVain > CHARACTERS_IN_VAIN * read;
        if (wanted && isMuch) indexes.make(wanted);
      }
      return [...found.values()];
    },
  };

  function* rowsOf(access: Access, scope: Query['scope'], need: number): Iterable<Row> {
    if (access.kind === 'names') {
      for (const name of access.names) {
        const row = sql.get.get(...placeOf(name)) as Row | undefined;
        if (row) yield row;
      }
      return;
    }
    const [statement, within] = statementFor(access, scope);
    const { from, to, isOrdered } = access;
    if (need === Infinity || !isOrdered) {
      yield* statement.iterate(...within, from, to, -1, 0) as Iterable<Row>;
      return;
    }
    // Page by page: an iteration that is left before its end would keep its read open, and with it the log from shrinking.
    for (let [size, offset] = [need + 1, 0]; ; offset += size, size *= 2) {
      const rows = statement.all(...within, from, to, size, offset) as Row[];
      yield* rows;
      if (rows.length < size) return;
    }
  }

  function statementFor(access: Exclude<Access, { kind: 'names' }>, scope: Query['scope']) {
    if (access.kind === 'index') {
      return [
        access.descending ? sql.indexedBackwards : sql.indexed,
        [access.index.collectionId, access.index.id, access.scope],
      ] as const;
    }
    const by = access.descending ? sql.backwards : sql.forwards;
    if ('collection' in scope) return [by.collection, [lastSegment(scope.collection), scope.collection]] as const;
    if (scope.collectionId === undefined) return [sql.below, []] as const;
    return [by.group, [scope.collectionId]] as const;
  }

  /** The first name past a key, of those below `to`, whatever the ids of their collections. Keys that are asked for rise. */
  function walk({ to }: { to: string }): (after: string) => string | undefined {
    let heads = (sql.ids.all() as { id: Blob }[]).map(({ id }) => ({
      id: bytesOf(id).toString(),
      next: undefined as { name: string; key: Buffer } | undefined,
    }));
    return (after) => {
      const passed = Buffer.from(after);
      for (const head of heads) {
        if (head.next && head.next.key.compare(passed) > 0) continue;
        const [name] = namesOf(sql.nameAfter.all(head.id, after, to));
        head.next = name === undefined ? undefined : { name, key: Buffer.from(keyOf(name)) };
      }
      heads = heads.filter(({ next }) => next !== undefined);
      return heads.map(({ next }) => next!).sort((a, b) => a.key.compare(b.key))[0]?.name;
    };
  }

  function pageOf(collectionId: string, after: string, size: number): Document[] {
    const rows = sql.groupAfter.all(collectionId, after, size) as Row[];
    return rows.map((row) => existing(new StoredRow(row.bytes)));
  }

  function earlier(time: Micros): Source {
    return {
      get(name) {
        const key = keyOf(name);
        const changed = log.firstAfter(time, key);
        if (changed === undefined) return current.get(name);
        const change = sql.loggedAt.get(changed, key) as Row | undefined;
        if (!change) throw new StatusError('DATA_LOSS', `The log of changes of ${name} is damaged.`);
        return new StoredRow(change.bytes, { isChange: true }).document();
      },
      find(query, isHidden = () => false) {
        const overlay = new Map<string, StoredRow>();
        for (const { bytes } of sql.logged.all(time) as Row[]) {
          const change = new StoredRow(bytes, { isChange: true });
          change.check(); // by its name it would be another document's
          if (!overlay.has(change.name) && isInScope(query.scope, change.name)) overlay.set(change.name, change);
        }
        const found = current.find(query, (name) => overlay.has(name) || isHidden(name));
        for (const change of overlay.values()) {
          const before = isHidden(change.name) ? null : change.document();
          if (before && query.matches(before)) found.push(before);
        }
        return found;
      },
    };
  }

  return {
    ...current,
    get lastCommit() {
      return lastCommit;
    },
    runs,
    at(time) {
      if (time < logStart) return undefined;
      return earlier(time);
    },
    write(commits) {
      const { time: last } = commits.at(-1)!;
      const written: { name: string; after: Document | null; updated: Micros; characters: number }[] = [];
      const logged: LoggedCommit[] = [];
      let [moved, ofIndexes, pruned, start] = [last - lastCommit, 0, undefined as Micros | undefined, logStart];
      database.transaction(() => {
        for (const { time, changes } of commits) {
          const entry = { time, keys: changes.map(({ name }) => keyOf(name)), characters: 0 };
          for (const [i, { name, before, after }] of changes.entries()) {
            // A row's texts are made when it is written: those of an import at once would take much memory.
            const [key, collection] = [entry.keys[i]!, collectionOf(name)];
            const id = lastSegment(collection);
            const was = rowOf(name, before);
            entry.characters += was.fields?.length ?? 0;
            sql.log.run([
              time,
              key,
              collection,
              name,
              was.fields,
              was.created,
              was.updated,
              sumOfChange(was.sum, time),
            ]);
            if (before) moved -= was.sum;
            const is = rowOf(name, after);
            if (after) {
              sql.put.run([key, collection, id, name, is.fields, is.created, is.updated, is.sum]);
              moved += is.sum;
            } else if (before) {
              sql.delete.run(id, key);
            }
            written.push({ name, after, updated: is.updated, characters: is.fields?.length ?? 0 });
          }
          ofIndexes += indexes.update(changes);
          logged.push(entry);
        }
        pruned = log.outgrownBy(logged);
        if (pruned !== undefined) sql.prune.run(pruned);
        start = pruned ?? logStart;
        moved = moveDigest(digest, moved);
        sql.tick.run(last, start, moved, moveDigest(0, ofIndexes));
      })();
      digest = moved;
      lastCommit = last;
      logStart = start;
      log.take(logged, pruned);
      for (const { name, after, updated, characters } of written) {
        if (after) cache.put(after, updated, characters);
        else cache.putMissing(name);
      }
    },
    collectionIds(parent) {
      const depth = parent.split('/').length;
      const range = keysBelow(parent);
      const nameAfter = walk(range);
      const ids: string[] = [];
      for (let after = range.from; ;) {
        const name = nameAfter(after);
        if (name === undefined) return ids;
        const id = name.split('/')[depth]!;
        ids.push(id);
        after = keysBelow(`${parent}/${id}`).to;
      }
    },
    namesOfGroup(parent, collectionId) {
      const { from, to } = keysBelow(parent);
      return namesOf(sql.namesOfGroup.all(collectionId, from, to));
    },
    shallowNames(collection, afterKey, size) {
      const depth = collection.split('/').length;
      const range = keysBelow(collection);
      const nameAfter = walk(range);
      const names: string[] = [];
      // Past the key of a document is its own sub-tree: skipped with it.
      for (let after = afterKey === '' ? range.from : `${afterKey}\u0002`; names.length < size;) {
        const next = nameAfter(after);
        if (next === undefined) break;
        const name = next.split('/', depth + 1).join('/');
        names.push(name);
        after = keysBelow(name).to;
      }
      return names;
    },
    all(name) {
      const { from, to } = keysBelow(`${name}/documents`);
      return namesOf(sql.namesBelow.all(from, to));
    },
  };
}

/** By what SQL finds a document: the id of its collection, and its key. */
const placeOf = (name: string): [collectionId: string, key: string] => [lastSegment(collectionOf(name)), keyOf(name)];

/** As it is written; `fields` null: there is none. */
function rowOf(name: string, document: Document | null): GuardedRow {
  const [created, updated] = document
    ? [microsOfTime(document.createTime)!, microsOfTime(document.updateTime)!]
    : [0, 0];
  const row = { name, fields: document && JSON.stringify(document.fields), created, updated };
  return { ...row, sum: sumOf(row) };
}

/** The document of a row of documents, where none is without fields. */
function existing(row: StoredRow, document = row.document()): Document {
  if (document) return document;
  throw new StatusError('DATA_LOSS', `The stored document ${row.name} is damaged.`);
}

/** DATA_LOSS unless the entry is what was written and leads to a document. */
function rowOfEntry(blob: Blob, { seed, scope }: Extract<Access, { kind: 'index' }>): StoredRow {
  const bytes = bytesOf(blob);
  const end = endOfEntry(bytes, 0, seed);
  const row = end === -1 ? undefined : new StoredRow(bytes, { from: end });
  if (row?.name) return row;
  throw new StatusError('DATA_LOSS', `A stored index entry of ${scope} is damaged.`);
}

/** A damaged name must not be told, nor lead a walk along the keys back to where it was. */
function namesOf(rows: unknown[]): string[] {
  return (rows as { nameBytes: Blob; keyBytes: Blob }[]).map(({ nameBytes, keyBytes }) => {
    const name = bytesOf(nameBytes).toString();
    if (keyOf(name) !== bytesOf(keyBytes).toString())
      throw new StatusError('DATA_LOSS', `The stored document ${name} is damaged.`);
    return name;
  });
}
