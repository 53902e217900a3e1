import { fieldAt, parseFieldPath, printFieldPath, type FieldPath } from '../model/fieldPath.ts';
import { collectionOf, databaseOf, lastSegment } from '../model/resourceName.ts';
import type { Document, Value } from '../model/value.ts';
import type { Database } from './database.ts';
import { moveDigest, MODULUS } from './digest.ts';
import { seedOf, sumOfEntry, sumOfIndex } from './indexEntry.ts';
import { keyOf } from './key.ts';
import { sortKey } from './sortKey.ts';
import type { DocumentChange } from './store.ts';

/** One part of an index's key: the value of a field, or, one entry each, what its array contains. */
export interface IndexedField {
  path: FieldPath;
  kind: 'ascending' | 'descending' | 'contains';
}

/** What an index lists: documents of collections of one id, that have all its fields, in the order of these. */
export interface IndexDefinition {
  /** Entries lie together by collection, or by database for queries on all collections of the id. */
  scope: 'collection' | 'group';
  collectionId: string;
  fields: readonly IndexedField[];
}

export interface Index extends IndexDefinition {
  id: number;
}

const MAX_INDEXES = 100;
/** Of collections of one id: visitors, who may ask a public one whatever they like, use up no others'. */
const MAX_OF_AN_ID = 20;

/** Documents that are listed at a time: some tens of milliseconds in which nobody else is answered. */
const CHUNK = 500;

/** Up to `size` documents of collections of the id, in the order of their keys, from after this key on. */
export type Page = (collectionId: string, after: string, size: number) => Document[];

/**
 * Indexes are made when a query had to read many documents for want of one: only what is asked for is kept. An index may
 * list documents that do not match, never miss one that does.
 *
 * One of a large collection is made in chunks, between which others are answered. Until it is whole no query uses it, but
 * every commit keeps it. How far it is lies on disk: after a restart the next query that wants it goes on from there.
 */
export class Indexes {
  readonly #database: Database;
  readonly #page: Page;
  readonly #indexes: Index[];
  /** Of indexes that are not whole yet: the key of the last document listed. */
  readonly #listedTo: Map<number, string>;
  readonly #running = new Set<number>();
  readonly #put;
  readonly #delete;
  readonly #listed;
  readonly #moveDigest;

