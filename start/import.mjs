// `npm run import -- --calendar board [--issue] FILE`
import { checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const { main } = await import('../dist/server/importCommand.js');
await main(process.argv.slice(2));
