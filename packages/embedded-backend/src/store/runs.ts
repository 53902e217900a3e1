import { randomBytes } from 'node:crypto';
import type { Micros } from '../model/timestamp.ts';
import type { Database } from './database.ts';

/**
 * The runs of the program that have made the commits of a file, each named by chance and by its start. A moment is known by
 * its run and its time. So two copies of a file that have gone different ways are told apart, whoever copied it and however: what came
 * after they parted is of a run that the other does not know, or of one that had ended there by then.
 */
export class Runs {
  readonly #current: string;
  /** The last commit that each earlier run has left here. */
  readonly #ended: ReadonlyMap<string, Micros>;

  /** Within the SQL transaction of a start. `last`: of all commits; runs that ended before `logStart` are forgotten. */
  constructor(database: Database, { start, last, logStart }: Record<'start' | 'last' | 'logStart', Micros>) {
    this.#current = `${randomBytes(9).toString('base64url')}.${start}`;
    database.prepare('UPDATE runs SET last = ? WHERE last IS NULL').run(last);
    database.prepare('DELETE FROM runs WHERE last < ?').run(logStart);
    const rows = database.prepare('SELECT id, last FROM runs').all() as { id: string; last: Micros }[];
    this.#ended = new Map(rows.map((run) => [run.id, run.last]));
    database.prepare('INSERT INTO runs VALUES (?, NULL)').run(this.#current);
  }

  /** Names a moment of this run, for whoever comes back to it, also after a restart. Base64. */
  token(time: Micros): string {
    return Buffer.from(`${this.#current}.${time}`).toString('base64');
  }

  /** The moment, if it is one of this file's past; `lastCommit`: of this run. */
  timeOf(token: string, lastCommit: Micros): Micros | undefined {
    const [, run, digits] = TOKEN.exec(Buffer.from(token, 'base64').toString('latin1')) ?? [];
    if (run === undefined) return undefined;
    const last = run === this.#current ? lastCommit : this.#ended.get(run);
    const time = Number(digits);
    return last !== undefined && time <= last ? time : undefined;
  }

  /**
   * Whether some run of this file was there at that time. Told without its run, a time between two of them is one that a
   * copy has seen and this file has not.
   */
  hasSeen(time: Micros, lastCommit: Micros): boolean {
    return [...this.#ended, [this.#current, lastCommit] as const].some(
      ([run, last]) => Number(run.split('.')[1] ?? Infinity) <= time && time <= last,
    );
  }
}

/** A run, and a time. Programs until 2026-11 named a run without its start. */
const TOKEN = /^([\w-]{12}(?:\.\d{1,16})?)\.(\d{1,16})$/;