  /** `clock` is there. */
  constructor(database: Database, page: Page) {
    this.#database = database;
    this.#page = page;
    database.exec(`
      CREATE TABLE IF NOT EXISTS indexes(id INTEGER PRIMARY KEY, definition TEXT NOT NULL UNIQUE);
      CREATE TABLE IF NOT EXISTS index_entries(
        index_id INTEGER NOT NULL, scope TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL,
        crc INTEGER NOT NULL, PRIMARY KEY(index_id, scope, value, key)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS unfinished_indexes(id INTEGER PRIMARY KEY, listed_to TEXT NOT NULL);
    `);
    this.#put = database.prepare('INSERT OR IGNORE INTO index_entries VALUES (?, ?, ?, ?, ?)');
    this.#delete = database.prepare(
      'DELETE FROM index_entries WHERE index_id = ? AND scope = ? AND value = ? AND key = ?',
    );
    this.#listed = database.prepare('INSERT OR REPLACE INTO unfinished_indexes VALUES (?, ?)');
    this.#moveDigest = database.prepare(`UPDATE clock SET index_digest = (index_digest + ?) % ${MODULUS}`);
    const rows = database.prepare('SELECT * FROM indexes').all() as { id: number; definition: string }[];
    this.#indexes = rows.map(({ id, definition }) => ({ id, ...parseDefinition(definition) }));
    const unfinished = database.prepare('SELECT * FROM unfinished_indexes').all();
    this.#listedTo = new Map((unfinished as { id: number; listed_to: string }[]).map((row) => [row.id, row.listed_to]));
  }

  /** Those that queries may use. */
  of({ scope, collectionId }: Pick<IndexDefinition, 'scope' | 'collectionId'>): Index[] {
    return this.#indexes.filter(
      (index) => index.scope === scope && index.collectionId === collectionId && !this.#listedTo.has(index.id),
    );
  }

  /** Begins an index, or goes on with one. Nothing is made when it is there already, or too many are. Never throws. */
  make(definition: IndexDefinition): void {
    const text = printDefinition(definition);
    const known = this.#indexes.find((index) => printDefinition(index) === text);
    if (known ? !this.#listedTo.has(known.id) || this.#running.has(known.id) : this.#isFullFor(definition)) return;
    try {
      this.#list(known ?? this.#begin(definition, text));
    } catch {
      // A full disk, say. An index is a saving only: the query has its answer, and the next one tries again.
    }
  }

  #isFullFor({ collectionId }: IndexDefinition): boolean {
    const ofTheId = this.#indexes.filter((index) => index.collectionId === collectionId);
    return ofTheId.length >= MAX_OF_AN_ID || this.#indexes.length >= MAX_INDEXES;
  }

  #begin(definition: IndexDefinition, text: string): Index {
    const id = this.#database.transaction((): number => {
      const { lastInsertRowid } = this.#database.prepare('INSERT INTO indexes(definition) VALUES (?)').run(text);
      this.#listed.run(Number(lastInsertRowid), '');
      this.#moveDigest.run(sumOfIndex(Number(lastInsertRowid), text, ''));
      return Number(lastInsertRowid);
    })();
    const index = { id, ...definition };
    this.#indexes.push(index);
    this.#listedTo.set(id, '');
    return index;
  }

  /** One chunk now, the others each after what waits has been answered. */
  #list(index: Index): void {
    this.#running.delete(index.id);
    const before = this.#listedTo.get(index.id)!;
    const documents = this.#page(index.collectionId, before, CHUNK);
    const isWhole = documents.length < CHUNK;
    const last = isWhole ? undefined : keyOf(documents.at(-1)!.name);
    this.#database.transaction(() => {
      const text = printDefinition(index);
      let moved = sumOfIndex(index.id, text, last ?? null) - sumOfIndex(index.id, text, before);
      for (const document of documents) moved += this.#change(index, document.name, null, document);
      this.#moveDigest.run(moveDigest(0, moved));
      if (last !== undefined) this.#listed.run(index.id, last);
      else this.#database.prepare('DELETE FROM unfinished_indexes WHERE id = ?').run(index.id);
    })();
    if (last === undefined) {
      this.#listedTo.delete(index.id);
      return;
    }
    this.#listedTo.set(index.id, last);
    this.#running.add(index.id);
    setImmediate(() => {
      if (this.#database.open) this.#goOn(index);
    });
  }

  #goOn(index: Index): void {
    try {
      this.#list(index);
    } catch {
      this.#running.delete(index.id); // as in `make`
    }
  }

  /** Within the SQL transaction that writes the changes. Returns by how much the digest of the indexes moves with them. */
  update(changes: DocumentChange[]): number {
    let moved = 0;
    for (const { name, before, after } of changes) {
      const collectionId = lastSegment(collectionOf(name));
      for (const index of this.#indexes) {
        if (index.collectionId === collectionId) moved += this.#change(index, name, before, after);
      }
    }
    return moved;
  }

  #change(index: Index, name: string, before: Document | null, after: Document | null): number {
    const gone = before ? entriesOf(index, before) : new Set<string>();
    const kept = after ? entriesOf(index, after) : new Set<string>();
    const [scope, key] = [scopeOf(index, name), keyOf(name)];
    const seed = seedOf(index.id, scope);
    let moved = 0;
    // Of an index that is not whole yet an entry may be there already, or not be there.
    for (const value of gone) {
      if (!kept.has(value) && this.#delete.run(index.id, scope, value, key).changes > 0)
        moved -= sumOfEntry(seed, value, key);
    }
    for (const value of kept) {
      if (gone.has(value)) continue;
      const sum = sumOfEntry(seed, value, key);
      if (this.#put.run(index.id, scope, value, key, sum).changes > 0) moved += sum;
    }
    return moved;
  }
}

/** Where the entries of a document lie in an index. */
function scopeOf({ scope }: IndexDefinition, name: string): string {
  return scope === 'collection' ? collectionOf(name) : databaseOf(name);
}

function entriesOf({ fields }: IndexDefinition, document: Document): Set<string> {
  const parts: { values: Value[]; descending: boolean }[] = [];
  for (const { path, kind } of fields) {
    const value = fieldAt(document.fields, path);
    if (value === undefined) return new Set();
    if (kind === 'contains' && !('arrayValue' in value)) return new Set();
    const values = kind === 'contains' && 'arrayValue' in value ? value.arrayValue.values : [value];
    parts.push({ values, descending: kind === 'descending' });
  }
  let lists: { value: Value; descending: boolean }[][] = [[]];
  for (const { values, descending } of parts) {
    lists = lists.flatMap((list) => values.map((value) => [...list, { value, descending }]));
  }
  return new Set(lists.map((list) => sortKey(list).text));
}

function printDefinition({ scope, collectionId, fields }: IndexDefinition): string {
  return JSON.stringify([scope, collectionId, ...fields.map(({ path, kind }) => [printFieldPath(path), kind])]);
}

function parseDefinition(text: string): IndexDefinition {
  const [scope, collectionId, ...fields] = JSON.parse(text) as [
    IndexDefinition['scope'],
    string,
    ...[string, IndexedField['kind']][],
  ];
  return { scope, collectionId, fields: fields.map(([path, kind]) => ({ path: parseFieldPath(path), kind })) };
}
