// `npm test`: set up, then every suite. The last line sums them up: `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensurePackages, findChromium } from './chromium.mjs';
import { fetchFirebaseTools } from './firebaseTools.mjs';
import { fetchNginx, findNginx } from './nginx.mjs';
import { checkNode, ensureBuilt, ensureInstalled, fail, root } from './setup.mjs';

checkNode();
ensureInstalled();
if (findChromium() === null) ensurePackages(['chromium']);
const chromium = findChromium();
if (chromium === null) {
  fail(
    'Kiểm thử cần Chromium hoặc Chrome. Cài bằng `apt install chromium`, hoặc chỉ đường dẫn: CHROMIUM=/duong/dan npm test',
  );
}
// Calendar parsers of other languages, and clients that subscribe: what is missing is skipped by name.
const calendarTools = [
  ...['python3-icalendar', 'python3-vobject', 'python3-gi', 'gir1.2-ical-3.0', 'libdata-ical-perl'],
  ...['php-cli', 'php-sabre-vobject', 'libawl-php', 'ruby', 'ruby-icalendar', 'vdirsyncer', 'khal'],
  ...['evolution-data-server', 'gir1.2-ecal-2.0', 'dbus-daemon'],
];
if (!ensurePackages(calendarTools)) {
  const missing = calendarTools.filter((name) => !ensurePackages([name])); // a distribution may lack one of them
  if (missing.length > 0) console.log(`Thiếu ${missing.join(', ')}: phần kiểm tra iCal cần chúng được bỏ qua.`);
}
const nginx = findNginx() ?? fetchNginx();
if (nginx === null) console.log('Không có nginx: phần kiểm tra sau proxy được bỏ qua.');
ensureBuilt();
const firebase = fetchFirebaseTools();
if (firebase === null) console.log('Không có firebase-tools: phần kiểm tra trên emulator của Firebase được bỏ qua.');

const out = join(root, 'test-results');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const bin = (name) => join(root, 'node_modules/.bin', name);
const run = (command, ...args) => {
  console.log(`\n── ${[command.split('/').pop(), ...args].join(' ')}`);
  return (
    spawnSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        SEED: '2026',
        ...process.env,
        CHROMIUM: chromium,
        ...(nginx === null ? {} : { NGINX: nginx }),
        FIREBASE_TOOLS: firebase ?? '',
      },
    }).status === 0
  );
};
const report = (file) => {
  try {
    return JSON.parse(readFileSync(join(out, file), 'utf8'));
  } catch {
    return null; // the runner died before it could report
  }
};

let passed = 0;
let failed = 0;
const count = (good, bad) => {
  passed += good;
  failed += bad;
};
/** A suite that fails without naming a failed test (a crash, an unhandled error) counts as one. */
const suite = (ok, good, bad) => count(good, ok ? bad : Math.max(bad, 1));

const check = (ok) => suite(ok, ok ? 1 : 0, 0);
check(run(bin('tsc'), '--noEmit'));
check(run(bin('oxlint'), '--deny-warnings', '.'));
check(run(bin('prettier'), '--check', '--log-level', 'warn', '.'));

// For functions/hosting.test.ts, with no real project's configuration.
if (firebase !== null) {
  process.env.VITE_FIREBASE_CONFIG = '{"projectId":"demo-lich","apiKey":"demo"}';
  check(run(process.execPath, join(root, 'start/buildFirebase.mjs')));
  delete process.env.VITE_FIREBASE_CONFIG;
}

const unit = run(
  bin('vitest'),
  'run',
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=test-results/unit.json',
);
const units = report('unit.json');
suite(unit && units !== null, units?.numPassedTests ?? 0, units?.numFailedTests ?? 0);

const e2e = run(bin('playwright'), 'test');
const journeys = report('e2e.json')?.stats;
suite(e2e && journeys !== undefined, journeys?.expected ?? 0, (journeys?.unexpected ?? 0) + (journeys?.flaky ?? 0));

// The failed ones again: of a long output the tail is what is kept.
for (const { name, message, status, assertionResults } of units?.testResults ?? []) {
  const bad = assertionResults.filter((test) => test.status === 'failed');
  const file = relative(root, name);
  if (status === 'failed' && bad.length === 0) console.log(`\nFAILED ${file}\n${message.slice(0, 2000)}`);
  for (const test of bad) {
    console.log(`\nFAILED ${file} › ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 2000)}`);
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
