import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { build } from 'vite';

/** Answers every address with an empty page that runs a file of this folder, built as browsers get it. */
export async function pageRunning(file: string): Promise<(req: IncomingMessage, res: ServerResponse) => void> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rollupOptions: { input: fileURLToPath(new URL(file, import.meta.url)) } },
  });
  const [output] = 'output' in built ? [built] : Array.isArray(built) ? built : [];
  const script = output!.output[0].code;
  return (req, res) => {
    const isScript = req.url === '/page.js';
    res.setHeader('Content-Type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    res.end(isScript ? script : '<!doctype html><title>page</title><script type="module" src="/page.js"></script>');
  };
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
