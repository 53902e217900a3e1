import type { Micros } from '../model/timestamp.ts';
import type { Database } from './database.ts';
import { keyOf } from './key.ts';
import { bytesOf, CHANGE, StoredRow, type Blob } from './storedRow.ts';

/** How far back the log reaches, by the first limit that is met; what is too much leaves with a tenth of the limit. */
const CHANGES = 20_000;
const CHARACTERS = 32_000_000;
const AGE: Micros = 24 * 3600e6;

export interface LoggedCommit {
  time: Micros;
  keys: string[]; // of the documents that it changed
  characters: number; // of what they were before, as JSON
}

/** Where the rows of the table `changes` are, by document, and which have to leave it. */
export class ChangeLog {
  readonly #commits: LoggedCommit[] = [];
  /** When a document was changed, by its key; rising. */
  readonly #timesOf = new Map<string, Micros[]>();
  #changes = 0;
  #characters = 0;

  /** Undefined: what the last run of the program left is not what it wrote. */
  static open(database: Database): ChangeLog | undefined {
    const rows = database.prepare(
      `SELECT commit_time AS time, CAST(key AS BLOB) AS key, coalesce(length(fields), 0) AS characters, ${CHANGE}
       FROM changes ORDER BY commit_time`,
    );
    const log = new ChangeLog();
    let isSound = true;
    for (const row of rows.iterate() as Iterable<{ time: Micros; key: Blob; characters: number; bytes: Blob }>) {
      const change = new StoredRow(row.bytes, { isChange: true });
      const key = bytesOf(row.key).toString();
      isSound &&= change.isSound && keyOf(change.name) === key;
      if (isSound) log.take([{ time: row.time, keys: [key], characters: row.characters }]);
    }
    return isSound ? log : undefined;
  }

  /** When the document of this key was first changed after `time`; undefined: it is as it was then. */
  firstAfter(time: Micros, key: string): Micros | undefined {
    return this.#timesOf.get(key)?.find((changed) => changed > time);
  }

  /** The time of the last commit that must go when these come, if any must. Nothing is counted yet. */
  outgrownBy(commits: LoggedCommit[]): Micros | undefined {
    const all = (size: (commit: LoggedCommit) => number) => commits.reduce((sum, commit) => sum + size(commit), 0);
    let changes = this.#changes + all(({ keys }) => keys.length);
    let characters = this.#characters + all((commit) => commit.characters);
    const { time: now } = commits.at(-1)!;
    const isWithin = (share: number, { time }: LoggedCommit) =>
      changes <= CHANGES * share && characters <= CHARACTERS * share && time >= now - AGE * share;
    let pruned: Micros | undefined;
    for (const queue of [this.#commits, commits]) {
      for (const commit of queue) {
        if (isWithin(pruned === undefined ? 1 : 0.9, commit)) return pruned;
        changes -= commit.keys.length;
        characters -= commit.characters;
        pruned = commit.time;
      }
    }
    return pruned;
  }

  /** Counts commits that are stored, and what has left up to `pruned`. */
  take(commits: LoggedCommit[], pruned: Micros = 0): void {
    for (const commit of commits) {
      this.#count(commit, 1);
      if (commit.keys.length === 0) continue;
      this.#commits.push(commit);
      for (const key of commit.keys) {
        const times = this.#timesOf.get(key);
        if (times) times.push(commit.time);
        else this.#timesOf.set(key, [commit.time]);
      }
    }
    if (pruned === 0) return;
    const kept = this.#commits.findIndex(({ time }) => time > pruned);
    for (const commit of this.#commits.splice(0, kept === -1 ? this.#commits.length : kept)) {
      this.#count(commit, -1);
      for (const key of commit.keys) {
        const times = this.#timesOf.get(key)!;
        if (times.length === 1) this.#timesOf.delete(key);
        else times.shift(); // the oldest leave first
      }
    }
  }

  #count({ keys, characters }: LoggedCommit, by: 1 | -1): void {
    this.#changes += by * keys.length;
    this.#characters += by * characters;
  }
}
