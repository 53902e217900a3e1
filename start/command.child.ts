import { main as backup } from './backupCommand.ts';
import { main as restore } from './restoreCommand.ts';

/** For backup.test.ts: a command in a process of its own, its sentences on standard output. */
const [, , , command, ...args] = process.argv;
console.error = console.log;
(command === 'backup' ? backup : restore)(args);
