// `npm run backup [-- FOLDER]`
import { checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const { main } = await import('../dist/server/backupCommand.js');
main(process.argv.slice(2));
