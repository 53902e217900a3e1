// `npm run account -- invite EMAIL --name "…"`, reset, disable, enable, sign-out, list
import { checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const { main } = await import('../dist/server/accountCommand.js');
await main(process.argv.slice(2));
