import { fieldAt, parseFieldPath, printFieldPath, type FieldPath } from '../model/fieldPath.ts';
import { collectionOf, databaseOf, lastSegment } from '../model/resourceName.ts';
import type { Document, Value } from '../model/value.ts';
import type { Database } from './database.ts';
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

/**
 * Indexes are made when a query had to read many documents for want of one: only what is asked for is kept. An index may
 * list documents that do not match, never miss one that does.
 */
export class Indexes {
  readonly #database: Database;
  readonly #indexes: Index[];
  readonly #put;
  readonly #delete;

  constructor(database: Database) {
    this.#database = database;
    database.exec(`
      CREATE TABLE IF NOT EXISTS indexes(id INTEGER PRIMARY KEY, definition TEXT NOT NULL UNIQUE);
      CREATE TABLE IF NOT EXISTS index_entries(
        index_id INTEGER NOT NULL, scope TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL,
        PRIMARY KEY(index_id, scope, value, key)) WITHOUT ROWID;
    `);
    this.#put = database.prepare('INSERT OR REPLACE INTO index_entries VALUES (?, ?, ?, ?)');
    this.#delete = database.prepare(
      'DELETE FROM index_entries WHERE index_id = ? AND scope = ? AND value = ? AND key = ?',
    );
    const rows = database.prepare('SELECT * FROM indexes').all() as { id: number; definition: string }[];
    this.#indexes = rows.map(({ id, definition }) => ({ id, ...parseDefinition(definition) }));
  }

  of({ scope, collectionId }: Pick<IndexDefinition, 'scope' | 'collectionId'>): Index[] {
    return this.#indexes.filter((index) => index.scope === scope && index.collectionId === collectionId);
  }

  /** Once it is complete on disk. Nothing is made when it is there already, or too many are. */
  create(definition: IndexDefinition, documents: Iterable<Document>): void {
    const text = printDefinition(definition);
    if (this.#indexes.length >= MAX_INDEXES || this.#indexes.some((index) => printDefinition(index) === text)) return;
    const index = this.#database.transaction((): Index => {
      const { lastInsertRowid } = this.#database.prepare('INSERT INTO indexes(definition) VALUES (?)').run(text);
      const made = { id: Number(lastInsertRowid), ...definition };
      for (const document of documents) this.#change(made, document.name, null, document);
      return made;
    })();
    this.#indexes.push(index);
  }

  /** Within the SQL transaction that writes the changes. */
  update(changes: DocumentChange[]): void {
    for (const { name, before, after } of changes) {
      const collectionId = lastSegment(collectionOf(name));
      for (const index of this.#indexes) {
        if (index.collectionId === collectionId) this.#change(index, name, before, after);
      }
    }
  }

  #change(index: Index, name: string, before: Document | null, after: Document | null): void {
    const gone = before ? entriesOf(index, before) : new Set<string>();
    const kept = after ? entriesOf(index, after) : new Set<string>();
    const scope = scopeOf(index, name);
    for (const value of gone) if (!kept.has(value)) this.#delete.run(index.id, scope, value, keyOf(name));
    for (const value of kept) if (!gone.has(value)) this.#put.run(index.id, scope, value, keyOf(name));
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
