import { openDatabase } from './database.ts';

/** For database.test.ts: a process that holds the directory and has committed one row. */
export const database = openDatabase(process.argv.at(-1)!);
database.exec("CREATE TABLE t(v TEXT); INSERT INTO t VALUES ('kept')");
process.stdout.write('open\n');
setInterval(() => {}, 1000);
