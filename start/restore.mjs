// `npm run restore -- FOLDER [--overwrite]`
import { checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const { main } = await import('../dist/server/restoreCommand.js');
main(process.argv.slice(2));
