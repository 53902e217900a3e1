import { fieldAt, parseFieldPath, printFieldPath, type FieldPath } from '../model/fieldPath.ts';
import { compareText, numberOf, typeClass, type TypeClass } from '../model/order.ts';
import { collectionOf, lastSegment } from '../model/resourceName.ts';
import type { Document, Value } from '../model/value.ts';
import type { Database } from './database.ts';
import { keyOf } from './key.ts';
import type { DocumentChange } from './store.ts';

/** What a field must be for a document to match: one of `values`, or, for a range, beyond or before the only one. */
export interface Constraint {
  path: FieldPath;
  op: 'EQUAL' | 'IN' | 'LESS' | 'GREATER'; // LESS and GREATER: or equal
  values: Value[];
}

/** Keys between which a field's index keys lie, both ends included. */
type Span = { from: string; to: string };

interface FieldIndex {
  id: number;
  collectionId: string;
  path: FieldPath;
}

const MAX_INDEXES = 64;
const MAX_TEXT = 200; // code points of a text in an index

/**
 * Which documents can have a field in a range of values. An index belongs to a field of all collections of one id, and is
 * made when a query had to read many documents for want of it: only what is asked for is kept. It may name documents that
 * do not match, never miss one that does: keys keep the order of values but may fall together.
 */
export class FieldIndexes {
  readonly #database: Database;
  readonly #indexes: FieldIndex[];
  readonly #put;
  readonly #delete;

  constructor(database: Database) {
    this.#database = database;
    database.exec(`
      CREATE TABLE IF NOT EXISTS field_indexes(id INTEGER PRIMARY KEY, collection_id TEXT NOT NULL, path TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS field_values(
        index_id INTEGER NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(index_id, value, key)) WITHOUT ROWID;
    `);
    this.#put = database.prepare('INSERT OR REPLACE INTO field_values VALUES (?, ?, ?)');
    this.#delete = database.prepare('DELETE FROM field_values WHERE index_id = ? AND value = ? AND key = ?');
    const rows = database.prepare('SELECT * FROM field_indexes').all() as {
      id: number;
      collection_id: string;
      path: string;
    }[];
    this.#indexes = rows.map(({ id, collection_id, path }) => ({
      id,
      collectionId: collection_id,
      path: parseFieldPath(path),
    }));
  }

  /** Where the documents of a query are to be found; undefined: no index knows. */
  lookUp(collectionId: string, constraints: Constraint[]): { id: number; spans: Span[] } | undefined {
    for (const constraint of ranked(constraints)) {
      const index = this.#find(collectionId, constraint.path);
      if (index) return { id: index.id, spans: spansOf(constraint, constraints) };
    }
    return undefined;
  }

  /** Makes the index that would have served, if any would. */
  create(collectionId: string, constraints: Constraint[], documents: Iterable<Document>): void {
    const constraint = ranked(constraints)[0];
    if (!constraint || this.#indexes.length >= MAX_INDEXES) return;
    const { path } = constraint;
    const index = this.#database.transaction((): FieldIndex => {
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO field_indexes(collection_id, path) VALUES (?, ?)')
        .run(collectionId, printFieldPath(path));
      const made = { id: Number(lastInsertRowid), collectionId, path };
      for (const document of documents) this.#change(made, document.name, undefined, indexKeyIn(document, path));
      return made;
    })();
    this.#indexes.push(index); // once it is complete on disk
  }

  /** Within the SQL transaction that writes the changes. */
  update(changes: DocumentChange[]): void {
    for (const { name, before, after } of changes) {
      const collectionId = lastSegment(collectionOf(name));
      for (const index of this.#indexes) {
        if (index.collectionId !== collectionId) continue;
        this.#change(index, name, indexKeyIn(before, index.path), indexKeyIn(after, index.path));
      }
    }
  }

  #find(collectionId: string, path: FieldPath): FieldIndex | undefined {
    const text = printFieldPath(path);
    return this.#indexes.find((index) => index.collectionId === collectionId && printFieldPath(index.path) === text);
  }

  #change({ id }: FieldIndex, name: string, from: string | undefined, to: string | undefined): void {
    if (from === to) return;
    if (from !== undefined) this.#delete.run(id, from, keyOf(name));
    if (to !== undefined) this.#put.run(id, to, keyOf(name));
  }
}

/** The most telling first. */
function ranked(constraints: Constraint[]): Constraint[] {
  const rank = { EQUAL: 0, IN: 1, LESS: 2, GREATER: 2 };
  return constraints.toSorted((a, b) => rank[a.op] - rank[b.op]);
}

function spansOf({ path, op, values }: Constraint, all: Constraint[]): Span[] {
  if (op === 'EQUAL' || op === 'IN') return values.map((value) => ({ from: indexKey(value), to: indexKey(value) }));
  // Both ends of a range may be given, each by its own constraint. Text compares as UTF-8, as in SQLite.
  const letter = CLASS_LETTERS[typeClass(values[0]!)];
  const span = { from: letter, to: `${letter}\u{10ffff}` };
  for (const other of all) {
    if (printFieldPath(other.path) !== printFieldPath(path)) continue;
    const key = indexKey(other.values[0]!);
    if (other.op === 'GREATER' && compareText(key, span.from) > 0) span.from = key;
    if (other.op === 'LESS' && compareText(key, span.to) < 0) span.to = key;
  }
  return [span];
}

const CLASS_LETTERS: Record<TypeClass, string> = {
  null: 'a',
  boolean: 'b',
  number: 'c',
  timestamp: 'd',
  string: 'e',
  bytes: 'f',
  reference: 'g',
  geoPoint: 'h',
  array: 'i',
  vector: 'j',
  map: 'k',
};

function indexKeyIn(document: Document | null, path: FieldPath): string | undefined {
  const value = document ? fieldAt(document.fields, path) : undefined;
  return value === undefined ? undefined : indexKey(value);
}

/** If a value is less than or equal to another, so is its key. Values that are long or composed fall together. */
export function indexKey(value: Value): string {
  const letter = CLASS_LETTERS[typeClass(value)];
  if ('stringValue' in value) return letter + abridged(value.stringValue);
  if ('timestampValue' in value) return letter + value.timestampValue.slice(0, -1);
  if ('booleanValue' in value) return letter + (value.booleanValue ? '1' : '0');
  if ('referenceValue' in value) return letter + abridged(keyOf(value.referenceValue));
  const number = numberOf(value);
  return number === undefined ? letter : letter + doubleKey(Number(number));
}

function abridged(text: string): string {
  // A number of code points, not of UTF-16 units: cut inside a pair, a text would change its place.
  const short = text.length <= MAX_TEXT ? text : [...text].slice(0, MAX_TEXT).join('');
  return short.replaceAll('\0', '\u0001'); // SQLite ends some texts at NUL
}

/** 16 digits in the order of doubles, NaN first. Integers beyond 2^53 fall together with their neighbours. */
function doubleKey(double: number): string {
  if (Number.isNaN(double)) return '';
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, double + 0); // -0 is 0
  const bits = bytes.getBigUint64(0);
  const ordered = bits >> 63n ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n);
  return ordered.toString(16).padStart(16, '0');
}
