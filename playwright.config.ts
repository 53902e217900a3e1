import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number((process.env['E2E_PORT'] ??= String(20000 + Math.floor(Math.random() * 20000))));
process.env['E2E_DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'lich-e2e-'));
process.env['DEMO_PASSWORD'] ??= 'mật khẩu mẫu 2026'; // accents and spaces on purpose

// Journeys through the built product as `npm start` runs it, in the system's Chromium. One worker: they share an office.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.test.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'vi-VN',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP *.intranet.test 127.0.0.1', // a plain-http intranet name, without a secure context
      ],
    },
  },
  webServer: {
    command: 'node start/start.mjs',
    url: `http://127.0.0.1:${port}/healthz`,
    env: { PORT: String(port), DATA_DIR: process.env['E2E_DATA_DIR'], DEMO_PASSWORD: process.env['DEMO_PASSWORD'] },
    timeout: 120_000,
    stdout: 'ignore',
  },
});
