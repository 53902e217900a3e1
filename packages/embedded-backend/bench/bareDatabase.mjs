import Libsql from 'libsql';

/** libsql as the store has it, with one table and nothing of ours. */
export function bareDatabase(path) {
  const database = new Libsql(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE documents(name TEXT PRIMARY KEY, fields TEXT NOT NULL)');
  const statement = database.prepare('INSERT INTO documents VALUES (?, ?)');
  return {
    put: (name, fields) => void statement.run(name, fields),
    inTransaction: (work) => database.transaction(work)(),
  };
}
