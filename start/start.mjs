// `npm start`, and `npm run dev` (--dev): set up, then run the product until Ctrl-C.
import { setFlagsFromString } from 'node:v8';
import { checkNode, ensureBuilt, ensureInstalled, root } from './setup.mjs';

// Collect before the heap has grown by a fifth, not by some times its size (docs/decisions/0031).
setFlagsFromString('--heap-growing-percent=20');
checkNode();
ensureInstalled();
if (process.argv.includes('--dev')) {
  const { createServer } = await import('vite');
  const vite = await createServer({ root, appType: 'custom', server: { middlewareMode: true }, logLevel: 'warn' });
  const { main } = await vite.ssrLoadModule('/start/serve.ts');
  await main({ vite });
} else {
  ensureBuilt();
  process.env.NODE_ENV ??= 'production'; // else React checks all that it draws, at some times the cost
  const { main } = await import('../dist/server/serve.js');
  await main({});
}
