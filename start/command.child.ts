import { main as account } from './accountCommand.ts';
import { main as backup } from './backupCommand.ts';
import { main as importWeeks } from './importCommand.ts';
import { main as restore } from './restoreCommand.ts';

/** For tests: a command in a process of its own, its sentences on standard output. */
const [, , , command, ...args] = process.argv;
const commands: Record<string, (args: string[]) => unknown> = { account, backup, import: importWeeks, restore };
console.error = console.log;
await commands[command!]!(args);
