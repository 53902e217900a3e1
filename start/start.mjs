// `npm start`, and `npm run dev` (--dev): set up, then run the product until Ctrl-C.
import { checkNode, ensureBuilt, ensureInstalled, root } from './setup.mjs';

checkNode();
ensureInstalled();
if (process.argv.includes('--dev')) {
  const { createServer } = await import('vite');
  const vite = await createServer({ root, appType: 'custom', server: { middlewareMode: true }, logLevel: 'warn' });
  const { main } = await vite.ssrLoadModule('/start/serve.ts');
  await main({ vite });
} else {
  ensureBuilt();
  const { main } = await import('../dist/server/serve.js');
  await main({});
}
