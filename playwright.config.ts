import { defineConfig } from '@playwright/test';

process.env['DEMO_PASSWORD'] ??= 'mật khẩu mẫu 2026'; // accents and spaces on purpose

// Journeys through the built product as `npm start` runs it, in the system's Chromium. Each worker has an office
// (e2e/fixtures.ts), which its files share one after another.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.test.ts',
  workers: 2,
  globalSetup: './e2e/built.mjs',
  timeout: 180_000, // of a whole journey, on a machine that is busy; each thing that it waits for has its own
  expect: { timeout: 10_000 },
  forbidOnly: true,
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
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
});
