import { crc32 } from 'node:zlib';
import type { Statement } from 'libsql';
import { wellFormed } from '../model/canonical.ts';
import { StatusError } from '../model/status.ts';
import type { Database } from './database.ts';
import { bytesOf, type Blob } from './storedRow.ts';

type Cell = string | number | null;

/**
 * A table each of whose rows has a sum over its other columns. A row is read as JSON, in one blob and not as text: libsql
 * ends the whole process when it reads text that is not UTF-8.
 */
export class GuardedTable<Row extends { [Column in keyof Row]: Cell }> {
  readonly #database: Database;
  readonly #table: string;
  readonly #what: string;
  readonly #columns: [keyof Row & string, string][]; // as a property, as a column
  readonly #key: (keyof Row & string)[];
  readonly #onDamage: (message: string) => void;
  readonly #statements = new Map<string, Statement>();

  /**
   * `what` a row is, for messages. `columns`: a property each and its definition in SQL; their order is part of the format.
   * `onDamage` is told of rows that `all` leaves out.
   */
  constructor(
    database: Database,
    table: string,
    {
      what,
      columns,
      key,
      onDamage,
    }: {
      what: string;
      columns: { [Column in keyof Row]: string };
      key: (keyof Row & string)[];
      onDamage: (message: string) => void;
    },
  ) {
    const definitions = Object.entries<string>(columns) as [keyof Row & string, string][];
    this.#database = database;
    this.#table = table;
    this.#what = what;
    this.#columns = definitions.map(([property, definition]) => [property, definition.split(' ')[0]!]);
    this.#key = key;
    this.#onDamage = onDamage;
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (${definitions.map(([, definition]) => definition).join()},
       sum INTEGER NOT NULL, PRIMARY KEY (${this.#keyColumns.join()}))`,
    );
  }

  /** The one row of which `where` is true. DATA_LOSS when it is not what was written. */
  find(where: string, ...parameters: Cell[]): Row | undefined {
    const { rows, damaged } = this.#read(where, parameters);
    if (damaged[0] !== undefined) throw new StatusError('DATA_LOSS', damaged[0]);
    return rows[0];
  }

  /** Damaged ones are left out, and told. */
  all(where: string, ...parameters: Cell[]): Row[] {
    const { rows, damaged } = this.#read(where, parameters);
    damaged.forEach((message) => this.#onDamage(message));
    return rows;
  }

  /** In the place of the row of the same key, if there is one. */
  put(row: Row): void {
    const cells = this.#columns.map(([property]) => storable(row[property]));
    const names = this.#columns.map(([, column]) => column);
    const marks = cells.map(() => '?');
    const changes = [...names, 'sum'].map((column) => `${column} = excluded.${column}`);
    this.#prepared(
      `INSERT INTO ${this.#table} VALUES (${marks.join()}, ?)
       ON CONFLICT (${this.#keyColumns.join()}) DO UPDATE SET ${changes.join()}`,
    ).run(...cells, sumOfCells(cells));
  }

  /** Returns how many there were. */
  delete(where: string, ...parameters: Cell[]): number {
    return this.#prepared(`DELETE FROM ${this.#table} WHERE ${where}`).run(...parameters).changes;
  }

  get #keyColumns(): string[] {
    return this.#columns.filter(([property]) => this.#key.includes(property)).map(([, column]) => column);
  }

  #read(where: string, parameters: Cell[]): { rows: Row[]; damaged: string[] } {
    const rows: Row[] = [];
    const damaged: string[] = [];
    const names = this.#columns.map(([, column]) => column);
    const stored = this.#prepared(`SELECT ${asJson(names)} FROM ${this.#table} WHERE ${where}`).all(...parameters);
    for (const { row } of stored as { row: Blob }[]) {
      const { cells, isSound } = readCells(row);
      const properties = this.#columns.map(([property], i) => [property, cells[i]] as const);
      if (isSound) rows.push(Object.fromEntries(properties) as Row);
      else {
        const name = properties.flatMap(([property, cell]) => (this.#key.includes(property) ? [String(cell)] : []));
        damaged.push(`The stored ${this.#what} ${name.join(' ')} is damaged.`);
      }
    }
    return { rows, damaged };
  }

  #prepared(sql: string): Statement {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Half a letter would be read back as another one, and the row taken for damaged. */
function storable(cell: Cell): Cell {
  return typeof cell === 'string' ? wellFormed(cell) : cell;
}

/** A row as `[…, sum]`. SQLite's JSON takes no blobs: what has become one was something else. */
function asJson(columns: readonly string[]): string {
  const cells = [...columns, 'sum'].map(
    (column) => `CASE typeof(${column}) WHEN 'blob' THEN 'blob' ELSE ${column} END`,
  );
  return `CAST(json_array(${cells.join()}) AS BLOB) AS row`;
}

function readCells(row: Blob): { cells: Cell[]; isSound: boolean } {
  try {
    const cells = JSON.parse(bytesOf(row).toString()) as Cell[];
    const sum = cells.pop();
    return { cells, isSound: sum === sumOfCells(cells) };
  } catch {
    return { cells: [], isSound: false };
  }
}

function sumOfCells(cells: readonly Cell[]): number {
  return crc32(JSON.stringify(cells));
}

/** For a table that had none. */
export function addSums(database: Database, table: string): void {
  const columns = columnsOf(database, table);
  database.exec(`ALTER TABLE ${table} ADD COLUMN sum INTEGER NOT NULL DEFAULT 0`);
  const put = database.prepare(`UPDATE ${table} SET sum = ? WHERE rowid = ?`);
  const rows = database.prepare(`SELECT rowid AS id, ${asJson(columns)} FROM ${table}`).all();
  for (const { id, row } of rows as { id: number; row: Blob }[]) put.run(sumOfCells(readCells(row).cells), id);
}

/** A row that is not what was written, by its table and its first column. */
export function findDamagedRow(database: Database, table: string): string | undefined {
  const columns = columnsOf(database, table).filter((column) => column !== 'sum');
  const rows = database.prepare(`SELECT ${asJson(columns)} FROM ${table}`).all() as { row: Blob }[];
  const damaged = rows.map(({ row }) => readCells(row)).find(({ isSound }) => !isSound);
  return damaged && `${table} ${String(damaged.cells[0])}`;
}

function columnsOf(database: Database, table: string): string[] {
  return (database.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).map(({ name }) => name);
}
